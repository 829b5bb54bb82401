/**
 * Screenshots of every step, made from the built page and the sample: `npm run screenshots`. English and Chinese, wide and
 * narrow, light and dark, into docs/screenshots/. The README shows one of them.
 */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { chromium } from '@playwright/test';
import { Journey } from '../e2e/journey.ts';
import config from '../playwright.config.ts';
import { serve } from './serve.mjs';

const folder = path.resolve(process.argv[2] ?? 'docs/screenshots');
mkdirSync(folder, { recursive: true });
const { server, address } = await serve(0);
const browser = await chromium.launch(config.use?.launchOptions);
const steps = ['data', 'demand', 'trends', 'plan', 'report'] as const;

const page = await browser.newPage({ baseURL: address, viewport: { width: 1280, height: 900 }, colorScheme: 'light' });
const english = new Journey(page, 'en');
await english.open();
await english.button(english.words.data.trySample).click();
await english.waitFor('plan', 'done', 300_000);
for (const language of ['en', 'zh'] as const) {
  const journey = new Journey(page, language);
  await journey.open();
  for (const [name, size, colorScheme] of [
    ['', { width: 1280, height: 900 }, 'light'],
    ['-dark', { width: 1280, height: 900 }, 'dark'],
    ['-narrow', { width: 390, height: 844 }, 'light'],
  ] as const) {
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
