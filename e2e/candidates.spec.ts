import AxeBuilder from '@axe-core/playwright';
import { expect, test } from './app.ts';
import { Journey } from './journey.ts';
import { persistedFacts } from './persisted-facts.ts';
import { oddCandidates, simulatedLaunches } from './simulated-launches.ts';

interface PersistedCandidates {
  readonly job: {
    readonly result?: {
      readonly forecasts: readonly {
        readonly id: string;
        readonly total: number;
        readonly totalLo80: number;
        readonly totalHi80: number;
      }[];
    };
  };
  readonly overrideLog: readonly {
    readonly kind: string;
    readonly who: string;
    readonly after: { readonly total: number } | null;
    readonly plan: { readonly profitAfter: number } | null;
  }[];
}

test('the manager overrules a forecast, sees what it does to the plan, and takes it back; the log outlives a reload @long', async ({
  page,
}) => {
  test.setTimeout(400_000);
  const journey = new Journey(page);
  const { demand } = journey.words;
  const words = demand.candidate.override;
  await journey.open();
  await journey.button(journey.words.data.trySample).click();
  await journey.waitFor('plan', 'done', 240_000);
  await journey.goTo('demand');
  const lastLine = async () => (await persistedFacts<PersistedCandidates>(page, 'candidates'))?.overrideLog.at(-1);

  await journey.openCandidate();
  await page.getByRole('button', { name: words.title }).click();
  await page.getByRole('button', { name: words.apply }).click();
  await expect(page.getByText(words.reasonMissing)).toBeVisible();
  await page.getByLabel(words.reason, { exact: true }).fill('Sold out in the shop trial');
  await page.getByLabel(words.who, { exact: true }).fill('Wang Min');
  const total = page.getByRole('textbox', { name: words.total, exact: true });
  await total.fill('2345');
  await total.press('Tab');
  await page.getByRole('button', { name: words.apply }).click();
  await expect.poll(async () => (await lastLine())?.after?.total, { timeout: 60_000 }).toBeCloseTo(2345, 6);
  await expect.poll(async () => (await lastLine())?.plan?.profitAfter ?? 0, { timeout: 240_000 }).toBeGreaterThan(0);
  const panel = page.getByRole('region', { name: demand.candidates.title, exact: true });
  await expect(panel).toContainText('2,345');
  await expect(panel).toContainText('Wang Min');
  await expect(panel).not.toContainText(/NaN|undefined|\{\{/);
  const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21aa']).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`)).toEqual(
    [],
  );

  await page.reload();
  await journey.goTo('demand');
  await journey.openCandidate();
  await page.getByRole('button', { name: words.titleInForce }).click();
  await page.getByLabel(words.reason, { exact: true }).fill('The trial was a holiday week');
  await page.getByRole('button', { name: words.undo }).click();
  await expect.poll(async () => (await lastLine())?.kind, { timeout: 60_000 }).toBe('undo');
  await expect(page.getByRole('button', { name: words.title, exact: true })).toBeVisible({ timeout: 60_000 });
  const kept = await persistedFacts<PersistedCandidates>(page, 'candidates');
  expect(kept?.overrideLog.map(({ kind, who }) => [kind, who])).toEqual([
    ['change', 'Wang Min'],
    ['undo', 'Wang Min'],
  ]);
});

test('candidates that say little: a forecast with the reason on screen, in both languages @long', async ({ page }) => {
  const journey = new Journey(page);
  await journey.open();
  await journey.dropFiles(...simulatedLaunches({ weeks: 130, firstLaunch: 20 }, 5), oddCandidates());
  // One without a price is refused where it is read, by name.
  await expect(page.locator('main')).toContainText(
    journey.words.issues['candidate-price-missing'].replace('{{candidate}}', 'steel Lamps unpriced'),
    { timeout: 60_000 },
  );
  await journey.waitFor('demand', 'done', 120_000);
  await journey.goTo('demand');
  const panel = () => page.getByRole('region', { name: journey.words.demand.candidates.title, exact: true });
  const detail = (name: string | RegExp) => journey.openCandidate(name);
  const says = async (name: string, words: string) => {
    await detail(name);
    await expect(panel()).toContainText(words);
  };
  const { issues } = journey.words;
  await says('wood Kites', issues['unseen-category'].replace('{{category}}', 'Kites'));
  await says('titanium Trays', issues['unseen-attribute'].replace('{{attributes}}', 'material=titanium'));
  const kept = await persistedFacts<PersistedCandidates>(page, 'candidates');
  const forecasts = kept?.job.result?.forecasts ?? [];
  expect(forecasts.map(({ id }) => id).sort()).toEqual(['C1', 'C2', 'C4', 'C5']);
  const [one, twin] = ['C1', 'C2'].map((id) => forecasts.find((forecast) => forecast.id === id));
  expect({ ...twin, id: 'C1' }).toEqual(one);
  for (const { total, totalLo80, totalHi80 } of forecasts) {
    expect(total).toBeGreaterThan(0);
    expect(totalHi80 / totalLo80).toBeGreaterThan(1.2);
  }
  const chinese = new Journey(page, 'zh');
  await chinese.open();
  await chinese.goTo('demand');
  const region = page.getByRole('region', { name: chinese.words.demand.candidates.title, exact: true });
  await region.getByRole('button', { name: 'titanium Trays' }).first().click();
  await expect(region).toContainText(
    chinese.words.issues['unseen-attribute'].replace('{{attributes}}', 'material=titanium'),
  );
  await expect(region).not.toContainText(/NaN|undefined|\{\{|Infinity/);
});

for (const blocked of [false, true]) {
  test(`the training kernel ${blocked ? 'cannot be read: a forecast all the same, which says so' : 'trains: nothing is said'}`, async ({
    page,
    context,
  }) => {
    let blockedOnce = false;
    if (blocked)
      await context.route(/training-simd-[^/]*\.wasm$/, (route) => {
        blockedOnce = true;
        return route.abort();
      });
    const journey = new Journey(page);
    await journey.open();
    await journey.dropFiles(...simulatedLaunches({ weeks: 100, firstLaunch: 20 }, 5), oddCandidates());
    await journey.waitFor('data');
    await journey.goTo('demand');
    const panel = page.getByRole('region', { name: journey.words.demand.candidates.title, exact: true });
    await journey.openCandidate();
    expect(blockedOnce).toBe(blocked);
    const said = panel.getByText(journey.words.issues['perceptron-in-loops']);
    await expect(said).toHaveCount(blocked ? 1 : 0);
  });
}

test('without a launch in the sales: a forecast from the range that says so, and no chance of a hit', async ({
  page,
}) => {
  const journey = new Journey(page);
  const { candidates: words } = journey.words.demand;
  await journey.open();
  await journey.dropFiles(...simulatedLaunches({ weeks: 30, firstLaunch: 99 }, 6), oddCandidates());
  await journey.waitFor('data');
  await journey.goTo('demand');
  const panel = page.getByRole('region', { name: words.title, exact: true });
  await expect(panel).toContainText(journey.words.issues['no-launches-fallback'].split('.')[0], { timeout: 120_000 });
  await expect(panel.getByRole('columnheader', { name: words.column.total })).toBeVisible();
  await expect(panel.getByRole('columnheader', { name: words.column.hit, exact: true })).toHaveCount(0);
  await expect(panel).not.toContainText(words.hitLabel);
  await expect(page.getByRole('textbox', { name: words.hitField })).toHaveCount(0);
  await expect(panel).not.toContainText(/NaN|undefined|\{\{|Infinity/);
});
