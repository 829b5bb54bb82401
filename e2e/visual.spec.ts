import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test } from './app.ts';
import { Journey } from './journey.ts';

const folder = path.join(import.meta.dirname, 'visual');
/** Chinese letters of screens come from the font that the page carries for its PDF, whatever the machine has. */
const chineseFont = path.resolve('node_modules/@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf');
/**
 * So many pixels of a picture may differ, whatever its size: a share of a long screen would let another colour of its marks
 * pass. A pixel differs when its colour is off by more than a tenth.
 */
const tolerance = { maxDiffPixels: 150, threshold: 0.1 };
const steps = ['overview', 'data', 'explore', 'demand', 'trends', 'plan', 'report'] as const;

/** Opens the sample's project as it was kept with the pictures: the same figures, nothing computed. */
async function openSample(page: Page): Promise<Journey> {
  // The calendar marks today.
  await page.clock.setFixedTime(new Date('2026-03-04T09:00:00Z'));
  await page.emulateMedia({ reducedMotion: 'reduce', colorScheme: 'light' });
  const journey = new Journey(page);
  await journey.open();
  const font = readFileSync(chineseFont).toString('base64');
  await page.evaluate(async (text) => {
    const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
    for (const family of ['PingFang SC', 'Microsoft YaHei', 'Noto Sans SC'])
      document.fonts.add(await new FontFace(family, bytes.buffer).load());
  }, font);
  await openProject(journey, 'sample');
  return journey;
}

/** Opens a kept project beside what is there. What it does not carry is computed once more: a picture is of the rest. */
async function openProject(journey: Journey, name: 'sample' | 'followed'): Promise<void> {
  const { page, words } = journey;
  const buffer = readFileSync(path.join(folder, `${name}.debut`));
  await journey.dropFiles({ name: `${name}.debut`, mimeType: '', buffer });
  await expect(page.getByRole('button', { name, exact: true }).first()).toBeVisible({ timeout: 60_000 });
  await expect(journey.step('plan')).toHaveAttribute('aria-current', 'step', { timeout: 60_000 });
  const rail = page.getByRole('navigation', { name: words.shell.places.label });
  await expect(rail).not.toContainText(words.shell.state.runningUnknown, { timeout: 400_000 });
}

test('screens and charts look as they did on the same data @long', async ({ page, browser }) => {
  test.setTimeout(600_000);
  const version = `chromium-${browser.version().split('.')[0]}`;
  const isUpdate = test.info().config.updateSnapshots === 'all';
  if (!isUpdate && !existsSync(path.join(folder, version))) {
    // Another browser draws letters otherwise; a skip would fail where none is allowed.
    const notice = `NOT COMPARED: no pictures of ${version} in e2e/visual; make them with "npm run visual -- --update"`;
    test.info().annotations.push({ type: 'notice', description: notice });
    console.warn(`\n${'!'.repeat(100)}\n${notice}\n${'!'.repeat(100)}\n`);
    return;
  }
  const journey = await openSample(page);
  let said = '';
  const show = async (step: (typeof steps)[number] | 'monitor'): Promise<void> => {
    await journey.goTo(step);
    // Each screen has a sentence of its own: the one before must have gone.
    await expect(page.getByText(journey.words.shell.loading)).toHaveCount(0);
    await expect(journey.finding).not.toHaveText(said || /^$/);
    await expect(journey.finding).toContainText(/\d/);
    said = (await journey.finding.textContent()) ?? '';
    await page.waitForLoadState('networkidle');
    await page.evaluate(() => document.fonts.ready);
    await page.mouse.move(0, 0);
    await expect
      .soft(page)
      .toHaveScreenshot([version, `${step}.png`], { fullPage: true, animations: 'disabled', ...tolerance });
    const charts = page.locator('main figure:visible');
    for (let k = 0; k < (await charts.count()); k++)
      await expect
        .soft(charts.nth(k))
        .toHaveScreenshot([version, `${step}-chart-${k + 1}.png`], { animations: 'disabled', ...tolerance });
  };
  for (const step of steps) await show(step);
  await openProject(journey, 'followed');
  await journey.waitFor('monitor', 'done', 120_000);
  await show('monitor');
});
