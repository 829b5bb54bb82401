import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { monthTicks } from '#engine/calendar/month-ticks.ts';
import { useFormats } from '#i18n/use-formats.ts';
import { useIssueWords } from '#i18n/use-issue-words.ts';
import { useTrainingStore } from '#state/training/training-store.ts';
import type { MarketSeries } from '#state/trends/trends-store.ts';
import { ForecastChart } from '#ui/charts/forecast-chart.tsx';
import { SegmentedControl } from '#ui/controls/segmented-control.tsx';
import { Disclosure } from '#ui/layout/disclosure.tsx';
import { Panel, Stack, Toolbar } from '#ui/layout/panel.tsx';
import { MarketScores } from './market-scores.tsx';
import { type MarketView, marketViews, toMarketPoints } from './to-market-points.ts';
import { indexWords, usePeriods } from './trend-words.ts';

interface MarketPanelProps {
  readonly market: readonly MarketSeries[];
  /** Periods ahead. */
  readonly horizon: number;
}

/** The market's own indices: their forecasts by ARIMA, by the network and by whichever was tested best. */
export function MarketPanel({ market, horizon }: MarketPanelProps) {
  const { t } = useTranslation('trends');
  const [wanted, setWanted] = useState<MarketSeries['id']>('market:price-index');
  const shown = market.find(({ id }) => id === wanted) ?? market[0];
  return (
    <Panel title={t('market.title')} detail={t(shown?.frequency === 12 ? 'market.detailMonth' : 'market.detail')}>
      {shown ? (
        <Stack>
          {market.length > 1 ? (
            <Toolbar>
              <SegmentedControl
                label={t('market.indexLabel')}
                value={shown.id}
                onChange={setWanted}
                options={market.map(({ id }) => ({ value: id, label: t(`market.index.${indexWords[id]}`) }))}
              />
            </Toolbar>
          ) : null}
          <MarketIndex shown={shown} horizon={horizon} />
        </Stack>
      ) : (
        <p>{t('market.none')}</p>
      )}
    </Panel>
  );
}

function MarketIndex({ shown, horizon }: { readonly shown: MarketSeries; readonly horizon: number }) {
  const { t } = useTranslation(['trends', 'demand']);
  const formats = useFormats();
  const words = useIssueWords();
  const [wanted, setWanted] = useState<MarketView>('chosen');
  const training = useTrainingStore((state) => state.job);
  const network =
    training.status === 'ready'
      ? training.result.outlook.forecasts.find(({ seriesId }) => seriesId === shown.id)
      : undefined;
  if (!shown.forecast.ok) return <p>{t('market.failed', { reason: words(shown.forecast.issue) })}</p>;
  const result = shown.forecast.value;
  const views = marketViews(result, network ?? null);
  const view = views.includes(wanted) ? wanted : 'chosen';
  const points = toMarketPoints(shown, result, network ?? null, view);
  const [from, to] = [points[0].x, points[points.length - 1].x];
  const monthly = shown.frequency === 12;
  const method =
    view === 'lstm' ? t('market.lstm') : t(`demand:method.${view === 'arima' ? 'auto-arima' : result.chosen}`);
  return (
    <>
      <MarketSentence shown={shown} horizon={horizon} />
      <ForecastChart
        title={t(`market.index.${indexWords[shown.id]}`)}
        unit={t(`market.unit.${indexWords[shown.id]}`)}
        points={points}
        ticks={monthTicks(from, to, 9)}
        formatX={(day) => (monthly ? formats.month(day) : t('trend.weekOf', { date: formats.date(day) }))}
        formatTickX={formats.month}
        formatValue={(value) => formats.decimal(value, 2)}
        formatTick={(value) => formats.decimal(value, 2)}
        height={280}
        method={method}
        {...(result.baseline === 'naive' ? { naiveName: t('market.naive') } : {})}
        actions={
          <SegmentedControl
            label={t('market.methodLabel')}
            labelHidden
            value={view}
            onChange={setWanted}
            options={views.map((value) => ({ value, label: t(`market.${value}`) }))}
          />
        }
      />
      {network ? null : <p>{t('market.lstmMissing')}</p>}
      {result.scores.length > 0 ? (
        <Disclosure title={t('market.proof')}>
          <MarketScores id={shown.id} result={result} network={network ?? null} frequency={shown.frequency} />
        </Disclosure>
      ) : null}
    </>
  );
}

/** Where the index stands and where it is expected at the end of the horizon. */
function MarketSentence({ shown, horizon }: { readonly shown: MarketSeries; readonly horizon: number }) {
  const { t } = useTranslation(['trends', 'demand']);
  const formats = useFormats();
  const periods = usePeriods(shown.frequency);
  if (!shown.forecast.ok) return null;
  const result = shown.forecast.value;
  const { forecast } = result.forecasts[0];
  const last = forecast.mean.length - 1;
  const now = shown.values.findLast((value) => !Number.isNaN(value)) ?? Number.NaN;
  const noSkill = result.baseline === 'snaive' ? 'findingNoSkill' : 'findingNoSkillNaive';
  const key = result.reason === 'won-backtest' ? 'finding' : result.reason === 'no-skill' ? noSkill : 'findingUntested';
  return (
    <p>
      {t(`market.${key}`, {
        index: t(`market.index.${indexWords[shown.id]}`),
        now: formats.decimal(now, 2),
        next: formats.decimal(forecast.mean[last], 2),
        lo: formats.decimal(forecast.lo80[last], 2),
        hi: formats.decimal(forecast.hi80[last], 2),
        periods: periods(horizon),
        method: t(`demand:method.${result.chosen}`),
        held: t(shown.frequency === 12 ? 'held.months' : 'held.weeks'),
      })}
    </p>
  );
}
