import type { PlannedLaunch } from '#export/plan-document.ts';
import type { ReportWords } from '#export/report-words.ts';

/** Whole prices without their zeros. */
export const priceWords = (price: number, { formats, currency }: ReportWords): string =>
  Number.isInteger(price) ? formats.money(price, currency) : formats.price(price, currency);

/** The price from a day on; '' = it stays. */
export function markdownWords({ week, markdown }: PlannedLaunch, words: ReportWords): string {
  const { t, formats } = words;
  if (!markdown) return '';
  const day = formats.shortDate(week + 7 * markdown.age);
  return t('pdf.launches.markdown', { price: priceWords(markdown.price, words), day });
}

/** Sold out in nine of ten scenarios: the interval of what sells is one number, above the mean. */
export function unitsRange({ units, unitsLo80, unitsHi80 }: PlannedLaunch, { t, formats }: ReportWords): string {
  if (unitsLo80 >= units) return t('pdf.launches.sellsOut');
  return t('pdf.launches.range', { from: formats.count(unitsLo80), to: formats.count(unitsHi80) });
}

/** A few bad scenarios can pull the mean below what nine of ten earn: an interval would stand beside it like a mistake. */
export function profitRange({ profit, profitLo80, profitHi80 }: PlannedLaunch, { t, money }: ReportWords): string {
  if (profitLo80 > profit) return t('pdf.launches.mostlyOver', { amount: money(profitLo80) });
  return t('pdf.launches.range', { from: money(profitLo80), to: money(profitHi80) });
}
