import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { MarketEvent } from '#engine/panel/market-calendar.ts';
import { namedEvents } from '#i18n/event-name.ts';
import { useDatasetStore } from './dataset-store.ts';

const none: readonly MarketEvent[] = [];

/** Promotions and holidays of the calendar at hand, named in the reader's language. */
export function useCalendarEvents(): readonly MarketEvent[] {
  const { i18n } = useTranslation();
  const language = i18n.language === 'zh' ? 'zh' : 'en';
  const events = useDatasetStore((state) => state.facts.dataset?.calendar?.events ?? none);
  return useMemo(() => namedEvents(language, events), [language, events]);
}
