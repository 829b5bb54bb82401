import { useTranslation } from 'react-i18next';
import { localName } from '#i18n/local-name.ts';
import { useLanguage } from '#i18n/use-formats.ts';
import { selectCandidate } from '#state/candidates/candidates-actions.ts';
import { useCandidatesStore } from '#state/candidates/candidates-store.ts';
import type { Commitment } from '#state/monitor/monitor-store.ts';
import { goToStep } from '#state/runtime/settings-store.ts';
import { Button } from '#ui/controls/button.tsx';
import { Notice } from '#ui/feedback/notice.tsx';
import { toPriceTests } from './to-price-tests.ts';

/** Where the plan knows no response to price: the test that would settle it, and where its file is. */
export function PriceTestAdvice({ version: { plan, issues } }: { readonly version: Commitment }) {
  const { t } = useTranslation('monitor');
  const language = useLanguage();
  const tests = useCandidatesStore(({ job }) => (job.status === 'ready' ? job.result.priceTests : undefined));
  return toPriceTests(plan, issues, tests).map(({ test: { category, products, weeks }, candidateId }) => {
    const show = (): void => {
      selectCandidate(candidateId);
      goToStep('demand');
    };
    const words = { category: localName(language, category), count: products.length, weeks };
    return (
      <Notice
        key={category}
        tone="info"
        title={t('priceTest.text', words)}
        action={<Button onPress={show}>{t('priceTest.show')}</Button>}
      />
    );
  });
}
