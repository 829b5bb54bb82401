import { useTranslation } from 'react-i18next';
import { localName } from '#i18n/local-name.ts';
import { useFormats, useLanguage } from '#i18n/use-formats.ts';
import { selectCandidate } from '#state/candidates/candidates-actions.ts';
import { priceTestsComputation } from '#state/candidates/price-tests.ts';
import type { Commitment } from '#state/monitor/monitor-store.ts';
import { useCurrentResult } from '#state/runtime/computation.ts';
import { goToStep } from '#state/runtime/settings-store.ts';
import { Button } from '#ui/controls/button.tsx';
import { Notice } from '#ui/feedback/notice.tsx';
import { toPriceTests } from './to-price-tests.ts';

/** Where the plan knows no response to price: the tests that would settle it, and where their files are. */
export function PriceTestAdvice({ version: { plan, issues } }: { readonly version: Commitment }) {
  const { t } = useTranslation('monitor');
  const formats = useFormats();
  const language = useLanguage();
  const tests = toPriceTests(plan, issues, useCurrentResult(priceTestsComputation) ?? []).map(({ test, ...rest }) => ({
    ...test,
    ...rest,
    name: localName(language, test.category),
  }));
  if (tests.length === 0) return null;
  const show = (candidateId: string): void => {
    selectCandidate(candidateId);
    goToStep('demand');
  };
  return (
    <Notice tone="info" title={t('priceTest.text', { categories: formats.list(tests.map(({ name }) => name)) })}>
      <ul>
        {tests.map(({ category, name, products, weeks, candidateId }) => (
          <li key={category}>
            <Button variant="plain" onPress={() => show(candidateId)}>
              {t('priceTest.show', { category: name, count: products.length, weeks })}
            </Button>
          </li>
        ))}
      </ul>
    </Notice>
  );
}
