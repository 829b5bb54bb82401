import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatIsoDate, parseIsoDate } from '#engine/calendar/epoch-day.ts';
import { dataRules } from '#ingest/assembly/data-rules.ts';
import { importFiles } from '#ingest/import-files.ts';
import { ImportMemory } from '#ingest/import-memory.ts';
import type { DataDecisions, DataRule, FileChoices, ImportOutput, RowRule } from '#ingest/import-report.ts';

const silent = () => ({ progress() {}, async yieldNow() {} });

async function drop(
  lines: readonly string[],
  rules: Readonly<Record<string, RowRule>> = {},
  decisions: DataDecisions = {},
  more: FileChoices = {},
): Promise<ImportOutput> {
  const bytes = new TextEncoder().encode(`${lines.join('\n')}\n`);
  const output = await importFiles(
    { files: [{ name: 'sales.csv', bytes }], choices: { 'sales.csv': { rules, ...more } }, decisions },
    silent,
  );
  expectStripAddsUp(output);
  return output;
}

/** Accepted rows less every step is what stands in the panel, whatever was decided. */
function expectStripAddsUp({ reconciliation: strip }: ImportOutput): void {
  if (!strip) return;
  expect(strip.rowsAccepted + strip.rowsRejected).toBe(strip.rowsRead);
  const sum = (key: 'units' | 'revenue'): number => strip.steps.reduce((total, step) => total + step[key], 0);
  expect(strip.unitsAccepted - sum('units')).toBeCloseTo(strip.unitsInPanel, 6);
  expect(strip.revenueAccepted - sum('revenue')).toBeCloseTo(strip.revenueInPanel, 2);
  const products = strip.steps.reduce((total, step) => total + (step.products ?? 0), 0);
  expect(strip.productsAccepted - products).toBe(strip.productsInPanel);
}

function unitsOf({ dataset }: ImportOutput): Record<string, number> {
  const { panel } = dataset;
  return Object.fromEntries(
    (panel?.products ?? []).map(({ id }, row) => [
      id,
      panel?.units
        .subarray(row * panel.periods, (row + 1) * panel.periods)
        .reduce((sum, value) => (Number.isNaN(value) ? sum : sum + value), 0) ?? 0,
    ]),
  );
}

const findingOf = (output: ImportOutput, code: string) =>
  output.reconciliation?.findings.find((finding) => finding.code === code);

describe('what is done with rows of a cause', () => {
  const head = 'Date,SKU,Name,Quantity,Price';
  const good = '2024-05-01,A1,Mug,2,10';

  it.each<[string, string, string, RowRule, Record<string, number>, Record<string, number>, string]>([
    ['missing_product_id', '2024-05-02,,Cup,3,5', 'its name as id', 'name', { A1: 2 }, { A1: 2, Cup: 3 }, '35.00'],
    ['missing_product_id', '2024-05-02,,Cup,3,5', 'the id above', 'above', { A1: 2 }, { A1: 5 }, '35.00'],
    ['unparsable_date', ',A1,Mug,3,5', 'the date above', 'above', { A1: 2 }, { A1: 5 }, '35.00'],
    ['unparsable_quantity', '2024-05-02,B2,Cup,,5', 'one unit', 'one', { A1: 2 }, { A1: 2, B2: 1 }, '25.00'],
    ['quantity_not_positive', '2024-05-02,B2,Cup,-4,5', 'no sign', 'absolute', { A1: 2 }, { A1: 2, B2: 4 }, '40.00'],
    ['unparsable_price', '2024-05-02,A1,Mug,3,', 'the last price', 'last', { A1: 2 }, { A1: 5 }, '50.00'],
    ['unparsable_price', '2024-05-02,A1,Mug,3,', 'no money', 'keep', { A1: 2 }, { A1: 5 }, '20.00'],
    ['unit_price_not_positive', '2024-05-02,A1,Mug,3,0', 'the last price', 'last', { A1: 2 }, { A1: 5 }, '50.00'],
  ])('%s: %s is mended with %s', async (code, line, _how, rule, before, after, revenue) => {
    const usual = await drop([head, good, line]);
    expect(usual.files[0].rejected).toEqual({ [code]: 1 });
    expect(usual.files[0].problems[0]).toMatchObject({ code, effect: 'rejected', choice: 'reject' });
    expect(unitsOf(usual)).toEqual(before);
    const mended = await drop([head, good, line], { [code]: rule });
    expect(mended.files[0].rejected).toEqual({});
    expect(mended.files[0].revenue).toBe(revenue);
    expect(unitsOf(mended)).toEqual(after);
    // The cause stays in sight, with its line, so that the choice can be taken back.
    expect(mended.files[0].problems[0]).toMatchObject({ code, choice: rule, count: 1, samples: [{ line: 3 }] });
  });

  it('mends nothing where there is nothing to mend it with', async () => {
    const first = [head, ',A1,Mug,3,5', '2024-05-02,,Cup,3,5', '2024-05-03,C3,Jug,1,0'];
    const output = await drop(first, {
      unparsable_date: 'above',
      missing_product_id: 'above',
      unit_price_not_positive: 'last',
    });
    // The id above is that of the first row, whose date is missing.
    expect(output.files[0].rejected).toEqual({ unparsable_date: 1, unit_price_not_positive: 1 });
    const unreadable = await drop([head, good, 'soon,A1,Mug,3,5'], { unparsable_date: 'above' });
    expect(unreadable.files[0].rejected).toEqual({ unparsable_date: 1 });
  });

  it('offers the name as id only where there is a name', async () => {
    const output = await drop(['Date,SKU,Quantity', '2024-05-01,A1,2', '2024-05-01,,2']);
    expect(output.files[0].problems[0].options).toEqual(['reject', 'above']);
  });

  it('uses a cancelled order of which the goods went out, and amounts below zero, where that is wished', async () => {
    const lines = ['Date,SKU,Quantity,Amount,Status', '2024-05-01,A1,2,20,paid', '2024-05-02,A1,3,30,cancelled'];
    expect((await drop(lines)).files[0].rejected).toEqual({ cancelled_invoice: 1 });
    expect(unitsOf(await drop(lines, { cancelled_invoice: 'keep' }))).toEqual({ A1: 5 });
    const refund = ['Date,SKU,Quantity,Amount', '2024-05-01,A1,2,20', '2024-05-02,A1,1,-5'];
    expect((await drop(refund)).files[0].rejected).toEqual({ revenue_not_positive: 1 });
    expect((await drop(refund, { revenue_not_positive: 'keep' })).files[0].revenue).toBe('15.00');
  });

  it('takes a product called Total for one where the user says so', async () => {
    const lines = ['SKU,Date,Quantity', 'A1,2024-05-01,2', 'Total Care,2024-05-01,3'];
    expect((await drop(lines)).files[0].rejected).toEqual({ total_row: 1 });
    expect(unitsOf(await drop(lines, { total_row: 'keep' }))).toEqual({ A1: 2, 'Total Care': 3 });
  });

  it('takes a market called Total US for where rows were sold, and the sum below them for a sum', async () => {
    const row = (day: number) => `Total US - Food,Lime soda,A1,2024-05-0${day},2`;
    const lines = [
      'Market,Description,UPC,Date,Units',
      row(1),
      row(2),
      'Total US - Food,,,,4',
      'Total,Lime soda,A1,May,4',
    ];
    const { files } = await drop(lines);
    expect(files[0]).toMatchObject({ rowsAccepted: 2, units: 4, rejected: { missing_product_id: 1, total_row: 1 } });
  });

  it('reads 10/2024 as a week under a heading that says so, in any language', async () => {
    for (const heading of ['KW', 'Kalenderwoche', 'Semaine', 'Week', 'Monat']) {
      const { files, dataset } = await drop([`EAN,${heading},Units`, 'A1,10/2024,2', 'A1,11/2024,3', 'A1,12/2024,4']);
      const [period, firstDate] = heading === 'Monat' ? ['month', '2024-10-01'] : ['week', '2024-03-04'];
      expect(files[0].firstDay, heading).toBe(parseIsoDate(firstDate));
      expect(dataset.panel?.period, heading).toBe(period);
    }
  });

  it('adds amounts in one currency only: the commonest, or the one chosen', async () => {
    const lines = [
      'Date,SKU,Quantity,Amount,Currency',
      '2024-05-01,A1,2,20,CNY',
      '2024-05-02,A1,1,10,人民币',
      '2024-05-03,A1,4,9,USD',
    ];
    const output = await drop(lines);
    expect(output.files[0].rejected).toEqual({ other_currency: 1 });
    expect(output.files[0]).toMatchObject({ revenue: '30.00', currency: 'CNY' });
    expect(output.files[0].problems[0].samples[0].line).toBe(4);
    expect((await drop(lines, { other_currency: 'keep' })).files[0].revenue).toBe('39.00');
    const signs = ['Date,SKU,Quantity,Amount', '2024-05-01,A1,2,￥20', '2024-05-02,A1,1,$10', '2024-05-03,A1,1,￥5'];
    expect((await drop(signs)).issues[0]).toMatchObject({
      code: 'currencies-mixed',
      column: 'Amount',
      params: { currencies: 'CNY, USD' },
    });
    const bytes = new TextEncoder().encode(lines.join('\n'));
    const chosen = await importFiles({ files: [{ name: 'sales.csv', bytes }], currency: 'USD' }, silent);
    expect(chosen.files[0]).toMatchObject({ revenue: '9.00', rejected: { other_currency: 2 } });
  });
});

describe('what is decided about the sales as a whole', () => {
  const decide = (code: string, rule: DataRule): DataDecisions => ({ [code]: rule });

  it('merges spellings of an id, or keeps them apart', async () => {
    const lines = ['Date,SKU,Quantity', '2024-05-01,85123A,2', '2024-05-01,85123a,1', '2024-05-02,B2,5'];
    const merged = await drop(lines);
    expect(unitsOf(merged)).toEqual({ '85123A': 3, B2: 5 });
    expect(findingOf(merged, 'id-spellings')).toMatchObject({
      count: 1,
      choice: 'merge',
      samples: [{ spellings: ['85123A', '85123a'] }],
    });
    const apart = await drop(lines, {}, decide('id-spellings', 'apart'));
    expect(unitsOf(apart)).toEqual({ '85123A': 2, '85123a': 1, B2: 5 });
    expect(findingOf(apart, 'id-spellings')).toMatchObject({ count: 1, choice: 'apart' });
  });

  it('leaves postage out, or keeps it', async () => {
    const products = Array.from({ length: 30 }, (_, i) => `2024-05-01,Q${100 + i},Thing,1,5`);
    const lines = ['Date,SKU,Name,Quantity,Price', ...products, '2024-05-01,POST,Postage,2,18'];
    const out = await drop(lines);
    expect(unitsOf(out).POST).toBeUndefined();
    expect(findingOf(out, 'service-codes')).toMatchObject({
      count: 1,
      samples: [{ product: 'POST', name: 'Postage', units: 2, revenue: 36 }],
    });
    const kept = await drop(lines, {}, decide('service-codes', 'keep'));
    expect(unitsOf(kept).POST).toBe(2);
    expect(kept.reconciliation?.steps).toEqual([]);
  });

  it('nets cancellations, or leaves the orders as they were', async () => {
    const lines = [
      'InvoiceNo,StockCode,Quantity,InvoiceDate,UnitPrice,CustomerID',
      '100,A1,5,2024-05-01 09:00,2.00,7',
      'C101,A1,-3,2024-05-09 09:00,2.00,7',
    ];
    expect(unitsOf(await drop(lines))).toEqual({ A1: 2 });
    const ignored = await drop(lines, {}, decide('cancellations', 'ignore'));
    expect(unitsOf(ignored)).toEqual({ A1: 5 });
    expect(findingOf(ignored, 'cancellations')).toMatchObject({ count: 1, choice: 'ignore', samples: [{ units: 3 }] });
  });

  describe('lines far out', () => {
    const start = parseIsoDate('2024-01-01');
    const usual = Array.from(
      { length: 60 },
      (_, i) => `${100 + i},A1,${1 + (i % 5)},${formatIsoDate(start + i)} 09:00,2.00,${1 + (i % 3)}`,
    );
    const head = 'InvoiceNo,StockCode,Quantity,InvoiceDate,UnitPrice,CustomerID';
    const lines = [head, ...usual, '900,A1,5000,2024-02-01 10:00,2.00,9', '901,B2,4000,2024-02-02 10:00,1.00,9'];
    const sold = 60 * 3;

    it('are told with line, limit and what is usual, and used as they stand', async () => {
      const output = await drop(lines);
      expect(unitsOf(output)).toEqual({ A1: sold + 5000, B2: 4000 });
      const finding = findingOf(output, 'outliers');
      expect(finding).toMatchObject({ count: 2, choice: 'keep' });
      expect(finding?.samples[0]).toMatchObject({ product: 'A1', file: 'sales.csv', line: 62, units: 5000, usual: 3 });
      // B2 has one line: it is judged by the lines of all products.
      expect(finding?.samples[1]).toMatchObject({ product: 'B2', line: 63 });
    });

    it('are left out, with the product of which nothing else is left', async () => {
      const output = await drop(lines, {}, decide('outliers', 'leave-out'));
      expect(unitsOf(output)).toEqual({ A1: sold });
      expect(output.reconciliation?.steps.map(({ code, count }) => [code, count])).toEqual([
        ['outliers-left-out', 2],
        ['nothing-left', 1],
      ]);
    });

    it('are cut to their limit', async () => {
      const output = await drop(lines, {}, decide('outliers', 'cap'));
      const limit = findingOf(output, 'outliers')?.samples[0].limit ?? 0;
      expect(limit).toBeGreaterThanOrEqual(60);
      expect(unitsOf(output).A1).toBe(sold + limit);
    });

    it('are not told once they are cancelled', async () => {
      const cancelled = [...lines, 'C902,A1,-5000,2024-02-01 10:15,2.00,9'];
      const output = await drop(cancelled, {}, decide('outliers', 'leave-out'));
      expect(findingOf(output, 'outliers')?.samples.map(({ product }) => product)).toEqual(['B2']);
      expect(unitsOf(output)).toEqual({ A1: sold });
    });
  });

  /** Weekly sums of two products; `zero` says for which product and week nothing is there. */
  function weekly(weeks: number, missing: (product: string, week: number) => boolean): string[] {
    const start = parseIsoDate('2023-01-02');
    const lines = ['week,sku,units,amount'];
    for (let week = 0; week < weeks; week++)
      for (const product of ['A1', 'B2'])
        if (!missing(product, week)) lines.push(`${formatIsoDate(start + 7 * week)},${product},30,60.00`);
    return lines;
  }

  it('takes a short gap of the log for a closed shop and a long one for unknown, unless told otherwise', async () => {
    const nan = (output: ImportOutput): number[] =>
      [...(output.dataset.panel?.units.subarray(0, output.dataset.panel.periods) ?? [])].flatMap((value, week) =>
        Number.isNaN(value) ? [week] : [],
      );
    const lines = weekly(40, (_, week) => week === 10 || (week >= 20 && week < 25));
    const output = await drop(lines);
    expect(nan(output)).toEqual([20, 21, 22, 23, 24]);
    expect(findingOf(output, 'log-gaps')).toMatchObject({ count: 6, choice: 'auto' });
    expect(formatIsoDate(findingOf(output, 'log-gaps')?.samples[0].from ?? 0)).toBe('2023-05-22');
    expect(output.reconciliation?.steps).toContainEqual({ code: 'log-gaps', count: 5, units: 0, revenue: 0 });
    expect(nan(await drop(lines, {}, decide('log-gaps', 'zero')))).toEqual([]);
    expect(nan(await drop(lines, {}, decide('log-gaps', 'unknown')))).toEqual([10, 20, 21, 22, 23, 24]);
  });

  it('takes a gap of a steady seller for sold out, a long one for zero, unless told otherwise', async () => {
    const lines = weekly(60, (product, week) => product === 'B2' && (week === 15 || (week >= 30 && week < 42)));
    const values = async (decisions: DataDecisions) => {
      const { panel } = (await drop(lines, {}, decisions)).dataset;
      const row = [...(panel?.units.subarray(60, 120) ?? [])];
      return [row[15], row[30], row[41]];
    };
    expect(await values({})).toEqual([Number.NaN, 0, 0]);
    expect(await values({ 'stock-outs': 'zero' })).toEqual([0, 0, 0]);
    expect(await values({ 'product-gaps': 'unknown' })).toEqual([Number.NaN, Number.NaN, Number.NaN]);
    const output = await drop(lines);
    expect(findingOf(output, 'stock-outs')).toMatchObject({ count: 1, samples: [{ product: 'B2' }] });
    expect(findingOf(output, 'product-gaps')).toMatchObject({ count: 12, samples: [{ product: 'B2' }] });
  });

  it('keeps partial weeks away from forecasts, or takes them for whole', async () => {
    const start = parseIsoDate('2024-05-02');
    const lines = ['date,sku,units', ...Array.from({ length: 32 }, (_, i) => `${formatIsoDate(start + i)},A1,1`)];
    const output = await drop(lines);
    expect(output.dataset.panel).toMatchObject({ periods: 5, completeFrom: 1, completeTo: 5 });
    expect(findingOf(output, 'partial-periods')).toMatchObject({ count: 1, choice: 'leave-out' });
    const kept = await drop(lines, {}, decide('partial-periods', 'keep'));
    expect(kept.dataset.panel).toMatchObject({ completeFrom: 0, completeTo: 5 });
  });
});

describe('any decisions on any orders', () => {
  const line = fc.record({
    id: fc.constantFrom('A1', 'a1', 'B2', 'POST', 'C3', ''),
    units: fc.oneof(fc.integer({ min: 1, max: 6 }), fc.constantFrom(-3, 0, 900, 5000)),
    price: fc.constantFrom('2.50', '10', '0', '', '7.99'),
    customer: fc.constantFrom('7', '8', ''),
    day: fc.integer({ min: 0, max: 200 }),
    cancels: fc.boolean(),
  });
  const choice = <Code extends string>(code: Code, options: readonly string[]) =>
    fc.constantFrom(undefined, ...options).map((rule) => (rule ? { [code]: rule } : {}));
  const decisions = fc
    .tuple(...Object.entries(dataRules).map(([code, options]) => choice(code, options)))
    .map((parts) => Object.assign({}, ...parts) as DataDecisions);
  const rules = fc
    .tuple(
      choice('missing_product_id', ['above', 'name']),
      choice('unit_price_not_positive', ['last', 'keep']),
      choice('unparsable_price', ['last', 'keep']),
      choice('quantity_not_positive', ['absolute']),
      choice('duplicate_row', ['reject']),
    )
    .map((parts) => Object.assign({}, ...parts) as Record<string, RowRule>);

  it('leave a strip that adds up, and come to the same from memory', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(line, { minLength: 5, maxLength: 80 }),
        rules,
        decisions,
        decisions,
        async (rows, ...all) => {
          const [ruled, one, other] = all;
          const start = parseIsoDate('2024-01-01');
          const text = rows.map(
            ({ id, units, price, customer, day, cancels }, i) =>
              `${cancels && units < 0 ? 'C' : ''}${i},${id},Thing ${id},${units},${formatIsoDate(start + day)} 09:00,${price},${customer}`,
          );
          const lines = ['InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID', ...text];
          const bytes = new TextEncoder().encode(lines.join('\n'));
          const memory = new ImportMemory();
          const input = { files: [{ name: 'sales.csv', bytes, id: 'x' }], choices: { 'sales.csv': { rules: ruled } } };
          expectStripAddsUp(await importFiles({ ...input, decisions: one }, silent, undefined, memory));
          const again = await importFiles({ ...input, decisions: other }, silent, undefined, memory);
          const anew = await importFiles({ ...input, decisions: other }, silent);
          expectStripAddsUp(anew);
          expect(again.reconciliation).toEqual(anew.reconciliation);
          expect(again.dataset).toEqual(anew.dataset);
        },
      ),
      { numRuns: 40, seed: 5 },
    );
  });
});
