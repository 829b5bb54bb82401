import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from './app.ts';
import { Firefox, firefoxPath } from './firefox.ts';
import { Journey } from './journey.ts';
import { simulatedAssortment } from './simulated-assortment.ts';
import { storedFigures } from './stored-figures.ts';
import { allowDeaths } from './worker-deaths.ts';

/** Playwright drives no Firefox as it is installed: without one there is nothing to test, and `npm test` has no test of it. */
const file = firefoxPath;
if (file)
  test('an installed Firefox makes the same forecasts and the same plan as Chromium, to the last bit', async ({
    page,
    address,
  }) => {
    test.setTimeout(400_000);
    const files = simulatedAssortment(8, 7);
    // A network takes what time it is given, and joins the forecasts of whoever trained it: none is trained here.
    await allowDeaths(page, false);
    const journey = new Journey(page);
    await journey.open();
    await journey.dropFiles(...files);
    await journey.waitFor('plan');
    const poll = async (ask: () => Promise<unknown>): Promise<unknown> => {
      let found: unknown = null;
      await expect.poll(async () => (found = await ask()), { timeout: 120_000 }).not.toBeNull();
      return found;
    };
    const expected = await poll(() => page.evaluate(storedFigures));
    await page.goto('about:blank');
    const folder = path.resolve('test-results/firefox');
    mkdirSync(folder, { recursive: true });
    const paths = files.map(({ name }) => path.join(folder, name));
    for (const [i, { buffer }] of files.entries()) writeFileSync(paths[i], buffer);
    const firefox = await Firefox.open(file);
    try {
      await firefox.goTo(address);
      await expect
        .poll(() => firefox.run(() => document.querySelectorAll('nav button').length), { timeout: 60_000 })
        .toBe(6);
      await firefox.run(() => document.querySelector<HTMLElement>('nav [data-place="data"] button')?.click());
      await firefox.choose(paths);
      expect(await poll(() => firefox.run(storedFigures))).toEqual(expected);
    } finally {
      await firefox.close();
    }
  });
