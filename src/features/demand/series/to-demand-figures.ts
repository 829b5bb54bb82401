import type { DemandSeries } from '#state/demand/demand-store.ts';
import { chosenForecast } from './to-forecast-points.ts';

/** Sums over the horizon and what stands beside them; units. */
export interface DemandFigures {
  readonly next: number;
  /** Sums of the weekly 80 % limits: the range if all weeks go the same way, hence never too narrow. */
  readonly lo80: number;
  readonly hi80: number;
  /** The same periods a year before; NaN where the history does not reach back. */
  readonly lastYear: number;
  /** Index of the strongest period ahead, with its mean and 80 % limits. */
  readonly peak: number;
  readonly peakMean: number;
  readonly peakLo80: number;
  readonly peakHi80: number;
}

export function toDemandFigures(series: DemandSeries): DemandFigures | null {
  const chosen = series.forecast ? chosenForecast(series.forecast)?.forecast : undefined;
  if (!chosen) return null;
  const { mean, lo80, hi80 } = chosen;
  const { values, frequency } = series;
  const peak = mean.indexOf(Math.max(...mean));
  const before = Array.from(mean, (_, k) => values[values.length - frequency + k] ?? Number.NaN);
  return {
    next: sum(mean),
    lo80: sum(lo80),
    hi80: sum(hi80),
    lastYear: before.reduce((total, value) => total + value, 0),
    peak,
    peakMean: mean[peak],
    peakLo80: lo80[peak],
    peakHi80: hi80[peak],
  };
}

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0);
}

/** How many series a model forecasts better than their baseline did, of those that could be tested. */
export function countWins(series: readonly DemandSeries[]): { readonly won: number; readonly tested: number } {
  const tested = series.filter(({ forecast }) => forecast && forecast.scores.length > 0);
  return { won: tested.filter(({ forecast }) => forecast?.reason === 'won-backtest').length, tested: tested.length };
}

/** How the count of wins is said: all won, the rest as all series together say, or the rest keep the baseline. */
export function winWords(series: readonly DemandSeries[]): 'basis' | 'basisAll' | 'basisAcross' {
  const { won, tested } = countWins(series);
  if (won === tested && tested > 1) return 'basisAll';
  return series.some(({ forecast }) => forecast?.reason === 'won-across-series') ? 'basisAcross' : 'basis';
}

/** What the tested series were measured against: all by the same baseline, or some by one and some by the other. */
export function baselineOf(series: readonly DemandSeries[]): 'snaive' | 'naive' | 'mixed' {
  const tested = series.filter(({ forecast }) => forecast && forecast.scores.length > 0);
  const yearly = tested.filter(({ forecast }) => forecast?.baseline === 'snaive').length;
  if (yearly === tested.length) return 'snaive';
  return yearly === 0 ? 'naive' : 'mixed';
}
