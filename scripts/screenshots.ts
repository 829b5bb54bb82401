/**
 * Screenshots of every step, whole, in English and Chinese, made from the built page and the sample:
 * `npm run screenshots -- FOLDER`; with `--all` dark and narrow ones too.
 */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { Journey } from '../e2e/journey.ts';
import { openSamplePage } from './pictures/sample-page.ts';

const words = process.argv.slice(2);
const all = words.includes('--all');
const folder = path.resolve(words.find((word) => !word.startsWith('--')) ?? 'screenshots');
mkdirSync(folder, { recursive: true });
const looks = [
  ['', { width: 1280, height: 900 }, 'light'],
  ['-dark', { width: 1280, height: 900 }, 'dark'],
  ['-narrow', { width: 390, height: 844 }, 'light'],
] as const;
const steps = ['overview', 'data', 'explore', 'demand', 'trends', 'plan', 'report', 'monitor'] as const;

const { page, close, loadSample } = await openSamplePage({ width: 1280, height: 900 });
await loadSample();
for (const language of ['en', 'zh'] as const) {
  const journey = new Journey(page, language);
  await journey.open();
  for (const [name, size, colorScheme] of all ? looks : looks.slice(0, 1)) {
    await page.setViewportSize(size);
    await page.emulateMedia({ colorScheme });
    for (const step of steps) {
      await journey.goTo(step);
      await page.waitForLoadState('networkidle');
      await page.waitForTimeout(500);
      await page.screenshot({ path: path.join(folder, `${step}-${language}${name}.png`), fullPage: true });
    }
  }
}
await close();
