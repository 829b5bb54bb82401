import { chromium } from '@playwright/test';
import { Journey } from '../../e2e/journey.ts';
import config from '../../playwright.config.ts';
import { serve } from '../../scripts/serve.mjs';
import type { Benchmark } from '../run.ts';

/**
 * From a click on the sample to its first plan on the overview, as a ratio to the time when all forecasts are done and the
 * plan has been made from them: so long the first plan took when it waited for all of them. Needs the built page
 * (`npm run build`).
 */
const firstPlan: Benchmark = async () => {
  const { server, address } = await serve(0);
  const browser = await chromium.launch(config.use?.launchOptions);
  try {
    const page = await browser.newPage({ baseURL: address, viewport: { width: 1280, height: 800 } });
    const journey = new Journey(page);
    await journey.open();
    const started = performance.now();
    const seconds = (): number => (performance.now() - started) / 1000;
    await journey.button(journey.words.data.trySample).click();
    await journey.finding.waitFor({ timeout: 400_000 });
    const first = seconds();
    const early = (await journey.finding.textContent()) ?? '';
    await journey.waitFor('plan', 'done', 400_000);
    const last = seconds();
    return {
      'first plan (s)': first.toFixed(1),
      'plan of all forecasts (s)': last.toFixed(1),
      'ratio (goal: at most 0.5)': (first / last).toFixed(2),
      'first plan says': early,
      'plan of all forecasts says': (await journey.finding.textContent()) ?? '',
    };
  } finally {
    await browser.close();
    server.closeAllConnections();
    server.close();
  }
};

export default firstPlan;
