import { useTranslation } from 'react-i18next';
import { localName } from '#i18n/local-name.ts';
import { useLanguage } from '#i18n/use-formats.ts';
import { useDatasetStore } from '#state/data/dataset-store.ts';
import { byIdOf } from '#state/data/product-names.ts';
import type { DemandResult } from '#state/demand/demand-store.ts';

/** Names of series by their ids, in the reader's language. */
export function useSeriesName(): (id: string) => string {
  const { t } = useTranslation('demand');
  const panel = useDatasetStore((state) => state.facts.dataset?.panel ?? null);
  const products = byIdOf(panel?.products ?? []);
  const language = useLanguage();
  return (id) => {
    if (id === 'total') return t('total');
    const name = id.slice(id.indexOf(':') + 1);
    if (id.startsWith('category:')) return localName(language, name);
    const product = products.get(name);
    return product ? localName(language, product.name, product.nameAlternative) : name;
  };
}

/** "the weeks held out", "the months held out". */
export function useHoldOut(frequency: number): string {
  const { t } = useTranslation('demand');
  return t(frequency === 12 ? 'held.months' : 'held.weeks');
}

/** "13 weeks", "3 months". */
export function usePeriods(frequency: number): (count: number) => string {
  const { t } = useTranslation('demand');
  return (count) => (frequency === 12 ? t('months', { count }) : t('weeks', { count }));
}

/** "7 hold-out periods"; with `all` of a result whose periods overlap: how far one begins after the other. */
export function useParts(frequency: number, result: DemandResult | null): (count: number, all?: true) => string {
  const { t } = useTranslation('demand');
  const periods = usePeriods(frequency);
  const { apart = 0, horizon = 0 } = result ?? {};
  const overlap = apart > 0 && apart < horizon;
  return (count, all) => (all && overlap ? t('partsEvery', { count, apart: periods(apart) }) : t('parts', { count }));
}
