import { expect, test } from './app.ts';
import { Journey } from './journey.ts';
import { csvFile, simulatedSales } from './simulated-sales.ts';

const good = simulatedSales(4, 60, 3);
const heads = 'id,name,category,price,unit_cost,earliest,latest';

/** Each file, and what the message must name: the file, the line where there is one, and a word of the cause. */
const cases = [
  {
    title: 'an empty file',
    file: { name: 'empty.csv', mimeType: 'text/csv', buffer: Buffer.alloc(0) },
    says: [/empty\.csv/, /is empty|no data|nothing/i],
  },
  {
    title: 'a binary file',
    file: {
      name: 'photo.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, ...Array(400).keys()].map((b) => b % 256)),
    },
    says: [/photo\.csv/, /table|text|binary/i],
  },
  {
    title: 'a file with no recognisable columns',
    file: csvFile('notes.csv', ['foo,bar,baz', ...Array.from({ length: 30 }, (_, i) => `x${i},y${i},z${i}`)]),
    says: [/notes\.csv/, /line 1\b/i, /template/],
  },
  {
    title: 'a sales file whose dates cannot be read',
    file: csvFile('sales-dates.csv', [
      'date,product_id,units,unit_price',
      ...Array.from({ length: 30 }, (_, i) => `someday ${i},P1,3,9.9`),
    ]),
    says: [/sales-dates\.csv/, /date/i],
  },
  {
    title: 'a candidates file with a negative price',
    file: csvFile('candidates-price.csv', [
      heads,
      'C1,Mug,Cups,-12,5,2026-03-02,2026-05-04',
      'C2,Cup,Cups,15,5,2026-03-02,2026-05-04',
    ]),
    says: [/candidates-price\.csv/, /line 2\b/, /price/i],
  },
  {
    title: 'a candidate whose earliest week is after its latest',
    file: csvFile('candidates-dates.csv', [
      heads,
      'C1,Mug,Cups,12,5,2026-03-02,2026-05-04',
      'C2,Cup,Cups,15,5,2026-06-01,2026-05-04',
    ]),
    says: [/candidates-dates\.csv/, /line 3\b/, /earliest|latest/i],
  },
] as const;

/** A second file of candidates takes the place of the first, and its notice with it: each has a page of its own. */
for (const own of [cases.slice(0, 4), cases.slice(4, 5), cases.slice(5)]) {
  const titles = own.map(({ title }) => title).join(', ');
  test(`${titles}: a clear message each, and nothing loaded is lost`, async ({ page }) => {
    const journey = new Journey(page);
    await journey.open();
    await journey.dropFiles(good);
    await journey.waitFor('data');
    const main = page.locator('main');
    await expect(main).toContainText('planted-sales.csv');
    await expect(journey.finding).toContainText(/\d/);
    const before = (await journey.finding.textContent()) ?? '';
    for (const { title, file, says } of own) {
      await test.step(title, async () => {
        await journey.dropFiles(file);
        // One notice names the file, the line where there is one, the cause and what to do.
        const notice = main.locator('[role="alert"], [role="status"]').filter({ hasText: file.name }).first();
        for (const word of says) await expect(notice).toContainText(word, { timeout: 30_000 });
        await expect(main).toContainText('planted-sales.csv');
        await expect(journey.finding).toHaveText(before);
      });
    }
  });
}
