import { useTranslation } from 'react-i18next';
import { responseSentences } from '#export/price-sentences.ts';
import { reportNamespaces, reportWords } from '#export/report-words.ts';
import { useFormats, useLanguage } from '#i18n/use-formats.ts';
import { useCandidatesStore } from '#state/candidates/candidates-store.ts';
import { lastReady } from '#state/runtime/job-state.ts';
import type { TrendSeries } from '#state/trends/trends-store.ts';
import { Panel } from '#ui/layout/panel.tsx';
import { priceEffect } from './to-effect-rows.ts';
import { useSignedPercent } from './trend-words.ts';

/** What a change of price does: as forecasts and plan have it by category; a first look at the series alone where there are no candidates. */
export function PricePanel({ shown }: { readonly shown: TrendSeries }) {
  const { t } = useTranslation('trends');
  const { t: reportTexts } = useTranslation(reportNamespaces);
  const words = reportWords({ t: reportTexts, formats: useFormats(), language: useLanguage() }, '');
  const learnt = useCandidatesStore(({ job }) => lastReady(job)?.result)?.priceResponse ?? [];
  const responses = learnt.filter(({ category }) => shown.id === 'total' || shown.id === `category:${category}`);
  const signed = useSignedPercent();
  const effect = priceEffect(shown.price);
  if (responses.length > 0)
    return (
      <Panel title={t('price.title')} detail={t('price.byCategory')}>
        <ul>
          {responses.map((response) => (
            <li key={response.category}>{words.sentences(responseSentences(response, words))}</li>
          ))}
        </ul>
      </Panel>
    );
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
