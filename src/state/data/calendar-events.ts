import { useMemo } from 'react';
import type { MarketEvent } from '#engine/panel/market-calendar.ts';
import { namedEvents } from '#i18n/event-name.ts';
import { useLanguage } from '#i18n/use-formats.ts';
import { useDatasetStore } from './dataset-store.ts';

const none: readonly MarketEvent[] = [];

/** Promotions and holidays of the calendar at hand, named in the reader's language. */
export function useCalendarEvents(): readonly MarketEvent[] {
  const language = useLanguage();
  const events = useDatasetStore((state) => state.facts.dataset?.calendar?.events ?? none);
  return useMemo(() => namedEvents(language, events), [language, events]);
}

/** The reader's own calendar day, for what nothing is computed from. */
export function today(): number {
  const now = new Date();
  return Math.floor((now.getTime() - now.getTimezoneOffset() * 60_000) / 86_400_000);
}
