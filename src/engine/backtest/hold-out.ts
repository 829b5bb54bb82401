import { poolEvidence } from '#engine/combination/pool-evidence.ts';
import type { ModelId } from '#engine/models/model-registry.ts';
import { type BacktestRecord, foldAtLength, scoreRecord, selectModel } from './backtest-series.ts';
import { heldBack } from './rolling-origin.ts';
import { type FoldForecast, scoreFolds } from './score-forecast.ts';

/** What origins say of the choices that the earlier ones would have made: none had a say in what is scored on it. */
export interface HeldOut {
  /** The newest of these choices. */
  readonly method: ModelId;
  /** Percent by which their absolute error was smaller there than the baseline's; NaN where that cannot be said. */
  readonly valueAdded: number;
  /** Origins that it rests on; absent: the newest alone. */
  readonly origins?: number;
}

/** The choice that was made before an origin, its forecast there and its earlier ones. */
export interface EarlierChoice {
  readonly method: ModelId;
  /** Places of that origin before the newest. */
  readonly back: number;
  readonly fold: FoldForecast;
  readonly before: readonly FoldForecast[];
}

/**
 * By record: the method that its scores, and those of all records, chose on the origins whose test periods had ended by the origin `back` places
 * before the newest. Null where there is no such origin that is scored.
 */
export function chooseBefore(records: readonly BacktestRecord[], back = 0): (EarlierChoice | null)[] {
  const earlier = records.map((record) => cutRecord(record, back));
  const known = earlier.flatMap((record) => record ?? []);
  const evidence = poolEvidence(
    known.map(scoreRecord),
    known.map(({ baseline }) => baseline),
  );
  return earlier.map((record, i) => {
    if (!record) return null;
    const { chosen } = selectModel(record, evidence);
    const fold = foldAtLength(records[i].folds, chosen, lengthAt(records[i], back));
    return fold ? { method: chosen, back, fold, before: record.folds.get(chosen) ?? [] } : null;
  });
}

/** `choices`: what was chosen before each origin, the newest first, with its forecast there as it was shown. */
export function scoreHeldOut(record: BacktestRecord, choices: readonly EarlierChoice[]): HeldOut {
  const { baseline, folds, scales } = record;
  const own = choices.map(({ back }) => scales[scales.length - 1 - back]);
  const naive = choices.flatMap(({ fold }) => foldAtLength(folds, baseline, fold.trainingLength) ?? []);
  const [{ method }] = choices;
  const chosen = scoreFolds(
    method,
    choices.map(({ fold }) => fold),
    own,
  );
  const reference = naive.length === choices.length ? scoreFolds(baseline, naive, own).mase : Number.NaN;
  return { method, valueAdded: 100 * (1 - chosen.mase / reference), origins: choices.length };
}

function lengthAt(record: BacktestRecord, back: number): number {
  const { values, horizon } = record.input;
  return values.length - heldBack(horizon, record, back);
}

/** The record without the origins whose test periods end after the one `back` places before the newest. */
function cutRecord(record: BacktestRecord, back: number): BacktestRecord | null {
  const { folds, baseline, scales, unscored, input } = record;
  const end = lengthAt(record, back) - input.horizon;
  const origins = (folds.get(baseline) ?? []).filter(({ trainingLength }) => trainingLength <= end).length;
  if (origins <= unscored) return null;
  const past = [...folds].map(
    ([method, own]) => [method, own.filter(({ trainingLength }) => trainingLength <= end)] as const,
  );
  return { ...record, folds: new Map(past), scales: scales.slice(0, origins), origins };
}
