/** Orders of a seasonal ARIMA(p,d,q)(P,D,Q)m. */
export interface SarimaOrder {
  readonly p: number;
  readonly d: number;
  readonly q: number;
  readonly seasonalP: number;
  readonly seasonalD: number;
  readonly seasonalQ: number;
  /** Season in periods; 1 = none (the seasonal orders are then 0). */
  readonly period: number;
}

/** Observations that differencing takes away. */
export function lostToDifferencing(order: SarimaOrder): number {
  return order.d + order.period * order.seasonalD;
}

/** The field's notation, e.g. `ARIMA(0,1,1)(0,1,1)[12]`. */
export function labelSarima(order: SarimaOrder): string {
  const plain = `ARIMA(${order.p},${order.d},${order.q})`;
  const seasonal = order.seasonalP + order.seasonalD + order.seasonalQ > 0;
  return seasonal ? `${plain}(${order.seasonalP},${order.seasonalD},${order.seasonalQ})[${order.period}]` : plain;
}

/**
 * Coefficients of (1 - B)^d (1 - B^m)^D as weights on past levels: y_t = w_t + sum_i delta[i] y_(t-1-i).
 * Length d + m D.
 */
export function differencingWeights(order: SarimaOrder): Float64Array {
  let polynomial = Float64Array.of(1);
  const multiply = (lag: number): void => {
    const next = new Float64Array(polynomial.length + lag);
    polynomial.forEach((c, i) => {
      next[i] += c;
      next[i + lag] -= c;
    });
    polynomial = next;
  };
  for (let i = 0; i < order.d; i++) multiply(1);
  for (let i = 0; i < order.seasonalD; i++) multiply(order.period);
  return polynomial.subarray(1).map((c) => -c);
}

/** (1 - B)^d (1 - B^m)^D applied; length n - d - m D (0 when the series is shorter). NaN spreads. Nothing is mutated. */
export function differenceSeries(values: Float64Array, order: SarimaOrder): Float64Array {
  let series = values;
  const apply = (lag: number): void => {
    const next = new Float64Array(Math.max(0, series.length - lag));
    for (let t = 0; t < next.length; t++) next[t] = series[t + lag] - series[t];
    series = next;
  };
  for (let i = 0; i < order.seasonalD; i++) apply(order.period);
  for (let i = 0; i < order.d; i++) apply(1);
  return series === values ? Float64Array.from(values) : series;
}
