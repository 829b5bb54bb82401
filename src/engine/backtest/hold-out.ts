import { poolEvidence } from '#engine/combination/pool-evidence.ts';
import type { ModelId } from '#engine/models/model-registry.ts';
import { type BacktestRecord, foldAtLength, scoreRecord, selectModel } from './backtest-series.ts';
import { type FoldForecast, scoreFolds } from './score-forecast.ts';

/** What the newest origin says of the choice that the earlier ones would have made: it chose nothing. */
export interface HeldOut {
  readonly method: ModelId;
  /** Percent by which its absolute error was smaller there than the baseline's; NaN where that cannot be said. */
  readonly valueAdded: number;
}

/** The choice that was made before the newest origin, its forecast there and its earlier ones. */
export interface EarlierChoice {
  readonly method: ModelId;
  readonly fold: FoldForecast;
  readonly before: readonly FoldForecast[];
}

/**
 * By record: the method that its scores, and those of all records, chose on the origins whose test periods had ended by the newest origin. Null
 * where there is no such origin that is scored.
 */
export function chooseBefore(records: readonly BacktestRecord[]): (EarlierChoice | null)[] {
  const earlier = records.map(cutRecord);
  const known = earlier.flatMap((record) => record ?? []);
  const evidence = poolEvidence(
    known.map(scoreRecord),
    known.map(({ baseline }) => baseline),
  );
  return earlier.map((record, i) => {
    if (!record) return null;
    const { chosen } = selectModel(record, evidence);
    const fold = foldAtLength(records[i].folds, chosen, newestOf(records[i]));
    return fold ? { method: chosen, fold, before: record.folds.get(chosen) ?? [] } : null;
  });
}

/** `fold`: the choice's forecast at the newest origin, as it was shown. */
export function scoreHeldOut({ baseline, folds, scales }: BacktestRecord, fold: FoldForecast): HeldOut {
  const scale = scales.slice(-1);
  const naive = foldAtLength(folds, baseline, fold.trainingLength);
  const error = scoreFolds(fold.method, [fold], scale).mase;
  const reference = naive ? scoreFolds(baseline, [naive], scale).mase : Number.NaN;
  return { method: fold.method, valueAdded: 100 * (1 - error / reference) };
}

function newestOf({ folds, baseline }: BacktestRecord): number {
  return folds.get(baseline)?.at(-1)?.trainingLength ?? 0;
}

/** The record without its newest origin and those that overlap what is tested there. */
function cutRecord(record: BacktestRecord): BacktestRecord | null {
  const { folds, baseline, scales, unscored, input } = record;
  const end = newestOf(record) - input.horizon;
  const origins = (folds.get(baseline) ?? []).filter(({ trainingLength }) => trainingLength <= end).length;
  if (origins <= unscored) return null;
  const past = [...folds].map(
    ([method, own]) => [method, own.filter(({ trainingLength }) => trainingLength <= end)] as const,
  );
  return { ...record, folds: new Map(past), scales: scales.slice(0, origins), origins };
}
