import type { ForecastMethod } from '#engine/backtest/contestant.ts';
import { actualAfter } from '#engine/backtest/rolling-origin.ts';
import type { FoldForecast } from '#engine/backtest/score-forecast.ts';
import { isUsableForecast, type TournamentRecord } from '#engine/backtest/tournament.ts';
import { PooledForecaster } from '#engine/pooled/pooled-boosting.ts';

/** Fewest series that a model over all of them is tried for without being asked for. */
const fewestSeries = 20;

/**
 * Adds the contestant that learns from all series together, with its folds, to the records of a job. Series of one
 * frequency and horizon are taken to end with the same period unless their input says otherwise (`lastPeriod`): a fold
 * then lies at the same date in all of them, so that no series tells another its future. A generator: before each fit it
 * pauses with the share of the fits done. Records are not mutated.
 */
export function* addPooledForecasts(records: readonly TournamentRecord[]): Generator<number, TournamentRecord[]> {
  const answer = [...records];
  const groups = groupsOf(records);
  const fits = groups.reduce((sum, members) => sum + 1 + mostOrigins(records, members), 0);
  let fitted = 0;
  for (const members of groups) {
    const [{ input, originStep }] = members.map((i) => records[i]);
    const forecaster = new PooledForecaster(
      members.map((i) => records[i].input),
      input.horizon,
      input.seed,
    );
    const most = mostOrigins(records, members);
    const method: ForecastMethod = 'gbm';
    const folds: FoldForecast[][] = members.map(() => []);
    for (let k = most; k >= 1; k--) {
      yield fitted++ / fits;
      const cut = input.horizon + (k - 1) * originStep;
      forecaster.forecastAt(cut).forEach((outcome, m) => {
        const { origins, input: own } = records[members[m]];
        const trainingLength = own.values.length - cut;
        if (!outcome.ok || k > origins || !isUsableForecast(outcome.value)) return;
        const actual = actualAfter(own.values, trainingLength, own.horizon);
        folds[m].push({ method, trainingLength, forecast: outcome.value.forecast, actual });
      });
    }
    yield fitted++ / fits;
    forecaster.forecastAt(0).forEach((outcome, m) => {
      const record = records[members[m]];
      if (!outcome.ok) {
        const issues = [...record.issues, { ...outcome.issue, severity: 'warning' as const, column: method }];
        answer[members[m]] = { ...record, issues };
        return;
      }
      if (!isUsableForecast(outcome.value)) return;
      answer[members[m]] = {
        ...record,
        ready: new Map([...record.ready, [method, { method, ...outcome.value }]]),
        folds: new Map([...record.folds, [method, folds[m]]]),
      };
    });
  }
  return answer;
}

function mostOrigins(records: readonly TournamentRecord[], members: readonly number[]): number {
  return Math.max(...members.map((i) => records[i].origins));
}

/** Indices of records that share a model. Series that may be negative, and those too short to be modelled, stay out. */
function groupsOf(records: readonly TournamentRecord[]): number[][] {
  const groups = new Map<string, number[]>();
  records.forEach(({ input, originStep, wished }, i) => {
    if (!input.nonNegative || !wished.includes('gbm')) return;
    const key = [input.frequency, input.horizon, originStep, input.lastPeriod ?? ''].join();
    groups.set(key, [...(groups.get(key) ?? []), i]);
  });
  return [...groups.values()].filter((members) => members.length >= fewestSeries);
}
