import { chooseLevel, type LevelChoice } from '#engine/launch/level/choose-level.ts';
import { backtestLevels, type LevelBacktest } from '#engine/launch/level/level-backtest.ts';
import type { PerceptronTrainer } from '#engine/launch/level/perceptron.ts';
import { evidenceOf, type LaunchLessons } from './launch-lessons.ts';
import { createObservedRange } from './observed-range.ts';

/** What the chronological backtest inside the launches says about the models of the level. */
export interface TestedLevels {
  /** Null where there are too few launches for a backtest. */
  readonly backtest: LevelBacktest | null;
  readonly choice: LevelChoice;
  /** Factor on the deviation of a forecast that is updated by the weeks of these ages. */
  readonly observedRange: (ages: readonly number[]) => number;
}

/** `pause` is awaited between the blocks of the backtest with the share of it that is done. */
export async function testLevels(
  lessons: LaunchLessons,
  trainer: PerceptronTrainer,
  pause: (share: number) => Promise<void>,
): Promise<TestedLevels> {
  const { data, z, horizon, priorSpread, neutral, shapes, scale } = lessons;
  const backtest = await backtestLevels({
    data,
    z,
    horizon,
    priorSpread,
    evidenceOf: (launch, weeks, complete) =>
      evidenceOf(
        lessons,
        neutral[launch],
        weeks,
        complete.map((i) => neutral[i]),
      ),
    trainer,
    pause,
  });
  const choice = chooseLevel(backtest, z);
  return { backtest, choice, observedRange: createObservedRange({ backtest, choice, neutral, shapes, scale }) };
}
