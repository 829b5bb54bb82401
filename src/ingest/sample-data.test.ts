import { readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { formatIsoDate, parseIsoDate } from '#engine/calendar/epoch-day.ts';
import type { Panel } from '#engine/panel/panel.ts';
import { importFiles } from '#ingest/import-files.ts';
import type { ImportOutput } from '#ingest/import-report.ts';

const folder = path.resolve(import.meta.dirname, '../../public/sample');
const read = (name: string) => new Uint8Array(readFileSync(path.join(folder, name)));
const truth = JSON.parse(readFileSync(path.join(folder, 'truth.json'), 'utf8')) as {
  stockOuts: readonly { product: string; from: string; to: string }[];
};
const manifest = JSON.parse(readFileSync(path.join(folder, 'manifest.json'), 'utf8')) as {
  files: readonly { name: string }[];
};

describe('the bundled sample', () => {
  let output: ImportOutput;
  let panel: Panel;
  beforeAll(async () => {
    const files = manifest.files
      .filter(({ name }) => name.includes('.csv'))
      .map(({ name }) => ({ name, bytes: read(name) }));
    output = await importFiles({ files }, () => ({ progress() {}, async yieldNow() {} }));
    if (!output.dataset.panel) throw new Error('no panel');
    panel = output.dataset.panel;
  }, 60_000);

  it('is understood without a question', () => {
    expect(output.questions).toEqual([]);
    const kinds = Object.fromEntries(output.files.map((file) => [file.kind, file.state]));
    expect(kinds).toEqual({
      sales: 'imported',
      browsing: 'imported',
      calendar: 'imported',
      catalogue: 'imported',
      candidates: 'imported',
      reviews: 'imported',
    });
    const unknown = output.files.flatMap((file) => file.columns.filter((column) => column.role === ''));
    expect(unknown).toEqual([]);
  });

  it('rejects its planted dirt and nothing else', () => {
    expect(output.files.find((file) => file.kind === 'sales')?.rejected).toEqual({
      missing_product_id: 3,
      unparsable_date: 2,
      quantity_not_positive: 4,
    });
  });

  it('fills every column of the panel over 156 whole weeks', () => {
    expect(panel).toMatchObject({ period: 'week', periods: 156, completeFrom: 0, completeTo: 156, unitsKnown: true });
    expect([panel.products.length, panel.categories.length]).toEqual([120, 6]);
    expect(formatIsoDate(panel.start)).toBe('2023-01-02');
    for (const column of ['promotion', 'views', 'visitors', 'dwellSeconds', 'carts', 'favourites'] as const)
      expect(panel[column]?.some((value) => value > 0)).toBe(true);
    expect(panel.products.every((product) => product.nameAlternative && product.attributes)).toBe(true);
  });

  it('has market, festivals and candidates', () => {
    const { calendar, candidates, reviews } = output.dataset;
    expect(calendar?.priceIndex?.filter((value) => !Number.isNaN(value)).length).toBeGreaterThanOrEqual(156);
    expect(calendar?.events.find((event) => event.name === '618')).toMatchObject({ kind: 'promotion', discount: 0.15 });
    expect(calendar?.events.find((event) => event.name === '春节')?.kind).toBe('holiday');
    expect(candidates).toHaveLength(24);
    expect(candidates.every((candidate) => candidate.unitCost && candidate.earliest && candidate.latest)).toBe(true);
    expect(reviews).toHaveLength(120);
  });

  it('finds four fifths of the weeks that were wholly sold out, and takes no other for one', () => {
    let soldOut = 0;
    let found = 0;
    let flagged = 0;
    let wrong = 0;
    panel.products.forEach((product, row) => {
      const spans = truth.stockOuts
        .filter((span) => span.product === product.id)
        .map((span) => [parseIsoDate(span.from), parseIsoDate(span.to)] as const);
      for (let week = 0; week < panel.periods; week++) {
        const monday = panel.start + week * 7;
        const days = spans.reduce(
          (sum, [from, to]) => sum + Math.max(0, Math.min(monday + 6, to) - Math.max(monday, from) + 1),
          0,
        );
        const flag = panel.stockOut?.[row * panel.periods + week] === 1;
        if (days === 7) soldOut += 1;
        if (days === 7 && flag) found += 1;
        if (flag) flagged += 1;
        if (flag && days === 0) wrong += 1;
      }
    });
    expect(found / soldOut).toBeGreaterThan(0.8);
    expect(wrong / flagged).toBeLessThan(0.05);
  });
});
