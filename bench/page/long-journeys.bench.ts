import { spawnSync } from 'node:child_process';
import type { Benchmark } from '../run.ts';

/**
 * The end-to-end specs that are too long for `npm test` (`@long` in their names): a training reloaded, its worker killed,
 * its WebGL context lost, its disk full; a forecast overruled on the sample. Needs the built page (`npm run build`) and Playwright's browser.
 */
const longJourneys: Benchmark = async () => {
  const playwright = 'node_modules/@playwright/test/cli.js';
  const { stdout, status } = spawnSync(
    process.execPath,
    [playwright, 'test', '--grep', '@long', '--reporter=json', '--output=test-results/long'],
    { env: { ...process.env, DEBUT_LONG: '1' }, encoding: 'utf8', maxBuffer: 2 ** 26 },
  );
  const { stats } = JSON.parse(stdout) as { readonly stats: Readonly<Record<'expected' | 'unexpected', number>> };
  if (status !== 0 || stats.unexpected > 0) throw new Error(`${stats.unexpected} long specs failed`);
  return { 'long specs passed': stats.expected };
};

export default longJourneys;
