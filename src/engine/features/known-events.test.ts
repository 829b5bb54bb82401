import { describe, expect, it } from 'vitest';
import { toEpochDay } from '#engine/calendar/epoch-day.ts';
import { knownEvents } from '#engine/features/known-events.ts';
import type { Dataset } from '#engine/panel/dataset.ts';

const bare: Dataset = {
  panel: null,
  calendar: null,
  candidates: [],
  reviews: [],
  currency: 'CNY',
  fingerprint: 'none',
};
const year = [toEpochDay(2024, 1, 1), toEpochDay(2024, 12, 31)] as const;

describe('knownEvents', () => {
  it('knows the Chinese festivals for sales in yuan without a calendar, and says so', () => {
    const { events, builtIn } = knownEvents(bare, ...year);
    expect(builtIn).toBe(true);
    expect(events.map(({ name }) => name)).toContain('618');
  });

  it("keeps to the user's calendar, and knows nothing of other countries", () => {
    const own = { name: 'Sale', kind: 'promotion' as const, from: year[0], to: year[0] + 3 };
    const calendar = { start: year[0], weeks: 52, priceIndex: null, seasonIndex: null, events: [own] };
    expect(knownEvents({ ...bare, calendar }, ...year)).toEqual({ events: [own], builtIn: false });
    expect(knownEvents({ ...bare, currency: 'GBP' }, ...year)).toEqual({ events: [], builtIn: false });
  });
});
