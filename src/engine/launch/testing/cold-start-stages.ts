import type { ColdStartInput } from '#engine/launch/forecast/cold-start-forecast.ts';
import type { ForecastBasis } from '#engine/launch/forecast/forecast-candidate.ts';
import { learnLaunches } from '#engine/launch/forecast/launch-lessons.ts';
import { testHits } from '#engine/launch/forecast/report-backtest.ts';
import { testLevels } from '#engine/launch/forecast/test-levels.ts';
import type { PerceptronTrainer } from '#engine/launch/level/perceptron.ts';
import { quickTrainer } from './quick-trainer.ts';

/** The stages of a cold start before the candidates, to be run once for several sets of them. */
export async function stagesOf(
  input: ColdStartInput,
  trainer: PerceptronTrainer = quickTrainer,
): Promise<ForecastBasis> {
  const noPause = (): Promise<void> => Promise.resolve();
  const lessons = learnLaunches(input);
  const levels = await testLevels(lessons, trainer, noPause);
  const hits = await testHits(lessons, levels, input.hitThreshold, trainer, noPause);
  return { lessons, levels, hits, trainer };
}
