import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  type LaunchInstance,
  type LaunchProduct,
  type LaunchWeeks,
  notLaunched,
  optionOfPlace,
  weekOfPlace,
} from '#engine/planning/problem/launch-instance.ts';
import { buildLaunchTables } from '#engine/planning/problem/launch-tables.ts';
import type { OptimiseOutput } from '#workers/planning/contract.ts';
import { readInstance } from '../../scripts/engine/instance-input.ts';

const folder = path.resolve('../shared/reference/launch-plan-2');
/** Each with the instance of the first format that is of its size, and what its search may miss and its bound exceed. */
const sets = [
  { name: 'lp2-8x10-s35', like: 'lp-10x12-s11', gap: 1e-8, bound: 0.02 },
  { name: 'lp2-20x26-s32', like: 'lp-20x26-s12', gap: 0.0015, bound: 0.02 },
  { name: 'lp2-50x26-s33', like: 'lp-50x26-s13', gap: 0.0015, bound: 0.02 },
  { name: 'lp2-100x52-s34', like: 'lp-100x52-s14', gap: 0.005, bound: 0.03 },
  { name: 'lp2-300x52-s35', like: 'lp-300x52-s15', gap: 0.01, bound: 0.03 },
];
const mostTime = 2.5;

export interface Searched {
  readonly output: OptimiseOutput;
  readonly seconds: number;
}
type Search = (instance: LaunchInstance, seed: number) => Promise<Searched>;

interface Best {
  readonly value: number;
  readonly upperBound: number;
  readonly comparison: { readonly sequentialAfterBestSingleBuy: number; readonly alternating: number };
}

interface Evaluator {
  evaluate(instance: object, plan: object): { feasible: boolean; profit: number };
}

/**
 * Weeks and offers together on the instances of `launch-plan/2`, each plan priced by their own evaluator; a figure that misses its
 * bar says MISSED. `seeds`: of the search; against planning in turns it takes ten.
 */
export async function measureOffers(
  search: Search,
  seeds: number,
  only: readonly string[] | undefined,
  figures: Record<string, number | string>,
): Promise<void> {
  if (!existsSync(folder)) return;
  const evaluator = (await import(pathToFileURL(path.join(folder, 'evaluate.mjs')).href)) as Evaluator;
  const missed: string[] = [];
  const say = (line: string, text: string, isKept: boolean): void => {
    figures[line] = isKept ? text : `${text}: MISSED`;
    if (!isKept) missed.push(line);
  };
  for (const { name, like, gap: mostGap, bound: mostBound } of sets) {
    if (only && !only.includes(name)) continue;
    const filed = JSON.parse(readFileSync(path.join(folder, `${name}.json`), 'utf8')) as object;
    const best = JSON.parse(readFileSync(path.join(folder, `${name}.best.json`), 'utf8')) as Best;
    const instance = readInstance(filed);
    const priced = (weeks: LaunchWeeks): number => {
      const plan = {
        weeks: weeks.map((place) => weekOfPlace(instance, place)),
        options: weeks.map((place) => optionOfPlace(instance, place)),
      };
      const { feasible, profit } = evaluator.evaluate(filed, plan);
      if (!feasible) throw new Error(`${name}: infeasible`);
      if (profit > best.upperBound * (1 + 1e-9)) throw new Error(`${name}: above the proven bound`);
      return profit;
    };
    const gaps: number[] = [];
    const bounds: number[] = [];
    const seconds: number[] = [];
    for (let seed = 1; seed <= seeds; seed++) {
      const { output, seconds: used } = await search(instance, seed);
      gaps.push(1 - priced(output.weeks) / best.value);
      bounds.push(output.upperBound / best.value - 1);
      seconds.push(used);
    }
    const first = JSON.parse(readFileSync(path.join(folder, `../launch-plan/${like}.json`), 'utf8')) as LaunchInstance;
    const { seconds: ofFirst } = await search(first, 1);
    const worst = Math.max(...gaps);
    say(`${name} worst gap to the best known`, percent(worst), worst <= mostGap);
    figures[`${name} best gap`] = percent(Math.min(...gaps));
    say(`${name} bound above the best known`, percent(Math.max(...bounds)), Math.max(...bounds) <= mostBound);
    const ratio = Math.max(...seconds) / ofFirst;
    const text = `${ratio.toFixed(2)} (${Math.max(...seconds).toFixed(2)} s)`;
    // A search of a second or two is mostly what starts it.
    say(`${name} processor time over that of ${like}`, text, ratio <= mostTime || ofFirst < 2);
    const { sequentialAfterBestSingleBuy, alternating } = best.comparison;
    const least = (1 - worst) * best.value;
    say(
      `${name} over the reference's sequential and alternating plans`,
      `${percent(least / sequentialAfterBestSingleBuy - 1)}, ${percent(least / alternating - 1)}`,
      least >= sequentialAfterBestSingleBuy && least >= alternating,
    );
    if (name === 'lp2-20x26-s32') {
      const gains: [number, number][] = [];
      for (let seed = 1; seed <= 10; seed++) {
        const joint = priced((await search(instance, seed)).output.weeks);
        const { sequential, alternating: turns } = await inTurns(instance, (changed) => search(changed, seed));
        gains.push([joint / priced(sequential) - 1, joint / priced(turns) - 1]);
      }
      const of = (k: 0 | 1): number[] => gains.map((pair) => pair[k]).sort((a, b) => a - b);
      for (const [k, way] of [
        [0, 'after the weeks'],
        [1, 'in turns'],
      ] as const)
        say(
          `${name} together over ${way}, ten seeds: least, median`,
          `${percent(of(k)[0])}, ${percent(of(k)[5])}`,
          of(k)[0] >= -1e-9,
        );
    }
  }
  if (missed.length > 0) console.error(`missed: ${missed.join('; ')}`);
}

/** Weeks with one offer each, then offers for those weeks (sequential), and so on in turn until nothing is gained. */
async function inTurns(instance: LaunchInstance, search: (changed: LaunchInstance) => Promise<Searched>) {
  const { weeks: count } = instance;
  const { mean, row } = buildLaunchTables(instance);
  const offers = instance.products.map(({ options = [] }, i) => {
    const most = options.map((_, k) => Math.max(...mean.subarray(row[i] + k * count, row[i] + (k + 1) * count)));
    return isAllowed(instance.products[i]).reduce((best, k) => (most[k] > most[best] ? k : best));
  });
  const change = (of: (product: LaunchProduct, i: number) => Partial<LaunchProduct>): LaunchInstance => ({
    ...instance,
    products: instance.products.map((product, i) => ({ ...product, ...of(product, i) })),
  });
  const planWeeks = async (): Promise<number[]> => {
    const { output } = await search(change(({ options = [] }, i) => ({ options: [options[offers[i]]] })));
    return output.weeks.map((week, i) => (week < 0 ? notLaunched : offers[i] * count + week));
  };
  const planOffers = async (weeks: LaunchWeeks): Promise<readonly number[]> => {
    const week = (i: number): number => weekOfPlace(instance, weeks[i]);
    // Beyond the calendar: not launched.
    const held = change((_, i) =>
      week(i) < 0 ? { earliest: count, latest: count } : { earliest: week(i), latest: week(i) },
    );
    return (await search(held)).output.weeks;
  };
  const meanOf = (plan: LaunchWeeks): number =>
    plan.reduce((sum, place, i) => sum + (place < 0 ? 0 : mean[row[i] + place]), 0);
  const sequential = await planOffers(await planWeeks());
  let alternating = sequential;
  for (let turn = 0; turn < 4; turn++) {
    alternating.forEach((place, i) => {
      if (place >= 0) offers[i] = optionOfPlace(instance, place);
    });
    const next = await planOffers(await planWeeks());
    if (meanOf(next) <= meanOf(alternating)) break;
    alternating = next;
  }
  return { sequential, alternating };
}

/** Options that the lead time allows. */
function isAllowed({ options = [], leadTimeWeeks = 0 }: LaunchProduct): number[] {
  return [...options.keys()].filter((k) =>
    (options[k].reorders ?? []).every(({ reviewAge, arrivalAge }) => arrivalAge - reviewAge >= leadTimeWeeks),
  );
}

function percent(share: number): string {
  return `${(100 * share).toFixed(3)} %`;
}
