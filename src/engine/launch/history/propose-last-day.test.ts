import { expect, test } from 'vitest';
import { formatIsoDate, toEpochDay } from '#engine/calendar/epoch-day.ts';
import { plantPanel } from '#engine/launch/testing/simulated-panel.ts';
import type { Candidate } from '#engine/panel/candidate.ts';
import type { Panel } from '#engine/panel/panel.ts';
import { proposeLastDays } from './propose-last-day.ts';

const { panel } = plantPanel(3);
const start = panel.start + 7 * panel.completeTo;
const candidate = (name: string, own: Partial<Candidate> = {}): Candidate => ({
  ...{ id: name, name, category: '', attributes: {}, price: 10, mustLaunch: false, effort: 1, row: 2 },
  ...own,
});
const proposed = (entry: Candidate, from: Panel | null = panel): string | null => {
  const [{ lastDay }] = proposeLastDays([entry], from);
  return lastDay === undefined ? null : formatIsoDate(lastDay);
};

/** The panel with its first product renamed to a festival's, selling `units(week's first day)`. */
function withRelative(name: string, units: (day: number) => number): Panel {
  const column = panel.units.slice();
  for (let t = 0; t < panel.periods; t++) column[t] = units(panel.start + 7 * t);
  return {
    ...panel,
    products: panel.products.map((product, i) => (i === 0 ? { ...product, name } : product)),
    units: column,
  };
}

test('the festival’s next end after the planning starts, or that of the launch the file plans', () => {
  const next = (day: number): number => toEpochDay(new Date(86400000 * day).getUTCFullYear(), 12, 24);
  const year = next(start) >= start ? next(start) : toEpochDay(new Date(86400000 * start).getUTCFullYear() + 1, 12, 24);
  expect(proposed(candidate('Christmas bauble'))).toBe(formatIsoDate(year));
  // A launch planned some weeks after the festival means that one: it comes too late, and is named for it.
  expect(proposed(candidate('情人节礼盒', { plannedLaunch: toEpochDay(2026, 3, 2) }))).toBe('2026-02-14');
  expect(proposed(candidate('圣诞挂饰', { plannedLaunch: toEpochDay(2026, 5, 2) }))).toBe('2026-12-24');
});

test('what the file says stays; goods of every day have none', () => {
  const day = toEpochDay(2026, 1, 31);
  expect(proposeLastDays([candidate('春节礼盒', { lastDay: day })], panel)).toEqual([
    candidate('春节礼盒', { lastDay: day }),
  ]);
  expect(proposed(candidate('Desk lamp'))).toBeNull();
});

test('relatives speak for it by what they sold before, and against it where they sold on', () => {
  const season = withRelative('Christmas stocking', (day) =>
    /^1[12]-/.test(formatIsoDate(day).slice(5)) && formatIsoDate(day).slice(5) < '12-25' ? 40 : 1,
  );
  const [found] = proposeLastDays([candidate('Christmas bauble')], season);
  expect(found.festival).toMatchObject({ festival: 'christmas', relatives: 1 });
  expect(found.festival?.soldBefore).toBeGreaterThan(0.85);
  const evergreen = withRelative('Christmas stocking', () => 40);
  expect(proposed(candidate('Christmas bauble'), evergreen)).toBeNull();
  // A proposal made on other data is made anew.
  expect(proposeLastDays([found], evergreen)[0]).toEqual(candidate('Christmas bauble'));
});
