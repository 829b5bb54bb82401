/** Covariance of errors, shrunk towards its diagonal: off-diagonal entries are (1 - intensity) times the sample's. */
export interface ShrunkCovariance {
  /** n x n, row-major. */
  readonly matrix: Float64Array;
  /** 0 (the sample's own) to 1 (diagonal). */
  readonly intensity: number;
}

/**
 * Schäfer and Strimmer's (2005) estimator as used for MinT (Wickramasuriya, Athanasopoulos and Hyndman 2019): variances
 * about zero (errors of forecasts have no mean to be taken off), correlations shrunk by the intensity that minimises the
 * expected square error. `errors[i]` = errors of series i, all of one length; NaN counts as no error. A series without
 * errors gets the smallest positive variance of the others, so that the matrix can be inverted.
 */
export function shrinkCovariance(errors: readonly Float64Array[]): ShrunkCovariance {
  const n = errors.length;
  const length = errors[0]?.length ?? 0;
  const known = errors.map((column) => column.map((v) => (Number.isNaN(v) ? 0 : v)));
  const variances = known.map((x) => x.reduce((sum, v) => sum + v * v, 0) / Math.max(1, length));
  const positive = variances.filter((v) => v > 0);
  const least = positive.length > 0 ? Math.min(...positive) : 1;
  const deviations = variances.map((v) => Math.sqrt(v > 0 ? v : least));
  const scaled = known.map((x, i) => x.map((v) => v / deviations[i]));
  const matrix = new Float64Array(n * n);
  let varianceSum = 0;
  let squareSum = 0;
  for (let i = 0; i < n; i++) {
    matrix[i * n + i] = deviations[i] ** 2;
    for (let j = 0; j < i; j++) {
      let cross = 0;
      let squares = 0;
      for (let t = 0; t < length; t++) {
        const product = scaled[i][t] * scaled[j][t];
        cross += product;
        squares += product * product;
      }
      const correlation = length > 0 ? cross / length : 0;
      if (length > 1) varianceSum += (squares - (cross * cross) / length) / (length * (length - 1));
      squareSum += correlation * correlation;
      matrix[i * n + j] = correlation * deviations[i] * deviations[j];
    }
  }
  const intensity = squareSum > 0 ? Math.max(0, Math.min(1, varianceSum / squareSum)) : 1;
  for (let i = 0; i < n; i++)
    for (let j = 0; j < i; j++) {
      matrix[i * n + j] *= 1 - intensity;
      matrix[j * n + i] = matrix[i * n + j];
    }
  return { matrix, intensity };
}
