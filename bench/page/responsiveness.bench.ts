import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Browser, chromium } from '@playwright/test';
import { watchFrames } from '../../e2e/frame-delays.ts';
import { Journey } from '../../e2e/journey.ts';
import config from '../../playwright.config.ts';
import { serve } from '../../scripts/serve.mjs';
import { writeGeneratedSales } from '../import/generated-sales.ts';
import type { Benchmark } from '../run.ts';
import { importInPage } from './import-in-page.ts';

/**
 * The main thread while statistics, planner and network work on the sample, and while 100 MB of sales are imported: frame
 * delays as a ratio to the idle page of the same run, and the tasks over 50 ms that the browser's observer counts. Needs the built page (`npm run build`).
 */
const responsiveness: Benchmark = async () => {
  const { server, address } = await serve(0);
  const browser = await chromium.launch(config.use?.launchOptions);
  try {
    const page = await browser.newPage({ baseURL: address, viewport: { width: 1280, height: 800 } });
    // The runner's transpiler wraps named functions in a helper that the page does not have.
    await page.addInitScript({ content: 'globalThis.__name = (named) => named;' });
    const journey = new Journey(page);
    await journey.open();
    const idle = await watchFrames(page, page.waitForTimeout(5000));
    await journey.button(journey.words.data.trySample).click();
    const busy = await watchFrames(page, journey.waitFor('demand', 'done', 400_000));
    return {
      ...(await whileImporting(browser, address)),
      'idle: frame delay, 99th percentile (ms)': idle.p99.toFixed(1),
      'busy: frame delay, 99th percentile (ms)': busy.p99.toFixed(1),
      'ratio busy / idle': (busy.p99 / idle.p99).toFixed(2),
      'busy: long tasks': busy.longTasks,
      'busy: longest task (ms)': busy.longestTask.toFixed(0),
      'busy: frames': busy.frames,
    };
  } finally {
    await browser.close();
    server.closeAllConnections();
    server.close();
  }
};

/** Import of 100 MB in a new page. */
async function whileImporting(browser: Browser, address: string): Promise<Record<string, number | string>> {
  const folder = await mkdtemp(path.join(tmpdir(), 'debut-page-'));
  try {
    const file = path.join(folder, 'sales.csv');
    await writeGeneratedSales(file, 24);
    const found = Object.entries(await importInPage(browser, address, file));
    return Object.fromEntries(found.map(([name, value]) => [`import of 100 MB: ${name}`, value]));
  } finally {
    await rm(folder, { recursive: true });
  }
}

export default responsiveness;
