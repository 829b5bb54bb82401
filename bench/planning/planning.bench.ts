import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { meanAndTail, scenarioProfits, tailCountOf } from '#engine/planning/evaluate/evaluate-plan.ts';
import { findContradictions } from '#engine/planning/feasibility/find-contradictions.ts';
import { type LaunchInstance, notLaunched } from '#engine/planning/problem/launch-instance.ts';
import { buildLaunchTables } from '#engine/planning/problem/launch-tables.ts';
import { checkPlan } from '#engine/planning/rules/check-plan.ts';
import { compileRules } from '#engine/planning/rules/compile-rules.ts';
import { PlanState } from '#engine/planning/rules/plan-state.ts';
import { addRelations, randomInstance } from '#engine/planning/testing/random-instance.ts';
import { createRandom } from '#engine/random.ts';
import { createFreeControl } from '#workers/job-control.ts';
import type { OptimiseOutput, PlanMethod, PlanObjective } from '#workers/planning/contract.ts';
import { handlers } from '#workers/planning/handlers.ts';
import type { Benchmark } from '../run.ts';
import { measureOffers } from './offers-measure.ts';
import { plainGeneticAlgorithm } from './plain-genetic-algorithm.ts';

const folder = path.resolve('../shared/reference/launch-plan');
const names = ['lp-10x12-s11', 'lp-20x26-s12', 'lp-50x26-s13', 'lp-100x52-s14', 'lp-300x52-s15', 'lp-500x52-s16'];

interface Evaluator {
  evaluate(instance: LaunchInstance, weeks: readonly number[]): { feasible: boolean; profit: number; risk: number };
  hypervolume(points: readonly { profit: number; risk: number }[], profit: number, risk: number): number;
}

interface Best {
  readonly value: number;
  readonly upperBound: number;
  readonly front?: {
    readonly points: readonly { profit: number; risk: number }[];
    readonly hypervolumeReference: { readonly profit: number; readonly risk: number };
  };
}

type Figures = Record<string, number | string>;

/** Plans of the reference instances of both formats priced by their own evaluators. `--seeds=N` (10), `--only=NAME,...`. */
const benchmark: Benchmark = async (words) => {
  if (!existsSync(path.join(folder, 'evaluate.mjs')))
    return { skipped: '../shared/reference/launch-plan is not there' };
  const evaluator = (await import(pathToFileURL(path.join(folder, 'evaluate.mjs')).href)) as Evaluator;
  const option = (name: string): string | undefined =>
    words.find((word) => word.startsWith(`--${name}=`))?.slice(name.length + 3);
  const seeds = Number(option('seeds') ?? 10);
  const only = option('only')?.split(',');
  const figures: Figures = {};
  for (const name of names) {
    if (only && !only.includes(name)) continue;
    await measureSearch(name, seeds, evaluator, figures);
    if (name === 'lp-10x12-s11' || name === 'lp-20x26-s12') await measureFront(name, seeds, evaluator, figures);
    if (name === 'lp-50x26-s13' || name === 'lp-100x52-s14') await measureRelations(name, figures);
    if (name === 'lp-50x26-s13') {
      await measureRivals(name, seeds, evaluator, figures);
      measureSpeed(name, evaluator, figures);
    }
  }
  await measureOffers(
    async (instance, seed) => {
      await forgetTables();
      return search(instance, seed);
    },
    Math.min(seeds, 3),
    only,
    figures,
  );
  return figures;
};

function read<T>(file: string): T {
  return JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as T;
}

async function search(
  instance: LaunchInstance,
  seed: number,
  objective: PlanObjective = 'profit',
  method: PlanMethod = 'memetic',
): Promise<{ readonly output: OptimiseOutput; readonly seconds: number; readonly wallSeconds: number }> {
  const started = process.cpuUsage();
  const startedAt = performance.now();
  const output = await handlers.optimise(
    { instance, objective, method, weights: { demand: 0.5, market: 0.5 }, lambda: 0.5, seed, moves: null },
    createFreeControl(),
  );
  const used = process.cpuUsage(started);
  // Processor time: what a search costs does not depend on what else the machine does.
  return { output, seconds: (used.user + used.system) / 1e6, wallSeconds: (performance.now() - startedAt) / 1000 };
}

async function measureSearch(name: string, seeds: number, evaluator: Evaluator, figures: Figures): Promise<void> {
  const instance = read<LaunchInstance>(`${name}.json`);
  const best = read<Best>(`${name}.best.json`);
  const gaps: number[] = [];
  const bounds: number[] = [];
  const seconds: number[] = [];
  const wallSeconds: number[] = [];
  for (let seed = 1; seed <= seeds; seed++) {
    await forgetTables();
    const run = await search(instance, seed);
    const priced = evaluator.evaluate(instance, run.output.weeks);
    if (!priced.feasible) throw new Error(`${name}, seed ${seed}: infeasible`);
    if (priced.profit > best.upperBound * (1 + 1e-9)) throw new Error(`${name}: above the proven bound`);
    gaps.push(1 - priced.profit / best.value);
    bounds.push(run.output.upperBound / best.value - 1);
    seconds.push(run.seconds);
    wallSeconds.push(run.wallSeconds);
  }
  figures[`${name} median gap to the best known`] = percent(median(gaps));
  figures[`${name} worst gap`] = percent(Math.max(...gaps));
  figures[`${name} optimum or better in`] = `${gaps.filter((gap) => gap < 1e-8).length} of ${seeds}`;
  figures[`${name} bound above the best known`] = percent(median(bounds));
  figures[`${name} median processor seconds, one core`] = median(seconds).toFixed(2);
  figures[`${name} median wall-clock seconds, one core`] = median(wallSeconds).toFixed(2);
}

/** Prices another problem, so that no table is ready when the next clock starts. */
async function forgetTables(): Promise<void> {
  const instance = randomInstance({ seed: 1, products: 2, weeks: 2 });
  const weights = { demand: 0.5, market: 0.5 };
  await handlers.evaluatePlan({ instance, weeks: [-1, -1], weights }, createFreeControl());
}

/** Draws of precedence and waves on each instance. */
const relationSeeds = 3;

/** The same instance with chains of precedence and waves on top: the bound stays near the best plan, every rule kept. */
async function measureRelations(name: string, figures: Figures): Promise<void> {
  const plain = read<LaunchInstance>(`${name}.json`);
  const tenth = Math.round(plain.products.length / 10);
  for (const [words, counts] of [
    ['precedence', { precedence: tenth, waves: 0, groups: 0, musts: 0 }],
    ['precedence and waves', { precedence: tenth, waves: Math.round(tenth / 2), groups: 0, musts: 0 }],
  ] as const) {
    const gaps: number[] = [];
    for (let seed = 1; gaps.length < relationSeeds; seed++) {
      const instance = addRelations(plain, seed, counts);
      // Chance may ask a must-launch to follow one that opens too late: no plan keeps that.
      if (findContradictions(instance).some(({ severity }) => severity === 'error')) continue;
      const { output } = await search(instance, 1);
      if (checkPlan(instance, output.weeks).length > 0) throw new Error(`${name} with ${words}: a rule is broken`);
      gaps.push(output.gap);
    }
    figures[`${name} with ${words}, bound above the plan, ${relationSeeds} draws`] = gaps.map(percent).join(', ');
  }
}

async function measureFront(name: string, seeds: number, evaluator: Evaluator, figures: Figures): Promise<void> {
  const instance = read<LaunchInstance>(`${name}.json`);
  const { front } = read<Best>(`${name}.best.json`);
  if (!front) return;
  const { profit, risk } = front.hypervolumeReference;
  const whole = evaluator.hypervolume(front.points, profit, risk);
  const ratios: number[] = [];
  const seconds: number[] = [];
  for (let seed = 1; seed <= seeds; seed++) {
    const run = await search(instance, seed, 'front', 'nsga2');
    const points = run.output.front.map(({ weeks }) => evaluator.evaluate(instance, weeks));
    if (points.some(({ feasible }) => !feasible)) throw new Error(`${name}: infeasible point`);
    ratios.push(evaluator.hypervolume(points, profit, risk) / whole);
    seconds.push(run.seconds);
  }
  figures[`${name} front, median hypervolume ratio`] = median(ratios).toFixed(4);
  figures[`${name} front, least hypervolume ratio`] = Math.min(...ratios).toFixed(4);
  figures[`${name} front, median processor seconds`] = median(seconds).toFixed(2);
}

/** What others find in the time that the planner takes: the plain genetic algorithm, and three ways without a search. */
async function measureRivals(name: string, seeds: number, evaluator: Evaluator, figures: Figures): Promise<void> {
  const instance = read<LaunchInstance>(`${name}.json`);
  const best = read<Best>(`${name}.best.json`);
  const tables = buildLaunchTables(instance);
  const gapOf = (weeks: readonly number[] | null): number =>
    weeks === null ? 1 : 1 - evaluator.evaluate(instance, weeks).profit / best.value;
  const ours = await search(instance, 1);
  const plain: number[] = [];
  for (let seed = 1; seed <= seeds; seed++)
    plain.push(gapOf(plainGeneticAlgorithm(instance, tables, { seed, seconds: ours.seconds })));
  figures[`${name} plain genetic algorithm, gap at equal time`] = percent(median(plain));
  const swarm = await search(instance, 1, 'profit', 'pso');
  figures[`${name} pso, gap`] = `${percent(gapOf(swarm.output.weeks))} in ${swarm.seconds.toFixed(2)} processor s`;
  const random = createRandom(1);
  const inOrder = (order: readonly (readonly [i: number, t: number])[]): number[] => {
    const state = new PlanState(compileRules(instance), { value: tables.mean, pairScale: tables.meanMarket });
    for (const [i, t] of order) if (state.weeks[i] === notLaunched && state.canPlace(i, t)) state.place(i, t);
    return Array.from(state.weeks);
  };
  const cells = Array.from(tables.mean.keys()).map((cell): [number, number] => [
    Math.floor(cell / tables.weeks),
    cell % tables.weeks,
  ]);
  const must = ([i]: readonly [number, number]): number => (instance.products[i].must ? 1 : 0);
  const value = ([i, t]: readonly [number, number]): number => tables.mean[i * tables.weeks + t];
  const paying = cells.filter((cell) => value(cell) > 0 || must(cell));
  const shuffled = paying.map((cell) => ({ cell, key: random.next() })).sort((a, b) => a.key - b.key);
  const orders = {
    greedy: [...paying].sort((a, b) => must(b) - must(a) || value(b) - value(a)),
    'as soon as possible': [...paying].sort((a, b) => must(b) - must(a) || a[1] - b[1] || value(b) - value(a)),
    random: shuffled.map(({ cell }) => cell).sort((a, b) => must(b) - must(a)),
  };
  for (const [way, order] of Object.entries(orders)) {
    const weeks = inOrder(order);
    const broken = checkPlan(instance, weeks).length;
    figures[`${name} ${way}, gap`] = `${percent(gapOf(weeks))}${broken > 0 ? `, ${broken} rules broken` : ''}`;
  }
}

/** Moves priced by delta, plans priced from the tables and by the formula, each per second in this run. */
function measureSpeed(name: string, evaluator: Evaluator, figures: Figures): void {
  const instance = read<LaunchInstance>(`${name}.json`);
  const tables = buildLaunchTables(instance);
  const state = new PlanState(compileRules(instance), { value: tables.mean, pairScale: tables.meanMarket });
  const weeks = instance.products.map((_, i) => (i % 2 === 0 ? i % tables.weeks : notLaunched));
  state.adopt(weeks);
  const random = createRandom(1);
  const picks = Int32Array.from({ length: 4096 }, () => random.below(tables.products * tables.weeks));
  const tail = tailCountOf(instance);
  let sum = 0;
  const delta = perSecond(() => {
    for (const pick of picks) sum += state.moveDelta(Math.floor(pick / tables.weeks), pick % tables.weeks);
  }, picks.length);
  const table = perSecond(() => {
    for (let k = 0; k < 100; k++) sum += meanAndTail(scenarioProfits(instance, tables, weeks), tail).tailMean;
  }, 100);
  const formula = perSecond(() => {
    sum += evaluator.evaluate(instance, weeks).profit;
  }, 1);
  if (Number.isNaN(sum)) throw new Error('a price is not a number');
  figures[`${name} moves priced by delta, millions a second`] = (delta / 1e6).toFixed(1);
  figures[`${name} delta over table evaluation`] = (delta / table).toFixed(0);
  figures[`${name} table evaluation over formula`] = (table / formula).toFixed(0);
}

/** Rounds a second in the best of some short spells: what the code can, not what else the machine does. */
function perSecond(work: () => void, count: number): number {
  work();
  let best = 0;
  for (let spell = 0; spell < 10; spell++) {
    const started = performance.now();
    let rounds = 0;
    while (performance.now() - started < 80) {
      work();
      rounds += 1;
    }
    best = Math.max(best, (rounds * count * 1000) / (performance.now() - started));
  }
  return best;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(3)} %`;
}

export default benchmark;
