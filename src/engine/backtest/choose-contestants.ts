import type { Contestant, ContestantInput, ForecastMethod } from '#engine/backtest/contestant.ts';
import { autoArima, dynamicRegressionOnLog } from '#engine/sarima/arima-contestants.ts';
import { drift, movingMean, naive, seasonalNaive } from '#engine/smoothing/simple-methods.ts';

export type Contestants = Readonly<Partial<Record<ForecastMethod, Contestant>>>;

/** Every contestant by name; `combination` is made by the tournament from the others. */
export const allContestants: Contestants = {
  naive,
  snaive: seasonalNaive,
  drift,
  mean4: movingMean(4),
  mean13: movingMean(13),
  'auto-arima': autoArima,
  'dynreg-log': dynamicRegressionOnLog,
};

/** Seasonal naive where a whole season and a bit more was observed before the test part; else naive. */
export function baselineFor(input: ContestantInput): 'snaive' | 'naive' {
  const { values, frequency, horizon } = input;
  return frequency > 1 && values.length >= frequency + 2 * horizon ? 'snaive' : 'naive';
}

/** Contestants for a series whose caller has no wish. */
export function defaultMethods(input: ContestantInput): ForecastMethod[] {
  const { values, frequency } = input;
  const observed = values.filter((v) => !Number.isNaN(v));
  const methods: ForecastMethod[] = ['naive'];
  if (frequency > 1) methods.push('snaive');
  methods.push(frequency === 12 ? 'drift' : 'mean13');
  if (observed.length >= 12) methods.push('auto-arima');
  const positive = observed.every((v) => v >= 0) && observed.some((v) => v > 0);
  if (positive && observed.length >= 12) methods.push('dynreg-log');
  methods.push('combination');
  return methods;
}
