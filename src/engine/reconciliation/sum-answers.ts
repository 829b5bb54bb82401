import type { Forecast } from '#engine/forecast.ts';
import { forecastColumns } from '#engine/forecast.ts';
import { z80 } from '#engine/kernels/normal-distribution.ts';
import type { ForecastAnswers } from '#engine/panel/forecast-answers.ts';

/** What was forecast in held-out periods beside what came, of the products whose demand is known then; NaN where it is of none. */
export interface HeldOutSum {
  /** Complete periods that were known. */
  readonly known: number;
  readonly mean: Float64Array;
  readonly actual: Float64Array;
}

/**
 * Sum of the forecasts of some products, from the bottom up. How far their errors go together is told by the sum's own errors in the held-out
 * periods: between none of it (squares add) and all of it (limits add); without held-out periods all of it, so that limits are never too
 * narrow. One product alone keeps its own limits. Null where none of them has a forecast.
 *
 * @param rows of the panel @param horizon at most that of the answers @param held those of the sum, see {@link heldOutOf}
 */
export function sumAnswers(
  { forecast, horizon: most, methods }: ForecastAnswers,
  rows: readonly number[],
  horizon: number,
  held: readonly HeldOutSum[],
): Forecast | null {
  const mine = rows.filter((row) => methods[row] !== '');
  if (mine.length === 0) return null;
  const at = (row: number, h: number): number => row * most + h;
  if (mine.length === 1) {
    const [row] = mine;
    const column = (name: keyof Forecast) => [name, forecast[name].slice(at(row, 0), at(row, horizon))];
    return Object.fromEntries(forecastColumns.map(column));
  }
  const mean = sums(horizon, (h) => mine.map((row) => forecast.mean[at(row, h)]));
  // Half the 80 % interval of each stands for its deviation.
  const spread = (row: number, h: number): number => (forecast.hi80[at(row, h)] - forecast.lo80[at(row, h)]) / 2 / z80;
  const squares = mean.map((_, h) => mine.reduce((sum, row) => sum + spread(row, h) ** 2, 0));
  const together = mean.map((_, h) => mine.reduce((sum, row) => sum + spread(row, h), 0) ** 2);
  const share = sharedError(held, squares, together);
  const columns = forecastColumns.map((name): [string, Float64Array] => {
    if (name === 'mean' || name === 'median') return [name, mean];
    return [
      name,
      mean.map((middle, h) => {
        const parts = mine.map((row) => forecast[name][at(row, h)] - forecast.mean[at(row, h)]);
        const alone = parts.reduce((sum, part) => sum + part * part, 0);
        const all = parts.reduce((sum, part) => sum + part, 0);
        return Math.max(0, middle + Math.sign(all) * Math.sqrt((1 - share) * alone + share * all * all));
      }),
    ];
  });
  return Object.fromEntries(columns) as unknown as Forecast;
}

/** 0: errors of products are strangers to each other; 1: they are one error. */
function sharedError(held: readonly HeldOutSum[], squares: Float64Array, together: Float64Array): number {
  let errors = 0;
  let low = 0;
  let high = 0;
  for (const { mean, actual } of held)
    for (let h = 0; h < Math.min(mean.length, squares.length); h++) {
      if (Number.isNaN(mean[h]) || Number.isNaN(actual[h])) continue;
      errors += (actual[h] - mean[h]) ** 2;
      low += squares[h];
      high += together[h];
    }
  if (!(high > low)) return 1;
  return Math.min(1, Math.max(0, (errors - low) / (high - low)));
}

/**
 * Held-out sums of some products, oldest first: of those that had a forecast then. A product whose demand in a period is unknown is left out
 * of that period's sums.
 *
 * @param sold what a product sold by complete period; NaN where unknown
 */
export function heldOutOf(
  { folds, horizon }: ForecastAnswers,
  rows: readonly number[],
  sold: (row: number) => Float64Array,
): HeldOutSum[] {
  return folds.flatMap(({ known, mean }) => {
    const mine = rows.filter((row) => !Number.isNaN(mean[row * horizon]));
    if (mine.length === 0) return [];
    const series = mine.map((row) => ({ row, values: sold(row) }));
    const sumOf = (value: (product: (typeof series)[number], h: number) => number): Float64Array =>
      sums(horizon, (h) => {
        const parts = series.filter(({ values }) => !Number.isNaN(values[known + h] ?? Number.NaN));
        return parts.length > 0 ? parts.map((product) => value(product, h)) : [Number.NaN];
      });
    return [
      {
        known,
        mean: sumOf(({ row }, h) => mean[row * horizon + h]),
        actual: sumOf(({ values }, h) => values[known + h]),
      },
    ];
  });
}

function sums(length: number, parts: (h: number) => readonly number[]): Float64Array {
  return Float64Array.from({ length }, (_, h) => parts(h).reduce((sum, part) => sum + part, 0));
}
