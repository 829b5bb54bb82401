import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { type LaunchInstance, noLocks } from '#engine/planning/problem/launch-instance.ts';
import { buildLaunchTables } from '#engine/planning/problem/launch-tables.ts';
import { optimise } from '#engine/planning/search/optimise.ts';
import { simulateLaunch } from '#engine/planning/testing/simulate-launch.ts';
import { createRandom } from '#engine/random.ts';
import { evaluatePlan } from './evaluate-plan.ts';
import { paperReturns } from './paper-fitness.ts';

/**
 * Against the reference instances and their independent evaluator (`../shared/reference/launch-plan`), which shares no
 * code with this project.
 */
const folder = path.resolve('../shared/reference/launch-plan');
const isThere = existsSync(path.join(folder, 'evaluate.mjs'));

interface ReferenceFigures {
  readonly feasible: boolean;
  readonly profit: number;
  readonly risk: number;
  readonly stdev: number;
  readonly unevenness: number;
  readonly lossProbability: number;
  readonly investment: number;
  readonly cannibalisation: number;
  readonly expectedUnits: number;
  readonly expectedLeftover: number;
  readonly violations: readonly { readonly rule: string; readonly by: number }[];
}

interface Evaluator {
  evaluate(instance: LaunchInstance, weeks: readonly number[]): ReferenceFigures;
  articleFitness(
    instance: LaunchInstance,
    weeks: readonly number[],
    w1: number,
    w2: number,
  ): { d: number; p: number; f: number };
  productProfit(instance: LaunchInstance, i: number, t: number, s: number): { profit: number; left: number };
  hypervolume(points: readonly { profit: number; risk: number }[], refProfit: number, refRisk: number): number;
}

const evaluator = isThere
  ? ((await import(/* @vite-ignore */ pathToFileURL(path.join(folder, 'evaluate.mjs')).href)) as Evaluator)
  : (null as unknown as Evaluator);

function read(name: string): LaunchInstance {
  return JSON.parse(readFileSync(path.join(folder, `${name}.json`), 'utf8')) as LaunchInstance;
}

interface Best {
  readonly value: number;
  readonly upperBound: number;
  readonly front: {
    readonly points: readonly { profit: number; risk: number }[];
    readonly hypervolumeReference: { readonly profit: number; readonly risk: number };
  };
}

function readBest(name: string): Best {
  return JSON.parse(readFileSync(path.join(folder, `${name}.best.json`), 'utf8')) as Best;
}

function search(instance: LaunchInstance, seed: number, moves: number, objective: 'profit' | 'front' = 'profit') {
  const steps = optimise(instance, buildLaunchTables(instance), {
    objective,
    method: objective === 'front' ? 'nsga2' : 'memetic',
    weights: { demand: 0.5, market: 0.5 },
    lambda: 0,
    seed,
    moves,
    locks: noLocks,
    start: null,
  });
  for (let step = steps.next(false); ; step = steps.next(false)) if (step.done) return step.value;
}

const relative = (a: number, b: number): number => Math.abs(a - b) / Math.max(1, Math.abs(b));

describe.skipIf(!isThere)('plans against the reference evaluator (needs ../shared/reference/launch-plan)', () => {
  it.each(['lp-10x12-s11', 'lp-20x26-s12', 'lp-50x26-s13'])('prices random plans of %s alike to 1e-9', (name) => {
    const instance = read(name);
    const tables = buildLaunchTables(instance);
    const returns = paperReturns(instance);
    const random = createRandom(7);
    for (let round = 0; round < 40; round++) {
      const weeks = instance.products.map(() => (random.next() < 0.5 ? -1 : random.below(instance.weeks)));
      const ours = evaluatePlan(instance, weeks, { tables, returns, weights: { demand: 0.3, market: 0.7 } });
      const theirs = evaluator.evaluate(instance, weeks);
      for (const key of [
        ...(['profit', 'risk', 'stdev', 'unevenness', 'lossProbability', 'investment'] as const),
        ...(['cannibalisation', 'expectedUnits', 'expectedLeftover'] as const),
      ])
        expect(relative(ours[key], theirs[key])).toBeLessThan(1e-9);
      expect(ours.violations.length).toBe(theirs.violations.length);
      const broken = (list: readonly { by: number }[]): number => list.reduce((sum, { by }) => sum + by, 0);
      expect(relative(broken(ours.violations), broken(theirs.violations))).toBeLessThan(1e-9);
      const fitness = evaluator.articleFitness(instance, weeks, 0.3, 0.7);
      for (const key of ['d', 'p', 'f'] as const) expect(relative(ours.article[key], fitness[key])).toBeLessThan(1e-12);
    }
  });

  it('has the same table entry and the same single launch as the formula', () => {
    const instance = read('lp-10x12-s11');
    const tables = buildLaunchTables(instance);
    for (let i = 0; i < tables.products; i++)
      for (let t = 0; t < tables.weeks; t++)
        for (let s = 0; s < tables.scenarios; s += 7) {
          const expected = evaluator.productProfit(instance, i, t, s);
          expect(relative(tables.profitOf(i, t)[s], expected.profit)).toBeLessThan(1e-11);
          expect(relative(simulateLaunch(instance, i, t, s).left, expected.left)).toBeLessThan(1e-11);
        }
  });
});

describe.skipIf(!isThere)('search on the reference instances (needs ../shared/reference/launch-plan)', () => {
  it.each([1, 2, 3])('20 x 26, seed %i: the proven optimum', (seed) => {
    const instance = read('lp-20x26-s12');
    const best = readBest('lp-20x26-s12');
    const found = search(instance, seed, 3e6);
    const figures = evaluator.evaluate(instance, Array.from(found.weeks));
    expect(figures.feasible).toBe(true);
    expect(figures.profit).toBeGreaterThan(best.value - 0.01);
    expect(found.upperBound).toBeGreaterThan(best.value - 0.01);
    expect(found.upperBound).toBeLessThan(best.value * 1.02);
  });

  it('50 x 26: at most 0.15 % below the proven optimum; the bound within 1 %', () => {
    const instance = read('lp-50x26-s13');
    const best = readBest('lp-50x26-s13');
    const found = search(instance, 1, 3e6);
    const figures = evaluator.evaluate(instance, Array.from(found.weeks));
    expect(figures.feasible).toBe(true);
    expect(figures.profit).toBeGreaterThan(best.value * (1 - 0.0015));
    expect(figures.profit).toBeLessThan(best.upperBound + 0.01);
    expect(found.upperBound).toBeGreaterThan(best.value - 0.01);
    expect(found.upperBound).toBeLessThan(best.value * 1.01);
  });

  it('100 x 52: at most 0.5 % below the best known, never above the proven bound', () => {
    const instance = read('lp-100x52-s14');
    const best = readBest('lp-100x52-s14');
    const found = search(instance, 1, 4e6);
    const figures = evaluator.evaluate(instance, Array.from(found.weeks));
    expect(figures.feasible).toBe(true);
    expect(figures.profit).toBeGreaterThan(best.value * (1 - 0.005));
    expect(figures.profit).toBeLessThan(best.upperBound);
    expect(found.upperBound).toBeLessThan(best.value * 1.02);
  });

  it('10 x 12: the front covers at least 0.998 of the exact front, every plan feasible', () => {
    const instance = read('lp-10x12-s11');
    const { front } = readBest('lp-10x12-s11');
    const { profit, risk } = front.hypervolumeReference;
    const points = search(instance, 1, 15e5, 'front').front.map(({ places: weeks }) =>
      evaluator.evaluate(instance, Array.from(weeks)),
    );
    expect(points.every(({ feasible }) => feasible)).toBe(true);
    const ratio = evaluator.hypervolume(points, profit, risk) / evaluator.hypervolume(front.points, profit, risk);
    expect(ratio).toBeGreaterThan(0.998);
    expect(ratio).toBeLessThan(1 + 1e-6);
  });
});
