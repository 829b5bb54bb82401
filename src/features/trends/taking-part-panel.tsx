import { useTranslation } from 'react-i18next';
import { promotionSentences } from '#export/promotion-sentences.ts';
import { reportNamespaces, reportWords } from '#export/report-words.ts';
import { useFormats, useLanguage } from '#i18n/use-formats.ts';
import type { TrendsResult } from '#state/trends/trends-store.ts';
import { Panel } from '#ui/layout/panel.tsx';

/** What a product gains by taking part in a promotion, gross and net, or why that can't be told. */
export function TakingPartPanel({ promotions }: { readonly promotions: NonNullable<TrendsResult['promotions']> }) {
  const { t } = useTranslation(reportNamespaces);
  const words = reportWords({ t, formats: useFormats(), language: useLanguage() }, '');
  return (
    <Panel title={t('trends:taking.title')} detail={t('trends:taking.detail')}>
      <ul>
        {promotionSentences(promotions, words).map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </Panel>
  );
}
