import { type BacktestRecord, foldAtLength, type MethodForecast } from '#engine/backtest/backtest-series.ts';
import { actualAsKnown, heldBack, independentOrigins } from '#engine/backtest/rolling-origin.ts';
import type { FoldForecast } from '#engine/backtest/score-forecast.ts';
import type { Forecast } from '#engine/forecast.ts';
import { describeSimply, type ModelCoefficient } from '#engine/models/define-model.ts';
import type { ModelId } from '#engine/models/model-registry.ts';
import { applyFactors, calibrateLimits, type LimitFactors, type PastForecast } from './calibrate-limits.ts';
import { canJoinEnsemble, chooseMembers } from './choose-members.ts';
import { combineForecasts } from './combine-forecasts.ts';
import { choosePooledWeights, type EvidenceCell } from './pool-weights.ts';

/** Fewest backtested series whose weights are found together; fewer keep the combination of their own backtest. */
const fewestSeries = 5;

/** Weights by method; empty = no evidence yet. */
type Weights = ReadonlyMap<ModelId, number>;

/**
 * Replaces the combination of every record by one whose weights and limits come from the backtests of all series
 * together. The combination of a fold takes its weights from earlier folds only, and its limits are calibrated on the
 * combination's errors in earlier folds, of all series; folds before which no whole test part had ended are not scored. Series with
 * the same models form a group of their own where there are five or more of them. Records are not mutated.
 */
export function fitEnsembleWeights(records: readonly BacktestRecord[]): BacktestRecord[] {
  const answer = [...records];
  for (const members of groupsOf(records)) {
    const own = members.map((i) => records[i]);
    weightGroup(own).forEach((record, k) => {
      answer[members[k]] = record;
    });
  }
  return answer;
}

function groupsOf(records: readonly BacktestRecord[]): number[][] {
  const backtested = records.flatMap((record, i) =>
    record.origins > 0 && record.wished.includes('combination') ? [i] : [],
  );
  if (backtested.length < fewestSeries) return [];
  const byKind = new Map<string, number[]>();
  for (const i of backtested) {
    const { baseline, input } = records[i];
    const key = [baseline, input.horizon, ...records[i].wished].join();
    byKind.set(key, [...(byKind.get(key) ?? []), i]);
  }
  const large = [...byKind.values()].filter((members) => members.length >= fewestSeries);
  const rest = [...byKind.values()].filter((members) => members.length < fewestSeries).flat();
  return rest.length > 0 ? [...large, rest.sort((a, b) => a - b)] : large;
}

/** Members that the combination at a fold may have: forecast there and at all folds before it; for the future, too. */
function membersAt(record: BacktestRecord, distance: number): ModelId[] {
  const methods = new Set([...record.folds.keys(), ...record.ready.keys()]);
  return [...methods].filter((method) => {
    if (!canJoinEnsemble(method) || (distance === 0 && !record.ready.has(method))) return false;
    for (let d = record.origins; d >= Math.max(1, distance); d--) if (!foldAt(record, method, d)) return false;
    return true;
  });
}

/** What was known at the origin that lies `distance` before the end (1 = the last one, 0 = the end). */
function lengthAt(record: BacktestRecord, distance: number): number {
  const { values, horizon } = record.input;
  return distance > 0 ? values.length - heldBack(horizon, record, distance - 1) : values.length;
}

/** The fold that lies `distance` origins before the end (1 = the last one). */
function foldAt(record: BacktestRecord, method: ModelId, distance: number): FoldForecast | null {
  return foldAtLength(record.folds, method, lengthAt(record, distance)) ?? null;
}

function weightGroup(records: readonly BacktestRecord[]): BacktestRecord[] {
  const furthest = Math.max(...records.map(({ origins }) => origins));
  const { horizon } = records[0].input;
  const independent = independentOrigins(furthest, horizon, records[0]) / furthest;
  const weightsAt: Weights[] = [];
  const factorsAt: (LimitFactors | null)[] = [];
  /** Combined folds by record and distance, with the limits of their members. */
  const raw: (Combined | null)[][] = records.map(() => []);
  // From the oldest origin on, so that each sees what came before it and nothing else.
  for (let distance = furthest; distance >= 0; distance--) {
    weightsAt[distance] = weightsBefore(records, distance);
    const past = records.flatMap((record, i) => pastForecasts(record, raw[i], weightsAt, distance));
    factorsAt[distance] = calibrateLimits(past, horizon, independent);
    records.forEach((record, i) => {
      raw[i][distance] = combineAt(record, distance, weightsAt[distance]);
    });
  }
  const calibrated = ({ forecast }: Combined, distance: number, { input }: BacktestRecord): Forecast => {
    const factors = factorsAt[distance];
    return factors ? applyFactors(forecast, factors, input.nonNegative) : forecast;
  };
  return records.map((record, i) => {
    const ready = new Map<ModelId, MethodForecast>(record.ready);
    const folds = new Map(record.folds);
    ready.delete('combination');
    folds.delete('combination');
    const final = raw[i][0];
    if (!final) return { ...record, ready, folds };
    const model = describeSimply('mean', final.weights);
    ready.set('combination', { method: 'combination', forecast: calibrated(final, 0, record), model });
    const combinedFolds: FoldForecast[] = [];
    for (let distance = record.origins; distance > 0; distance--) {
      const combined = raw[i][distance];
      const baseline = foldAt(record, record.baseline, distance);
      if (!combined || !baseline) continue;
      combinedFolds.push({ ...baseline, method: 'combination', forecast: calibrated(combined, distance, record) });
    }
    folds.set('combination', combinedFolds);
    return { ...record, ready, folds, unscored: record.origins > record.perStep ? record.perStep : 0 };
  });
}

/** Combined folds older than `distance` beside the actual values as they were known at `distance`. */
function pastForecasts(
  record: BacktestRecord,
  combined: readonly (Combined | null)[],
  weightsAt: readonly Weights[],
  distance: number,
): PastForecast[] {
  const past: PastForecast[] = [];
  for (let d = record.origins; d > distance; d--) {
    const forecast = combined[d]?.forecast;
    // A combination without evidence is another forecaster than those that follow: its errors say nothing about theirs.
    if (forecast && weightsAt[d].size > 0) past.push({ forecast, actual: actualBefore(record, d, distance) });
  }
  return past;
}

function actualBefore(record: BacktestRecord, d: number, distance: number): Float64Array {
  return actualAsKnown(record.input, lengthAt(record, d), lengthAt(record, distance));
}

interface Combined {
  readonly forecast: Forecast;
  readonly weights: readonly ModelCoefficient[];
}

/** The combination at a fold, or beyond the series (distance 0); null for fewer than two members. */
function combineAt(record: BacktestRecord, distance: number, weights: Weights): Combined | null {
  const available = membersAt(record, distance);
  const equal = weights.size === 0 ? chooseMembers(available, new Map()) : [];
  const members = available.flatMap((method) => {
    const forecast = distance > 0 ? foldAt(record, method, distance)?.forecast : record.ready.get(method)?.forecast;
    const weight = weights.size === 0 ? Number(equal.includes(method)) : (weights.get(method) ?? 0);
    return forecast && weight > 0 ? [{ method, forecast, weight }] : [];
  });
  if (members.length === 0) return null;
  const total = members.reduce((sum, { weight }) => sum + weight, 0);
  return {
    forecast: combineForecasts(
      members.map(({ forecast }) => forecast),
      members.map(({ weight }) => weight),
    ),
    weights: members.map(({ method, weight }) => ({
      name: method,
      value: weight / total,
      standardError: Number.NaN,
    })),
  };
}

/**
 * Weights by the folds older than `distance`, of all records; of the origins within a step only the one at which models over all series were
 * fitted, since a fit that is weeks old errs more than the one that forecasts in the end.
 */
function weightsBefore(records: readonly BacktestRecord[], distance: number): Weights {
  const cells: EvidenceCell[] = [];
  const counts = new Map<ModelId, number>();
  for (const record of records) {
    // Whoever is missing at a fold after this one is no matter here: that is later than the weights.
    const available = membersAt(record, distance + 1);
    if (record.origins > distance) for (const method of available) counts.set(method, (counts.get(method) ?? 0) + 1);
    for (let d = record.origins; d > distance; d--) {
      if ((d - 1) % record.perStep > 0) continue;
      const medians = new Map<ModelId, Float64Array>();
      for (const method of available) {
        const fold = foldAt(record, method, d);
        if (fold) medians.set(method, fold.forecast.median);
      }
      const scale = record.scales[record.origins - d]?.absolute ?? Number.NaN;
      cells.push({ medians, actual: actualBefore(record, d, distance), scale });
    }
  }
  // A method of a few series only would be chosen for what those series are like.
  const most = Math.max(0, ...counts.values());
  const common = [...counts].filter(([, count]) => count >= most / 2).map(([method]) => method);
  return choosePooledWeights(cells, common);
}
