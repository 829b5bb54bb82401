/** One of the 15 admissible exponential smoothing models: additive error excludes multiplicative seasons. */
export interface EtsForm {
  readonly error: 'A' | 'M';
  readonly trend: 'N' | 'A';
  readonly damped: boolean;
  readonly season: 'N' | 'A' | 'M';
}

/** The field's notation, e.g. `ETS(M,Ad,M)`. */
export function labelEts(form: EtsForm): string {
  return `ETS(${form.error},${form.trend}${form.damped ? 'd' : ''},${form.season})`;
}

/** Smoothing parameters; those that a form lacks are 0 (phi 1). `beta` and `gamma` multiply the error directly, as in R. */
export interface EtsSmoothing {
  readonly alpha: number;
  readonly beta: number;
  readonly gamma: number;
  readonly phi: number;
}

/**
 * The innovations state space recursion of Hyndman, Koehler, Ord and Snyder (2008) as in `forecast::ets`: one pass over
 * the series from given start states. State arrays: level, slope, then `season[0..m-1]`, the season of the next period
 * first. Memory is allocated once; `run` allocates nothing. No NaN in the series.
 */
export class EtsRecursion {
  /** One-step errors of the last run (relative ones for multiplicative errors). */
  readonly errors: Float64Array;
  /** Final level and slope. */
  level = 0;
  slope = 0;
  /** Seasonal states by phase: entry (n + h - 1) % m is used for step h beyond the series. */
  readonly phases: Float64Array;
  private readonly y: Float64Array;
  private readonly form: EtsForm;
  private readonly period: number;

  constructor(y: Float64Array, form: EtsForm, period: number) {
    this.y = y;
    this.form = form;
    this.period = form.season === 'N' ? 1 : period;
    this.errors = new Float64Array(y.length);
    this.phases = new Float64Array(this.period);
  }

  /**
   * -2 log-likelihood without its constants: n log(sum e^2), plus 2 sum log|forecast| for multiplicative errors.
   * `startSeason[i]` is the season of period i. Infinity where a forecast or level is not usable.
   */
  run(smoothing: EtsSmoothing, level: number, slope: number, startSeason: Float64Array): number {
    const { y, form, period, errors, phases } = this;
    if (form.season === 'N') return this.runPlain(smoothing, level, slope);
    const { alpha, beta, gamma, phi } = smoothing;
    const slopeGain = beta / alpha;
    const hasTrend = form.trend === 'A';
    const additiveSeason = form.season === 'A';
    const multiplicativeSeason = form.season === 'M';
    const multiplicativeError = form.error === 'M';
    phases.set(startSeason);
    let l = level;
    let b = slope;
    let squares = 0;
    let logs = 0;
    let product = 1;
    let phase = 0;
    const n = y.length;
    for (let t = 0; t < n; t++) {
      const s = phases[phase];
      const carried = hasTrend ? phi * b : 0;
      const base = l + carried;
      let forecast = base;
      if (additiveSeason) forecast = base + s;
      else if (multiplicativeSeason) forecast = base * s;
      const difference = y[t] - forecast;
      let e = difference;
      if (multiplicativeError) {
        e = difference / forecast;
        product *= forecast;
        const size = product < 0 ? -product : product;
        if (size > 1e200 || size < 1e-200) {
          logs += Math.log(size);
          product = 1;
        }
      }
      errors[t] = e;
      squares += e * e;
      // In terms of y, the updates of additive and multiplicative errors are the same.
      let target = y[t];
      if (additiveSeason) target = y[t] - s;
      else if (multiplicativeSeason) target = y[t] / s;
      const next = base + alpha * (target - base);
      if (hasTrend) b = carried + slopeGain * (next - l - carried);
      if (additiveSeason) phases[phase] = s + gamma * (y[t] - base - s);
      else if (multiplicativeSeason) phases[phase] = s + gamma * (y[t] / base - s);
      l = next;
      phase++;
      if (phase === period) phase = 0;
    }
    this.level = l;
    this.slope = b;
    let value = n * Math.log(squares);
    if (multiplicativeError) value += 2 * (logs + Math.log(Math.abs(product)));
    return Number.isFinite(value) ? value : Number.POSITIVE_INFINITY;
  }

  /** The same without a season: long series of a cluster spend their time here. */
  private runPlain({ alpha, beta, phi }: EtsSmoothing, level: number, slope: number): number {
    const { y, form, errors } = this;
    const hasTrend = form.trend === 'A';
    const multiplicativeError = form.error === 'M';
    const slopeGain = beta / alpha;
    const n = y.length;
    let l = level;
    let b = slope;
    let squares = 0;
    let logs = 0;
    let product = 1;
    for (let t = 0; t < n; t++) {
      const carried = hasTrend ? phi * b : 0;
      const base = l + carried;
      const difference = y[t] - base;
      let e = difference;
      if (multiplicativeError) {
        e = difference / base;
        product *= base;
        const size = product < 0 ? -product : product;
        if (size > 1e200 || size < 1e-200) {
          logs += Math.log(size);
          product = 1;
        }
      }
      errors[t] = e;
      squares += e * e;
      const next = base + alpha * difference;
      if (hasTrend) b = carried + slopeGain * (next - l - carried);
      l = next;
    }
    this.level = l;
    this.slope = b;
    let value = n * Math.log(squares);
    if (multiplicativeError) value += 2 * (logs + Math.log(Math.abs(product)));
    return Number.isFinite(value) ? value : Number.POSITIVE_INFINITY;
  }
}
