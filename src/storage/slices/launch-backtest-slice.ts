import type { ClassScores } from '#engine/launch/forecast/class-scores.ts';
import type {
  BacktestLaunch,
  CalibrationGroup,
  FlopScores,
  LaunchFigures,
} from '#engine/launch/forecast/cold-start-forecast.ts';
import type { TestLaunchesOutput } from '#workers/candidates/contract.ts';
import { jobSchema } from './forecast-schema.ts';
import * as s from './schema.ts';
import { defineSlice } from './slice.ts';

const backtestLaunchSchema = s.objectOf<BacktestLaunch>({
  launchId: s.text,
  description: s.text,
  firstWeek: s.day,
  ...s.each(s.figure, 'actual', 'mean', 'median', 'lo80', 'hi80', 'hitProbability', 'flopProbability'),
  ...s.each(s.flag, 'hit', 'flop'),
});

const classScores = s.objectOf<ClassScores>({
  ...s.each(s.count, 'launches', 'came', 'called', 'right'),
  ...s.each(s.figure, 'threshold', 'precision', 'recall', 'f1', 'accuracy', 'baselineF1', 'baselineAccuracy', 'error'),
  verdict: s.oneOf('holds', 'no-better', 'too-few'),
});

const calibrationSchema = s.listOf(
  s.objectOf<CalibrationGroup>({ forecast: s.figure, observed: s.figure, count: s.figure }),
);

export const launchFigures = {
  launches: s.listOf(backtestLaunchSchema),
  ...s.each(s.figure, 'wapeTotal', 'wapePath', 'typicalWape', 'bias', 'maeLog', 'coverage80', 'auc', 'brier'),
  classes: s.orNull(s.object(s.each(classScores, 'hit', 'flop'))),
  calibration: calibrationSchema,
  flops: s.orNull(
    s.objectOf<FlopScores>({
      ...s.each(s.figure, 'flopped', 'expected', 'auc', 'brier'),
      calibration: calibrationSchema,
    }),
  ),
};

/** How launches that are over would have been forecast in their week. */
export const launchBacktestSlice = defineSlice(
  jobSchema(s.objectOf<TestLaunchesOutput>({ figures: s.orNull(s.objectOf<LaunchFigures>(launchFigures)) })),
);
