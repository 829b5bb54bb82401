/**
 * Screenshots of every step, made from the built page and the sample: `npm run screenshots` writes them in English and
 * Chinese to docs/screenshots/ (the README shows one); `npm run screenshots -- FOLDER --all` adds dark and narrow ones.
 */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { chromium } from '@playwright/test';
import { Journey } from '../e2e/journey.ts';
import config from '../playwright.config.ts';
import { serve } from './serve.mjs';

const words = process.argv.slice(2);
const all = words.includes('--all');
const folder = path.resolve(words.find((word) => !word.startsWith('--')) ?? 'docs/screenshots');
mkdirSync(folder, { recursive: true });
const { server, address } = await serve(0);
const browser = await chromium.launch(config.use?.launchOptions);
const looks = [
  ['', { width: 1280, height: 900 }, 'light'],
  ['-dark', { width: 1280, height: 900 }, 'dark'],
  ['-narrow', { width: 390, height: 844 }, 'light'],
] as const;
const steps = ['overview', 'data', 'explore', 'demand', 'trends', 'plan', 'report'] as const;

const page = await browser.newPage({ baseURL: address, viewport: { width: 1280, height: 900 }, colorScheme: 'light' });
const english = new Journey(page, 'en');
await english.open();
await english.button(english.words.data.trySample).click();
await english.waitFor('plan', 'done', 300_000);
await english.waitFor('trends', 'done', 300_000);
await english.waitFor('demand', 'done', 300_000);
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
await browser.close();
server.closeAllConnections();
server.close();
