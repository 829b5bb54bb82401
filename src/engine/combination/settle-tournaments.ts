import { describeSimply, type ForecastMethod, type ModelCoefficient } from '#engine/backtest/contestant.ts';
import type { FoldForecast } from '#engine/backtest/score-forecast.ts';
import type { MethodForecast, TournamentRecord } from '#engine/backtest/tournament.ts';
import {
  applyFactors,
  calibrateLimits,
  type LimitFactors,
  type PastForecast,
} from '#engine/combination/calibrate-limits.ts';
import { chooseMembers, eligibleMethods } from '#engine/combination/choose-members.ts';
import { combineForecasts } from '#engine/combination/combine-forecasts.ts';
import { choosePooledWeights, type EvidenceCell } from '#engine/combination/pool-weights.ts';
import type { Forecast } from '#engine/forecast.ts';

/** Fewest backtested series whose weights are found together; fewer keep the combination of their own tournament. */
const fewestSeries = 5;

/** Weights by method; empty = no evidence yet. */
type Weights = ReadonlyMap<ForecastMethod, number>;

/**
 * Replaces the combination of every record by one whose weights and limits come from the backtests of all series
 * together. The combination of a fold takes its weights from earlier folds only, and its limits are calibrated on the
 * combination's errors in earlier folds, of all series; the oldest fold has none before it and is not scored. Series with the same contestants form a group of their own where
 * there are five or more of them. Records are not mutated.
 */
export function settleTournaments(records: readonly TournamentRecord[]): TournamentRecord[] {
  const answer = [...records];
  for (const members of groupsOf(records)) {
    const own = members.map((i) => records[i]);
    settleGroup(own).forEach((record, k) => {
      answer[members[k]] = record;
    });
  }
  return answer;
}

function groupsOf(records: readonly TournamentRecord[]): number[][] {
  const backtested = records.flatMap((record, i) =>
    record.origins > 0 && record.wished.includes('combination') ? [i] : [],
  );
  if (backtested.length < fewestSeries) return [];
  const byKind = new Map<string, number[]>();
  for (const i of backtested) {
    const { baseline, input } = records[i];
    const key = [baseline, input.horizon, ...completeMethods(records[i]).sort()].join();
    byKind.set(key, [...(byKind.get(key) ?? []), i]);
  }
  const large = [...byKind.values()].filter((members) => members.length >= fewestSeries);
  const rest = [...byKind.values()].filter((members) => members.length < fewestSeries).flat();
  return rest.length > 0 ? [...large, rest.sort((a, b) => a - b)] : large;
}

/** Members that a combination may have: forecast in every fold and for the future. */
function completeMethods({ ready, folds, origins }: TournamentRecord): ForecastMethod[] {
  return [...ready.keys()].filter((m) => eligibleMethods.has(m) && folds.get(m)?.length === origins);
}

/** The fold that lies `distance` origins before the end (1 = the last one). */
function foldAt({ folds, origins }: TournamentRecord, method: ForecastMethod, distance: number): FoldForecast | null {
  return folds.get(method)?.[origins - distance] ?? null;
}

function settleGroup(records: readonly TournamentRecord[]): TournamentRecord[] {
  const complete = records.map(completeMethods);
  const furthest = Math.max(...records.map(({ origins }) => origins));
  const weightsAt: Weights[] = [];
  const factorsAt: (LimitFactors | null)[] = [];
  /** Combined folds by record and distance, with the limits of their members. */
  const raw: (Combined | null)[][] = records.map(() => []);
  const past: PastForecast[] = [];
  // From the oldest origin on, so that each sees what came before it and nothing else.
  for (let distance = furthest; distance >= 0; distance--) {
    weightsAt[distance] = weightsBefore(records, complete, distance);
    factorsAt[distance] = calibrateLimits(past, records[0].input.horizon);
    records.forEach((record, i) => {
      const combined = combineAt(record, complete[i], distance, weightsAt[distance]);
      raw[i][distance] = combined;
      const actual = distance > 0 ? foldAt(record, record.baseline, distance)?.actual : undefined;
      // A combination without evidence is another forecaster than those that follow: its errors teach them nothing.
      if (combined && actual && weightsAt[distance].size > 0) past.push({ forecast: combined.forecast, actual });
    });
  }
  const calibrated = ({ forecast }: Combined, distance: number, { input }: TournamentRecord): Forecast => {
    const factors = factorsAt[distance];
    return factors ? applyFactors(forecast, factors, input.nonNegative) : forecast;
  };
  return records.map((record, i) => {
    const ready = new Map<ForecastMethod, MethodForecast>(record.ready);
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
    return { ...record, ready, folds, unscored: record.origins > 1 ? 1 : 0 };
  });
}

interface Combined {
  readonly forecast: Forecast;
  readonly weights: readonly ModelCoefficient[];
}

/** The combination at a fold, or beyond the series (distance 0); null for fewer than two members. */
function combineAt(
  record: TournamentRecord,
  complete: readonly ForecastMethod[],
  distance: number,
  weights: Weights,
): Combined | null {
  const equal = weights.size === 0 ? chooseMembers(complete, new Map()) : [];
  const members = complete.flatMap((method) => {
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

/** Weights by the folds older than `distance`, of all records. */
function weightsBefore(
  records: readonly TournamentRecord[],
  complete: readonly (readonly ForecastMethod[])[],
  distance: number,
): Weights {
  const cells: EvidenceCell[] = [];
  records.forEach((record, i) => {
    for (let d = record.origins; d > distance; d--) {
      const medians = new Map<ForecastMethod, Float64Array>();
      for (const method of complete[i]) {
        const fold = foldAt(record, method, d);
        if (fold) medians.set(method, fold.forecast.median);
      }
      const actual = foldAt(record, record.baseline, d)?.actual;
      if (actual) cells.push({ medians, actual, scale: record.scales[record.origins - d]?.absolute ?? Number.NaN });
    }
  });
  const counts = new Map<ForecastMethod, number>();
  for (const method of complete.flat()) counts.set(method, (counts.get(method) ?? 0) + 1);
  // A method of a few series only would be chosen for what those series are like.
  const common = [...counts].filter(([, count]) => count >= records.length / 2).map(([method]) => method);
  return choosePooledWeights(cells, common);
}
