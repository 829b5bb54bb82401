import { readFile } from 'node:fs/promises';
import type { Locator, Page } from '@playwright/test';
import { formatIsoDate, parseIsoDate } from '#engine/calendar/epoch-day.ts';
import type { CommittedPlan } from '#engine/monitor/committed-plan.ts';
import { readPdf, squeeze, textOf } from '#export/testing/pdf-text.ts';
import { languages } from '#i18n/language.ts';
import { localName } from '#i18n/local-name.ts';
import type { FactsIn } from '#storage/slices/slices.ts';
import { makeLaterSales, weeksToShow } from '#workers/sample/internal/later.ts';
import { createWorld, sampleSeed } from '#workers/sample/internal/world.ts';
import { expect, test } from './app.ts';
import { dictionaries, Journey, type Spoken } from './journey.ts';
import { persistedFacts } from './persisted-facts.ts';
import { laterSales, simulatedAssortment } from './simulated-assortment.ts';
import type { UploadFile } from './simulated-sales.ts';
import { holdTraining } from './worker-deaths.ts';

/** The version that was committed last, as the page keeps it. */
async function persistedVersion(page: Page): Promise<FactsIn<'monitor'>['versions'][number]> {
  let kept: FactsIn<'monitor'> | null = null;
  await expect(async () => {
    kept = await persistedFacts<FactsIn<'monitor'>>(page, 'monitor');
    expect(kept?.versions.length).toBeGreaterThan(0);
  }).toPass({ timeout: 10_000 });
  const version = (kept as FactsIn<'monitor'> | null)?.versions.at(-1);
  if (!version) throw new Error('the version was not kept');
  return version;
}

async function commit(journey: Journey, name: string): Promise<CommittedPlan> {
  const { page } = journey;
  const { monitor } = journey.words;
  await journey.goTo('monitor');
  await page.getByRole('textbox', { name: monitor.commit.name }).fill(name);
  await journey.button(monitor.commit.action).click();
  await expect(page.getByRole('table', { name: monitor.versions.title })).toContainText(name);
  return (await persistedVersion(page)).plan;
}

function boardRow(journey: Journey, name: string): Locator {
  const { monitor } = journey.words;
  return journey.page.getByRole('table', { name: monitor.board.title }).getByRole('row', { name, exact: false });
}

/** Presses the button of the review; answers what another program reads in the file, without its spaces. */
async function exportReview(journey: Journey, button: string): Promise<string> {
  const [download] = await Promise.all([
    journey.page.waitForEvent('download', { timeout: 120_000 }),
    journey.button(button).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/\.pdf$/);
  const pdf = await readPdf(new Uint8Array(await readFile(await download.path())));
  const text = pdf.pages.map(textOf).join(' ');
  expect(text).not.toMatch(/NaN|undefined|\{\{|\b(report|monitor|issues)[:.][a-z]+\.[a-z]/);
  return squeeze(text);
}

async function speak(journey: Journey, language: Spoken): Promise<Journey> {
  await journey.page.getByRole('radio', { name: languages[language].name }).first().click({ force: true });
  await expect(journey.page.locator('html')).toHaveAttribute('lang', languages[language].tag);
  return new Journey(journey.page, language);
}

async function dropLater(journey: Journey, file: UploadFile): Promise<void> {
  await journey.page.locator('main input[type="file"]').first().setInputFiles([file]);
}

test('a plan is committed and held against later sales; a changed week waits for a word, and everything survives a reload', async ({
  page,
}) => {
  const products = 12;
  await holdTraining(page);
  const journey = new Journey(page);
  await journey.open();
  const { monitor, shell } = journey.words;
  await journey.dropFiles(...simulatedAssortment(8, 7, products));
  await journey.waitFor('plan');
  const plan = await commit(journey, 'Autumn');
  const first = plan.weeks.indexOf(Math.min(...plan.weeks.filter((week) => week >= 0)));
  const weeks = plan.weeks[first] + 6;

  await dropLater(
    journey,
    laterSales(plan, weeks, (i) => (i === first ? 0.45 : 1), products),
  );
  await journey.waitFor('monitor');
  await expect(journey.finding).toContainText(plan.candidates[first].name);
  await expect(boardRow(journey, plan.candidates[first].name)).toContainText(monitor.board.states.below);
  await boardRow(journey, plan.candidates[first].name).getByRole('button').first().click();
  await expect(page.getByRole('heading', { name: monitor.advice.title })).toBeVisible();
  await page.keyboard.press('Escape');

  await test.step('the same file under another name counts once, and it is said so', async () => {
    const copy = { ...laterSales(plan, weeks, (i) => (i === first ? 0.45 : 1), products), name: 'later again.csv' };
    await dropLater(journey, copy);
    await expect(page.getByRole('status').filter({ hasText: copy.name })).toContainText('later.csv', {
      timeout: 60_000,
    });
    await expect(journey.button(monitor.actuals.revised.keep)).toBeHidden();
  });

  await test.step('the overview says so in one line, and leads back', async () => {
    await journey.goTo('overview');
    const line = page.getByRole('status').filter({ hasText: 'Autumn' });
    await expect(line).toContainText(/sells? below plan/);
    await line.getByRole('button', { name: journey.words.overview.committed.look }).click();
    await expect(journey.step('monitor')).toHaveAttribute('aria-current', 'step');
  });

  await test.step('the review is a PDF in either language, and in both', async () => {
    for (const language of ['en', 'zh'] as const) {
      const spoken = await speak(journey, language);
      const { report } = spoken.words;
      const text = await exportReview(spoken, report.review.action);
      const { below } = spoken.words.monitor.board.states;
      const told = [report.review.section.launches, 'Autumn', plan.candidates[first].name, below];
      for (const words of told) expect(text).toContain(squeeze(words));
      const other = language === 'en' ? 'zh' : 'en';
      expect(text).not.toContain(squeeze(dictionaries[other].report.review.section.launches));
    }
    const both = await exportReview(new Journey(page, 'zh'), dictionaries.zh.report.review.language);
    for (const language of ['en', 'zh'] as const)
      expect(both).toContain(squeeze(dictionaries[language].report.review.section.launches));
    await speak(new Journey(page, 'zh'), 'en');
  });

  await dropLater(
    journey,
    laterSales(plan, weeks, (i) => (i === first ? 0.6 : 1), products),
  );
  await expect(journey.button(monitor.actuals.revised.keep)).toBeVisible({ timeout: 60_000 });
  await expect(journey.step('monitor')).toContainText(shell.state.failed);
  await journey.button(monitor.actuals.revised.keep).click();
  await expect(journey.button(monitor.actuals.revised.keep)).toBeHidden();
  await expect(async () => expect((await persistedVersion(page)).revisionLog).toHaveLength(1)).toPass({
    timeout: 10_000,
  });
  expect((await persistedVersion(page)).plan).toEqual(plan);

  const sentence = await journey.finding.textContent();
  await page.reload();
  await expect(journey.finding).toHaveText(sentence ?? '', { timeout: 60_000 });
});

test('@long what did not come is planned anew from new forecasts; a line is accepted alone, then the rest', async ({
  page,
}) => {
  const journey = new Journey(page);
  await journey.open();
  const { monitor } = journey.words;
  await journey.dropFiles(...simulatedAssortment(8, 7));
  await journey.waitFor('plan');
  const plan = await commit(journey, 'Autumn');
  const launched = plan.weeks.flatMap((week, i) => (week >= 0 ? [{ week, i }] : [])).sort((a, b) => a.week - b.week);
  // The first comes and sells as planned; the next two, due by then, do not come.
  const [first, ...missing] = launched.slice(0, 3).map(({ i }) => i);
  const weeks = launched[2].week + 3;
  await dropLater(
    journey,
    laterSales(plan, weeks, (i) => (i === first ? 1 : 0)),
  );
  await journey.waitFor('monitor');
  await journey.openParts();
  await journey.button(monitor.replan.action).click();
  await expect(journey.button(monitor.replan.all)).toBeVisible({ timeout: 120_000 });
  const lines = page.getByRole('table', { name: monitor.replan.title });
  for (const i of missing) await expect(lines.getByRole('row', { name: plan.candidates[i].name })).toBeVisible();
  // Forecasts are updated: no level rests on what the launches so far say.
  await expect(page.locator('main')).not.toContainText('there is no updated forecast');

  const switches = lines.getByRole('switch');
  const count = await switches.count();
  expect(count).toBeGreaterThan(1);
  for (let k = 1; k < count; k++) await switches.nth(k).click({ force: true });
  await journey.button(monitor.replan.some_one ?? monitor.replan.some_other).click();
  const versions = page.getByRole('table', { name: monitor.versions.title }).getByRole('row');
  await expect(versions).toHaveCount(3);
  await expect(async () => expect((await persistedVersion(page)).plan.follows).toBe(plan.id)).toPass({
    timeout: 10_000,
  });
  const second = (await persistedVersion(page)).plan;
  const moved = second.weeks.filter((week, i) => week !== plan.weeks[i]);
  expect(moved.length).toBeGreaterThan(0);

  await journey.openParts();
  await journey.button(monitor.replan.action).click();
  await expect(journey.button(monitor.replan.all)).toBeVisible({ timeout: 120_000 });
  await journey.button(monitor.replan.all).click();
  await expect(versions).toHaveCount(4);
  await expect(async () => expect((await persistedVersion(page)).plan.follows).toBe(second.id)).toPass({
    timeout: 10_000,
  });
  const third = (await persistedVersion(page)).plan;
  // What came stays where it came; what did not is planned for weeks that are still open, or left out.
  expect(third.weeks[first]).toBe(plan.weeks[first]);
  for (const i of missing) expect(third.weeks[i] === -1 || third.weeks[i] >= weeks - 1).toBe(true);
});

for (const language of ['en', 'zh'] as const) {
  test(`@long the sample from plan to what was learnt (${language}): signals on exactly what was planted, the rest planned anew`, async ({
    page,
  }) => {
    test.setTimeout(480_000);
    const journey = new Journey(page, language);
    await journey.open();
    const { monitor, data } = journey.words;
    await journey.button(data.trySample).click();
    await journey.waitFor('plan', 'done', 240_000);
    const plan = await commit(journey, 'Spring');
    await journey.button(monitor.actuals.sample).click();
    await journey.waitFor('monitor', 'done', 120_000);

    const launched = plan.candidates.filter(({ launchDay }) => launchDay !== null);
    const days = Object.fromEntries(launched.map(({ id, launchDay }) => [id, formatIsoDate(launchDay ?? 0)]));
    const expected = Object.fromEntries(launched.map(({ id, total }) => [id, total.mean]));
    const { trouble } = makeLaterSales(
      createWorld(sampleSeed),
      days,
      weeksToShow(createWorld(sampleSeed), days),
      expected,
    );
    const nameOf = (id: string | null): string => {
      const found = plan.candidates.find((candidate) => candidate.id === id);
      return found ? localName(language, found.name, found.nameAlternative) : '';
    };
    const { states, timing, wasOut_other: wasOut } = monitor.board;
    const late = timing.late_other.replace('{{count}}', '3');
    const told: readonly (readonly [string | null, string])[] = [
      [trouble.weak, states.below],
      [trouble.runaway, states.above],
      [trouble.stockOut, wasOut.replace('{{count}}', '2')],
      [trouble.late, late],
    ];
    const rows = page.getByRole('table', { name: monitor.board.title }).getByRole('row');
    for (const [id, words] of told) {
      await expect(boardRow(journey, nameOf(id))).toContainText(words);
      await expect(rows.filter({ hasText: words })).toHaveCount(1);
      await expect(journey.finding).toContainText(nameOf(id));
    }

    await journey.openParts();
    await journey.button(monitor.replan.action).click();
    await expect(journey.button(monitor.replan.again)).toBeVisible({ timeout: 120_000 });
    // Most of the plan is on sale by then: keeping the rest may be as good as anything.
    const accept = journey.button(monitor.replan.all);
    await expect(accept.or(page.getByText(monitor.replan.nothing))).toBeVisible();
    if (await accept.isVisible()) {
      await accept.click();
      await expect(page.getByRole('table', { name: monitor.versions.title }).getByRole('row')).toHaveCount(3);
      await expect(async () => expect((await persistedVersion(page)).plan.follows).toBe(plan.id)).toPass({
        timeout: 10_000,
      });
      // What is on sale stays in its real week.
      const lateOne = (await persistedVersion(page)).plan.candidates.find(({ id }) => id === trouble.late);
      expect(lateOne?.launchDay).toBe(parseIsoDate(days[trouble.late ?? '']) + 21);
    }
    // A version that was accepted is another one to look at: its parts are folded.
    await expect(page.getByRole('table', { name: monitor.board.title })).toBeVisible({ timeout: 60_000 });
    await journey.openParts();
    // In Chinese the part has the same title as what stands in it.
    await expect(page.getByRole('heading', { name: monitor.lessons.title, exact: true }).last()).toBeVisible();
    const text = await exportReview(journey, journey.words.report.review.action);
    for (const [id, words] of told) {
      expect(text).toContain(squeeze(nameOf(id)));
      expect(text).toContain(squeeze(words));
    }
    for (const words of [monitor.lessons.title, journey.words.report.review.section.launches])
      expect(text).toContain(squeeze(words));
    await expect(page.getByRole('table', { name: monitor.feedback.title })).toContainText(nameOf(trouble.weak), {
      timeout: 120_000,
    });
  });
}
