import { useTranslation } from 'react-i18next';
import { useFormats } from '#i18n/use-formats.ts';

/** What a series of sales counts: pieces, or money of a currency ('' = unknown). */
export type Measure = { readonly kind: 'units' } | { readonly kind: 'revenue'; readonly currency: string };

/** Amounts of pieces or of money in words. */
export interface Amounts {
  /** 12,345 or £12,345. */
  full(value: number): string;
  /** For axes: 12.3k or £12.3k. */
  short(value: number): string;
  /** Within a sentence: "12.3k pieces", "£12.3k". */
  phrase(value: number): string;
  /** Beside a figure: "pieces"; nothing for money, which carries its sign. */
  readonly unit: string | undefined;
  /** Of a column: "pieces", "GBP", "turnover". */
  readonly column: string;
  /** Of a chart by week or month: "pieces a week". */
  byPeriod(monthly: boolean): string;
}

export function useAmounts(measure: Measure): Amounts {
  const { t } = useTranslation('common');
  const formats = useFormats();
  if (measure.kind === 'units') {
    return {
      full: formats.count,
      short: formats.short,
      phrase: (value) => t('amount.pieces', { amount: formats.short(value) }),
      unit: t('unit.pieces'),
      column: t('unit.pieces'),
      byPeriod: (monthly) => t(monthly ? 'amount.monthly' : 'amount.weekly', { unit: t('unit.pieces') }),
    };
  }
  const { currency } = measure;
  const unit = currency || t('amount.turnover');
  return {
    full: (value) => formats.money(value, currency),
    short: (value) => formats.shortMoney(value, currency),
    phrase: (value) =>
      currency ? formats.shortMoney(value, currency) : t('amount.ofTurnover', { amount: formats.short(value) }),
    unit: currency ? undefined : t('amount.turnover'),
    column: unit,
    byPeriod: (monthly) => t(monthly ? 'amount.monthly' : 'amount.weekly', { unit }),
  };
}
