import { scoreRecord } from '#engine/backtest/backtest-series.ts';
import { chooseBefore, type EarlierChoice, scoreHeldOut } from '#engine/backtest/hold-out.ts';
import type { FoldForecast } from '#engine/backtest/score-forecast.ts';
import { scoreFolds } from '#engine/backtest/score-forecast.ts';
import { sumOf } from '#engine/kernels/statistics.ts';
import { type Reconciliation, reconcileForecasts } from '#engine/reconciliation/reconcile-forecasts.ts';
import type { Hierarchy } from '#engine/reconciliation/reconcile-means.ts';
import type { FittedSeries, ReconciliationReport, SeriesForecast } from '#workers/statistics/contract.ts';

/**
 * Makes the chosen forecasts add up along `within`, where that helped in the backtest, and says of each what the origins
 * say of the choices before them. Each fold of a chosen method is moved as it would have been then, by the folds before it, and the scores are
 * those of the moved ones: what is scored is what is shown. The records and the results belong together by position. Without a hierarchy
 * nothing is moved, and there is no report.
 */
export function reconcileSeries(
  records: readonly FittedSeries[],
  results: readonly SeriesForecast[],
): { readonly results: readonly SeriesForecast[]; readonly reconciliation?: ReconciliationReport } {
  const found = findHierarchy(records);
  const heldOut = choicesBefore(records, found);
  const answer = results.map(
    (result, i): SeriesForecast =>
      heldOut[i].length > 0 ? { ...result, held: scoreHeldOut(records[i].record, heldOut[i]) } : result,
  );
  if (!found) return { results: answer };
  const { hierarchy, members } = found;
  const { forecasts, method, gain }: Reconciliation = reconcileForecasts(
    hierarchy,
    members.map((i) => ({
      forecast: results[i].forecasts[0].forecast,
      folds: results[i].folds.filter((fold) => fold.method === results[i].chosen),
      nonNegative: records[i].record.input.nonNegative,
    })),
  );
  if (method === 'none') return { results: answer, reconciliation: { method, gain, moved: 0 } };
  const folds = moveFolds(
    records,
    found,
    results.map(({ chosen }, i) => records[i].record.folds.get(chosen) ?? []),
    records[0].record.origins,
  );
  let total = 0;
  let change = 0;
  members.forEach((i, k) => {
    const [chosen, ...others] = answer[i].forecasts;
    const before = chosen.forecast.mean;
    total += sumOf(before);
    change += sumOf(forecasts[k].mean.map((units, h) => Math.abs(units - before[h])));
    const moved = 100 * (sumOf(forecasts[k].mean) / sumOf(before) - 1);
    answer[i] = {
      ...withFolds(records[i], answer[i], folds[i]),
      forecasts: [{ ...chosen, forecast: forecasts[k] }, ...others],
      ...(Number.isFinite(moved) ? { moved } : {}),
    };
  });
  return { results: answer, reconciliation: { method, gain, moved: (100 * change) / total } };
}

/** Of each series the choices before its origins, the newest first; their folds as they would have been shown then. */
function choicesBefore(records: readonly FittedSeries[], found: FoundHierarchy | null): EarlierChoice[][] {
  const answer = records.map((): EarlierChoice[] => []);
  const plain = records.map(({ record }) => record);
  for (let back = 0; ; back++) {
    const choices = chooseBefore(plain, back);
    if (choices.every((choice) => choice === null)) return answer;
    const folds = choices.map((choice) => (choice ? [...choice.before, choice.fold] : []));
    const moved = found ? moveFolds(records, found, folds, 1) : folds;
    choices.forEach((choice, i) => {
      if (choice) answer[i].push({ ...choice, fold: moved[i].at(-1) ?? choice.fold });
    });
  }
}

/**
 * The newest `count` folds of each series (oldest first), each moved by what the folds before it say; a fold without two before it, or
 * that some series lacks, stays as it is.
 */
function moveFolds(
  records: readonly FittedSeries[],
  { hierarchy, members }: FoundHierarchy,
  folds: readonly (readonly FoldForecast[])[],
  count: number,
): (readonly FoldForecast[])[] {
  const answer = folds.map((own) => [...own]);
  for (let back = 1; back <= count; back++) {
    if (!members.every((i) => folds[i].length >= back)) break;
    const { forecasts, method } = reconcileForecasts(
      hierarchy,
      members.map((i) => ({
        forecast: folds[i][folds[i].length - back].forecast,
        folds: folds[i].slice(0, folds[i].length - back),
        nonNegative: records[i].record.input.nonNegative,
      })),
      folds[members[0]][folds[members[0]].length - back].trainingLength,
    );
    if (method === 'none') continue;
    members.forEach((i, k) => {
      const at = folds[i].length - back;
      answer[i][at] = { ...folds[i][at], forecast: forecasts[k] };
    });
  }
  return answer;
}

/** The result with the folds of its chosen method as they were shown, and their scores. */
function withFolds({ record }: FittedSeries, result: SeriesForecast, folds: readonly FoldForecast[]): SeriesForecast {
  const { scales, unscored, baseline } = record;
  const scored = folds.slice(unscored);
  if (scored.length !== scales.length - unscored) return result;
  const own = scoreFolds(result.chosen, scored, scales.slice(unscored));
  const reference = scoreRecord(record).find(({ method }) => method === baseline)?.mase ?? Number.NaN;
  return {
    ...result,
    folds: [...scored, ...result.folds.filter(({ method }) => method !== result.chosen)],
    scores: result.scores.map((score) =>
      score.method === result.chosen ? { ...own, valueAdded: 100 * (1 - own.mase / reference) } : score,
    ),
  };
}

interface FoundHierarchy {
  readonly hierarchy: Hierarchy;
  readonly members: readonly number[];
}

/** Series that parts name and that are here; parts themselves are never sums. Null where a sum lacks parts. */
function findHierarchy(records: readonly FittedSeries[]): FoundHierarchy | null {
  const bottoms = [...records.keys()].filter((i) => (records[i].within?.length ?? 0) > 0);
  const partsOf = new Map<string, number[]>();
  bottoms.forEach((i, place) => {
    for (const id of records[i].within ?? []) partsOf.set(id, [...(partsOf.get(id) ?? []), place]);
  });
  const sums = [...records.keys()].filter((i) => partsOf.has(records[i].seriesId));
  if (sums.length === 0 || sums.length !== partsOf.size) return null;
  const members = [...sums, ...bottoms];
  const [{ record }] = members.map((i) => records[i]);
  // Forecasts of different lengths or ends are of different weeks.
  const alike = members.every(
    (i) =>
      records[i].record.input.horizon === record.input.horizon &&
      records[i].record.input.values.length === record.input.values.length,
  );
  if (!alike) return null;
  const aggregates = sums.map((i) => partsOf.get(records[i].seriesId) ?? []);
  return { hierarchy: { bottoms: bottoms.length, aggregates }, members };
}
