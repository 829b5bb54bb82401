import { type Reconciliation, reconcileForecasts } from '#engine/reconciliation/reconcile-forecasts.ts';
import type { Hierarchy } from '#engine/reconciliation/reconcile-means.ts';
import type { FittedSeries, ReconciliationReport, SeriesForecast } from '#workers/statistics/contract.ts';

/**
 * Makes the chosen forecasts add up along `within`, where that helped in the backtest. The records and the results belong
 * together by position. Without a hierarchy the results are answered as they are, without a report.
 */
export function reconcileSeries(
  records: readonly FittedSeries[],
  results: readonly SeriesForecast[],
): { readonly results: readonly SeriesForecast[]; readonly reconciliation?: ReconciliationReport } {
  const found = findHierarchy(records);
  if (!found) return { results };
  const { hierarchy, members } = found;
  const { forecasts, method, gain }: Reconciliation = reconcileForecasts(
    hierarchy,
    members.map((i) => ({
      forecast: results[i].forecasts[0].forecast,
      folds: results[i].folds.filter((fold) => fold.method === results[i].chosen),
      nonNegative: records[i].record.input.nonNegative,
    })),
  );
  const answer = [...results];
  if (method !== 'none')
    members.forEach((i, k) => {
      const [chosen, ...others] = results[i].forecasts;
      answer[i] = { ...results[i], forecasts: [{ ...chosen, forecast: forecasts[k] }, ...others] };
    });
  return { results: answer, reconciliation: { method, gain } };
}

/** Series that parts name and that are here; parts themselves are never sums. Null where a sum lacks parts. */
function findHierarchy(
  records: readonly FittedSeries[],
): { readonly hierarchy: Hierarchy; readonly members: readonly number[] } | null {
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
