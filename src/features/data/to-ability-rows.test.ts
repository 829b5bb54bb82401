import { describe, expect, it } from 'vitest';
import type { Candidate } from '#engine/panel/candidate.ts';
import type { Dataset } from '#engine/panel/dataset.ts';
import type { Panel } from '#engine/panel/panel.ts';
import { toAbilityRows } from './to-ability-rows.ts';

const nothing: Dataset = { panel: null, calendar: null, candidates: [], reviews: [], currency: '', fingerprint: '' };

function panelOf(weeks: number, firstSales: readonly number[]): Panel {
  const length = weeks * firstSales.length;
  return {
    period: 'week',
    start: 0,
    periods: weeks,
    weekStart: 0,
    products: firstSales.map((firstSale, i) => ({
      id: `P${i}`,
      name: '',
      category: 0,
      firstSale,
      lastSale: weeks * 7,
    })),
    categories: [''],
    units: new Float64Array(length).fill(1),
    revenue: new Float64Array(length).fill(2),
    price: new Float64Array(length).fill(2),
    promotion: null,
    views: null,
    visitors: null,
    dwellSeconds: null,
    carts: null,
    favourites: null,
    stockOut: null,
    completeFrom: 0,
    completeTo: weeks,
  };
}

const candidate = {
  id: 'N',
  name: 'N',
  category: '',
  attributes: {},
  price: 5,
  mustLaunch: false,
  effort: 1,
  row: 2,
} satisfies Candidate;
const stateOf = (dataset: Dataset, id: string) => toAbilityRows(dataset).find((row) => row.id === id);

describe('what the data can answer', () => {
  it('is nothing without files', () => {
    expect(toAbilityRows(nothing).every((row) => row.state === 'no')).toBe(true);
  });

  it('is demand with sales, wholly from a year on', () => {
    expect(stateOf({ ...nothing, panel: panelOf(20, [0]) }, 'demand')).toMatchObject({
      state: 'partly',
      note: 'demandShort',
    });
    expect(stateOf({ ...nothing, panel: panelOf(60, [0]) }, 'demand')).toMatchObject({ state: 'yes' });
  });

  it('counts as launches only products that start well after the log does', () => {
    const firstSales = [0, 30, 91, 200, 300];
    expect(stateOf({ ...nothing, panel: panelOf(60, firstSales) }, 'launches')).toMatchObject({
      state: 'partly',
      count: 3,
    });
  });

  it('is monthly demand, and no launches, with sales by month', () => {
    const monthly: Panel = { ...panelOf(30, [0, 100]), period: 'month' };
    const rows = { ...nothing, panel: monthly, candidates: [candidate] };
    expect(stateOf(rows, 'demand')).toMatchObject({ state: 'yes', note: 'demandMonthly' });
    expect(stateOf(rows, 'launches')).toMatchObject({ state: 'no', note: 'launchesMonthly' });
    expect(stateOf(rows, 'plan')).toMatchObject({ state: 'no', note: 'planMonthly' });
  });

  it('is a forecast of turnover, and no launches, where no file counts pieces', () => {
    const week = panelOf(60, [0, 100]);
    const turnover: Panel = { ...week, units: new Float64Array(week.units.length).fill(Number.NaN), unitsKnown: false };
    const rows = { ...nothing, panel: turnover, candidates: [candidate] };
    expect(stateOf(rows, 'demand')).toMatchObject({ state: 'partly', note: 'demandTurnover' });
    expect(stateOf(rows, 'launches')).toMatchObject({ state: 'no', note: 'launchesNoPieces' });
    expect(stateOf(rows, 'plan')).toMatchObject({ state: 'no', note: 'planNoPieces' });
  });

  it('is no demand without one whole week', () => {
    const panel: Panel = { ...panelOf(2, [0]), completeFrom: 1, completeTo: 1 };
    expect(stateOf({ ...nothing, panel }, 'demand')).toMatchObject({ state: 'no', note: 'demandNoWhole' });
  });

  it('is a plan with candidates, costs and sales', () => {
    const panel = panelOf(60, [0]);
    expect(stateOf({ ...nothing, candidates: [candidate] }, 'plan')?.note).toBe('planNoSales');
    expect(stateOf({ ...nothing, panel, candidates: [candidate] }, 'plan')?.note).toBe('planNoCost');
    const costed = { ...candidate, unitCost: 2 };
    expect(stateOf({ ...nothing, panel, candidates: [candidate, costed, candidate] }, 'plan')).toMatchObject({
      ...{ state: 'partly', note: 'planFewCosts', count: 2, of: 3 },
    });
    expect(stateOf({ ...nothing, panel, candidates: [costed] }, 'plan')?.state).toBe('yes');
  });
});
