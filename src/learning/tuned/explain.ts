import { createRandom } from '#engine/random.ts';
import type { Executor } from '#learning/executor.ts';
import { horizonWindows } from '#learning/network-forecast.ts';
import { shuffled } from '#learning/window-drawing.ts';
import { validationSample, type Window } from '#learning/window-set.ts';
import { medianOutput, type TunedWindows } from './tuned-windows.ts';

/** Causes that a forecast can be put down to. */
export type CauseGroup = 'history' | 'calendar' | 'price' | 'promotion' | 'browsing';

const causeGroups: readonly CauseGroup[] = ['history', 'calendar', 'price', 'promotion', 'browsing'];

export interface GroupImportance {
  readonly group: CauseGroup;
  /** By how much the median's mean absolute error on the validation block grows when the group is shuffled; percent. */
  readonly errorGrowth: number;
}

/** One series' forecast over the horizon, taken apart: `base` and the parts add up to `total`. */
export interface ForecastParts {
  readonly seriesId: string;
  /** Units if the recent level just went on. */
  readonly base: number;
  readonly parts: readonly { readonly group: CauseGroup; readonly units: number }[];
  /** Sum of the median forecasts of the members' mean. */
  readonly total: number;
}

/** A few hundred windows settle which group matters; each group is shuffled more than once. */
const sampledWindows = 512;
const shuffles = 3;

function groupOfRegressor(name: string): CauseGroup {
  if (/price/i.test(name)) return 'price';
  if (/promo|discount|deal|feat/i.test(name)) return 'promotion';
  if (/brows|view|visit|dwell/i.test(name)) return 'browsing';
  return 'calendar';
}

interface Causes {
  readonly present: readonly CauseGroup[];
  /** Group of every input within a step; null = never taken away. */
  readonly slots: readonly (CauseGroup | null)[];
  /** Group of every regressor. */
  readonly regressors: readonly CauseGroup[];
}

function causesOf(windows: TunedWindows): Causes {
  const regressors = windows.vocabulary.regressors.map(groupOfRegressor);
  const observed = (windows.vocabulary.observed ?? []).map(groupOfRegressor);
  const slots = windows.slots.map(({ group, column }): CauseGroup | null => {
    if (group === 'history') return 'history';
    if (group === 'season') return 'calendar';
    if (group === 'observed') return observed[column];
    return group === 'regressor' ? regressors[column] : null;
  });
  const present = causeGroups.filter((group) => slots.includes(group));
  return { present, slots, regressors };
}

/** What a window adds to the level outside of the network: last seasons' pattern and the regressors' effects, by group. */
function linearPart(windows: TunedWindows, causes: Causes, window: Window, group: CauseGroup): number {
  const series = windows.prepared[window.series];
  const frame = windows.frameOf(window);
  const t = window.origin + window.ahead - 1;
  let sum = group === 'calendar' ? frame.anchors[window.ahead - 1] - frame.level : 0;
  causes.regressors.forEach((owner, k) => {
    if (owner === group) sum += series.coefficients[k] * series.regressors[k][t];
  });
  return sum;
}

interface WindowInputs {
  readonly inputs: Float32Array;
  readonly size: number;
}

function inputsOf(windows: TunedWindows, chosen: readonly Window[]): WindowInputs {
  const size = windows.steps * windows.features;
  const inputs = new Float32Array(chosen.length * size);
  chosen.forEach((window, row) => {
    windows.writeInputs(window, inputs, row * size);
  });
  return { inputs, size };
}

/** Median outputs [windows] for inputs that were written before. */
async function mediansOf(
  executor: Executor,
  windows: TunedWindows,
  { inputs, size }: WindowInputs,
  batchSize: number,
  pause: () => Promise<void>,
): Promise<Float64Array> {
  const rows = inputs.length / size;
  const medians = new Float64Array(rows);
  const batch = new Float32Array(batchSize * size);
  for (let from = 0; from < rows; from += batchSize) {
    const part = Math.min(batchSize, rows - from);
    batch.set(inputs.subarray(from * size, (from + part) * size));
    const outputs = await executor.predict({ rows: batchSize, steps: windows.steps, inputs: batch });
    for (let row = 0; row < part; row++) medians[from + row] = outputs[row * windows.outputs + medianOutput];
    await pause();
  }
  return medians;
}

/**
 * Permutation importance (Breiman 2001; Fisher, Rudin and Dominici 2019): the group's inputs, and what it adds outside of
 * the network, are taken from other windows of the validation block, which the network never learnt from.
 */
export async function measureImportance(
  executor: Executor,
  windows: TunedWindows,
  batchSize: number,
  seed: number,
  pause: () => Promise<void>,
): Promise<readonly GroupImportance[]> {
  const causes = causesOf(windows);
  const sample = validationSample(windows, sampledWindows);
  const whole = inputsOf(windows, sample);
  const frames = sample.map((window) => windows.frameOf(window));
  const targets = sample.map((window) => windows.targetOf(window));
  const random = createRandom(seed);
  const base = await mediansOf(executor, windows, whole, batchSize, pause);
  const baseError = meanError(base);
  const importance: GroupImportance[] = [];
  for (const group of causes.present) {
    let error = 0;
    for (let round = 0; round < shuffles; round++) {
      const other = shuffled(sample.length, random);
      const inputs = whole.inputs.slice();
      for (let row = 0; row < sample.length; row++) copyGroup(inputs, row, other[row], group);
      const medians = await mediansOf(executor, windows, { inputs, size: whole.size }, batchSize, pause);
      // What the group adds by itself comes from the other window too, in units of this one's scale.
      const shifted = medians.map((median, row) => {
        const own = linearPart(windows, causes, sample[row], group) / frames[row].scale;
        const others = linearPart(windows, causes, sample[other[row]], group) / frames[other[row]].scale;
        return median - own + others;
      });
      error += meanError(shifted) / shuffles;
    }
    importance.push({ group, errorGrowth: 100 * (error / baseError - 1) });
  }
  return importance.sort((a, b) => b.errorGrowth - a.errorGrowth);

  function meanError(medians: Float64Array): number {
    return medians.reduce((sum, median, row) => sum + Math.abs(targets[row] - median), 0) / medians.length;
  }

  function copyGroup(inputs: Float32Array, row: number, other: number, group: CauseGroup): void {
    for (let step = 0; step < windows.steps; step++)
      causes.slots.forEach((owner, slot) => {
        const at = step * windows.features + slot;
        if (owner === group) inputs[row * whole.size + at] = whole.inputs[other * whole.size + at];
      });
  }
}

/**
 * Shapley values (1953) of the groups in the forecast of one series, exact over all coalitions: the worth of a coalition is
 * the sum of the median forecasts when the other groups' inputs are neutral (0: at the level, no season, regressors at
 * their mean). `members` are the weights that are averaged, `share` is what counts of their word.
 */
export async function explainSeries(
  executor: Executor,
  windows: TunedWindows,
  members: readonly Float32Array[],
  share: number,
  seriesId: string,
  batchSize: number,
  pause: () => Promise<void>,
): Promise<ForecastParts | null> {
  const series = windows.series.findIndex(({ id }) => id === seriesId);
  if (series < 0) return null;
  const causes = causesOf(windows);
  const all = horizonWindows(windows, (index) => windows.series[index].length);
  const chosen = all.slice(series * windows.horizon, (series + 1) * windows.horizon);
  const whole = inputsOf(windows, chosen);
  const groups = causes.present;
  const worth = new Float64Array(2 ** groups.length);
  const medians = Array.from(worth, () => new Float64Array(chosen.length));
  for (const weights of members) {
    executor.writeWeights(weights);
    for (let coalition = 0; coalition < worth.length; coalition++) {
      const inputs = whole.inputs.map((value, at) => {
        const group = causes.slots[at % windows.features];
        return group === null || isIn(coalition, group) ? value : 0;
      });
      const outputs = await mediansOf(executor, windows, { inputs, size: whole.size }, batchSize, pause);
      outputs.forEach((output, row) => {
        medians[coalition][row] += (share * output) / members.length;
      });
    }
  }
  for (let coalition = 0; coalition < worth.length; coalition++)
    worth[coalition] = chosen.reduce((sum, window, row) => {
      const frame = windows.frameOf(window);
      const missing = groups
        .filter((group) => !isIn(coalition, group))
        .reduce((total, group) => total + linearPart(windows, causes, window, group), 0);
      return sum + windows.restore(window, medians[coalition][row] - missing / frame.scale);
    }, 0);
  const parts = groups.map((group, k) => ({ group, units: shapleyValue(worth, groups.length, k) }));
  return { seriesId, base: worth[0], parts, total: worth[worth.length - 1] };

  function isIn(coalition: number, group: CauseGroup): boolean {
    return (coalition & (1 << groups.indexOf(group))) !== 0;
  }
}

/** Mean gain by player `player` over all orders of `count` players; `worth` by bit set. */
export function shapleyValue(worth: Float64Array, count: number, player: number): number {
  const bit = 1 << player;
  let value = 0;
  for (let coalition = 0; coalition < worth.length; coalition++) {
    if (coalition & bit) continue;
    const size = bitCount(coalition);
    value +=
      ((worth[coalition | bit] - worth[coalition]) * (factorial(size) * factorial(count - size - 1))) /
      factorial(count);
  }
  return value;
}

function bitCount(bits: number): number {
  let count = 0;
  for (let rest = bits; rest > 0; rest >>= 1) count += rest & 1;
  return count;
}

function factorial(n: number): number {
  return n <= 1 ? 1 : n * factorial(n - 1);
}
