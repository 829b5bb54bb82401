import { type BacktestRecord, isUsableForecast } from '#engine/backtest/backtest-series.ts';
import { actualAfter } from '#engine/backtest/rolling-origin.ts';
import type { FoldForecast } from '#engine/backtest/score-forecast.ts';
import type { Forecast } from '#engine/forecast.ts';
import { describeSimply } from '#engine/models/define-model.ts';
import type { ModelId } from '#engine/models/model-registry.ts';

/** The forecasts of one series by a model that is fitted elsewhere, on many series at once. */
export interface ExternalForecast {
  /** From the end of the series. */
  readonly forecast: Forecast;
  /** Made `cut` periods before the end, by a fit that saw nothing later. */
  readonly folds: readonly { readonly cut: number; readonly forecast: Forecast }[];
}

export interface ExternalModel {
  readonly method: Extract<ModelId, 'mlp' | 'lstm'>;
  /** What it is, for display: `LSTM[32]`. */
  readonly label: string;
  /** By the series' id. */
  readonly forecasts: ReadonlyMap<string, ExternalForecast>;
}

/**
 * Adds models that were fitted elsewhere, with their folds, to the records of a job, before weights are found. They
 * are scored on the actual values that the record knows. A series that is unknown to them, of another length of horizon, or
 * that was not to be combined keeps its record. `ids` belong to the records by position. Records are not mutated.
 */
export function addOutsideForecasts(
  records: readonly BacktestRecord[],
  ids: readonly string[],
  models: readonly ExternalModel[],
): BacktestRecord[] {
  return records.map((record, i) => models.reduce((one, model) => addOne(one, ids[i], model), record));
}

function addOne(record: BacktestRecord, id: string, { method, label, forecasts }: ExternalModel): BacktestRecord {
  const found = forecasts.get(id);
  const { input, wished } = record;
  if (!found || !wished.includes('combination') || found.forecast.mean.length !== input.horizon) return record;
  const model = describeSimply(label);
  if (!isUsableForecast({ ...found, model })) return record;
  const ready = { method, forecast: found.forecast, model };
  const folds = found.folds
    .filter(({ forecast, cut }) => cut < input.values.length && isUsableForecast({ forecast, model }))
    .map(({ cut, forecast }): FoldForecast => {
      const trainingLength = input.values.length - cut;
      return { method, trainingLength, forecast, actual: actualAfter(input.values, trainingLength, input.horizon) };
    })
    .sort((a, b) => a.trainingLength - b.trainingLength);
  return {
    ...record,
    ready: new Map([...record.ready, [method, ready]]),
    folds: new Map([...record.folds, [method, folds]]),
  };
}
