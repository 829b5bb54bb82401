import type { Issue, Outcome } from '#engine/issue.ts';
import { solveLeastSquares } from '#engine/kernels/least-squares.ts';
import { largestInverseRoot } from '#engine/kernels/polynomial-roots.ts';
import { sumOf } from '#engine/kernels/statistics.ts';
import { fitSarima, hasCurvature, rawVector, type SarimaFit } from './fit-sarima.ts';
import { differenceSeries, type SarimaOrder } from './sarima-order.ts';
import type { NamedColumn, SarimaSpec } from './sarima-problem.ts';
import { countDifferences, countSeasonalDifferences, isConstant } from './unit-root.ts';

export interface SarimaSelection {
  /** The winner, refitted with standard errors. */
  readonly fit: SarimaFit;
  readonly modelsTried: number;
}

export interface SelectionOptions {
  readonly maxP: number;
  readonly maxQ: number;
  readonly maxSeasonalP: number;
  readonly maxSeasonalQ: number;
  /** Stops the stepwise search after so many models. */
  readonly maxModels: number;
  /** Every model with p + q + P + Q up to this is tried, instead of a stepwise path (R's `stepwise = FALSE`, 5). */
  readonly exhaustiveOrder?: number;
  /** Given: no unit-root test. */
  readonly differences?: { readonly d: number; readonly seasonalD: number };
}

export const defaultSelection: SelectionOptions = {
  maxP: 5,
  maxQ: 5,
  maxSeasonalP: 2,
  maxSeasonalQ: 2,
  maxModels: 94,
};

/** Models with an inverse root beyond this modulus are rejected (a root within 1.01 of the unit circle). */
const rootLimit = 1 / 1.01;

interface Candidate {
  readonly p: number;
  readonly q: number;
  readonly seasonalP: number;
  readonly seasonalQ: number;
  readonly constant: boolean;
}

/**
 * Stepwise search of Hyndman and Khandakar (2008) in the order of `forecast::auto.arima`, but on the AICc of the exact
 * likelihood for every model (R approximates by conditional sums of squares on long series). d and D by KPSS and
 * seasonal strength on the series less its regression on `xreg`. Rejected: near-unit roots, Hessians that are not
 * positive definite. Refusals as in fitSarima.
 */
export function selectSarima(
  y: Float64Array,
  period: number,
  xreg: readonly NamedColumn[],
  options: SelectionOptions = defaultSelection,
): Outcome<SarimaSelection> {
  const observed = y.reduce((count, v) => count + (Number.isNaN(v) ? 0 : 1), 0);
  if (isConstant(y)) return { ok: false, issue: { code: 'constant-series', severity: 'error' } };
  const { d, seasonalD } = options.differences ?? chooseDifferences(y, period, xreg);
  const seasonal = period > 1;
  const third = Math.floor(observed / 3);
  const seasonThird = seasonal ? Math.floor(observed / 3 / period) : 0;
  const limits = {
    p: Math.min(options.maxP, third),
    q: Math.min(options.maxQ, third),
    seasonalP: seasonal ? Math.min(options.maxSeasonalP, seasonThird) : 0,
    seasonalQ: seasonal ? Math.min(options.maxSeasonalQ, seasonThird) : 0,
  };
  const search = new StepwiseSearch(y, xreg, { d, seasonalD, period }, options.maxModels);
  const constantAllowed = d + seasonalD <= 1;
  const best =
    options.exhaustiveOrder === undefined
      ? walkStepwise(search, limits, constantAllowed)
      : search.start(allCandidates(limits, constantAllowed, options.exhaustiveOrder));
  if (!best) {
    const issue: Issue = search.refusal ?? { code: 'no-finite-likelihood', severity: 'error' };
    return { ok: false, issue };
  }
  const own = rawVector(best.fit);
  const refit = fitSarima(y, xreg, search.toSpec(best.candidate), { starts: own ? [own] : [], polish: true });
  if (!refit.ok) return refit;
  return { ok: true, value: { fit: refit.value, modelsTried: search.modelsTried } };
}

function walkStepwise(search: StepwiseSearch, limits: Limits, constantAllowed: boolean): Tried | null {
  let best = search.start(initialCandidates(limits, constantAllowed));
  for (let moved = best !== null; moved && best; ) {
    moved = false;
    for (const step of neighbours(constantAllowed)) {
      const candidate = step(best.candidate, limits);
      if (!candidate || search.full) continue;
      const tried = search.tryOne(candidate, best);
      if (tried) {
        best = tried;
        moved = true;
        break;
      }
    }
  }
  return best;
}

/** Simple models first, so that each is a warm start for the next. */
function allCandidates(limits: Limits, constantAllowed: boolean, maxOrder: number): Candidate[] {
  const all: Candidate[] = [];
  for (let p = 0; p <= limits.p; p++)
    for (let q = 0; q <= limits.q; q++)
      for (let seasonalP = 0; seasonalP <= limits.seasonalP; seasonalP++)
        for (let seasonalQ = 0; seasonalQ <= limits.seasonalQ; seasonalQ++) {
          if (p + q + seasonalP + seasonalQ > maxOrder) continue;
          for (const constant of constantAllowed ? [true, false] : [false])
            all.push({ p, q, seasonalP, seasonalQ, constant });
        }
  const total = (c: Candidate): number => c.p + c.q + c.seasonalP + c.seasonalQ;
  return all.sort((a, b) => total(a) - total(b));
}

/** d and D as `auto.arima` takes them; D or d is lowered where differencing would make a regressor constant. */
export function chooseDifferences(
  y: Float64Array,
  period: number,
  xreg: readonly NamedColumn[],
): { readonly d: number; readonly seasonalD: number } {
  const order = (d: number, seasonalD: number): SarimaOrder => ({
    p: 0,
    d,
    q: 0,
    seasonalP: 0,
    seasonalD,
    seasonalQ: 0,
    period,
  });
  const constantAfter = (o: SarimaOrder): boolean =>
    xreg.some((column) => {
      const left = differenceSeries(column.values, o);
      return left.every((v) => Math.abs(v - left[0]) < 1e-12);
    });
  const series = xreg.length > 0 ? regressionResidual(y, xreg) : y;
  let seasonalD = countSeasonalDifferences(series, period);
  if (seasonalD > 0 && constantAfter(order(0, 1))) seasonalD = 0;
  let d = countDifferences(differenceSeries(series, order(0, seasonalD)));
  while (d > 0 && constantAfter(order(d, seasonalD))) d--;
  return { d, seasonalD };
}

function regressionResidual(y: Float64Array, xreg: readonly NamedColumn[]): Float64Array {
  const rows = Array.from(y.keys()).filter((t) => !Number.isNaN(y[t]));
  const pick = (column: Float64Array): Float64Array => Float64Array.from(rows, (t) => column[t]);
  const columns = [new Float64Array(rows.length).fill(1), ...xreg.map((column) => pick(column.values))];
  const { residuals } = solveLeastSquares(columns, pick(y));
  const result = Float64Array.from(y);
  rows.forEach((t, i) => {
    result[t] = residuals[i];
  });
  return result;
}

interface Limits {
  readonly p: number;
  readonly q: number;
  readonly seasonalP: number;
  readonly seasonalQ: number;
}

function initialCandidates(limits: Limits, constant: boolean): Candidate[] {
  const at = (p: number, q: number, seasonalP: number, seasonalQ: number, withConstant = constant): Candidate => ({
    p: Math.min(p, limits.p),
    q: Math.min(q, limits.q),
    seasonalP: Math.min(seasonalP, limits.seasonalP),
    seasonalQ: Math.min(seasonalQ, limits.seasonalQ),
    constant: withConstant,
  });
  return [at(2, 2, 1, 1), at(0, 0, 0, 0), at(1, 0, 1, 0), at(0, 1, 0, 1), at(0, 0, 0, 0, false)];
}

type Step = (from: Candidate, limits: Limits) => Candidate | null;

/** Neighbours in R's order: seasonal orders, plain orders, the constant. */
function neighbours(constantAllowed: boolean): Step[] {
  const seasonalMoves = [
    [-1, 0],
    [0, -1],
    [1, 0],
    [0, 1],
    [-1, -1],
    [-1, 1],
    [1, -1],
    [1, 1],
  ];
  const plainMoves = [
    [-1, 0],
    [0, -1],
    [1, 0],
    [0, 1],
    [-1, -1],
    [-1, 1],
    [1, -1],
    [1, 1],
  ];
  const within = (c: Candidate, limits: Limits): Candidate | null =>
    c.p >= 0 &&
    c.q >= 0 &&
    c.seasonalP >= 0 &&
    c.seasonalQ >= 0 &&
    c.p <= limits.p &&
    c.q <= limits.q &&
    c.seasonalP <= limits.seasonalP &&
    c.seasonalQ <= limits.seasonalQ
      ? c
      : null;
  return [
    ...seasonalMoves.map(
      ([a, b]): Step =>
        (from, limits) =>
          within({ ...from, seasonalP: from.seasonalP + a, seasonalQ: from.seasonalQ + b }, limits),
    ),
    ...plainMoves.map(
      ([a, b]): Step =>
        (from, limits) =>
          within({ ...from, p: from.p + a, q: from.q + b }, limits),
    ),
    ...(constantAllowed ? [((from) => ({ ...from, constant: !from.constant })) as Step] : []),
  ];
}

interface Tried {
  readonly candidate: Candidate;
  readonly aicc: number;
  readonly fit: SarimaFit;
}

class StepwiseSearch {
  modelsTried = 0;
  refusal: Issue | null = null;
  private readonly seen = new Set<string>();
  private readonly y: Float64Array;
  private readonly xreg: readonly NamedColumn[];
  private readonly differences: { readonly d: number; readonly seasonalD: number; readonly period: number };
  private readonly maxModels: number;

  constructor(
    y: Float64Array,
    xreg: readonly NamedColumn[],
    differences: { readonly d: number; readonly seasonalD: number; readonly period: number },
    maxModels: number,
  ) {
    this.y = y;
    this.xreg = xreg;
    this.differences = differences;
    this.maxModels = maxModels;
  }

  get full(): boolean {
    return this.modelsTried >= this.maxModels;
  }

  toSpec(c: Candidate): SarimaSpec {
    const { d, seasonalD, period } = this.differences;
    return {
      order: { p: c.p, d, q: c.q, seasonalP: c.seasonalP, seasonalD, seasonalQ: c.seasonalQ, period },
      includeMean: c.constant && d + seasonalD === 0,
      includeDrift: c.constant && d + seasonalD === 1,
    };
  }

  start(candidates: readonly Candidate[]): Tried | null {
    let best: Tried | null = null;
    for (const candidate of candidates) {
      best = this.tryOne(candidate, best) ?? best;
    }
    return best;
  }

  /** Null when the model was tried before, refused, rejected or no better than `best`. */
  tryOne(candidate: Candidate, best: Tried | null): Tried | null {
    const key = Object.values(candidate).join();
    if (this.seen.has(key)) return null;
    this.seen.add(key);
    this.modelsTried++;
    const spec = this.toSpec(candidate);
    const start = best ? warmStart(best.fit, spec.order) : null;
    const outcome = fitSarima(this.y, this.xreg, spec, {
      quick: true,
      withoutErrors: true,
      starts: start ? [start] : [],
      ...(best ? { toBeat: best.aicc } : {}),
    });
    if (!outcome.ok) {
      this.refusal ??= outcome.issue;
      return null;
    }
    const fit = outcome.value;
    if (!Number.isFinite(fit.aicc) || (best && fit.aicc >= best.aicc)) return null;
    if (nearUnitRoot(fit) || !hasCurvature(this.y, this.xreg, fit)) return null;
    return { candidate, aicc: fit.aicc, fit };
  }
}

/** The raw vector of a neighbour with blocks cut or padded with zeros to the orders wanted. */
function warmStart(from: SarimaFit, order: SarimaOrder): Float64Array | null {
  const raw = rawVector(from);
  if (!raw) return null;
  const old = from.spec.order;
  const oldCounts = [old.p, old.q, old.seasonalP, old.seasonalQ];
  const counts = [order.p, order.q, order.seasonalP, order.seasonalQ];
  const start = new Float64Array(sumOf(counts));
  let at = 0;
  let oldAt = 0;
  counts.forEach((count, block) => {
    for (let i = 0; i < Math.min(count, oldCounts[block]); i++) start[at + i] = raw[oldAt + i];
    at += count;
    oldAt += oldCounts[block];
  });
  return start;
}

/** True when an AR or MA root lies within 1.01 of the unit circle. */
export function nearUnitRoot(fit: SarimaFit): boolean {
  const { p, q, seasonalP, seasonalQ, period } = fit.spec.order;
  const c = fit.coefficients;
  const plainAr = largestInverseRoot(c.slice(0, p).map((v) => -v));
  const plainMa = largestInverseRoot(c.slice(p, p + q));
  const seasonalAr = largestInverseRoot(c.slice(p + q, p + q + seasonalP).map((v) => -v)) ** (1 / period);
  const seasonalMa = largestInverseRoot(c.slice(p + q + seasonalP, p + q + seasonalP + seasonalQ)) ** (1 / period);
  return Math.max(plainAr, plainMa, seasonalP > 0 ? seasonalAr : 0, seasonalQ > 0 ? seasonalMa : 0) > rootLimit;
}
