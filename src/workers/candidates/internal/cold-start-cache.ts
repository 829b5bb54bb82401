import {
  type ColdStartPause,
  forecastCandidates,
  type GroupFit,
  reportColdStart,
} from '#engine/launch/forecast/cold-start.ts';
import type {
  CandidateForecast,
  ColdStartInput,
  ColdStartOutput,
} from '#engine/launch/forecast/cold-start-forecast.ts';
import { type LaunchLessons, learnLaunches } from '#engine/launch/forecast/launch-lessons.ts';
import { type TestedHits, testHits } from '#engine/launch/forecast/report-backtest.ts';
import { type TestedLevels, testLevels } from '#engine/launch/forecast/test-levels.ts';
import type { LaunchCandidate } from '#engine/launch/history/launch.ts';
import type { PerceptronTrainer } from '#engine/launch/level/perceptron.ts';

/**
 * Runs of the cold start on the same launches, products, candidates' ids, horizon and factors, with the same trainer: a pin or
 * an override is answered without the backtest. What the manager's preferences do not change is worked out once, and so is the
 * forecast of every candidate that a change does not concern. The answers are those of `coldStart`.
 */
export class ColdStartCache {
  private lessons: LaunchLessons | null = null;
  private levels: TestedLevels | null = null;
  /** By the threshold that the manager wants. */
  private readonly hits = new Map<number | null, TestedHits>();
  private readonly fits = new Map<number, GroupFit>();
  private readonly forecasts = new Map<string, CandidateForecast>();

  async run(input: ColdStartInput, trainer: PerceptronTrainer, pause: ColdStartPause): Promise<ColdStartOutput> {
    await pause('launches', 0);
    this.lessons ??= learnLaunches(input);
    const { lessons } = this;
    this.levels ??= await testLevels(lessons, trainer, (share) => pause('backtest', 0.1 + 0.6 * share));
    const { levels } = this;
    const { hitThreshold, preferences, overrides = [] } = input;
    const hits =
      this.hits.get(hitThreshold) ??
      (await testHits(lessons, levels, hitThreshold, trainer, () => pause('backtest', 0.7)));
    this.hits.set(hitThreshold, hits);
    const nameOf = (candidate: LaunchCandidate, plain: boolean): string => {
      const own = ({ candidateId }: { readonly candidateId: string }): boolean => candidateId === candidate.id;
      const decisions = plain ? [[], null] : [preferences.filter(own), overrides.find(own) ?? null];
      return JSON.stringify([candidate, ...decisions, hitThreshold]);
    };
    const basis = { lessons, levels, hits, trainer };
    const found = await forecastCandidates(basis, input, pause, {
      forecastOf: (candidate, plain) => this.forecasts.get(nameOf(candidate, plain)) ?? null,
      fits: this.fits,
    });
    for (const [cut, fit] of found.fits) this.fits.set(cut, fit);
    input.candidates.forEach((candidate, at) => {
      this.forecasts.set(nameOf(candidate, false), found.forecasts[at]);
    });
    return reportColdStart(basis, found);
  }
}
