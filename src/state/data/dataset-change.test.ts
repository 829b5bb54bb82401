import { describe, expect, it } from 'vitest';
import { formatIsoDate, parseIsoDate } from '#engine/calendar/epoch-day.ts';
import type { Dataset } from '#engine/panel/dataset.ts';
import type { Panel } from '#engine/panel/panel.ts';
import type { FileReport } from '#ingest/import-report.ts';
import { changesHistory, compareImports } from './dataset-change.ts';

/** A panel of one price, from the units of each product. */
function panelOf(
  period: Panel['period'],
  start: string,
  units: Readonly<Record<string, readonly number[]>>,
  complete?: readonly [from: number, to: number],
): Panel {
  const [first] = Object.values(units);
  const periods = first.length;
  const values = Float64Array.from(Object.values(units).flat());
  return {
    period,
    start: parseIsoDate(start),
    periods,
    weekStart: 0,
    products: Object.keys(units).map((id) => ({ id, name: `Name of ${id}`, category: 0, firstSale: 0, lastSale: 0 })),
    categories: [''],
    units: values,
    revenue: values.map((value) => value * 2),
    price: values,
    promotion: null,
    views: null,
    visitors: null,
    dwellSeconds: null,
    carts: null,
    favourites: null,
    stockOut: null,
    completeFrom: complete?.[0] ?? 0,
    completeTo: complete?.[1] ?? periods,
  };
}

const file = (name: string, hash: string, columns: readonly string[]): FileReport =>
  ({
    name,
    source: name,
    hash,
    kind: 'sales',
    state: 'imported',
    columns: columns.map((each) => ({ name: each })),
  }) as never;

function facts(panel: Panel, files: readonly FileReport[] = [file('sales.csv', 'a', ['Date', 'SKU'])]) {
  const dataset: Dataset = { panel, calendar: null, candidates: [], reviews: [], currency: '', fingerprint: '' };
  return { dataset, files };
}

describe('what an import changed', () => {
  it('is nothing where nothing was there, or nothing differs', () => {
    const panel = panelOf('week', '2025-01-06', { A: [1, 2, 3] });
    expect(compareImports({ dataset: null, files: [] }, facts(panel), ['sales.csv'])).toBeNull();
    expect(compareImports(facts(panel), facts(panel), [])).toBeNull();
  });

  it('says nothing of the columns of a file that waited for an answer', () => {
    const panel = panelOf('week', '2025-01-06', { A: [1, 2, 3] });
    const waiting: FileReport = { ...file('sales.csv', 'a', ['Date', 'SKU', 'Quantity']), state: 'question' };
    const read = facts(panel, [file('sales.csv', 'a', ['Date', 'SKU', 'Amount'])]);
    expect(compareImports(facts(panel, [waiting]), read, [])).toBeNull();
  });

  it('names weeks, products, columns, and what of the known weeks is different', () => {
    const before = facts(panelOf('week', '2025-01-06', { A: [1, 2, 3], B: [4, 5, 6] }));
    const after = facts(panelOf('week', '2024-12-30', { A: [9, 1, 7, 3, 2], C: [0, 0, 0, 1, 1] }), [
      file('sales.csv', 'b', ['Date', 'SKU', 'Promotion']),
    ]);
    const change = compareImports(before, after, ['sales.csv']);
    expect(change).toMatchObject({
      productsAdded: { count: 1, names: ['Name of C'] },
      productsGone: { count: 1, names: ['Name of B'] },
      columnsAdded: { count: 1, names: ['Promotion'] },
      columnsGone: { count: 0 },
      filesReplaced: ['sales.csv'],
      revised: 1,
      periodsGone: 0,
    });
    expect(change?.periodsAdded.count).toBe(2);
    expect(formatIsoDate(change?.periodsAdded.from ?? 0)).toBe('2024-12-30');
    expect(formatIsoDate(change?.periodsAdded.to ?? 0)).toBe('2025-02-02');
    expect(change?.revisedPeriods).toEqual([
      { start: parseIsoDate('2025-01-13'), units: [2, 7], revenue: [4, 14], products: 1 },
    ]);
    expect(change?.revisedProducts).toEqual([
      { id: 'A', name: 'Name of A', units: [2, 7], revenue: [4, 14], periods: 1 },
    ]);
    expect(change && changesHistory(change)).toBe(true);
  });

  it('does not take the growth of a partial last week for a revision', () => {
    const before = facts(panelOf('week', '2025-01-06', { A: [1, 2, 1] }, [0, 2]));
    const after = facts(panelOf('week', '2025-01-06', { A: [1, 2, 5, 4] }));
    expect(compareImports(before, after, [])).toMatchObject({ revised: 0, periodsAdded: { count: 1 } });
  });

  it('compares months by the calendar, also over a turn of the year', () => {
    const before = facts(panelOf('month', '2024-11-01', { A: [1, 2, 3] }));
    const after = facts(panelOf('month', '2024-10-01', { A: [5, 1, 8, 3, 4] }));
    const change = compareImports(before, after, []);
    expect(change).toMatchObject({ monthly: true, revised: 1, periodsAdded: { count: 2 } });
    expect(formatIsoDate(change?.revisedPeriods[0].start ?? 0)).toBe('2024-12-01');
    const later = compareImports(before, facts(panelOf('month', '2024-11-01', { A: [1, 2, 3, 4] })), []);
    expect(formatIsoDate(later?.periodsAdded.from ?? 0)).toBe('2025-02-01');
    expect(formatIsoDate(later?.periodsAdded.to ?? 0)).toBe('2025-02-28');
  });

  it('tells weeks that are gone, and a file that is the same again', () => {
    const before = facts(panelOf('week', '2025-01-06', { A: [1, 2, 3, 4] }));
    const after = facts(panelOf('week', '2025-01-13', { A: [2, 3] }));
    expect(compareImports(before, after, [])).toMatchObject({ periodsGone: 2, revised: 0 });
    const same = compareImports(before, before, ['sales.csv']);
    expect(same).toMatchObject({ filesSame: ['sales.csv'], filesReplaced: [] });
    expect(same && changesHistory(same)).toBe(false);
  });

  it('compares nothing week by week once weeks start on another day', () => {
    const before = facts(panelOf('week', '2025-01-06', { A: [1, 2, 3] }));
    const sunday = { ...panelOf('week', '2025-01-05', { A: [4, 4, 4] }), weekStart: 6 };
    const change = compareImports(before, facts(sunday), []);
    expect(change).toMatchObject({ regrouped: true, revised: 0 });
    expect(change && changesHistory(change)).toBe(true);
  });
});
