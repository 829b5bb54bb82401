import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from './app.ts';
import { Firefox, firefoxPath } from './firefox.ts';
import { Journey } from './journey.ts';
import { simulatedAssortment } from './simulated-assortment.ts';
import { allowDeaths } from './worker-deaths.ts';

/** The plan with its figures, and the forecasts that it rests on, once nothing of them is under way; null until then. */
async function storedFigures(): Promise<unknown> {
  const read = (key: string): Promise<unknown> =>
    new Promise((resolve) => {
      const open = indexedDB.open('debut');
      open.onsuccess = () => {
        const request = open.result.transaction('slices').objectStore('slices').get(key);
        request.onsuccess = () => {
          open.result.close();
          resolve(request.result?.value ?? null);
        };
      };
    });
  const [plan, demand, due] = (await Promise.all([read('plan'), read('demand'), read('due')])) as [
    { current: { weeks: readonly number[]; reading: { figures: object } } | null; job: { result: never } } | null,
    {
      result?: {
        series: readonly { id: string; forecast: { forecasts: readonly { forecast: { mean: object } }[] } | null }[];
      };
    } | null,
    readonly string[] | null,
  ];
  const isOver = due?.every((id) => !['demand', 'candidates', 'plan'].includes(id));
  if (!plan?.current || !demand?.result || !isOver) return null;
  const { weeks, reading } = plan.current;
  const means = demand.result.series.map(({ id, forecast }) => [id, forecast?.forecasts[0].forecast.mean ?? null]);
  // Every bit of every number: JSON writes a double so that it comes back the same.
  return JSON.parse(JSON.stringify({ weeks, figures: reading.figures, means }));
}

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
        .toBe(8);
      await firefox.choose(paths);
      expect(await poll(() => firefox.run(storedFigures))).toEqual(expected);
    } finally {
      await firefox.close();
    }
  });
