import type { Page } from '@playwright/test';
import { expect, test } from './app.ts';
import { Journey } from './journey.ts';
import { persistedFacts } from './persisted-facts.ts';
import { simulatedLaunches } from './simulated-launches.ts';
import { csvFile } from './simulated-sales.ts';

interface PersistedCandidates {
  readonly job: {
    readonly result?: {
      readonly launchesUsed: number;
      readonly findings: readonly {
        readonly productId: string;
        readonly firstWeek: number;
        readonly exclusion: string | null;
      }[];
      readonly backtest: { readonly brier: number } | null;
      readonly forecasts: readonly {
        readonly id: string;
        readonly total: number;
        readonly hitProbability: number;
        readonly hitThreshold: number;
        readonly analogues: readonly { readonly launchId: string; readonly wish: string | null }[];
      }[];
    };
  };
}

const kept = async (page: Page) => (await persistedFacts<PersistedCandidates>(page, 'candidates'))?.job.result;

test('what the manager knows better moves the forecast: pins, exclusions, what a hit is, which launches count, and when @long', async ({
  page,
}) => {
  test.setTimeout(400_000);
  const journey = new Journey(page);
  const { candidates: words } = journey.words.demand;
  const { wished } = journey.words.demand.candidate;
  await journey.open();
  await journey.dropFiles(
    ...simulatedLaunches({ weeks: 110, firstLaunch: 20 }, 5),
    csvFile('candidates.csv', [
      'product_id,name,category,material,price,unit_cost,lead_time_weeks',
      'C1,glass Mugs new,Mugs,glass,12,5,4',
      'C2,steel Lamps new,Lamps,steel,14,5,4',
    ]),
  );
  await journey.waitFor('demand', 'done', 120_000);
  await journey.goTo('demand');
  const panel = page.getByRole('region', { name: words.title, exact: true });
  const analogues = panel.getByRole('table', { name: words.analogues, exact: true });
  await journey.openCandidate('glass Mugs new');
  await expect(analogues).toBeVisible({ timeout: 60_000 });
  const first = await kept(page);
  const shown = page.locator('[data-side-panel]').getByRole('heading', { level: 2 });
  const own = first?.forecasts.find(({ id }) => id === 'C1');
  if (!first || !own) throw new Error('no forecast was kept');
  await expect(shown).toContainText('glass Mugs new');
  const said = wished.split('{{')[0];
  const say = (word: string) => analogues.getByRole('button', { name: new RegExp(`^${word}(: |：)`) }).first();
  const expected = async () => (await kept(page))?.forecasts.find(({ id }) => id === 'C1')?.total ?? Number.NaN;

  await test.step('a pin and an exclusion move it within a second, and the screen says by how much', async () => {
    for (const [word, back] of [
      [words.pin, words.unpin],
      [words.exclude, words.include],
    ]) {
      await say(word).click();
      const asked = Date.now();
      await expect(panel).toContainText(said, { timeout: 1000 });
      test.info().annotations.push({ type: `${word}, ms`, description: String(Date.now() - asked) });
      await expect.poll(expected).not.toBe(own.total);
      await say(back).click();
      await expect(panel).not.toContainText(said);
      await expect.poll(expected).toBe(own.total);
    }
  });

  await test.step('another definition of a hit changes probabilities and backtest', async () => {
    const field = page.getByRole('textbox', { name: words.hitField });
    await field.fill(String(Math.round(own.total)));
    await field.press('Tab');
    await expect.poll(async () => (await kept(page))?.forecasts[0].hitThreshold).toBe(Math.round(own.total));
    const now = await kept(page);
    const chance = now?.forecasts.find(({ id }) => id === 'C1')?.hitProbability ?? Number.NaN;
    expect(Math.abs(chance - own.hitProbability)).toBeGreaterThan(0.01);
    expect(now?.backtest?.brier).not.toBe(first.backtest?.brier);
  });

  await test.step('a launch that is left out, and one whose day is corrected, change what is learnt from', async () => {
    await page.getByRole('button', { name: words.found.title.split('{{')[0].replace('(', '').trim() }).click();
    const list = page.getByRole('table', { name: words.found.caption, exact: true });
    await list
      .getByRole('button', { name: new RegExp(`^${words.found.doNotCount}(: |：)`) })
      .first()
      .click();
    await expect.poll(async () => (await kept(page))?.launchesUsed).toBe(first.launchesUsed - 1);

    const before = (await kept(page))?.findings.filter(({ exclusion }) => exclusion === null) ?? [];
    await list
      .getByRole('button', { name: new RegExp(`^${words.found.move}(: |：)`) })
      .first()
      .click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: words.found.later }).click();
    await dialog.getByRole('button', { name: words.found.move, exact: true }).click();
    await expect(dialog).toHaveCount(0);
    const moved = async (): Promise<number[]> => {
      const now = (await kept(page))?.findings ?? [];
      return before.flatMap(({ productId, firstWeek }) => {
        const later = (now.find((finding) => finding.productId === productId)?.firstWeek ?? firstWeek) - firstWeek;
        return later === 0 ? [] : [later];
      });
    };
    await expect.poll(moved).toEqual([7]);
  });
  await expect(panel).not.toContainText(/NaN|undefined|\{\{|Infinity/);
});
