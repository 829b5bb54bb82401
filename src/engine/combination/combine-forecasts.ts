import { type Forecast, forecastColumns } from '#engine/forecast.ts';

/**
 * Weighted mean of the members, field by field and step by step (quantiles averaged at equal probability); equal weights
 * where none are given. Weights are positive and need not sum to one.
 */
export function combineForecasts(members: readonly Forecast[], weights: readonly number[] = []): Forecast {
  const weightOf = (i: number): number => weights[i] ?? 1;
  const total = members.reduce((sum, _, i) => sum + weightOf(i), 0);
  const average = (column: keyof Forecast): Float64Array => {
    const sum = new Float64Array(members[0][column].length);
    members.forEach((member, i) => {
      const share = weightOf(i) / total;
      member[column].forEach((v, h) => {
        sum[h] += v * share;
      });
    });
    return sum;
  };
  return Object.fromEntries(forecastColumns.map((column) => [column, average(column)])) as unknown as Forecast;
}
