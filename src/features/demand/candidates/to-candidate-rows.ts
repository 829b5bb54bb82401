import type { CandidateForecast } from '#engine/launch/forecast/cold-start-forecast.ts';
import type { Candidate } from '#engine/panel/candidate.ts';

/** One candidate of the table. */
export interface CandidateRow {
  readonly id: string;
  readonly name: string;
  readonly nameAlternative?: string | undefined;
  readonly category: string;
  /** NaN when the file has none. */
  readonly price: number;
  readonly forecast: CandidateForecast;
  /** Id of the most similar launch that is not excluded; '' when there is none. */
  readonly mostLike: string;
}

/** Candidates with their forecasts, the most promising first (hit probability, then expected units). */
export function toCandidateRows(
  candidates: readonly Candidate[],
  forecasts: readonly CandidateForecast[],
): CandidateRow[] {
  const byId = new Map(candidates.map((candidate) => [candidate.id, candidate] as const));
  return forecasts
    .map((forecast) => ({
      id: forecast.id,
      name: byId.get(forecast.id)?.name ?? forecast.id,
      nameAlternative: byId.get(forecast.id)?.nameAlternative,
      category: byId.get(forecast.id)?.category ?? '',
      price: byId.get(forecast.id)?.price ?? Number.NaN,
      forecast,
      mostLike: forecast.analogues.find(({ wish }) => wish !== 'exclude')?.launchId ?? '',
    }))
    .sort(
      (a, b) =>
        (b.forecast.hitProbability || 0) - (a.forecast.hitProbability || 0) || b.forecast.total - a.forecast.total,
    );
}
