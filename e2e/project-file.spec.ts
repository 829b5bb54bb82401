import { readFileSync } from 'node:fs';
import type { Download, Page } from '@playwright/test';
import { languageIds, languages } from '#i18n/language.ts';
import { createFreeControl } from '#workers/job-control.ts';
import { handlers } from '#workers/project/handlers.ts';
import { largeShop } from '../bench/project/large-shop.ts';
import { expect, test } from './app.ts';
import { Journey } from './journey.ts';
import { simulatedAssortment } from './simulated-assortment.ts';

async function download(page: Page, press: () => Promise<void>): Promise<Download> {
  const [file] = await Promise.all([page.waitForEvent('download', { timeout: 120_000 }), press()]);
  return file;
}

/** The project in a file that the page has handed out, as the project worker reads it. */
async function contentsOf(file: string) {
  return handlers.readProject({ file: new Blob([readFileSync(file)]) }, createFreeControl());
}

type Contents = Awaited<ReturnType<typeof contentsOf>>;

/** A part of it; of a plan all but what the page that opens it proves anew: the bound with its prices, and the search's account of itself. */
function part(contents: Contents, key: string): unknown {
  const value = structuredClone(contents.parts.find((each) => each.key === key)?.value);
  const search = (value as { job?: { result?: { search?: Record<string, unknown> } } } | undefined)?.job?.result
    ?.search;
  if (key === 'plan') expect(search?.value).toBeGreaterThan(0);
  // The search adds up as it goes: the last digits are of its order.
  if (search) search.value = Number((search.value as number).toPrecision(12));
  for (const proven of ['upperBound', 'gap', 'shadowPrices', 'history']) delete search?.[proven];
  return value;
}

const files = simulatedAssortment(12, 3, 12);

/** A project whose computations are over and whose plan is there. */
async function planned(page: Page): Promise<Journey> {
  const journey = new Journey(page);
  await journey.open();
  await journey.dropFiles(...files);
  for (const step of ['plan', 'trends'] as const) await journey.waitFor(step, 'done', 200_000);
  await journey.stopTraining();
  return journey;
}

test('a project leaves in every form and comes back from each: other files, the plan PDF, a project file with the raw files', async ({
  page,
}) => {
  test.setTimeout(400_000);
  const journey = await planned(page);
  const { report, shell } = journey.words;
  const { panel } = report.files;
  await journey.goTo('report');

  await test.step('the other files come from the report step', async () => {
    const starts = {
      [panel.workbookAction]: ['.xlsx', 'PK'],
      [panel.tableAction]: ['.csv', '\ufeffLaunch week'],
      [panel.calendarAction]: ['.ics', 'BEGIN:VCALENDAR\r\n'],
      [panel.chartSvg]: ['.svg', '<svg '],
      [panel.chartPng]: ['.png', '\ufffdPNG'],
    } as const;
    for (const [action, [ending, start]] of Object.entries(starts)) {
      const file = await download(page, () => journey.button(action).click());
      expect(file.suggestedFilename()).toContain(ending);
      expect(readFileSync(await file.path(), 'utf8').slice(0, start.length)).toBe(start);
    }
    // A second calendar updates the first.
    const second = await download(page, () => journey.button(panel.calendarAction).click());
    expect(readFileSync(await second.path(), 'utf8')).toContain('SEQUENCE:2');
  });

  const pdf = await (await download(page, () => journey.button(report.step.document.export).click())).path();
  const finding = await journey.finding.textContent();

  await test.step('a project file brings the raw files where they were wanted, and opens beside what is there', async () => {
    await page.getByText(panel.withRows.split(' (')[0]).last().click();
    const saved = await download(page, () => journey.button(panel.projectAction).click());
    const file = await saved.path();
    const contents = await contentsOf(file);
    expect(contents.rows.map(({ name }) => name)).toEqual(files.map(({ name }) => name));

    // Trouble is said and changes nothing.
    const bytes = readFileSync(file);
    await journey.dropFiles({ name: 'cut.debut', mimeType: '', buffer: bytes.subarray(0, bytes.length - 400) });
    await expect(page.getByRole('alert')).toContainText(shell.projectFile.untouched);
    await journey.waitFor('plan', 'done');

    // Dropped beside every drop area it is taken all the same, and the earlier project stays.
    await journey.goTo('plan');
    await page.evaluate((text) => {
      const data = new DataTransfer();
      const binary = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
      data.items.add(new File([binary], 'range.debut'));
      for (const type of ['dragover', 'drop']) {
        document.body.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer: data }));
      }
    }, bytes.toString('base64'));
    await expect(page.getByRole('button', { name: contents.name || 'range' }).first()).toBeVisible({ timeout: 60_000 });
    // It says so, and that what was open before is still there; once.
    const before = shell.projectFile.kept.replace('{{project}}', shell.project.unnamed);
    await expect(page.getByText(before)).toBeVisible();
    await page.reload();
    await journey.waitFor('plan', 'done', 60_000);
    await expect(page.getByText(before)).toHaveCount(0);
    await journey.waitFor('plan', 'done', 60_000);
    const projects = await page.evaluate(
      () =>
        new Promise<number>((resolve) => {
          const open = indexedDB.open('debut');
          open.onsuccess = () => {
            const count = open.result.transaction('projects').objectStore('projects').count();
            count.onsuccess = () => {
              // Left open it would hold up the erasing that follows.
              open.result.close();
              resolve(count.result);
            };
          };
        }),
    );
    expect(projects).toBe(2);

    // With the files there a decision about them can still be changed.
    await journey.goTo('data');
    await expect(page.locator('main')).toContainText(contents.rows[0].name);
  });

  await test.step('the plan PDF opens again after everything was erased, as the same project', async () => {
    const before = await contentsOf(pdf);
    expect(before.rows).toEqual([]);
    await page.getByRole('button', { name: shell.erase.action }).first().click();
    await journey.button(shell.erase.confirm).click();
    await expect(journey.button(journey.words.data.trySample)).toBeVisible({ timeout: 90_000 });

    await journey.dropFiles({ name: 'plan.pdf', mimeType: 'application/pdf', buffer: readFileSync(pdf) });
    await expect(journey.step('plan')).toHaveAttribute('aria-current', 'step', { timeout: 60_000 });
    await expect(page.getByRole('slider').first()).toBeVisible({ timeout: 60_000 });
    await journey.goTo('report');
    await expect(journey.finding).toHaveText(finding ?? '');

    const again = await download(page, () => journey.button(panel.projectAction).click());
    expect(again.suggestedFilename()).toMatch(/\.debut$/);
    const after = await contentsOf(await again.path());
    for (const key of ['plan', 'dataset', 'candidates', 'trends']) expect(part(after, key)).toEqual(part(before, key));
  });
});

test('names that would be script, and a project from an earlier version, do no harm on any screen', async ({
  page,
}) => {
  test.setTimeout(300_000);
  const contents = await contentsOf('src/workers/project/fixtures/2026-11-26.debut');
  const nasty = '<img src=x onerror="window.wasHit=1"><script>window.wasHit=1</script>\u202e\u0000';
  const rename = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(rename);
    if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value) || value instanceof Map) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, each]) => [key, key === 'name' ? `${nasty}${String(each)}` : rename(each)]),
    );
  };
  const parts = contents.parts.map((each) =>
    each.key === 'dataset'
      ? { ...each, value: { ...(each.value as object), dataset: rename((each.value as { dataset: unknown }).dataset) } }
      : each,
  );
  const { bytes } = await handlers.writeProject({ ...contents, name: nasty, parts, rows: [] }, createFreeControl());
  const journey = new Journey(page);
  await journey.open();
  await journey.dropFiles({ name: `${'長'.repeat(60)}.debut`, mimeType: '', buffer: Buffer.from(bytes) });
  await expect(journey.step('plan')).toHaveAttribute('aria-current', 'step', { timeout: 60_000 });
  await expect(page.locator('main')).toContainText('<img src=x');
  for (const step of ['data', 'demand', 'trends', 'plan', 'report'] as const) {
    await journey.goTo(step);
    await expect(page.locator('main h1, main h2').first()).toBeVisible();
    await expect(page.getByText(journey.words.shell.crash.title)).toHaveCount(0);
  }
  expect(await page.evaluate(() => 'wasHit' in window)).toBe(false);
});

/** Both ways of reading it, and both at once: 240 products over three years, more than fifty launches. */
test('the PDF of fifty launches carries its project and stays under 1 MB @long', async ({ page }) => {
  test.setTimeout(1_200_000);
  const journey = new Journey(page);
  await journey.open();
  await journey.dropFiles(
    ...largeShop(20240101, 2, 54).map(({ name, bytes }) => ({ name, mimeType: '', buffer: Buffer.from(bytes) })),
  );
  for (const step of ['plan', 'trends', 'demand'] as const) await journey.waitFor(step, 'done', 600_000);
  await journey.goTo('report');
  const { document } = journey.words.report.step;
  for (const language of [...languageIds.map((id) => languages[id].name), document.both]) {
    const choice = page.getByRole('region', { name: document.title }).getByRole('radio', { name: language });
    await choice.click({ force: true });
    const pdf = await download(page, () => journey.button(document.export).click());
    const bytes = readFileSync(await pdf.path());
    const contents = await contentsOf(await pdf.path());
    const { current } = part(contents, 'plan') as { current: { weeks: number[] } };
    expect(current.weeks.filter((week) => week >= 0).length).toBeGreaterThanOrEqual(50);
    process.stdout.write(`${language}: ${Math.round(bytes.length / 1000)} kB\n`);
    expect(bytes.length).toBeLessThan(1_000_000);
  }
});
