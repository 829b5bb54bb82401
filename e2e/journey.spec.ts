import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import type { Download, Page } from '@playwright/test';
import { signJoiner } from '#i18n/formats.ts';
import { expect, test } from './app.ts';
import { accessibilityFaults, guiseFaults } from './axe.ts';
import { Journey } from './journey.ts';
import { openSample } from './sample-project.ts';
import { holdTraining } from './worker-deaths.ts';

const hasPdfTools = existsSync('/usr/bin/pdftotext');

async function exportPdf(page: Page, journey: Journey): Promise<{ download: Download; file: string }> {
  await journey.goTo('report');
  const [download] = await Promise.all([
    page.waitForEvent('download', { timeout: 120_000 }),
    journey.button(journey.words.report.step.document.export).click(),
  ]);
  return { download, file: await download.path() };
}

/** Every screen in turn, each with its sentence, its words and without a fault of axe; then the report as a PDF. */
async function walkToPdf(journey: Journey, faultsOf = accessibilityFaults): Promise<void> {
  const { page, words } = journey;
  for (const step of ['overview', 'data', 'demand', 'trends', 'plan', 'report'] as const) {
    await journey.goTo(step);
    await expect(journey.finding).toContainText(/\d/);
    // A key that is missing in a dictionary shows as itself; nothing of that kind may be on screen.
    await expect(page.locator('main')).not.toContainText(
      /\b(common|shell|overview|data|demand|trends|plan|report|issues|pdf)[:.][a-z]+\.[a-z]/,
    );
    await expect(page.locator('main')).not.toContainText(/NaN|undefined|\{\{/);
    expect(await faultsOf(page), `accessibility of ${step}`).toEqual([]);
  }
  await journey.goTo('report');
  const launches = page.getByRole('table', { name: words.report.step.launches.caption });
  await launches.getByRole('textbox').first().fill('Chen Xi');
  const figures = (await launches.getByRole('cell').allTextContents())
    .map((cell) => cell.replaceAll(signJoiner, ''))
    .filter((cell) => /\d/.test(cell));
  const { download, file } = await exportPdf(page, journey);
  expect(download.suggestedFilename()).toMatch(/\.pdf$/);
  expect(readFileSync(file).subarray(0, 5).toString()).toBe('%PDF-');
  if (hasPdfTools) {
    const text = execFileSync('/usr/bin/pdftotext', ['-layout', file, '-'], { encoding: 'utf8' });
    expect(text).toContain('首发');
    expect(text).not.toMatch(/NaN|undefined|\{\{|\bpdf\.[a-z]/);
    expect(text).toContain(journey.language === 'zh' ? words.report.pdf.section.calendar : 'Launch calendar');
    expect(text).toContain('Chen Xi');
    const money = figures.filter((cell) => cell.includes('¥'));
    expect(money.length).toBeGreaterThan(10);
    for (const figure of money) expect(text).toContain(figure);
  }
}

const wide = { width: 1280, height: 800 };
const narrow = { width: 390, height: 844 };

interface Guise {
  readonly language: 'en' | 'zh';
  readonly size: typeof wide;
  readonly colorScheme: 'light' | 'dark';
}

async function openAs(page: Page, { language, size, colorScheme }: Guise): Promise<Journey> {
  await page.setViewportSize(size);
  await page.emulateMedia({ colorScheme });
  const journey = new Journey(page, language);
  await journey.open();
  return journey;
}

/** The page in that guise, with a plan for the sample. */
async function computeSample(page: Page, guise: Guise): Promise<Journey> {
  const journey = await openAs(page, guise);
  await journey.button(journey.words.data.trySample).click();
  await journey.waitFor('plan', 'done', 240_000);
  return journey;
}

const english: Guise = { language: 'en', size: wide, colorScheme: 'light' };
const chinese: Guise = { language: 'zh', size: narrow, colorScheme: 'dark' };

test('the sample, walked to the plan PDF in English, wide and light; opened again in Chinese, narrow and dark, and walked once more', async ({
  page,
}) => {
  test.setTimeout(400_000);
  await holdTraining(page);
  const first = await openAs(page, english);
  await openSample(first);
  await walkToPdf(first);
  const second = await openAs(page, chinese);
  await second.waitFor('plan');
  // Names, roles and structure are those of the first walk.
  await walkToPdf(second, guiseFaults);
});

for (const guise of [chinese, { ...chinese, language: 'en' }, { ...english, language: 'zh' }] as const) {
  const { language, size, colorScheme } = guise;
  test(`the sample, computed and walked to the plan PDF in ${language}, ${size.width} px wide, ${colorScheme} @long`, async ({
    page,
  }) => {
    test.setTimeout(300_000);
    await walkToPdf(await computeSample(page, guise));
  });
}

test('work survives reloads and a cancelled search @long', async ({ page }) => {
  test.setTimeout(400_000);
  const journey = new Journey(page);
  await journey.open();
  await journey.button(journey.words.data.trySample).click();
  await journey.waitFor('data');

  await test.step('a reload during the computation takes the work up again, on the same screen', async () => {
    await journey.goTo('demand');
    await page.waitForTimeout(3000);
    await page.reload();
    await expect(journey.step('demand')).toHaveAttribute('aria-current', 'step');
    await journey.waitFor('plan', 'done', 240_000);
  });

  await journey.goTo('plan');
  const { finding } = journey;
  await test.step('a cancel during the search keeps the best plan found', async () => {
    await journey.button(journey.words.plan.action.again).click();
    const main = page.locator('main');
    await expect(main).toContainText(journey.words.plan.stage.searching, { timeout: 60_000 });
    const asked = Date.now();
    await main.getByRole('button', { name: journey.words.common.cancel, exact: true }).first().click();
    await journey.waitFor('plan', 'done', 20_000);
    expect(Date.now() - asked).toBeLessThan(5_000);
    await expect(finding).not.toBeEmpty();
  });

  await test.step('a reload in mid-journey comes back to the same screen with the same plan', async () => {
    const before = (await finding.textContent()) ?? '';
    expect(before).toMatch(/\d/);
    await page.waitForTimeout(1500);
    await page.reload();
    await expect(journey.step('plan')).toHaveAttribute('aria-current', 'step');
    await journey.waitFor('plan');
    await expect(finding).toHaveText(before);
  });
});
