import { useTranslation } from 'react-i18next';
import { useFormats } from '#i18n/use-formats.ts';

export type CountedThing =
  | 'rows'
  | 'ids'
  | 'products'
  | 'series'
  | 'productWeeks'
  | 'productMonths'
  | 'weeks'
  | 'months'
  | 'lines'
  | 'files'
  | 'pieces';

/** "1 product", "12,345 products": a number with its noun in the right form. */
export function useCounted(): (thing: CountedThing, count: number) => string {
  const { t } = useTranslation('data');
  const formats = useFormats();
  return (thing, count) => t(`counted.${thing}`, { count: Math.abs(count), number: formats.count(count) });
}
