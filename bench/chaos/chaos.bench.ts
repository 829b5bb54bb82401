import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { chromium } from '@playwright/test';
import config from '../../playwright.config.ts';
import { serve } from '../../scripts/serve.mjs';
import type { Benchmark } from '../run.ts';
import { chaosKinds } from './chaos-kinds.ts';
import { type ChaosOutcome, noOutcome, runChaos, type Tally } from './chaos-run.ts';
import { measureAtOnce } from './renderer-memory.ts';

/** A run that goes on where it was left: what came of it, and on which commit of the source which steps were made. */
interface ChaosState {
  readonly outcome: ChaosOutcome;
  readonly commits: Record<string, number>;
}

/**
 * `--steps=1000 --seed=1 --minutes=90 --only=NAME --state=FILE`: injures the built page (`npm run build`) in every way that a file, a
 * store, a browser or a machine can, a step at a time, and asserts after each that it answers, says what happened, has lost nothing
 * and stayed under the memory that docs/security.md names. A fault names its seed: `--seed=S --steps=1 --only=KIND` shows it again.
 * With a state the run goes on where it was left, and says which steps were made on which commit; `--beside=FILE` adds the state of
 * another run of other seeds (two at a time take less of an evening).
 */
const chaos: Benchmark = async (words) => {
  const given = (name: string): string | undefined =>
    words.find((word) => word.startsWith(`--${name}=`))?.slice(name.length + 3);
  const only = given('only');
  const kinds = only ? chaosKinds.filter(({ name }) => name === only) : chaosKinds;
  const file = given('state');
  const { outcome, commits } = readState(file) ?? { outcome: noOutcome(Number(given('seed') ?? 1)), commits: {} };
  const commit = execFileSync('git', ['describe', '--always', '--dirty'], { encoding: 'utf8' }).trim();
  const { server, address } = await serve(0);
  const launch = config.use?.launchOptions;
  const browser = await chromium.launch({ ...launch, args: [...(launch?.args ?? []), measureAtOnce] });
  try {
    await runChaos(browser, address, kinds, outcome, {
      steps: Number(given('steps') ?? 1000),
      minutes: Number(given('minutes') ?? 90),
      onStep: () => {
        commits[commit] = (commits[commit] ?? 0) + 1;
        if (file) writeState(file, { outcome, commits });
        if (outcome.steps % 25 === 0) console.log(`${outcome.steps} steps, ${outcome.faults.length} faults`);
      },
    });
  } finally {
    await browser.close();
    server.closeAllConnections();
    server.close();
  }
  const beside = readState(given('beside'));
  return beside
    ? figures(addOutcomes(outcome, beside.outcome), addCounts(commits, beside.commits))
    : figures(outcome, commits);
};

/** What two runs of different seeds have seen, as one. */
function addOutcomes(one: ChaosOutcome, other: ChaosOutcome): ChaosOutcome {
  const kinds: Record<string, Tally> = { ...one.kinds };
  for (const [kind, tally] of Object.entries(other.kinds)) {
    const mine = kinds[kind];
    kinds[kind] = mine
      ? {
          ...(addCounts({ ...mine }, { ...tally }) as unknown as Tally),
          peakMegabytes: Math.max(mine.peakMegabytes, tally.peakMegabytes),
          browserMegabytes: Math.max(mine.browserMegabytes, tally.browserMegabytes),
          longestHangMs: Math.max(mine.longestHangMs, tally.longestHangMs),
        }
      : tally;
  }
  return {
    ...{ seed: one.seed, steps: one.steps + other.steps, kinds, counts: addCounts(one.counts, other.counts) },
    faults: [...one.faults, ...other.faults],
  };
}

function addCounts(
  one: Readonly<Record<string, number>>,
  other: Readonly<Record<string, number>>,
): Record<string, number> {
  const sum: Record<string, number> = { ...one };
  for (const [what, count] of Object.entries(other)) sum[what] = (sum[what] ?? 0) + count;
  return sum;
}

function figures({ steps, kinds, counts, faults }: ChaosOutcome, commits: Record<string, number>) {
  const tallies = Object.entries(kinds).sort(([a], [b]) => (a < b ? -1 : 1));
  const most = (figure: 'peakMegabytes' | 'browserMegabytes' | 'longestHangMs'): number =>
    Math.max(...tallies.map(([, tally]) => tally[figure]));
  return {
    'chaos steps': steps,
    'chaos faults': faults.length,
    'chaos renderer peak megabytes': most('peakMegabytes') || 'not known on this system',
    'chaos megabytes by the browser': most('browserMegabytes') || 'not known in this browser',
    'chaos longest hang ms': most('longestHangMs'),
    'chaos commits': Object.entries(commits)
      .map(([commit, times]) => `${commit} (${times})`)
      .join(', '),
    ...Object.fromEntries(
      tallies.map(([kind, { peakMegabytes, browserMegabytes, longestHangMs, ...tally }]) => [
        `chaos ${kind}`,
        `${tally.steps} steps, ${tally.faults} faults, ${tally.alive} alive, ${tally.said} said, ${tally.unlost} compared without a loss, ` +
          `${peakMegabytes} MB at most, ${browserMegabytes} MB by the browser, ${longestHangMs} ms without an answer`,
      ]),
    ),
    ...Object.fromEntries(
      Object.entries(counts)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([what, count]) => [`chaos count ${what}`, count]),
    ),
    ...Object.fromEntries(faults.slice(0, 20).map((fault, i) => [`chaos fault ${i + 1}`, fault.slice(0, 250)])),
  };
}

function readState(file: string | undefined): ChaosState | null {
  return file && existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as ChaosState) : null;
}

function writeState(file: string, state: ChaosState): void {
  mkdirSync(path.dirname(path.resolve(file)), { recursive: true });
  writeFileSync(file, JSON.stringify(state));
}

export default chaos;
