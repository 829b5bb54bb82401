import type { Forecast } from '#engine/forecast.ts';
import type { Issue } from '#engine/issue.ts';
import {
  anyOf,
  checked,
  column,
  count,
  figure,
  objectOf,
  oneOf,
  optional,
  recordOf,
  type Shape,
  text,
} from './shapes.ts';

export const issueShape: Shape<Issue> = objectOf<Issue>({
  code: text,
  severity: oneOf('error', 'warning', 'info'),
  file: optional(text),
  row: optional(count),
  column: optional(text),
  params: optional(recordOf(anyOf(text, figure))),
});

const anyForecast = objectOf<Forecast>({
  mean: column,
  median: column,
  lo50: column,
  hi50: column,
  lo80: column,
  hi80: column,
  lo95: column,
  hi95: column,
});

export const forecastShape: Shape<Forecast> = checked(anyForecast, 'columns of one length', (forecast) =>
  Object.values(forecast).every((values: Float64Array) => values.length === forecast.mean.length),
);

/** A computation as it is kept: idle, done, or refused with the reason. One under way is kept as idle. */
export type SettledJob<Result> =
  | { readonly status: 'idle' }
  | { readonly status: 'ready'; readonly inputHash: string; readonly result: Result }
  | { readonly status: 'failed'; readonly inputHash: string; readonly issue: Issue };

export function jobShape<Result>(result: Shape<Result>): Shape<SettledJob<Result>> {
  return anyOf(
    objectOf<{ readonly status: 'idle' }>({ status: oneOf('idle') }),
    objectOf<{ readonly status: 'ready'; readonly inputHash: string; readonly result: Result }>({
      status: oneOf('ready'),
      inputHash: text,
      result,
    }),
    objectOf<{ readonly status: 'failed'; readonly inputHash: string; readonly issue: Issue }>({
      status: oneOf('failed'),
      inputHash: text,
      issue: issueShape,
    }),
  );
}
