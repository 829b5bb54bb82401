import { existsSync, openAsBlob, readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { formatIsoDate } from '#engine/calendar/epoch-day.ts';
import { pricesOfPanel } from '#engine/pricing/panel-prices.ts';
import { learnPriceResponse } from '#engine/pricing/price-response.ts';
import { importFiles } from '#ingest/import-files.ts';
import type { FileChoices, FileReport, ImportOutput } from '#ingest/import-report.ts';

const folder = path.resolve(import.meta.dirname, '../../../shared/data');
const missing = existsSync(folder) ? '' : ' (skipped: ../shared/data is not on this machine)';

const facts = (name: string) => JSON.parse(readFileSync(path.join(folder, 'facts', `${name}.json`), 'utf8'));

async function importShared(...names: string[]): Promise<ImportOutput> {
  return importWith({}, ...names);
}

async function importWith(choices: FileChoices, ...names: string[]): Promise<ImportOutput> {
  const files = await Promise.all(
    names.map(async (name) => ({ name, bytes: await openAsBlob(path.join(folder, name)) })),
  );
  return importFiles({ files, choices: Object.fromEntries(names.map((name) => [name, choices])) }, () => ({
    progress() {},
    async yieldNow() {},
  }));
}

/** What every transaction log's facts file says, in the report's words. */
function expectTransactionFacts(report: FileReport, name: string): void {
  const expected = facts(name);
  const cascade = expected.rules_cascade;
  const rejected = Object.fromEntries(
    Object.entries(cascade).filter(([, count]) => typeof count === 'number' && count > 0),
  );
  expect(report.state).toBe('imported');
  expect(report.kind).toBe('sales');
  expect(report.rowsTotal).toBe(expected.rows_total);
  expect(report.rowsAccepted).toBe(expected.rows_accepted);
  expect(report.rejected).toEqual(rejected);
  expect(report.flagged).toEqual({
    missing_customer: expected.kept_on_purpose.missing_customer_id_rows,
    missing_name: expected.kept_on_purpose.missing_description_rows,
    duplicate_row: expected.kept_on_purpose.exact_duplicate_rows_beyond_first,
  });
  expect(report.revenue).toBe(expected.revenue_accepted);
  expect(report.units).toBe(expected.units_accepted);
  expect(report.products).toBe(expected.products_accepted_exact_id);
  expect(formatIsoDate(report.firstDay ?? 0)).toBe(expected.first_date);
  expect(formatIsoDate(report.lastDay ?? 0)).toBe(expected.last_date);
  const months = Object.fromEntries(
    report.months.map(({ month, rows, units, revenue }) => [
      formatIsoDate(month).slice(0, 7),
      { rows, units, revenue },
    ]),
  );
  expect(months).toEqual(expected.by_month);
}

function stepOf(output: ImportOutput, code: string) {
  return output.reconciliation?.steps.find((step) => step.code === code);
}

describe.skipIf(missing)(`real retail data${missing}`, () => {
  describe('Online Retail, all 541,909 rows', () => {
    let output: ImportOutput;
    beforeAll(async () => {
      output = await importShared('online_retail.csv.gz');
    }, 120_000);

    it('has prices that go with quantities: what a price does is refused for its tiers', () => {
      const { panel } = output.dataset;
      if (!panel) throw new Error('no panel');
      const refused = learnPriceResponse(pricesOfPanel(panel)).map(({ verdict, reason }) => [verdict, reason]);
      expect(refused.length).toBeGreaterThan(0);
      for (const each of refused) expect(each).toEqual(['refused', 'quantity-tiers']);
    });

    it('gives the facts to the penny', () => {
      expectTransactionFacts(output.files[0], 'online_retail');
    });

    it('leaves service codes out of the panel, by the definition of the facts', () => {
      const expected = facts('online_retail');
      expect(stepOf(output, 'service-codes')?.count).toBe(expected.service_rows_in_accepted);
      expect(stepOf(output, 'service-codes')?.revenue.toFixed(2)).toBe(expected.service_revenue_in_accepted);
    });

    // reference/accuracy/README.md, "Online retail, common rules": 18,807 of 269,484 pieces find no line.
    it('nets cancellations as the accuracy protocol does', () => {
      expect(output.reconciliation?.cancelledPieces).toBe(269_484);
      expect(output.reconciliation?.cancelledWithoutOrder).toBe(18_807);
    });

    it('does not let the two huge cancelled lines survive', () => {
      const panel = output.dataset.panel;
      if (!panel) throw new Error('no panel');
      const ids = panel.products.map((product) => product.id);
      // 80,995 pieces of 23843 were all there was of it; 74,215 of 23166 were cancelled within 16 minutes.
      expect(ids).not.toContain('23843');
      const row = ids.indexOf('23166');
      const weekly = panel.units.subarray(row * panel.periods, (row + 1) * panel.periods);
      expect(Math.max(...weekly.filter((value) => !Number.isNaN(value)))).toBeLessThan(5000);
    });

    it('accounts for every piece and penny between rows and panel', () => {
      const { reconciliation } = output;
      if (!reconciliation) throw new Error('no reconciliation');
      const taken = (key: 'units' | 'revenue') => reconciliation.steps.reduce((sum, step) => sum + step[key], 0);
      expect(reconciliation.rowsRead).toBe(reconciliation.rowsAccepted + reconciliation.rowsRejected);
      expect(reconciliation.unitsInPanel).toBe(reconciliation.unitsAccepted - taken('units'));
      expect(reconciliation.revenueInPanel).toBeCloseTo(reconciliation.revenueAccepted - taken('revenue'), 2);
    });

    it('makes a weekly panel whose first and last week are partial', () => {
      const { panel } = output.dataset;
      expect(panel).toMatchObject({ period: 'week', periods: 54, weekStart: 0, completeFrom: 1, completeTo: 53 });
      expect(formatIsoDate(panel?.start ?? 0)).toBe('2010-11-29');
    });

    it('uses the commonest name of a product, never a note such as "check" or "?"', () => {
      const names = output.dataset.panel?.products.map((product) => product.name.toLowerCase()) ?? [];
      expect(output.dataset.panel?.products.find((product) => product.id === '85123A')?.name).toBe(
        'WHITE HANGING HEART T-LIGHT HOLDER',
      );
      expect(names.filter((name) => name === '?' || name === 'check').length).toBeLessThan(3);
    });
  });

  it('rejects rows without a customer where the user wants that, as the facts have it', async () => {
    for (const name of ['online_retail', 'online_retail_first20k']) {
      const expected = facts(name).variant_also_rejecting_missing_customer_id;
      const file = existsSync(path.join(folder, `${name}.csv`)) ? `${name}.csv` : `${name}.csv.gz`;
      const { files } = await importWith({ rules: { missing_customer: 'reject' } }, file);
      expect(files[0].rowsAccepted).toBe(expected.rows_accepted);
      expect(files[0].revenue).toBe(expected.revenue);
    }
  }, 120_000);

  it('imports the first 20,000 lines', async () => {
    const output = await importShared('online_retail_first20k.csv');
    expectTransactionFacts(output.files[0], 'online_retail_first20k');
  });

  it('imports the cut with Chinese header in GB18030', async () => {
    const output = await importShared('online_retail_zh_header_gb18030.csv');
    expect(output.files[0].encoding).toBe('gb18030');
    expectTransactionFacts(output.files[0], 'online_retail_zh_header_gb18030');
  });

  it.each(['dominicks_oj_store_week.csv.gz', 'dominicks_oj_product_week.csv'])('imports %s', async (name) => {
    const expected = facts('dominicks_oj');
    const { files, dataset } = await importShared(name);
    const [report] = files;
    expect(report.rowsAccepted).toBe(
      name.includes('store') ? expected.rows : expected.weeks_present * expected.products,
    );
    expect(report.units).toBe(expected.units_total);
    // The product file has each product-week's revenue rounded to the cent: 1,331 roundings.
    if (name.includes('store')) expect(report.revenue).toBe(expected.revenue_usd);
    else expect(Math.abs(Number(report.revenue) - Number(expected.revenue_usd))).toBeLessThan(0.005 * 1331);
    expect(formatIsoDate(report.firstDay ?? 0)).toBe(expected.first_week_start);
    expect(formatIsoDate(report.lastDay ?? 0)).toBe(expected.last_week_start);
    const { panel } = dataset;
    if (!panel) throw new Error('no panel');
    expect(panel.periods).toBe(expected.weeks_present);
    expect([panel.completeFrom, panel.completeTo]).toEqual([0, 121]);
    const units = Object.fromEntries(
      panel.products.map((product, row) => [
        product.name,
        panel.units.subarray(row * panel.periods, (row + 1) * panel.periods).reduce((sum, value) => sum + value, 0),
      ]),
    );
    const wanted = Object.entries(expected.by_product as Record<string, { units: number }>);
    expect(units).toEqual(Object.fromEntries(wanted.map(([product, { units: pieces }]) => [product, pieces])));
    expect(panel.promotion).not.toBeNull();
    expect(dataset.currency).toBe('USD');
  });

  it('imports monthly turnover as months, never spread over weeks', async () => {
    const expected = facts('aus_retail_monthly');
    const { files, dataset } = await importShared('aus_retail_monthly.csv.gz');
    expect(files[0].rowsAccepted).toBe(expected.rows);
    expect(files[0].products).toBe(expected.series);
    expect(Number(files[0].revenue)).toBe(Number(expected.turnover_sum_aud_million));
    expect(files[0].revenueScale).toBe(1e6);
    expect(dataset.panel).toMatchObject({ period: 'month', periods: expected.longest_series, unitsKnown: false });
    expect(dataset.panel?.categories.length).toBe(expected.industries);
    const lengths = dataset.panel?.products.map((_, row) => {
      const { revenue, periods } = dataset.panel as { revenue: Float64Array; periods: number };
      return revenue.subarray(row * periods, (row + 1) * periods).filter((value) => value > 0).length;
    });
    expect(Math.min(...(lengths ?? []))).toBe(expected.shortest_series);
    expect(dataset.currency).toBe('AUD');
  });

  it('imports clicks with dates in three columns and no users but sessions', async () => {
    const expected = facts('eshop_clickstream_2008');
    const { files, dataset } = await importShared('eshop_clickstream_2008.csv.gz');
    const [report] = files;
    expect(report).toMatchObject({
      kind: 'browsing',
      delimiter: ';',
      rowsAccepted: expected.rows,
      products: expected.items,
    });
    expect(formatIsoDate(report.firstDay ?? 0)).toBe(expected.first_date);
    expect(formatIsoDate(report.lastDay ?? 0)).toBe(expected.last_date);
    const byMonth = Object.fromEntries(
      report.months.map(({ month, rows }) => [Number(formatIsoDate(month).slice(5, 7)), rows]),
    );
    expect(byMonth).toEqual(expected.rows_by_month);
    const { panel } = dataset;
    if (!panel?.views) throw new Error('no views');
    // A shop whose prices never move says nothing about them, views or no views.
    const responses = learnPriceResponse(pricesOfPanel(panel));
    expect(responses.length).toBeGreaterThan(0);
    for (const { verdict, reason } of responses) expect([verdict, reason]).toEqual(['refused', 'no-price-moves']);
    expect(panel.categories).toEqual(Object.keys(expected.categories));
    const views = Object.fromEntries(
      panel.products.map((product, row) => [
        product.id,
        panel.views?.subarray(row * panel.periods, (row + 1) * panel.periods).reduce((sum, value) => sum + value, 0),
      ]),
    );
    expect(views).toMatchObject(expected.top10_items_by_views);
  });

  it('imports reviews with line breaks inside quotes', async () => {
    const expected = facts('womens_clothing_reviews');
    const { files, dataset } = await importShared('womens_clothing_reviews.csv.gz');
    expect(files[0]).toMatchObject({ kind: 'reviews', rowsAccepted: expected.rows, products: expected.items });
    expect(files[0].flagged.missing_text).toBe(expected.missing['Review Text']);
    const count = dataset.reviews.reduce((sum, review) => sum + review.count, 0);
    const stars = dataset.reviews.reduce((sum, review) => sum + review.count * review.meanRating, 0);
    expect(count).toBe(expected.rows);
    expect(stars / count).toBeCloseTo(expected.mean_rating, 6);
    // The last record begins 1 line above the end of a file of 28,228 lines whose records span lines.
    expect(
      files[0].problems[0].samples.every((sample) => sample.line > 1 && sample.line <= expected.physical_lines),
    ).toBe(true);
  });

  it('imports Chinese reviews without product ids and with four-byte characters', async () => {
    const expected = facts('zh_reviews_asap_sample');
    const { files, issues } = await importShared('zh_reviews_asap_sample_gb18030.csv');
    expect(files[0]).toMatchObject({ kind: 'reviews', encoding: 'gb18030', rowsAccepted: expected.rows });
    expect(files[0].columns.find((column) => column.role === 'review')?.evidence.examples[0]).toContain(
      expected.first_review_first_20_characters,
    );
    expect(issues.map((issue) => issue.code)).toContain('reviews-without-product');
  });

  it.each([
    ['calendar_cn_gb18030.csv', 678],
    ['calendar_uk_england_2009_2012.csv', 40],
    ['calendar_us_1989_1993.csv', 57],
  ])('imports %s as holidays', async (name, rows) => {
    const { files, dataset } = await importShared(name);
    expect(files[0]).toMatchObject({ kind: 'holidays', rowsTotal: rows, rowsAccepted: rows });
    expect(dataset.calendar?.events.every((event) => event.kind === 'holiday')).toBe(true);
  });

  it('takes working weekends for no holidays and joins the days of one', async () => {
    const { dataset } = await importShared('calendar_cn_gb18030.csv');
    const spring = dataset.calendar?.events.find((event) => event.name === '春节');
    expect(formatIsoDate(spring?.from ?? 0)).toBe('2007-02-18');
    expect(formatIsoDate(spring?.to ?? 0)).toBe('2007-02-24');
  });

  it('joins files dropped together', async () => {
    const { dataset, files } = await importShared('dominicks_oj_product_week.csv', 'calendar_us_1989_1993.csv');
    expect(files.map((file) => file.state)).toEqual(['imported', 'imported']);
    expect(dataset.panel?.products.length).toBe(11);
    expect(dataset.calendar?.events.length).toBeGreaterThan(40);
  });
});
