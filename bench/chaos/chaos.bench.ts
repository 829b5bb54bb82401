import { chromium } from '@playwright/test';
import config from '../../playwright.config.ts';
import { serve } from '../../scripts/serve.mjs';
import type { Benchmark } from '../run.ts';
import { chaosKinds } from './chaos-kinds.ts';
import { runChaos } from './chaos-run.ts';

/**
 * `--steps=1000 --seed=1 --minutes=90 --only=NAME`: injures the built page (`npm run build`) in every way that a file, a store, a
 * browser or a machine can, a step at a time, and asserts after each that it answers, says what happened, has lost nothing and
 * stayed under the memory that docs/security.md names. A fault names its seed: `--seed=S --steps=1 --only=KIND` shows it again.
 */
const chaos: Benchmark = async (words) => {
  const given = (name: string): string | undefined =>
    words.find((word) => word.startsWith(`--${name}=`))?.slice(name.length + 3);
  const only = given('only');
  const kinds = only ? chaosKinds.filter(({ name }) => name === only) : chaosKinds;
  const { server, address } = await serve(0);
  const browser = await chromium.launch(config.use?.launchOptions);
  try {
    const outcome = await runChaos(browser, address, kinds, {
      steps: Number(given('steps') ?? 1000),
      seed: Number(given('seed') ?? 1),
      minutes: Number(given('minutes') ?? 90),
    });
    for (const fault of outcome.faults) console.log(fault);
    const counts = Object.entries(outcome.counts).sort(([a], [b]) => (a < b ? -1 : 1));
    return {
      'chaos steps': outcome.steps,
      'chaos faults': outcome.faults.length,
      'chaos renderer peak megabytes': outcome.peakMegabytes ?? 'not known on this system',
      'chaos slowest start ms': outcome.slowestMs,
      ...Object.fromEntries(counts.map(([what, count]) => [`chaos ${what}`, count])),
      ...Object.fromEntries(
        outcome.faults.slice(0, 20).map((fault, i) => [`chaos fault ${i + 1}`, fault.slice(0, 250)]),
      ),
    };
  } finally {
    await browser.close();
    server.closeAllConnections();
    server.close();
  }
};

export default chaos;
