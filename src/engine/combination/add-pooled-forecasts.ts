import { type BacktestRecord, isUsableForecast } from '#engine/backtest/backtest-series.ts';
import { actualAfter, heldBack } from '#engine/backtest/rolling-origin.ts';
import type { FoldForecast } from '#engine/backtest/score-forecast.ts';
import type { ModelInput } from '#engine/models/define-model.ts';
import { boostedTrees } from '#engine/models/joint/joint-models.ts';
import { fitPooledModel, PooledForecaster, type PooledModel } from '#engine/models/pooled/pooled-boosting.ts';

/** Fewest series that a model over all of them is tried for without being asked for. */
const fewestSeries = 20;

/** One model over series, as it is fitted for a forecast or for the test of one. */
export interface PooledFit {
  /** Indices of the records that it learns from. */
  readonly members: readonly number[];
  /** Their input. */
  readonly series: readonly ModelInput[];
  /** Periods at the end of all series that it does not see. */
  readonly cut: number;
}

/** A model that was fitted beforehand. */
export interface FittedModel {
  readonly members: readonly number[];
  readonly cut: number;
  /** Null: there was too little to learn from. */
  readonly model: PooledModel | null;
}

/**
 * Every model that {@link addPooledForecasts} needs for these records. None waits for another, so they can be fitted side
 * by side; they take by far most of its time.
 */
export function pooledFits(records: readonly BacktestRecord[]): PooledFit[] {
  return groupsOf(records).flatMap((members) => {
    const series = members.map((i) => records[i].input);
    const cuts = cutsOf(records, members).flatMap((cut) => PooledForecaster.cutsFor(cut, series[0].horizon));
    return [...new Set(cuts)].map((cut) => ({ members, series, cut }));
  });
}

/** Fits one of them. */
export function fitTogether({ members, series, cut }: PooledFit): FittedModel {
  const [{ horizon, seed }] = series;
  return { members, cut, model: fitPooledModel(series, horizon, seed, cut) };
}

/**
 * Adds the model that learns from all series together, with its folds, to the records of a job. Series of one
 * frequency and horizon are taken to end with the same period unless their input says otherwise (`lastPeriod`): a fold
 * then lies at the same date in all of them, so that no series leaks its future to another. Of the origins within a step all but
 * the oldest are forecast from by the fit at that one, as a model in use is. Models in `fitted` are not fitted again. A generator: it pauses before each forecast. Records are not mutated.
 */
export function* addPooledForecasts(
  records: readonly BacktestRecord[],
  fitted: readonly FittedModel[] = [],
): Generator<void, BacktestRecord[]> {
  const answer = [...records];
  for (const members of groupsOf(records)) {
    const [{ input }] = members.map((i) => records[i]);
    // Groups have no member in common: the first one says which group a model is of.
    const models = fitted.filter((one) => one.members[0] === members[0]);
    const forecaster = new PooledForecaster(
      members.map((i) => records[i].input),
      input.horizon,
      input.seed,
      new Map(models.map(({ cut, model }) => [cut, model])),
    );
    const method = boostedTrees.id;
    const folds: FoldForecast[][] = members.map(() => []);
    for (let k = mostOrigins(records, members) - 1; k >= 0; k--) {
      yield;
      const { perStep } = records[members[0]];
      const cut = heldBack(input.horizon, records[members[0]], k);
      const fittedAt = heldBack(input.horizon, records[members[0]], perStep * Math.ceil(k / perStep));
      forecaster.forecastAt(cut, fittedAt).forEach((outcome, m) => {
        const { origins, input: own } = records[members[m]];
        const trainingLength = own.values.length - cut;
        if (!outcome.ok || k >= origins || !isUsableForecast(outcome.value)) return;
        const actual = actualAfter(own.values, trainingLength, own.horizon);
        folds[m].push({ method, trainingLength, forecast: outcome.value.forecast, actual });
      });
    }
    yield;
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

/** Periods cut off before the fits: that of the forecast itself (0) and one for every `perStep` origins, the latest first. */
function cutsOf(records: readonly BacktestRecord[], members: readonly number[]): number[] {
  const { input, originStep, perStep } = records[members[0]];
  const fits = Math.ceil(mostOrigins(records, members) / perStep);
  return [0, ...Array.from({ length: fits }, (_, k) => input.horizon + k * originStep)];
}

function mostOrigins(records: readonly BacktestRecord[], members: readonly number[]): number {
  return Math.max(...members.map((i) => records[i].origins));
}

/** Indices of records that share a model. Series that may be negative, and those too short to be modelled, stay out. */
function groupsOf(records: readonly BacktestRecord[]): number[][] {
  const groups = new Map<string, number[]>();
  records.forEach(({ input, originStep, perStep, wished }, i) => {
    if (!input.nonNegative || !wished.includes(boostedTrees.id)) return;
    const key = [input.frequency, input.horizon, originStep, perStep, input.lastPeriod ?? ''].join();
    groups.set(key, [...(groups.get(key) ?? []), i]);
  });
  return [...groups.values()].filter((members) => members.length >= fewestSeries);
}
