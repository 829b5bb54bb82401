import type { Page } from '@playwright/test';
import type { FactsIn } from '#storage/slices/slices.ts';
import { expect, test } from './app.ts';
import { accessibilityFaults, contrastFaults } from './axe.ts';
import { allowFullDisk, fillDisk } from './full-disk.ts';
import { Journey } from './journey.ts';
import { persistedFacts } from './persisted-facts.ts';
import { laterSales, simulatedAssortment } from './simulated-assortment.ts';
import { csvFile } from './simulated-sales.ts';
import { allowDeaths, doom } from './worker-deaths.ts';

const steps = ['overview', 'data', 'explore', 'demand', 'trends', 'plan', 'report', 'monitor'] as const;

/** What axe finds, by state of the page and theme; compared with nothing at the end, so that all of it is told. */
class Survey {
  readonly faults: Record<string, readonly string[]> = {};
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  async look(state: string): Promise<void> {
    const light = await accessibilityFaults(this.#page);
    if (light.length > 0) this.faults[state] = light;
    await this.#page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
    const dark = await contrastFaults(this.#page);
    if (dark.length > 0) this.faults[`${state}, dark`] = dark;
    await this.#page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  }
}

/** Opens what is folded away on the screen, one part after the other. */
async function openAll(page: Page): Promise<void> {
  const closed = page.locator('main button[aria-expanded="false"]:not([aria-haspopup]):visible');
  for (let most = 40; most > 0 && (await closed.count()) > 0; most--) await closed.first().press('Enter');
}

test('axe finds nothing on empty screens, in menus and dialogs, in both themes @long', async ({ page, context }) => {
  test.setTimeout(400_000);
  page.setDefaultTimeout(30_000);
  const survey = new Survey(page);
  const journey = new Journey(page);
  const { shell } = journey.words;
  await journey.open();
  for (const step of steps) {
    await journey.goTo(step);
    await expect(page.locator('main h1, main h2').first()).toBeVisible();
    await survey.look(`${step}, empty`);
  }
  await journey.button(shell.proof.action).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await survey.look('privacy panel');
  await context.setOffline(true);
  await survey.look('privacy panel, offline');
  await page.keyboard.press('Escape');
  await survey.look('offline');
  await context.setOffline(false);
  await journey.button(shell.erase.action).click();
  await expect(page.getByRole('alertdialog')).toBeVisible();
  await survey.look('erase dialog');
  await page.keyboard.press('Escape');
  for (const entry of [null, shell.project.fresh, shell.project.rename, shell.project.remove]) {
    await page.getByRole('button', { name: shell.project.unnamed }).first().click();
    await expect(page.getByRole('menu')).toBeVisible();
    if (entry !== null) {
      await page.getByRole('menuitem', { name: entry }).click();
      await expect(page.getByRole('dialog').or(page.getByRole('alertdialog'))).toBeVisible();
    }
    await survey.look(`project menu: ${entry ?? 'open'}`);
    await page.keyboard.press('Escape');
  }
  expect(survey.faults).toEqual({});
});

test('axe finds nothing while the page works, once it is done, and in a plan that is followed, in both themes @long', async ({
  page,
}) => {
  test.setTimeout(600_000);
  page.setDefaultTimeout(30_000);
  const survey = new Survey(page);
  const journey = new Journey(page);
  const { words } = journey;
  await journey.open();
  await journey.dropFiles(...simulatedAssortment(8, 7));
  await journey.waitFor('data');
  for (const step of ['overview', 'demand', 'plan'] as const) {
    await journey.goTo(step);
    await survey.look(`${step}, at work`);
  }
  for (const step of ['plan', 'trends'] as const) await journey.waitFor(step, 'done', 200_000);
  for (const step of ['overview', 'data', 'explore', 'demand', 'trends', 'plan', 'report'] as const) {
    await journey.goTo(step);
    await expect(journey.finding).toContainText(/\d/);
    // What is folded away is part of the screen; what it shows comes with its opening.
    await openAll(page);
    await survey.look(`${step}, done`);
  }

  await journey.goTo('plan');
  await page.getByRole('slider').first().click({ button: 'right' });
  await expect(page.getByRole('menu')).toBeVisible();
  await survey.look('menu of a launch');
  await page.keyboard.press('Escape');

  await journey.goTo('explore');
  await page.getByRole('button', { name: words.explore.views.label }).click();
  await page.getByRole('menuitem', { name: words.explore.views.save }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await survey.look('dialog of a view');
  await page.keyboard.press('Escape');
  await journey.choose(words.explore.group.label, words.explore.group.product);
  await page.getByRole('button', { name: 'Product 2', exact: true }).click();
  await expect(page.getByRole('region', { name: /sales\.csv/ })).toBeVisible();
  await survey.look('explore, rows behind a figure');

  await journey.goTo('demand');
  await openAll(page);
  await page
    .getByRole('button', { name: new RegExp(`^${words.demand.candidates.found.move}:`) })
    .first()
    .click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await survey.look('dialog of a launch’s day');
  await page.keyboard.press('Escape');

  const { monitor } = words;
  await journey.goTo('monitor');
  await survey.look('monitor, before a commitment');
  await page.getByRole('textbox', { name: monitor.commit.name }).fill('Autumn');
  await journey.button(monitor.commit.action).click();
  await expect(page.getByRole('table', { name: monitor.versions.title })).toContainText('Autumn');
  await survey.look('monitor, committed');
  const persistedMonitor = () => persistedFacts<FactsIn<'monitor'>>(page, 'monitor');
  await expect.poll(async () => (await persistedMonitor())?.versions.length, { timeout: 10_000 }).toBe(1);
  const plan = (await persistedMonitor())?.versions[0]?.plan;
  if (!plan) throw new Error('the version was not kept');
  const first = plan.weeks.indexOf(Math.min(...plan.weeks.filter((week) => week >= 0)));
  const later = (share: number) => laterSales(plan, plan.weeks[first] + 6, (i) => (i === first ? share : 1));
  const input = page.locator('main input[type="file"]').first();
  await input.setInputFiles([later(0.45)]);
  await journey.waitFor('monitor');
  await expect(page.getByRole('table', { name: monitor.board.title })).toBeVisible();
  await survey.look('monitor, followed');
  await journey.goTo('overview');
  await survey.look('overview, followed');
  await journey.goTo('monitor');
  await input.setInputFiles([later(0.6)]);
  await expect(journey.button(monitor.actuals.revised.keep)).toBeVisible({ timeout: 60_000 });
  await survey.look('monitor, changed weeks');
  expect(survey.faults).toEqual({});
});

test('axe finds nothing where something is refused, failed, out of date, unsaved or open elsewhere, in both themes @long', async ({
  page,
  context,
}) => {
  test.setTimeout(400_000);
  page.setDefaultTimeout(30_000);
  const survey = new Survey(page);
  await allowDeaths(page);
  await allowFullDisk(page);
  const journey = new Journey(page);
  const { words } = journey;
  await journey.open();
  await doom(page, 'ingest', ['importFiles']);
  await journey.dropFiles(...simulatedAssortment(8, 7));
  await expect(page.getByRole('alert').first()).toBeVisible();
  await survey.look('data, failed');
  await journey.dropFiles(...simulatedAssortment(8, 7), csvFile('notes.csv', ['foo,bar', ...Array(30).fill('x,y')]));
  // A file that nobody can tell is asked about: the step waits for the answer.
  await journey.waitFor('data', 'failed');
  await survey.look('data, a file asked about');
  await journey.waitFor('plan');
  await journey.goTo('plan');
  await journey.openRules();
  await page.getByRole('button', { name: words.plan.method.expert, exact: true }).click();
  await page.getByRole('textbox', { name: words.plan.method.seed }).fill('7');
  await page.getByRole('textbox', { name: words.plan.method.seed }).press('Enter');
  for (const step of ['overview', 'demand', 'trends', 'plan', 'report', 'monitor'] as const) {
    await journey.goTo(step);
    await survey.look(`${step}, out of date`);
  }
  await journey.goTo('plan');
  await doom(page, 'planning', ['searchIslands', 'optimise']);
  await journey.button(words.plan.action.update).click();
  await journey.waitFor('plan', 'failed');
  for (const step of ['overview', 'plan', 'report'] as const) {
    await journey.goTo(step);
    await survey.look(`${step}, the search failed`);
  }
  await fillDisk(page, true);
  await journey.goTo('data');
  await expect(page.getByText(words.shell.storage.failed)).toBeVisible({ timeout: 30_000 });
  await survey.look('disk full');
  await fillDisk(page, false);
  await expect(page.getByText(words.shell.storage.failed)).toBeHidden({ timeout: 30_000 });
  const other = await context.newPage();
  await other.goto(page.url());
  await expect(other.getByText(words.shell.project.elsewhere)).toBeVisible();
  const otherSurvey = new Survey(other);
  await otherSurvey.look('open elsewhere');
  await other.getByRole('button', { name: words.shell.project.take }).click();
  await expect(page.getByText(words.shell.project.taken)).toBeVisible();
  await survey.look('taken over');
  expect({ ...survey.faults, ...otherSurvey.faults }).toEqual({});
});
