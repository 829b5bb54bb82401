import { create } from 'zustand';
import type { EpochDay } from '#engine/calendar/epoch-day.ts';
import type { PersistedSlice } from '#state/runtime/persist-slice.ts';

/** An entry as it was handed out last. Days inclusive. */
export interface SentEntry {
  readonly uid: string;
  readonly title: string;
  readonly from: EpochDay;
  readonly to: EpochDay;
}

/**
 * What calendars know of this plan already: entries keep their names, later files have a higher revision, and an entry that
 * is gone is called off. It goes along with the project, so that a colleague's export updates the same entries.
 */
export interface CalendarFileState {
  /** Part of every entry's name; '' until the first export. */
  readonly calendarId: string;
  /** Files handed out so far. */
  readonly revision: number;
  /** Entries of all of them, as they were handed out last. */
  readonly sent: readonly SentEntry[];
}

export const useCalendarFileStore = create<CalendarFileState>(() => ({ calendarId: '', revision: 0, sent: [] }));

export const persistedCalendarFile: PersistedSlice<CalendarFileState, CalendarFileState> = {
  key: 'calendar-file',
  version: 1,
  store: useCalendarFileStore,
  pick: (state) => state,
  accept: (stored, version) => (version === 1 && isState(stored) ? stored : null),
};

function isState(stored: unknown): stored is CalendarFileState {
  if (!stored || typeof stored !== 'object') return false;
  const { calendarId, revision, sent } = stored as Partial<CalendarFileState>;
  return typeof calendarId === 'string' && Number.isSafeInteger(revision) && Array.isArray(sent);
}
