import { describe, expect, it } from 'vitest';
import { evaluatePlan } from '#engine/planning/evaluate/evaluate-plan.ts';
import { reportPlan } from '#engine/planning/explain/plan-report.ts';
import { buildLaunchTables } from '#engine/planning/problem/launch-tables.ts';
import { randomInstance } from '#engine/planning/testing/random-instance.ts';
import { toCalendarBands } from '#export/charts/calendar-geometry.ts';
import { type CurrentPlan, initialPlanSettings, noDecisions, type PlanResult } from '#state/plan/plan-store.ts';
import {
  type CalendarRow,
  type Grouping,
  groupRows,
  isSameRow,
  toCalendarRows,
  weekCostsOf,
} from './to-calendar-rows.ts';

const weights = { demand: 0.5, market: 0.5 };
const instance = randomInstance({ seed: 4, products: 6, weeks: 8 });
const tables = buildLaunchTables(instance);
const found = [3, -1, 1, 1, -1, 2];

function resultOf(): PlanResult {
  const figures = evaluatePlan(instance, found, { tables, weights });
  return {
    built: {
      instance,
      startDay: 20_000,
      baseline: [2, -1, -1, -1, -1, -1],
      hasCosts: true,
      products: [],
      seasons: [],
      events: [],
      issues: [],
    },
    search: {
      weeks: found,
      objective: 'profit',
      method: 'memetic',
      seed: 1,
      value: figures.profit,
      upperBound: figures.profit,
      gap: 0,
      moves: 1,
      generations: 1,
      evaluations: 1,
      stopped: false,
      history: [],
      front: [],
      figures,
      shadowPrices: { capacity: new Float64Array(8), budgetPeriods: new Float64Array(1), budgetTotal: 0 },
    },
    baseline: null,
    settings: initialPlanSettings,
    seed: 1,
    seconds: 1,
  };
}

function current(weeks: readonly number[]): CurrentPlan {
  const reading = reportPlan(instance, tables, weeks, { weights, windowShare: 0.02 });
  return { weeks, reading, instance, contradictions: [] };
}

describe('groupRows', () => {
  const row = (id: string, category: string, wave: string) => ({ id, category, wave }) as CalendarRow;
  const rows = [row('a', 'mugs', ''), row('b', 'lamps', 'spring'), row('c', 'mugs', 'spring')];
  const names = (by: Grouping) =>
    groupRows(rows, by).map(({ name, rows: own }) => [name, own.map(({ id }) => id).join('')]);

  it('leaves lines as they are, or puts those of a category or a wave together, the waveless last', () => {
    expect(names('week')).toEqual([['', 'abc']]);
    expect(names('category')).toEqual([
      ['mugs', 'ac'],
      ['lamps', 'b'],
    ]);
    expect(names('wave')).toEqual([
      ['spring', 'bc'],
      ['', 'a'],
    ]);
  });
});

describe('toCalendarRows', () => {
  it('keeps the order of the plan found when a launch is moved by hand', () => {
    const before = toCalendarRows(resultOf(), current(found), noDecisions, []);
    const moved = current(found.map((week, i) => (i === 5 ? 7 : week)));
    const after = toCalendarRows(resultOf(), moved, { ...noDecisions, locks: { P6: 20_049 }, moved: ['P6'] }, []);
    expect(before.map(({ id }) => id)).toEqual(['P3', 'P4', 'P6', 'P1', 'P2', 'P5']);
    expect(after.map(({ id }) => id)).toEqual(before.map(({ id }) => id));
    expect(after[2]).toMatchObject({ week: 7, isLocked: true, isMoved: true });
    expect(before[3].ownWeek).toBe(2);
  });

  it('costs nothing where it stands, and says the change of profit elsewhere', () => {
    const plan = current(found);
    for (const row of toCalendarRows(resultOf(), plan, noDecisions, [])) {
      const { costByWeek } = weekCostsOf(plan.reading, row.product);
      expect(costByWeek).toHaveLength(8);
      if (row.week >= 0) expect(costByWeek[row.week]).toBeCloseTo(0, 6);
      costByWeek.forEach((cost, week) => {
        if (Number.isNaN(cost)) return;
        const other = current(found.map((old, i) => (i === row.product ? week : old)));
        expect(cost).toBeCloseTo(other.reading.figures.profit - plan.reading.figures.profit, 5);
      });
    }
  });

  it('draws a line anew for its own week, window and curve, not for what another launch costs it', () => {
    const before = toCalendarRows(resultOf(), current(found), noDecisions, []);
    const again = toCalendarRows(resultOf(), current(found), noDecisions, []);
    const moved = toCalendarRows(resultOf(), current(found.map((week, i) => (i === 5 ? 7 : week))), noDecisions, []);
    const drawn = (rows: CalendarRow[]) => rows.filter((row, k) => !isSameRow(before[k], row)).map(({ id }) => id);
    expect(drawn(again)).toEqual([]);
    expect(drawn(moved)).toContain('P6');
    expect(drawn(moved).length).toBeLessThan(before.length);
    const [first] = before;
    expect(isSameRow(first, { ...first, weekly: Array.from(first.weekly) })).toBe(true);
    expect(isSameRow(first, { ...first, weekly: Array.from(first.weekly, (pieces) => pieces + 1) })).toBe(false);
    expect(isSameRow(first, { ...first, isLocked: true })).toBe(false);
    expect(isSameRow(first, { ...first, verdict: 'accepted' })).toBe(false);
  });

  it('marks what breaks a rule', () => {
    const crowded = current(found.map(() => 1));
    const rows = toCalendarRows(resultOf(), crowded, noDecisions, []);
    expect(rows.some(({ isBroken }) => isBroken)).toBe(true);
  });
});

it('places events by day and drops those outside', () => {
  const bands = toCalendarBands(
    [
      { name: 'in', from: 1007, to: 1013 },
      { name: 'before', from: 900, to: 999 },
    ],
    1000,
    4,
  );
  expect(bands).toEqual([{ name: 'in', from: 1, to: 2 }]);
});
