import { useTranslation } from 'react-i18next';
import { showTrend, type TrendsResult, useTrendsStore } from '#state/trends/trends-store.ts';
import { Select } from '#ui/controls/select.tsx';
import { Toolbar } from '#ui/layout/panel.tsx';
import { Part, Parts } from '#ui/layout/part.tsx';
import { EffectsPanel } from './effects-panel.tsx';
import { GrowthPanel } from './growth-panel.tsx';
import { MarketPanel } from './market-panel.tsx';
import { PricePanel } from './price-panel.tsx';
import { SeasonPanel } from './season-panel.tsx';
import { TakingPartPanel } from './taking-part-panel.tsx';
import { TrendFinding } from './trend-finding.tsx';
import { useTrendName } from './trend-words.ts';

/** One series at a time; the market below, since it belongs to all. */
export function TrendsView({ result }: { readonly result: TrendsResult }) {
  const { t } = useTranslation('trends');
  const nameOf = useTrendName();
  const shownId = useTrendsStore((state) => state.shown);
  const { promotions } = result;
  const shown = result.series.find(({ id }) => id === shownId) ?? result.series[0];
  return (
    <>
      <TrendFinding shown={shown} />
      {result.series.length > 1 ? (
        <Toolbar>
          <Select
            label={t('choose')}
            options={result.series.map(({ id }) => ({ value: id, label: nameOf(id) }))}
            value={shown.id}
            onChange={showTrend}
          />
        </Toolbar>
      ) : null}
      <GrowthPanel shown={shown} />
      <SeasonPanel shown={shown} />
      <Parts>
        <Part title={t('effects.title')}>{() => <EffectsPanel shown={shown} />}</Part>
        {promotions ? <Part title={t('taking.title')}>{() => <TakingPartPanel promotions={promotions} />}</Part> : null}
        <Part title={t('price.title')}>{() => <PricePanel shown={shown} />}</Part>
        <Part title={t('market.title')}>{() => <MarketPanel market={result.market} horizon={result.horizon} />}</Part>
      </Parts>
    </>
  );
}
