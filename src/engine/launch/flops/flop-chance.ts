import { meanAndError, sumOf } from '#engine/kernels/statistics.ts';
import type { LevelData } from '#engine/launch/level/level-data.ts';
import { createLevelFeatures } from '#engine/launch/level/level-features.ts';
import { growForest } from '#engine/launch/level/quantile-forest.ts';
import { countSales, type FlopRule, isFlop } from './flop-rule.ts';
import { learnSellingWeeks } from './selling-weeks.ts';

/** A launch that flops are learnt from: its place among the data's items, and its weeks so far. */
export interface FlopEvidence {
  readonly item: number;
  readonly weekly: Float64Array;
}

/** The chance that a launch sells nearly nothing. */
export interface FlopChance {
  /** Of an item before it begins, 0 to 1. */
  readonly of: (item: number) => number;
  /** Of a launch by the weeks so far, whatever its facts. */
  readonly seen: (weekly: ArrayLike<number>) => number;
  /** What becomes of the chance before the launch once it has sold `weekly`. */
  readonly after: (chance: number, weekly: ArrayLike<number>) => number;
  /** True: by the item's facts; false: the same for all, for want of launches or because no fact tells. */
  readonly byFacts: boolean;
  /** Totals of launches that flopped, ascending; a few of what a flop may sell at most where none is known. */
  readonly totals: Float64Array;
}

const forest = { trees: 100, leaf: 10, tried: 0.6, seed: 20_261_128 } as const;
/** Launches' worth of a rate of one in ten that the overall rate is pulled by, and of that rate in each leaf. */
const pull = 5;
const priorRate = 0.1;
const leafPull = 2;
/** Fewer launches, or flops among them, than this teach the forest nothing. */
const leastLearned = 20;
const leastFlops = 3;
/** Rounds in which what becomes of the launches under way is read from the chance, and the chance calibrated by that. */
const rounds = 2;

/**
 * Learns from launches of any age: one under way counts as a flop by the probability that it becomes one (selling-weeks.ts). The chance by
 * facts is a forest's (the columns of level-features.ts, the level being the flop) where its squared errors on launches that a tree has not
 * seen are smaller than those of the overall rate by more than a standard error; else the overall rate.
 */
export function learnFlops(
  data: LevelData,
  evidence: readonly FlopEvidence[],
  horizon: number,
  rule: FlopRule,
): FlopChance {
  const seen = learnSellingWeeks(
    evidence.map(({ weekly }) => weekly),
    horizon,
    rule,
  );
  const unseen = seen([]);
  const after = (chance: number, weekly: ArrayLike<number>): number => {
    const now = seen(weekly);
    if (now === 0 || now === 1) return now;
    const odds = ((chance / (1 - chance)) * (now / (1 - now)) * (1 - unseen)) / unseen;
    return odds / (1 + odds);
  };
  const flops = Float64Array.from(evidence, ({ weekly }) => seen(weekly));
  const rate = rateOf(flops);
  const byFacts = learnByFacts(data, evidence, flops, rate, after);
  return {
    of: byFacts ?? (() => rate),
    seen,
    after,
    byFacts: byFacts !== null,
    totals: totalsOf(evidence, horizon, rule),
  };
}

function rateOf(flops: Float64Array): number {
  return (sumOf(flops) + pull * priorRate) / (flops.length + pull);
}

function learnByFacts(
  data: LevelData,
  evidence: readonly FlopEvidence[],
  flops: Float64Array,
  rate: number,
  after: FlopChance['after'],
): ((item: number) => number) | null {
  const expected = sumOf(flops);
  if (flops.length < leastLearned || expected < leastFlops || flops.length - expected < leastFlops) return null;
  const spread = Math.sqrt(rate * (1 - rate));
  const train = evidence.map(({ item }) => item);
  const features = createLevelFeatures(
    data,
    train,
    flops.map((flop) => (flop - rate) / spread),
  );
  const rows = train.map(features.of);
  const weigh = growForest(rows, flops, forest);
  // Some of the overall rate in every leaf: no chance is quite 0.
  const kept = leafPull / (leafPull + forest.leaf);
  const chance = (row: Float64Array, unseenBy?: number): number =>
    weigh(row, unseenBy).reduce((sum, weight, i) => sum + (1 - kept) * weight * flops[i], kept * rate);
  const raw = rows.map((row, i) => chance(row, i));
  let turnOut = flops;
  let sharpen = calibrate(raw, turnOut);
  for (let round = 0; round < rounds; round++) {
    turnOut = Float64Array.from(evidence, ({ weekly }, i) => after(sharpen(raw[i]), weekly));
    sharpen = calibrate(raw, turnOut);
  }
  const unseen = raw.map(sharpen);
  const { mean, standardError } = meanAndError(
    unseen.map((stated, i) => (rate - flops[i]) ** 2 - (stated - flops[i]) ** 2),
  );
  return mean > standardError ? (item) => sharpen(chance(features.of(item))) : null;
}

const slopesTried = [0.75, 1, 1.25, 1.5, 1.75, 2, 2.5];
const shiftsTried = [-0.75, -0.5, -0.25, 0, 0.25, 0.5, 0.75];

/**
 * Leaves that mix launches of two kinds pull every chance to the middle: log odds are stretched and shifted (Platt 1999) as the likelihood of
 * launches that a tree has not seen asks for, a quarter of a unit from "as they are" having to gain one in log likelihood.
 */
function calibrate(chances: readonly number[], flops: Float64Array): (chance: number) => number {
  const moved = (slope: number, shift: number) => (chance: number) =>
    1 / (1 + Math.exp(-shift) * (1 / chance - 1) ** slope);
  let best = moved(1, 0);
  let bestValue = Number.NEGATIVE_INFINITY;
  for (const slope of slopesTried) {
    for (const shift of shiftsTried) {
      const own = moved(slope, shift);
      const likelihood = chances.reduce(
        (sum, chance, i) => {
          const stated = own(chance);
          return sum + flops[i] * Math.log(stated) + (1 - flops[i]) * Math.log(1 - stated);
        },
        -4 * (Math.abs(slope - 1) + Math.abs(shift)),
      );
      if (likelihood > bestValue) [best, bestValue] = [own, likelihood];
    }
  }
  return best;
}

function totalsOf(evidence: readonly FlopEvidence[], horizon: number, rule: FlopRule): Float64Array {
  const known = evidence.flatMap(({ weekly }) =>
    weekly.length >= horizon && isFlop(weekly, horizon, rule) ? [countSales(weekly, horizon).units] : [],
  );
  return Float64Array.from([...known, 1, rule.fewerUnitsThan / 2, rule.fewerUnitsThan]).sort();
}
