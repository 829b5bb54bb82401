import { readFileSync } from 'node:fs';
import type { Browser, Page } from '@playwright/test';
import { createFreeControl } from '#workers/job-control.ts';
import { handlers } from '#workers/project/handlers.ts';
import { expect, test } from './app.ts';
import { allowFullDisk, fillDisk } from './full-disk.ts';
import { Journey } from './journey.ts';
import { persistedFacts } from './persisted-facts.ts';
import { type PersistedWork, persistedWork } from './persisted-work.ts';
import { simulatedAssortment } from './simulated-assortment.ts';
import { allowDeaths, deathsOf, doom } from './worker-deaths.ts';

const files = simulatedAssortment(8, 7);
const steps = ['overview', 'data', 'explore', 'demand', 'trends', 'plan', 'report', 'monitor'] as const;

/** Data and plan as an untroubled page makes them of the files; found once a run. */
let reference: PersistedWork | null = null;

async function untroubled(browser: Browser, address: string): Promise<PersistedWork> {
  if (!reference) {
    const page = await browser.newPage({ baseURL: address });
    await allowDeaths(page, false);
    const journey = new Journey(page);
    await journey.open();
    await journey.dropFiles(...files);
    await journey.waitFor('plan');
    reference = await settledWork(page);
    await page.close();
  }
  return reference;
}

/** What is kept once the page has saved it. */
async function settledWork(page: Page): Promise<PersistedWork> {
  await expect.poll(() => persistedWork(page), { timeout: 20_000 }).not.toBeNull();
  return (await persistedWork(page)) as PersistedWork;
}

async function expectWork(page: Page, expected: PersistedWork): Promise<void> {
  await expect.poll(() => persistedWork(page), { timeout: 20_000 }).toEqual(expected);
}

/** A sentence of the dictionary with whatever stands where it has a gap. */
function sentence(words: string): RegExp {
  const parts = words.split(/\{\{[^}]+\}\}/).map((part) => part.replace(/[.*+?^$()|[\]\\{}]/g, '\\$&'));
  return new RegExp(parts.join('.+'));
}

/** Goes to another screen; answers with the sentence that opens it. */
async function goAndRead(journey: Journey, step: (typeof steps)[number]): Promise<string> {
  const { page, finding, words } = journey;
  await journey.goTo(step);
  // The code of a screen comes when it is first asked for.
  await expect(page.getByText(words.shell.loading)).toHaveCount(0);
  await expect(finding).toContainText(/\d/);
  return (await finding.textContent()) ?? '';
}

/** The screen and its sentence are the same after a reload. */
async function reloadOn(journey: Journey, step: (typeof steps)[number]): Promise<void> {
  const { page } = journey;
  await goAndRead(journey, step);
  // What the screen asks its worker when it opens.
  await page.waitForTimeout(1_500);
  const said = (await journey.finding.textContent()) ?? '';
  await page.reload();
  await expect(journey.step(step)).toHaveAttribute('aria-current', 'step');
  await expect(journey.finding).toHaveText(said, { timeout: 60_000 });
}

test('a planner that dies in its search is said to have, keeps the plan, and finds the same one again', async ({
  page,
}) => {
  await allowDeaths(page, false);
  const journey = new Journey(page);
  const { plan, issues } = journey.words;
  await journey.open();
  await journey.dropFiles(...simulatedAssortment(8, 7, 12));
  await journey.waitFor('plan');
  const before = await settledWork(page);
  const said = await goAndRead(journey, 'plan');
  await doom(page, 'planning', ['searchIslands', 'optimise']);
  await journey.button(plan.action.again).click();
  await expect(page.getByText(sentence(issues['plan-crashed']))).toBeVisible();
  await expect(journey.finding).toHaveText(said);
  expect(await deathsOf(page)).toHaveLength(1);

  await page.waitForTimeout(1_000);
  await page.reload();
  await expect(journey.finding).toHaveText(said);
  await expectWork(page, before);
  await journey.button(plan.action.again).click();
  await expect(page.locator('main')).toContainText(plan.stage.searching);
  await journey.waitFor('plan');
  await expectWork(page, before);
});

test('each worker dies once in its work, is said to have where that shows, and the work is the same @long', async ({
  page,
  browser,
  address,
}) => {
  test.setTimeout(600_000);
  const expected = await untroubled(browser, address);
  await allowDeaths(page, false);
  const journey = new Journey(page);
  const { words } = journey;
  const died = (what: string) => expect.poll(async () => await deathsOf(page), { timeout: 60_000 }).toContain(what);
  await journey.open();

  await test.step('ingest', async () => {
    await doom(page, 'ingest', ['importFiles']);
    await journey.dropFiles(...files);
    await expect(page.getByText(sentence(words.issues['import-crashed'])).first()).toBeVisible();
  });

  await test.step('statistics in a batch, candidates in their forecasts, learning for good', async () => {
    await doom(page, 'statistics', ['fitSeries']);
    // Every time: the planner has them made once more whenever more of the demand has arrived.
    await doom(page, 'candidates', ['forecastCandidates'], 99);
    await journey.dropFiles(...files);
    await journey.waitFor('demand', 'failed');
    // Three deaths of one network are taken for its own fault.
    await journey.goTo('demand');
    await expect(page.getByText(sentence(words.issues['training-crashed'])).first()).toBeVisible();
    await journey.goTo('plan');
    await expect(page.getByText(sentence(words.issues['candidates-crashed'])).first()).toBeVisible();
  });

  await test.step('candidates while they build the problem', async () => {
    await doom(page, 'candidates', ['buildInstance']);
    await journey.button(words.plan.action.run).click();
    await died('candidates buildInstance');
    await expect(page.getByText(sentence(words.issues['plan-crashed'])).first()).toBeVisible();
  });

  await test.step('planning in its search, then while it reads the plan found', async () => {
    await doom(page, 'planning', ['searchIslands', 'optimise']);
    await journey.button(words.plan.action.run).click();
    await expect.poll(async () => (await deathsOf(page)).join(), { timeout: 60_000 }).toMatch(/planning/);
    await expect(page.getByText(sentence(words.issues['plan-crashed'])).first()).toBeVisible();
    await doom(page, 'planning', ['evaluatePlan']);
    await journey.button(words.plan.action.run).click();
    await journey.waitFor('plan');
    await expectWork(page, expected);
  });

  await test.step('explore and ingest behind a figure', async () => {
    await journey.goTo('explore');
    await doom(page, 'explore', ['explore']);
    await journey.choose(words.explore.group.label, words.explore.group.product);
    await expect(page.getByRole('button', { name: 'Product 2', exact: true })).toBeVisible();
    await doom(page, 'ingest', ['findRows']);
    await page.getByRole('button', { name: 'Product 2', exact: true }).click();
    await expect(page.getByRole('region', { name: /sales\.csv/ })).toBeVisible({ timeout: 60_000 });
  });

  await test.step('project and printing', async () => {
    const { document } = words.report.step;
    await journey.goTo('report');
    const { panel } = words.report.files;
    for (const [worker, job, action, trouble] of [
      ['project', 'writeProject', panel.projectAction, words.issues['project-worker-crashed']],
      ['printing', 'printPlan', document.export, words.report.step.failed],
    ] as const) {
      await doom(page, worker, [job]);
      await journey.button(action).click();
      await expect(page.getByText(sentence(trouble)).first()).toBeVisible({ timeout: 60_000 });
      const [download] = await Promise.all([
        page.waitForEvent('download', { timeout: 120_000 }),
        journey.button(action).click(),
      ]);
      expect(readFileSync(await download.path()).length).toBeGreaterThan(1_000);
    }
  });

  await test.step('monitor while it freezes a version', async () => {
    const { monitor } = words;
    await journey.goTo('monitor');
    await page.getByRole('textbox', { name: monitor.commit.name }).fill('Autumn');
    await doom(page, 'monitor', ['commitPlan']);
    await journey.button(monitor.commit.action).click();
    const versions = page.getByRole('table', { name: monitor.versions.title });
    await expect(page.getByText(sentence(words.issues['monitor-crashed'])).or(versions).first()).toBeVisible();
    if ((await versions.count()) === 0) await journey.button(monitor.commit.action).click();
    await expect(versions).toContainText('Autumn');
  });

  expect([...new Set(await deathsOf(page))].sort()).toEqual([
    'candidates buildInstance',
    'candidates forecastCandidates',
    'explore explore',
    'ingest findRows',
    'ingest importFiles',
    'monitor commitPlan',
    'planning evaluatePlan',
    'planning searchIslands',
    'printing printPlan',
    'project writeProject',
    'statistics fitSeries',
  ]);
  await expectWork(page, expected);
  await page.reload();
  await journey.waitFor('plan');
  await expectWork(page, expected);
});

test('a reload at every step, and in the midst of each computation, changes nothing @long', async ({
  page,
  browser,
  address,
}) => {
  test.setTimeout(600_000);
  const expected = await untroubled(browser, address);
  await allowDeaths(page, false);
  const journey = new Journey(page);
  const { plan, monitor } = journey.words;
  await journey.open();
  await journey.dropFiles(...files);
  await journey.waitFor('data');
  for (const step of ['demand', 'plan'] as const) {
    await journey.goTo(step);
    await page.waitForTimeout(1_500);
    await page.reload();
    await expect(journey.step(step)).toHaveAttribute('aria-current', 'step');
  }
  await journey.waitFor('plan');
  await expectWork(page, expected);
  for (const step of steps.slice(0, -1)) {
    await reloadOn(journey, step);
    await expectWork(page, expected);
  }
  await journey.goTo('plan');
  await journey.button(plan.action.again).click();
  await expect(page.locator('main')).toContainText(plan.stage.searching);
  await page.reload();
  await journey.waitFor('plan');
  await expectWork(page, expected);
  await journey.goTo('monitor');
  await page.getByRole('textbox', { name: monitor.commit.name }).fill('Autumn');
  await journey.button(monitor.commit.action).click();
  await expect(page.getByRole('table', { name: monitor.versions.title })).toContainText('Autumn');
  await page.waitForTimeout(800);
  await page.reload();
  await expect(page.getByRole('table', { name: monitor.versions.title })).toContainText('Autumn');
  await expectWork(page, expected);
});

test('a reload makes no other plan of one whose aim was changed, and starts nothing that was cancelled @long', async ({
  page,
}) => {
  test.setTimeout(300_000);
  await allowDeaths(page, false);
  const journey = new Journey(page);
  const { data, overview, plan, shell, common } = journey.words;
  await journey.open();
  await journey.button(data.trySample).click();
  const demand = page.locator('main').getByRole('progressbar', { name: overview.work.demand });
  await demand.locator('xpath=..').getByRole('button', { name: common.cancel, exact: true }).click();
  await expect(demand).toHaveCount(0);
  await journey.waitFor('plan', 'done', 240_000);

  await journey.goTo('plan');
  await journey.openRules();
  const paper = page.getByRole('radio', { name: plan.objective.article });
  await page.locator('label').filter({ has: paper }).click();
  await journey.waitFor('plan', 'stale');
  const before = (await journey.finding.textContent()) ?? '';
  expect(before).toMatch(/\d/);
  await page.waitForTimeout(1_500);
  const expected = await settledWork(page);
  await page.reload();
  await expect(journey.finding).toHaveText(before);
  // Long enough for anything to begin.
  await page.waitForTimeout(4_000);
  await expect(journey.step('plan')).toContainText(shell.state.stale);
  await expect(journey.finding).toHaveText(before);
  // A job that never came to anything is not kept.
  expect((await persistedFacts<{ readonly status: string }>(page, 'demand'))?.status ?? 'idle').toBe('idle');
  await expectWork(page, expected);
  await journey.goTo('overview');
  await expect(demand).toHaveCount(0);
});

test('a full disk is told at every step, asked about before the page goes, and nothing is lost once there is room @long', async ({
  page,
  browser,
  address,
}) => {
  test.setTimeout(600_000);
  const expected = await untroubled(browser, address);
  await allowDeaths(page, false);
  await allowFullDisk(page);
  const journey = new Journey(page);
  const { shell, explore, monitor } = journey.words;
  await journey.open();
  const banner = page.getByText(shell.storage.failed);
  const whileFull = async (work: () => Promise<void>): Promise<void> => {
    await fillDisk(page, true);
    await work();
    await expect(banner).toBeVisible({ timeout: 30_000 });
    await fillDisk(page, false);
    // Nobody changes anything: it is tried again by itself.
    await expect(banner).toBeHidden({ timeout: 30_000 });
  };
  await whileFull(async () => {
    await journey.dropFiles(...files);
    await journey.waitFor('plan');
    await expect(banner).toBeVisible();
    const asked = page.waitForEvent('dialog');
    await page.close({ runBeforeUnload: true });
    const question = await asked;
    expect(question.type()).toBe('beforeunload');
    await question.dismiss();
  });
  await expectWork(page, expected);

  await whileFull(async () => {
    await journey.goTo('explore');
    await journey.choose(explore.group.label, explore.group.product);
  });
  await whileFull(async () => {
    await journey.goTo('monitor');
    await page.getByRole('textbox', { name: monitor.commit.name }).fill('Autumn');
    await journey.button(monitor.commit.action).click();
    await expect(page.getByRole('table', { name: monitor.versions.title })).toContainText('Autumn');
  });
  await page.reload();
  await expect(page.getByRole('table', { name: monitor.versions.title })).toContainText('Autumn');
  await journey.goTo('explore');
  await expect(page.getByRole('button', { name: 'Product 2', exact: true })).toBeVisible();
  await expectWork(page, expected);
});

test('a second tab may have the project at every step, and has all of it @long', async ({
  page,
  context,
  browser,
  address,
}) => {
  test.setTimeout(600_000);
  const expected = await untroubled(browser, address);
  await allowDeaths(context, false);
  const { shell } = new Journey(page).words;
  let owner = page;
  const handOver = async (step: (typeof steps)[number]): Promise<void> => {
    const other = await context.newPage();
    await other.goto(owner.url());
    await expect(other.getByText(shell.project.elsewhere)).toBeVisible();
    await other.getByRole('button', { name: shell.project.take }).click();
    await expect(owner.getByText(shell.project.taken)).toBeVisible();
    await expect(other.getByText(shell.project.elsewhere)).toHaveCount(0);
    await expect(new Journey(other).step(step)).toHaveAttribute('aria-current', 'step');
    await owner.close();
    owner = other;
  };
  const journey = new Journey(page);
  await journey.open();
  await journey.dropFiles(...files);
  await journey.waitFor('data');
  await journey.goTo('demand');
  await page.waitForTimeout(1_500);
  await handOver('demand');
  await new Journey(owner).waitFor('plan');
  await expectWork(owner, expected);
  for (const step of steps) {
    await new Journey(owner).goTo(step);
    await owner.waitForTimeout(800);
    await handOver(step);
    await new Journey(owner).waitFor('plan');
    await expectWork(owner, expected);
  }
});

test('an old project file opens beside the work at every step, with the plan it carries @long', async ({ page }) => {
  test.setTimeout(600_000);
  await allowDeaths(page, false);
  const journey = new Journey(page);
  const { shell } = journey.words;
  await journey.open();
  await journey.dropFiles(...files);
  await journey.waitFor('plan');
  const own = await settledWork(page);
  for (const [index, step] of steps.entries()) {
    const name = ['2026-11-26.debut', '2026-11-26-columns.debut'][index % 2];
    const bytes = readFileSync(`src/workers/project/fixtures/${name}`);
    const contents = await handlers.readProject({ file: new Blob([bytes]) }, createFreeControl());
    const carried = contents.parts.find(({ key }) => key === 'plan')?.value as {
      readonly current: { readonly weeks: readonly number[] };
    };
    await journey.goTo(step);
    await page.evaluate(
      ([text, file]) => {
        const data = new DataTransfer();
        data.items.add(new File([Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))], file));
        for (const type of ['dragover', 'drop'])
          document.body.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer: data }));
      },
      [bytes.toString('base64'), `old ${index}.debut`] as const,
    );
    const menu = page.getByRole('button', { name: contents.name || `old ${index}` }).first();
    await expect(menu).toBeVisible({ timeout: 60_000 });
    await expect(journey.step('plan')).toHaveAttribute('aria-current', 'step', { timeout: 30_000 });
    await expect
      .poll(async () => (await persistedWork(page))?.weeks, { timeout: 20_000 })
      .toEqual([...carried.current.weeks]);
    await menu.click();
    await page.getByRole('menuitem', { name: shell.project.unnamed }).first().click();
    await expect(journey.step(step)).toHaveAttribute('aria-current', 'step', { timeout: 30_000 });
    await journey.waitFor('plan');
    await expectWork(page, own);
  }
});

test('the sample’s worker dies while it makes the later weeks, is said to have, and makes them the second time @long', async ({
  page,
}) => {
  test.setTimeout(400_000);
  await allowDeaths(page, false);
  const journey = new Journey(page);
  const { data, monitor, issues } = journey.words;
  await journey.open();
  await journey.button(data.trySample).click();
  await journey.waitFor('plan', 'done', 240_000);
  const before = await settledWork(page);
  await journey.goTo('monitor');
  await journey.button(monitor.commit.action).click();
  await doom(page, 'sample', ['makeLater']);
  await journey.button(monitor.actuals.sample).click();
  await expect(page.getByText(sentence(issues['monitor-crashed'])).first()).toBeVisible();
  expect(await deathsOf(page)).toEqual(['sample makeLater']);
  await expectWork(page, before);
  await journey.button(monitor.actuals.sample).click();
  await expect(page.getByRole('table', { name: monitor.board.title })).toBeVisible({ timeout: 120_000 });
  // The data goes on; the plan that was committed and found is the same.
  expect((await persistedWork(page))?.weeks).toEqual(before.weeks);
});
