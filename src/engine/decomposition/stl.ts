import { estimateLoess, type LoessOptions, smoothLoess } from '#engine/decomposition/loess.ts';

export interface StlOptions {
  readonly period: number;
  /** Odd window of the seasonal smoother, in seasons; 'periodic' = the same season every year. */
  readonly seasonalWindow: number | 'periodic';
  /** Bisquare robustness weights: 1 inner and 15 outer loops instead of 2 and 0. */
  readonly robust: boolean;
}

export interface StlParts {
  readonly trend: Float64Array;
  readonly seasonal: Float64Array;
  readonly remainder: Float64Array;
}

/**
 * STL (Cleveland, Cleveland, McRae and Terpenning 1990) with the settings of R's `stl`: trend window
 * nextodd(ceil(1.5 m / (1 - 1.5 / s))), low-pass window nextodd(m), degrees 0, 1, 1, jumps of a tenth of each window.
 * `y` has at least two full seasons and no NaN; nothing is mutated.
 */
export function decomposeStl(y: Float64Array, options: StlOptions): StlParts {
  const n = y.length;
  const { period, robust } = options;
  const periodic = options.seasonalWindow === 'periodic';
  const seasonalWindow = options.seasonalWindow === 'periodic' ? 10 * n + 1 : options.seasonalWindow;
  const trendWindow = nextOdd(Math.ceil((1.5 * period) / (1 - 1.5 / seasonalWindow)));
  const smoother = (window: number, degree: 0 | 1): LoessOptions => ({
    window: Math.max(3, window) | 1,
    degree,
    jump: Math.ceil(window / 10),
  });
  const pass = new StlPass(y, period, {
    seasonal: smoother(seasonalWindow, 0),
    trend: smoother(trendWindow, 1),
    lowPass: smoother(nextOdd(period), 1),
  });
  const outer = robust ? 15 : 0;
  for (let k = 0; ; k++) {
    pass.run(robust ? 1 : 2);
    if (k >= outer) break;
    pass.updateRobustness();
  }
  const { trend, seasonal } = pass;
  if (periodic) averageByPhase(seasonal, period);
  const remainder = y.map((value, t) => value - trend[t] - seasonal[t]);
  return { trend, seasonal, remainder };
}

function nextOdd(x: number): number {
  const rounded = Math.round(x);
  return rounded % 2 === 0 ? rounded + 1 : rounded;
}

function averageByPhase(seasonal: Float64Array, period: number): void {
  for (let phase = 0; phase < period; phase++) {
    let sum = 0;
    let count = 0;
    for (let t = phase; t < seasonal.length; t += period) {
      sum += seasonal[t];
      count++;
    }
    for (let t = phase; t < seasonal.length; t += period) seasonal[t] = sum / count;
  }
}

/** The inner loop with its work arrays. */
class StlPass {
  readonly trend: Float64Array;
  readonly seasonal: Float64Array;
  private readonly y: Float64Array;
  private readonly period: number;
  private readonly smoothers: { seasonal: LoessOptions; trend: LoessOptions; lowPass: LoessOptions };
  private robustness: Float64Array | null = null;
  private readonly cycle: Float64Array;
  private readonly work: Float64Array;
  private readonly low: Float64Array;
  private readonly weights: Float64Array;
  private readonly sub: Float64Array;
  private readonly subSmooth: Float64Array;
  private readonly subWeights: Float64Array;

  constructor(
    y: Float64Array,
    period: number,
    smoothers: { seasonal: LoessOptions; trend: LoessOptions; lowPass: LoessOptions },
  ) {
    const n = y.length;
    this.y = y;
    this.period = period;
    this.smoothers = smoothers;
    this.trend = new Float64Array(n);
    this.seasonal = new Float64Array(n);
    this.cycle = new Float64Array(n + 2 * period);
    this.work = new Float64Array(n + 2 * period);
    this.low = new Float64Array(n + 2 * period);
    this.weights = new Float64Array(n + 2 * period);
    const longest = Math.ceil(n / period) + 2;
    this.sub = new Float64Array(longest);
    this.subSmooth = new Float64Array(longest);
    this.subWeights = new Float64Array(longest);
  }

  run(iterations: number): void {
    const { y, trend, seasonal, period, cycle, work, low, weights, smoothers } = this;
    const n = y.length;
    for (let iteration = 0; iteration < iterations; iteration++) {
      for (let t = 0; t < n; t++) work[t] = y[t] - trend[t];
      this.smoothCycles(work);
      movingAverage(cycle, n + 2 * period, period, low);
      movingAverage(low, n + period + 1, period, work);
      movingAverage(work, n + 2, 3, low);
      smoothLoess({ y: low, n, robustness: null, weights }, smoothers.lowPass, work);
      for (let t = 0; t < n; t++) seasonal[t] = cycle[period + t] - work[t];
      for (let t = 0; t < n; t++) work[t] = y[t] - seasonal[t];
      smoothLoess({ y: work, n, robustness: this.robustness, weights }, smoothers.trend, trend);
    }
  }

  /** Each phase of the season smoothed over the years and extended by one season at both ends, into `cycle`. */
  private smoothCycles(detrended: Float64Array): void {
    const { period, cycle, sub, subSmooth, subWeights, weights, robustness } = this;
    const options = this.smoothers.seasonal;
    const n = this.y.length;
    for (let phase = 0; phase < period; phase++) {
      const k = Math.trunc((n - phase - 1) / period) + 1;
      for (let i = 0; i < k; i++) sub[i] = detrended[i * period + phase];
      if (robustness) for (let i = 0; i < k; i++) subWeights[i] = robustness[i * period + phase];
      const points = { y: sub, n: k, robustness: robustness ? subWeights : null, weights };
      smoothLoess(points, options, subSmooth);
      const { window } = options;
      const before = estimateLoess(points, options, 0, 1, Math.min(window, k));
      const after = estimateLoess(points, options, k + 1, Math.max(1, k - window + 1), k);
      cycle[phase] = Number.isNaN(before) ? subSmooth[0] : before;
      for (let i = 0; i < k; i++) cycle[(i + 1) * period + phase] = subSmooth[i];
      cycle[(k + 1) * period + phase] = Number.isNaN(after) ? subSmooth[k - 1] : after;
    }
  }

  /** Bisquare weights of the residuals, 6 median absolute deviations wide. */
  updateRobustness(): void {
    const { y, trend, seasonal } = this;
    const n = y.length;
    const residual = y.map((value, t) => Math.abs(value - trend[t] - seasonal[t]));
    const sorted = Float64Array.from(residual).sort();
    const width = 3 * (sorted[n >> 1] + sorted[n - (n >> 1) - 1]);
    this.robustness = residual.map((r) => {
      if (r <= 0.001 * width) return 1;
      if (r > 0.999 * width) return 0;
      const ratio = r / width;
      return (1 - ratio * ratio) ** 2;
    });
  }
}

/** Mean of `length` neighbours; the result has n - length + 1 entries. */
function movingAverage(x: Float64Array, n: number, length: number, into: Float64Array): void {
  let sum = 0;
  for (let i = 0; i < length; i++) sum += x[i];
  into[0] = sum / length;
  for (let k = length; k < n; k++) {
    sum += x[k] - x[k - length];
    into[k - length + 1] = sum / length;
  }
}
