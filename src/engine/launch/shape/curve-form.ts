import { sumOf } from '#engine/kernels/statistics.ts';

/** Piecewise-linear form of a launch curve: up to a peak and down (triangle), or with a plateau between (trapezoid). */
export interface CurveForm {
  readonly form: 'triangle' | 'trapezoid';
  /** Weeks since the launch in which the peak or plateau begins and ends; the same for a triangle. */
  readonly from: number;
  readonly to: number;
  /** Share of the curve's variance around its mean that the form explains, 0 to 1. */
  readonly explained: number;
  readonly values: Float64Array;
}

/**
 * The triangle or trapezoid closest to a curve (least squares; Hu, Acimovic, Erize, Thomas and Van Mieghem 2019 fit these to product
 * life cycles). Knots: week 0, the peak or both ends of the plateau, the last week; the heights at the knots are free, negative ones
 * are 0. A trapezoid has to explain a tenth of what the triangle leaves. `curve`: 4 weeks or more; null for a shorter one.
 */
export function fitCurveForm(curve: Float64Array): CurveForm | null {
  const n = curve.length;
  if (n < 4) return null;
  let triangle: CurveForm | null = null;
  let trapezoid: CurveForm | null = null;
  for (let from = 0; from < n; from++) {
    for (let to = from; to < n; to++) {
      const form = fitForm(curve, from, to);
      if (from === to && (!triangle || form.explained > triangle.explained)) triangle = form;
      if (from < to && (!trapezoid || form.explained > trapezoid.explained)) trapezoid = form;
    }
  }
  if (!triangle || !trapezoid) return triangle;
  const isWorthIt = 1 - trapezoid.explained < 0.9 * (1 - triangle.explained);
  return isWorthIt ? trapezoid : triangle;
}

function fitForm(curve: Float64Array, from: number, to: number): CurveForm {
  const n = curve.length;
  const last = n - 1;
  // Columns: height at week 0, of the peak or plateau, at the last week; each week is a mean of two of them.
  const basis = (week: number): readonly [number, number, number] => {
    if (week < from) return [1 - week / from, week / from, 0];
    if (week <= to) return [0, 1, 0];
    return [0, 1 - (week - to) / (last - to), (week - to) / (last - to)];
  };
  const active = [from > 0, true, to < last];
  const heights = solveHeights(curve, basis, active).map((height) => Math.max(0, height));
  const values = Float64Array.from({ length: n }, (_, week) =>
    basis(week).reduce((sum, part, k) => sum + part * heights[k], 0),
  );
  const mean = sumOf(curve) / n;
  let left = 0;
  let all = 0;
  curve.forEach((value, week) => {
    left += (value - values[week]) ** 2;
    all += (value - mean) ** 2;
  });
  return { form: from === to ? 'triangle' : 'trapezoid', from, to, explained: all > 0 ? 1 - left / all : 1, values };
}

/** Normal equations of at most three columns by Gaussian elimination; columns that are not active are 0. */
function solveHeights(
  curve: Float64Array,
  basis: (week: number) => readonly [number, number, number],
  active: readonly boolean[],
): number[] {
  const columns = [0, 1, 2].filter((k) => active[k]);
  const m = columns.length;
  const system = columns.map((row) => {
    const line = new Float64Array(m + 1);
    curve.forEach((value, week) => {
      const parts = basis(week);
      columns.forEach((column, j) => {
        line[j] += parts[row] * parts[column];
      });
      line[m] += parts[row] * value;
    });
    return line;
  });
  for (let k = 0; k < m; k++) {
    for (let i = k + 1; i < m; i++) {
      const ratio = system[i][k] / system[k][k];
      for (let j = k; j <= m; j++) system[i][j] -= ratio * system[k][j];
    }
  }
  const heights = [0, 0, 0];
  for (let k = m - 1; k >= 0; k--) {
    let sum = system[k][m];
    for (let j = k + 1; j < m; j++) sum -= system[k][j] * heights[columns[j]];
    heights[columns[k]] = sum / system[k][k];
  }
  return heights;
}
