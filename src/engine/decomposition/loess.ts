/**
 * Local regression of Cleveland et al. (1990, STL), as in the authors' Fortran: tricube weights over the `window` nearest
 * of equally spaced points, degree 0 or 1, every `jump`-th point computed and the others put on the line between.
 * Positions count from 1 inside this module, as in the source.
 */
export interface LoessOptions {
  /** Odd number of points; may exceed the length. */
  readonly window: number;
  readonly degree: 0 | 1;
  readonly jump: number;
}

/** Points y[0..n) that curves are fitted to. */
export interface LoessPoints {
  readonly y: Float64Array;
  readonly n: number;
  /** Extra weights; null = all 1. */
  readonly robustness: Float64Array | null;
  /** Scratch of length n. */
  readonly weights: Float64Array;
}

/** The smoothed points into `into`. */
export function smoothLoess(points: LoessPoints, options: LoessOptions, into: Float64Array): void {
  const { y, n } = points;
  if (n < 2) {
    into[0] = y[0];
    return;
  }
  const { window: length } = options;
  const jump = Math.min(options.jump, n - 1);
  let left = 1;
  let right = Math.min(length, n);
  const half = Math.trunc((length + 1) / 2);
  const at = (i: number): void => {
    const fitted = estimateLoess(points, options, i, left, right);
    into[i - 1] = Number.isNaN(fitted) ? y[i - 1] : fitted;
  };
  for (let i = 1; i <= n; i += jump) {
    if (length < n) {
      if (jump === 1) {
        if (i > half && right !== n) {
          left++;
          right++;
        }
      } else if (i < half) {
        left = 1;
        right = length;
      } else if (i >= n - half + 1) {
        left = n - length + 1;
        right = n;
      } else {
        left = i - half + 1;
        right = length + i - half;
      }
    }
    at(i);
  }
  if (jump === 1) return;
  const line = (from: number, to: number): void => {
    const slope = (into[to - 1] - into[from - 1]) / (to - from);
    for (let j = from + 1; j < to; j++) into[j - 1] = into[from - 1] + slope * (j - from);
  };
  for (let i = 1; i <= n - jump; i += jump) line(i, i + jump);
  const last = Math.trunc((n - 1) / jump) * jump + 1;
  if (last !== n) {
    at(n);
    if (last !== n - 1) line(last, n);
  }
}

/** The local fit at position `x` (0 to n + 1) from the points `left`..`right`; NaN when all weights vanish. */
export function estimateLoess(
  { y, n, robustness, weights }: LoessPoints,
  { window: length, degree }: Pick<LoessOptions, 'window' | 'degree'>,
  x: number,
  left: number,
  right: number,
): number {
  let reach = Math.max(x - left, right - x);
  if (length > n) reach += Math.trunc((length - n) / 2);
  const outer = 0.999 * reach;
  const inner = 0.001 * reach;
  let total = 0;
  for (let j = left; j <= right; j++) {
    const distance = Math.abs(j - x);
    let w = 0;
    if (distance <= outer) {
      if (distance <= inner) w = 1;
      else {
        const ratio = distance / reach;
        const cube = 1 - ratio * ratio * ratio;
        w = cube * cube * cube;
      }
      if (robustness) w *= robustness[j - 1];
      total += w;
    }
    weights[j - 1] = w;
  }
  if (!(total > 0)) return Number.NaN;
  for (let j = left; j <= right; j++) weights[j - 1] /= total;
  if (reach > 0 && degree > 0) {
    let centre = 0;
    for (let j = left; j <= right; j++) centre += weights[j - 1] * j;
    let spread = 0;
    for (let j = left; j <= right; j++) spread += weights[j - 1] * (j - centre) ** 2;
    if (Math.sqrt(spread) > 0.001 * (n - 1)) {
      const slope = (x - centre) / spread;
      for (let j = left; j <= right; j++) weights[j - 1] *= slope * (j - centre) + 1;
    }
  }
  let fitted = 0;
  for (let j = left; j <= right; j++) fitted += weights[j - 1] * y[j - 1];
  return fitted;
}
