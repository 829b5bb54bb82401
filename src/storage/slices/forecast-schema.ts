import type { Forecast } from '#engine/forecast.ts';
import type { Issue } from '#engine/issue.ts';
import * as s from './schema.ts';

export const issueSchema: s.Schema<Issue> = s.objectOf<Issue>({
  code: s.text,
  severity: s.oneOf('error', 'warning', 'info'),
  file: s.optional(s.text),
  row: s.optional(s.count),
  column: s.optional(s.text),
  params: s.optional(s.recordOf(s.anyOf(s.text, s.figure))),
});

const anyForecast = s.objectOf<Forecast>({
  ...s.each(s.column, 'mean', 'median', 'lo50', 'hi50', 'lo80', 'hi80', 'lo95', 'hi95'),
});

export const forecastSchema: s.Schema<Forecast> = s.checked(anyForecast, 'columns of one length', (forecast) =>
  Object.values(forecast).every((values: Float64Array) => values.length === forecast.mean.length),
);

/** A computation as it is persisted: idle, done, or refused with the reason. One under way is persisted as idle. */
export function jobSchema<Result>(result: s.Schema<Result>) {
  return s.anyOf(
    s.object({ status: s.oneOf('idle') }),
    s.object({ status: s.oneOf('ready'), inputHash: s.text, result }),
    s.object({ status: s.oneOf('failed'), inputHash: s.text, issue: issueSchema }),
  );
}
