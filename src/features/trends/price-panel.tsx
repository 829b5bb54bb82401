import { useTranslation } from 'react-i18next';
import type { TrendSeries } from '#state/trends/trends-store.ts';
import { Panel } from '#ui/layout/panel.tsx';
import { priceEffect } from './to-effect-rows.ts';
import { useSignedPercent } from './trend-words.ts';

/** What a change of price does, or that it can't be told. */
export function PricePanel({ shown }: { readonly shown: TrendSeries }) {
  const { t } = useTranslation('trends');
  const signed = useSignedPercent();
  const effect = priceEffect(shown.price);
  return (
    <Panel title={t('price.title')} detail={t('price.detail')}>
      <p>{sentence()}</p>
    </Panel>
  );

  function sentence(): string {
    if (!effect) return t('price.none');
    const range = { lo: signed(effect.lo95, 1), hi: signed(effect.hi95, 1) };
    if (!effect.clear) return t('price.unclear', { percent: signed(effect.percent, 1), ...range });
    const percent = signed(Math.abs(effect.percent), 1).replace('+', '');
    return t(effect.percent < 0 ? 'price.down' : 'price.up', { percent, ...range });
  }
}
