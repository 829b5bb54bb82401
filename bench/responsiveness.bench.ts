import { chromium } from '@playwright/test';
import { watchFrames } from '../e2e/frame-delays.ts';
import { Journey } from '../e2e/journey.ts';
import config from '../playwright.config.ts';
import { serve } from '../scripts/serve.mjs';
import type { Benchmark } from './run.ts';

/**
 * The main thread while statistics, planner and network work on the sample: frame delays as a ratio to the idle page of the
 * same run, and the tasks over 50 ms that the browser's observer counts. Needs the built page (`npm run build`).
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

export default responsiveness;
