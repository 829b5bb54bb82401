import { clamp, meanAndError, meanOf, varianceOf } from '#engine/kernels/statistics.ts';
import type { HitEvaluation, HitSource } from '#engine/launch/forecast/cold-start-forecast.ts';
import { areaUnderCurve } from '#engine/launch/forecast/launch-scores.ts';
import type { LevelBacktest } from '#engine/launch/level/level-backtest.ts';
import type { LevelData } from '#engine/launch/level/level-data.ts';
import { createLevelFeatures } from '#engine/launch/level/level-features.ts';
import type { PerceptronTrainer } from '#engine/launch/level/perceptron.ts';
import { trainCommittee } from '#engine/launch/level/perceptron-committee.ts';

/** Standard errors by which a model's Brier score must lead, as for the level. */
const clearLead = 2;

/**
 * Perceptrons with a sigmoid output (binary cross-entropy) that tell hits from others by the columns of level-features.ts, learnt from the
 * launches `train`. `z`: levels and `isHit`: outcomes, by launch. Returns the probability of an item.
 */
export function learnHits(
  data: LevelData,
  train: readonly number[],
  z: Float64Array,
  isHit: (launch: number) => boolean,
  trainer: PerceptronTrainer,
): (item: number) => number {
  const own = Float64Array.from(train, (launch) => z[launch]);
  const mean = meanOf(own);
  const spread = Math.sqrt(Math.max(1e-18, varianceOf(own, own.length)));
  const levels = own.map((level) => (level - mean) / spread);
  const features = createLevelFeatures(data, train, levels);
  const hits = Float64Array.from(train, (launch) => (isHit(launch) ? 1 : 0));
  const { predict } = trainCommittee(train.map(features.of), hits, 'sigmoid', trainer);
  return (item) => predict([features.of(item)])[0];
}

/** The classifier's probabilities of the backtest's launches, each learnt from the launches that it was forecast from. */
export async function backtestHits(
  data: LevelData,
  { folded }: LevelBacktest,
  z: Float64Array,
  isHit: (launch: number) => boolean,
  trainer: PerceptronTrainer,
  pause: () => Promise<void>,
): Promise<number[]> {
  const learnt = new Map<readonly number[], (item: number) => number>();
  const probabilities: number[] = [];
  for (const { launch, trainedOn } of folded) {
    let known = learnt.get(trainedOn);
    if (!known) {
      await pause();
      known = learnHits(data, trainedOn, z, isHit, trainer);
      learnt.set(trainedOn, known);
    }
    probabilities.push(known(launch));
  }
  return probabilities;
}

/**
 * The distribution's probabilities, unless the squared errors of the classifier, or of the mean of both, are smaller by more than two
 * standard errors of the difference over the same launches; then the better of these.
 */
export function evaluateHits(
  distribution: readonly number[],
  perceptron: readonly number[],
  hits: readonly boolean[],
): HitEvaluation {
  const both = distribution.map((probability, i) => (probability + perceptron[i]) / 2);
  const bySource = { distribution, perceptron, both };
  const squares = (probabilities: readonly number[]): number[] =>
    probabilities.map((probability, i) => (probability - (hits[i] ? 1 : 0)) ** 2);
  const own = squares(distribution);
  let used: HitSource = 'distribution';
  let best = 0;
  for (const source of ['perceptron', 'both'] as const) {
    const gains = squares(bySource[source]).map((square, i) => own[i] - square);
    const { mean, standardError } = meanAndError(gains);
    if (mean > clearLead * standardError && mean > best) {
      best = mean;
      used = source;
    }
  }
  const scores = (Object.keys(bySource) as HitSource[]).map((source) => ({
    source,
    brier: meanOf(squares(bySource[source])),
    auc: areaUnderCurve(bySource[source].map((hitProbability, i) => ({ hitProbability, hit: hits[i] }))),
  }));
  return { used, scores };
}

/** A probability from its two sources. */
export function joinSources(used: HitSource, distribution: number, perceptron: number): number {
  if (used === 'distribution') return distribution;
  return used === 'perceptron' ? perceptron : (distribution + perceptron) / 2;
}

/**
 * What the classifier says before the launch, moved by what is known beyond it (first weeks, pins, the manager's own figures): the odds change by the
 * factor by which those of the distribution change, from `before` to `after`. All of them in (0, 1).
 */
export function moveOdds(classified: number, before: number, after: number): number {
  if (before === after) return classified;
  const odds = (stated: number): number => {
    const probability = clamp(stated, 1e-6, 1 - 1e-6);
    return probability / (1 - probability);
  };
  const moved = (odds(classified) * odds(after)) / odds(before);
  return moved / (1 + moved);
}
