import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { test as base, expect } from '@playwright/test';
import { Journey } from './journey.ts';
import { simulatedAssortment } from './simulated-assortment.ts';

const file = path.resolve(import.meta.dirname, '../dist/debut.html');

/** The one file, opened from disk. Fails when it asks for anything but itself, breaks its policy, or throws. */
const test = base.extend<{ guarded: undefined }>({
  guarded: [
    async ({ page }, use) => {
      const asked: string[] = [];
      const faults: string[] = [];
      page.context().on('request', (request) => {
        const url = request.url();
        if (!/^(blob|data):/.test(url) && url !== pathToFileURL(file).href) asked.push(url);
      });
      page.on('pageerror', (error) => faults.push(String(error.stack ?? error)));
      page.on('console', (message) => {
        if (/Content Security Policy|TrustedScript/.test(message.text())) faults.push(message.text());
      });
      await use(undefined);
      expect(asked, 'requests of a page that needs none').toEqual([]);
      expect(faults, 'errors and policy violations').toEqual([]);
    },
    { auto: true },
  ],
});

test('one HTML file opened from disk shows the sample and goes from files to the PDF, training included', async ({
  page,
}) => {
  test.setTimeout(300_000);
  expect(existsSync(file)).toBe(true);
  const journey = new Journey(page);
  await page.goto(pathToFileURL(file).href);
  await journey.button(journey.words.data.trySample).click();
  await journey.waitFor('data', 'done', 60_000);
  // Files of one's own take its place, and are computed sooner.
  const files = simulatedAssortment(3, 7, 12);
  await journey.dropFiles(...files);
  await expect(page.locator('main')).toContainText(files[0].name);
  await journey.waitFor('plan', 'done', 180_000);
  await journey.goTo('demand');
  // The file carries the training kernel: nothing says that the candidates' networks had to do without.
  const candidates = page.getByRole('region', { name: journey.words.demand.candidates.title, exact: true });
  await journey.openCandidate();
  await expect(candidates).not.toContainText(journey.words.issues['perceptron-in-loops']);
  // The network's turn comes after the plan; some epochs show that it trains.
  await expect(page.getByTestId('training-figures')).toContainText(/[1-9]/, { timeout: 60_000 });
  await journey.goTo('report');
  const [download] = await Promise.all([
    page.waitForEvent('download', { timeout: 120_000 }),
    journey.button(journey.words.report.step.document.export).click(),
  ]);
  const bytes = readFileSync(await download.path());
  expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
  expect(bytes.length).toBeGreaterThan(50_000);
  // What was done is kept: the same file, opened again, shows it.
  await page.reload();
  await journey.waitFor('plan', 'done', 60_000);
});
