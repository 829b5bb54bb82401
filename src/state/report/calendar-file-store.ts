import { create } from 'zustand';
import type { PersistedSlice } from '#state/saving/persist-slice.ts';
import type { FactsIn } from '#storage/slices/slices.ts';

/** What calendars know of this plan already. */
export type CalendarFileState = FactsIn<'calendar-file'>;
export const useCalendarFileStore = create<CalendarFileState>(() => ({ calendarId: '', revision: 0, sent: [] }));

export const persistedCalendarFile: PersistedSlice<CalendarFileState, 'calendar-file'> = {
  key: 'calendar-file',
  store: useCalendarFileStore,
  pick: (state) => state,
  restore: (facts) => facts,
};
