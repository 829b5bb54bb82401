import type { Outcome } from '#engine/issue.ts';
import { solveLeastSquares } from '#engine/kernels/least-squares.ts';
import { type Minimum, minimiseBfgs } from '#engine/kernels/minimise-bfgs.ts';
import { sumOf } from '#engine/kernels/statistics.ts';
import { decomposeClassically } from './classical-decomposition.ts';
import { type EtsForm, EtsRecursion, type EtsSmoothing } from './ets-model.ts';

export interface EtsFit {
  readonly form: EtsForm;
  readonly period: number;
  readonly smoothing: EtsSmoothing;
  readonly startLevel: number;
  readonly startSlope: number;
  /** Season of period i; empty without a season. */
  readonly startSeason: Float64Array;
  readonly level: number;
  readonly slope: number;
  /** Entry (n + h - 1) % m is the season of step h. */
  readonly phases: Float64Array;
  readonly residuals: Float64Array;
  /** Without the constants, as in R. */
  readonly logLikelihood: number;
  /** sum e^2 / (n - parameters without sigma2), as R. */
  readonly sigma2: number;
  readonly aicc: number;
  readonly parameterCount: number;
  readonly observations: number;
}

const loosely = { tolerance: 1e-6, forward: true };
/** Iterations after which the best start is known, and those that the best start then gets. */
const firstLook = 8;
const furtherLook = 24;
/** Starts whose -2 log-likelihood is this close to the best one's after the first look go on too. */
const contention = 6;
/** A form whose AICc is this much above the lowest after the first look can't win any more. */
const hopeless = 80;

/** R's bounds (`ets`, usual region): alpha, beta < alpha, gamma < 1 - alpha from 1e-4, phi in [0.8, 0.98]. */
const least = 1e-4;
const lowestPhi = 0.8;
const highestPhi = 0.98;

/** alpha, (beta), (gamma), (phi), level, (slope), (m - 1 seasons), sigma2. */
export function countEtsParameters(form: EtsForm, period: number): number {
  const trend = form.trend === 'N' ? 0 : 2;
  return 2 + trend + (form.damped ? 1 : 0) + (form.season === 'N' ? 0 : period) + 1;
}

/**
 * Maximum likelihood over smoothing parameters and start states by BFGS in coordinates that cannot leave R's bounds
 * (logistic for the parameters, states in units of the series' spread), from two to four starts. Refusals:
 * `series-too-short`, `multiplicative-needs-positive`, `no-finite-likelihood`. `y` has no NaN.
 */
export function fitEts(y: Float64Array, form: EtsForm, period: number): Outcome<EtsFit> {
  const approach = approachOptimum(y, form, period);
  return approach.ok ? { ok: true, value: refine(approachFurther(approach.value)) } : approach;
}

/** A model near its optimum: good enough to say whether it can win. */
interface Approach {
  readonly space: EtsSpace;
  /** From the best start, and from others that a first look can't tell from it. */
  readonly contenders: readonly Minimum[];
  readonly aicc: number;
}

function approachOptimum(y: Float64Array, form: EtsForm, period: number): Outcome<Approach> {
  const parameterCount = countEtsParameters(form, period);
  const refuse = (code: string, params: Record<string, number> = {}): Outcome<Approach> => ({
    ok: false,
    issue: { code, severity: 'error', params },
  });
  if (form.season !== 'N' && y.length < 2 * period)
    return refuse('series-too-short', { observations: y.length, needed: 2 * period });
  if (y.length <= parameterCount + 1)
    return refuse('series-too-short', { observations: y.length, needed: parameterCount + 2 });
  if ((form.error === 'M' || form.season === 'M') && y.some((v) => v <= 0))
    return refuse('multiplicative-needs-positive');
  const space = new EtsSpace(y, form, period);
  const looks = space
    .starts()
    .map((start) => minimiseBfgs(space.objective, start, { ...loosely, maxIterations: firstLook }))
    .filter((minimum) => Number.isFinite(minimum.value))
    .sort((p, q) => p.value - q.value);
  const [best] = looks;
  if (!best) return refuse('no-finite-likelihood');
  const contenders = looks.filter(({ value }) => y.length * (value - best.value) <= contention);
  return { ok: true, value: { space, contenders, aicc: space.summarise(best.x).aicc } };
}

/** Goes on from where a first look stopped. */
function approachFurther({ space, contenders }: Approach): Approach {
  const [best] = contenders
    .map(({ x, inverse }) => minimiseBfgs(space.objective, x, { ...loosely, inverse, maxIterations: furtherLook }))
    .sort((p, q) => p.value - q.value);
  return { space, contenders: [best], aicc: space.summarise(best.x).aicc };
}

function refine({ space, contenders: [best] }: Approach): EtsFit {
  return space.summarise(minimiseBfgs(space.objective, best.x, { maxIterations: 300, tolerance: 1e-9 }).x);
}

/** Map between the optimiser's coordinates and a model, and the likelihood there. */
class EtsSpace {
  private readonly y: Float64Array;
  private readonly form: EtsForm;
  private readonly period: number;
  private readonly recursion: EtsRecursion;
  private readonly season: Float64Array;
  private readonly guess: { level: number; slope: number; season: Float64Array; spread: number };
  private readonly dimensions: number;

  constructor(y: Float64Array, form: EtsForm, period: number) {
    this.y = y;
    this.form = form;
    this.period = form.season === 'N' ? 1 : period;
    this.recursion = new EtsRecursion(y, form, period);
    this.season = new Float64Array(form.season === 'N' ? 0 : period);
    this.guess = guessStates(y, form, period);
    this.dimensions = countEtsParameters(form, period) - 1;
  }

  /** A slow and a quick level with a nearly fixed season; a moving season; a level that only its slope moves. */
  starts(): Float64Array[] {
    const seasonal = this.form.season !== 'N';
    const triples = [
      [-1.5, -2, -2],
      [0.8, -2, -2],
      ...(seasonal ? [[-1, -2, 1.5]] : []),
      ...(seasonal && this.form.trend === 'A' ? [[-3.5, 3, 0.8]] : []),
    ];
    return triples.map(([alpha, beta, gamma]) => {
      const x = new Float64Array(this.dimensions);
      let at = 0;
      x[at++] = alpha;
      if (this.form.trend === 'A') x[at++] = beta;
      if (seasonal) x[at++] = gamma;
      if (this.form.damped) x[at++] = 1;
      return x;
    });
  }

  /** -2 log-likelihood / n. */
  readonly objective = (x: Float64Array): number => this.evaluate(x) / this.y.length;

  private evaluate(x: Float64Array): number {
    const smoothing = this.place(x);
    const { level, slope } = this.states(x);
    return this.recursion.run(smoothing, level, slope, this.season);
  }

  summarise(x: Float64Array): EtsFit {
    const parameterCount = this.dimensions + 1;
    const value = this.evaluate(x);
    const smoothing = this.place(x);
    const { level, slope } = this.states(x);
    const n = this.y.length;
    const residuals = Float64Array.from(this.recursion.errors);
    const aic = value + 2 * parameterCount;
    return {
      form: this.form,
      period: this.period,
      smoothing,
      startLevel: level,
      startSlope: slope,
      startSeason: Float64Array.from(this.season),
      level: this.recursion.level,
      slope: this.recursion.slope,
      phases: Float64Array.from(this.recursion.phases),
      residuals,
      logLikelihood: -0.5 * value,
      sigma2: residuals.reduce((sum, e) => sum + e * e, 0) / (n - parameterCount + 1),
      aicc: aic + (2 * parameterCount * (parameterCount + 1)) / (n - parameterCount - 1),
      parameterCount,
      observations: n,
    };
  }

  private place(x: Float64Array): EtsSmoothing {
    const { form } = this;
    let at = 0;
    const alpha = between(least, 1 - least, x[at++]);
    const beta = form.trend === 'A' ? between(least, Math.max(least, alpha), x[at++]) : 0;
    const gamma = form.season === 'N' ? 0 : between(least, Math.max(least, 1 - alpha), x[at++]);
    const phi = form.damped ? between(lowestPhi, highestPhi, x[at++]) : 1;
    return { alpha, beta, gamma, phi };
  }

  private states(x: Float64Array): { level: number; slope: number } {
    const { form, guess, season } = this;
    const { spread } = guess;
    let at = 1 + (form.trend === 'A' ? 1 : 0) + (form.season === 'N' ? 0 : 1) + (form.damped ? 1 : 0);
    const level = guess.level + spread * x[at++];
    const slope = form.trend === 'A' ? guess.slope + 0.1 * spread * x[at++] : 0;
    if (form.season !== 'N') {
      const m = season.length;
      const unit = form.season === 'M' ? spread / Math.abs(guess.level || 1) : spread;
      let sum = 0;
      for (let i = 0; i < m - 1; i++) {
        season[i] = guess.season[i] + unit * x[at++];
        sum += season[i];
      }
      season[m - 1] = (form.season === 'M' ? m : 0) - sum;
    }
    return { level, slope };
  }
}

function between(low: number, high: number, x: number): number {
  return low + (high - low) / (1 + Math.exp(-x));
}

/** Start states: classical season, a line through the first ten points or two seasons of the adjusted series. */
function guessStates(
  y: Float64Array,
  form: EtsForm,
  period: number,
): { level: number; slope: number; season: Float64Array; spread: number } {
  const multiplicative = form.season === 'M';
  const decomposed = form.season === 'N' ? null : decomposeClassically(y, period, multiplicative);
  const adjusted = decomposed?.adjusted ?? y;
  const count = Math.min(adjusted.length, Math.max(10, 2 * period));
  const head = adjusted.subarray(0, count);
  let level = sumOf(head) / count;
  let slope = 0;
  const line = solveLeastSquares(
    [new Float64Array(count).fill(1), Float64Array.from({ length: count }, (_, t) => t + 1)],
    head,
  );
  if (form.trend === 'A') {
    [level, slope] = line.coefficients;
    if (form.error === 'M' && level <= 0) level = Math.max(1e-3, head[0]);
  }
  const differences = adjusted.subarray(1).map((v, t) => Math.abs(v - adjusted[t]));
  const spread = sumOf(differences) / Math.max(1, differences.length) || Math.abs(level) * 0.01 || 1;
  return { level, slope, season: decomposed?.figure ?? new Float64Array(0), spread };
}

/** What `ets` of R tries for a request such as `ZZZ`, `AAN` or `MAdM` (`d` after the trend = damped, none = both). */
export function matchingForms(request: string, positive: boolean, seasonal: boolean): EtsForm[] {
  const match = /^([ANMZ])([NAZ])(d?)([NAMZ])$/.exec(request);
  if (!match) return [];
  const [, error, trend, damped, season] = match;
  const forms: EtsForm[] = [];
  for (const e of ['A', 'M'] as const)
    for (const t of ['N', 'A'] as const)
      for (const s of ['N', 'A', 'M'] as const)
        for (const d of t === 'A' ? [false, true] : [false]) {
          if (e === 'A' && s === 'M') continue;
          if (!positive && (e === 'M' || s === 'M')) continue;
          if (!seasonal && s !== 'N') continue;
          if (error !== 'Z' && error !== e) continue;
          if (trend !== 'Z' && trend !== t) continue;
          if (season !== 'Z' && season !== s) continue;
          if (damped === 'd' && !d) continue;
          forms.push({ error: e, trend: t, damped: d, season: s });
        }
  return forms;
}

export interface EtsSelection {
  readonly fit: EtsFit;
  readonly modelsTried: number;
}

/** Forms whose AICc near the optimum is this close to the lowest are refined before the choice. */
const refineMargin = 4;

/** The form with the lowest AICc among those requested. Seasons beyond 24 periods are left to other methods, as in R. */
export function selectEts(y: Float64Array, period: number, request = 'ZZZ'): Outcome<EtsSelection> {
  if (y.every((v) => v === y[0])) return { ok: false, issue: { code: 'constant-series', severity: 'error' } };
  const seasonal = period > 1 && period <= 24 && y.length >= 2 * period;
  const forms = matchingForms(
    request,
    y.every((v) => v > 0),
    seasonal,
  );
  const looked: Approach[] = [];
  let refusal: Outcome<Approach> | null = null;
  for (const form of forms) {
    const outcome = approachOptimum(y, form, period);
    if (outcome.ok && Number.isFinite(outcome.value.aicc)) looked.push(outcome.value);
    else refusal = outcome;
  }
  const first = Math.min(...looked.map(({ aicc }) => aicc));
  const near = looked.filter(({ aicc }) => aicc <= first + hopeless).map(approachFurther);
  const lowest = Math.min(...near.map(({ aicc }) => aicc));
  const fits = near.filter(({ aicc }) => aicc <= lowest + refineMargin).map(refine);
  const [best] = fits.sort((a, b) => a.aicc - b.aicc);
  if (best) return { ok: true, value: { fit: best, modelsTried: forms.length } };
  if (refusal && !refusal.ok) return refusal;
  return { ok: false, issue: { code: 'unknown-method', severity: 'error', params: { method: `ETS(${request})` } } };
}
