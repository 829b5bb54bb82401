import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { DatasetFacts } from '#state/data/dataset-store.ts';
import { expect, test } from './app.ts';
import { Journey } from './journey.ts';
import { persistedFacts } from './persisted-facts.ts';
import { csvFile } from './simulated-sales.ts';

const folder = path.resolve('../shared/data');
const isThere = existsSync(folder);
const reason = 'skipped when ../shared/data is missing';

/** Candidates such as the shop could have had: names in its own words, prices of its range, the first weeks of a year. */
function candidates(from: string, to: string) {
  const products = [
    ['N1', 'RED RETROSPOT PICNIC BAG', 2.95, 1.2],
    ['N2', 'JUMBO BAG WOODLAND ANIMALS', 2.08, 0.9],
    ['N3', 'SET OF 6 ROSE TEA LIGHT HOLDERS', 3.75, 1.6],
    ['N4', 'VINTAGE KITCHEN WALL CLOCK', 8.5, 4.1],
    ['N5', 'PACK OF 12 CIRCUS TISSUES', 0.39, 0.15],
    ['N6', 'HEART GARLAND PADDED', 1.65, 0.7],
  ] as const;
  const lines = products.map(([id, name, price, cost]) => `${id},${name},${price},${cost},${from},${to},1`);
  return csvFile('candidates.csv', ['id,name,price,unit_cost,earliest,latest,effort', ...lines]);
}

async function exportPdf(journey: Journey): Promise<void> {
  await journey.goTo('report');
  const [download] = await Promise.all([
    journey.page.waitForEvent('download', { timeout: 120_000 }),
    journey.button(journey.words.report.step.document.export).click(),
  ]);
  expect(
    readFileSync(await download.path())
      .subarray(0, 5)
      .toString(),
  ).toBe('%PDF-');
}

test(`the first 20,000 rows of Online Retail with candidates, walked to the PDF (${reason})`, async ({ page }) => {
  test.skip(!isThere, reason);
  test.setTimeout(240_000);
  const journey = new Journey(page);
  await journey.open();
  await journey.dropFiles(
    {
      name: 'online_retail_first20k.csv',
      mimeType: 'text/csv',
      buffer: readFileSync(path.join(folder, 'online_retail_first20k.csv')),
    },
    candidates('2011-01-03', '2011-03-28'),
  );
  await journey.waitFor('data');
  await journey.waitFor('plan', 'done', 180_000);
  await journey.goTo('demand');
  // Nine days of sales: the screen says what they can't tell and what the candidates' forecasts rest on instead.
  await expect(page.locator('main')).toContainText(journey.words.issues['no-launches-fallback'].slice(0, 40));
  await exportPdf(journey);
});

test(`all 541,909 rows of Online Retail with candidates, walked to the PDF @long (${reason})`, async ({ page }) => {
  test.skip(!isThere, reason);
  test.setTimeout(420_000);
  const facts = JSON.parse(readFileSync(path.join(folder, 'facts/online_retail.json'), 'utf8')) as {
    rows_total: number;
    rows_accepted: number;
    revenue_accepted: string;
  };
  const journey = new Journey(page);
  await journey.open();
  await journey.dropFiles(
    {
      name: 'online_retail.csv',
      mimeType: 'text/csv',
      buffer: gunzipSync(readFileSync(path.join(folder, 'online_retail.csv.gz'))),
    },
    candidates('2012-01-02', '2012-03-26'),
  );
  await journey.waitFor('data', 'done', 120_000);
  await journey.waitFor('plan', 'done', 300_000);
  const kept = await persistedFacts<DatasetFacts>(page, 'dataset');
  const sales = kept?.files.find((file) => file.kind === 'sales');
  expect(sales?.rowsTotal).toBe(facts.rows_total);
  expect(sales?.rowsAccepted).toBe(facts.rows_accepted);
  expect(sales?.revenue).toBe(facts.revenue_accepted);
  await exportPdf(journey);
  // Its columns lie beside the facts and are read back with them.
  await page.reload();
  await journey.waitFor('data', 'done');
  await journey.waitFor('plan', 'done', 300_000);
});
