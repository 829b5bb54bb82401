import { factorCholesky, solveLower, solveUpper } from '#engine/kernels/cholesky.ts';
import { z80 } from '#engine/kernels/normal-distribution.ts';
import type { CommittedPlan } from '#engine/monitor/committed-plan.ts';
import type { TrackedPlan } from '#engine/monitor/track-plan.ts';

/** Log level of a launch so far against its committed level, and the variance of what it says about market and category. */
interface Evidence {
  readonly category: string;
  readonly log: number;
  readonly variance: number;
}

/**
 * What the launches so far say about those to come: the logarithm of a level is market + category + own, all normal around the committed forecast, with the shared
 * standard deviations of the basis; the launches' own levels observe the sum. Answers the factor on the mean level of each candidate (1 where nothing is known), own
 * levels for those that have launched. Conjugate normal regression: precision = prior precision + sum of h h' / variance.
 */
export function sharedLevels(plan: CommittedPlan, { report, outlooks }: TrackedPlan): number[] {
  const { market, category } = plan.basis.shared;
  const observed = new Map(report.launches.map((launch) => [launch.candidateId, launch.reforecast]));
  const names = [...new Set(plan.candidates.map((candidate) => candidate.category))];
  const evidence = plan.candidates.flatMap((candidate, i): Evidence[] => {
    const reforecast = observed.get(candidate.id);
    const outlook = outlooks[i];
    if (!reforecast || !outlook || reforecast.observedWeeks === 0) return [];
    const prior = logSpread(candidate.total.lo80, candidate.total.hi80) ** 2;
    const after = prior * (outlook.level.deviation / candidate.level.deviation) ** 2;
    if (!(after < prior * 0.98)) return [];
    // The observation alone: what turns the prior into the posterior by Bayes' rule.
    const error = 1 / (1 / after - 1 / prior);
    const log = Math.log(Math.max(1e-3, reforecast.levelFactor)) / (1 - after / prior);
    return [
      { category: candidate.category, log, variance: error + Math.max(0.01, prior - market ** 2 - category ** 2) },
    ];
  });
  const n = 1 + names.length;
  const precision = new Float64Array(n * n);
  const right = new Float64Array(n);
  for (let k = 0; k < n; k++) precision[k * n + k] = 1 / Math.max(1e-6, k === 0 ? market : category) ** 2;
  for (const { category: name, log, variance } of evidence) {
    for (const k of [0, 1 + names.indexOf(name)]) {
      right[k] += log / variance;
      for (const l of [0, 1 + names.indexOf(name)]) precision[k * n + l] += 1 / variance;
    }
  }
  if (factorCholesky(precision, n) !== -1)
    throw new Error('the precision of the shared levels is not positive definite');
  const effects = right.slice();
  solveLower(precision, n, effects);
  solveUpper(precision, n, effects);
  return plan.candidates.map((candidate) => {
    const reforecast = observed.get(candidate.id);
    if (reforecast && reforecast.observedWeeks > 0) return reforecast.levelFactor;
    const k = 1 + names.indexOf(candidate.category);
    const variance = varianceOf(precision, n, [0, k]);
    return Math.exp(effects[0] + effects[k] + (variance - market ** 2 - category ** 2) / 2);
  });
}

/** Standard deviation of the logarithm from an 80 % range. */
function logSpread(lo80: number, hi80: number): number {
  return Math.max(0.05, (Math.log1p(hi80) - Math.log1p(lo80)) / (2 * z80));
}

/** h' P^-1 h for h with ones at the given places, from the Cholesky factor of P. */
function varianceOf(factor: Float64Array, n: number, places: readonly number[]): number {
  const h = new Float64Array(n);
  for (const place of places) h[place] = 1;
  solveLower(factor, n, h);
  return h.reduce((sum, value) => sum + value * value, 0);
}
