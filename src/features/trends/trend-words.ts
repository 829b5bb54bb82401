import { useTranslation } from 'react-i18next';
import { eventName } from '#i18n/event-name.ts';
import { localName } from '#i18n/local-name.ts';
import { useFormats, useLanguage } from '#i18n/use-formats.ts';

/** Names of the series by id, in the reader's language. */
export function useTrendName(): (id: string) => string {
  const { t } = useTranslation('trends');
  const language = useLanguage();
  return (id) => (id === 'total' ? t('total') : localName(language, id.slice(id.indexOf(':') + 1)));
}

/** An event's name in the reader's language. */
export function useEventName(): (name: string) => string {
  const language = useLanguage();
  return (name) => eventName(language, name);
}

/** "13 weeks", "3 months". */
export function usePeriods(frequency: number): (count: number) => string {
  const { t } = useTranslation('trends');
  return (count) => (frequency === 12 ? t('months', { count }) : t('weeks', { count }));
}

/** Percent of percent figures: 151.02 -> "+151%", with its sign. */
export function useSignedPercent(): (percent: number, digits?: number) => string {
  const formats = useFormats();
  return (percent, digits = 0) => {
    const words = formats.percent(percent / 100, digits);
    return percent > 0 && formats.percent(0, digits) !== words ? `+${words}` : words;
  };
}

/** Keys of the market indices' words. */
export const indexWords = { 'market:price-index': 'priceIndex', 'market:season-index': 'seasonIndex' } as const;
