import { useTranslation } from 'react-i18next';
import { useFormats } from '#i18n/use-formats.ts';

/** What a series of sales counts: units, or money of a currency ('' = unknown). */
export type Measure = { readonly kind: 'units' } | { readonly kind: 'revenue'; readonly currency: string };

/** Amounts of units or of money in words. */
export interface Amounts {
  /** 12,345 or £12,345. */
  full(value: number): string;
  /** For axes: 12.3k or £12.3k. */
  short(value: number): string;
  /** Within a sentence: "12.3k units", "£12.3k". */
  phrase(value: number): string;
  /** Beside a figure: "units"; nothing for money, which carries its sign. */
  readonly unit: string | undefined;
  /** Of a column: "units", "GBP", "revenue". */
  readonly column: string;
  /** Of a chart by week or month: "units a week". */
  byPeriod(monthly: boolean): string;
}

export function useAmounts(measure: Measure): Amounts {
  const { t } = useTranslation('common');
  const formats = useFormats();
  if (measure.kind === 'units') {
    return {
      full: formats.count,
      short: formats.short,
      phrase: (value) => t('amount.units', { amount: formats.short(value) }),
      unit: t('unit.units'),
      column: t('unit.units'),
      byPeriod: (monthly) => t(monthly ? 'amount.monthly' : 'amount.weekly', { unit: t('unit.units') }),
    };
  }
  const { currency } = measure;
  const unit = currency || t('amount.revenue');
  return {
    full: (value) => formats.money(value, currency),
    short: (value) => formats.shortMoney(value, currency),
    phrase: (value) =>
      currency ? formats.shortMoney(value, currency) : t('amount.ofRevenue', { amount: formats.short(value) }),
    unit: currency ? undefined : t('amount.revenue'),
    column: unit,
    byPeriod: (monthly) => t(monthly ? 'amount.monthly' : 'amount.weekly', { unit }),
  };
}
