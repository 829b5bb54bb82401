import { audienceComputation } from '#state/audience/audience-actions.ts';
import { candidatesComputation } from '#state/candidates/candidates-actions.ts';
import { launchBacktestComputation } from '#state/candidates/launch-backtest-actions.ts';
import { priceTestsComputation } from '#state/candidates/price-tests.ts';
import { importWork } from '#state/data/dataset-actions.ts';
import { demandComputation, joiningComputation } from '#state/demand/demand-actions.ts';
import { replanWork } from '#state/monitor/replan-work.ts';
import { planComputation } from '#state/plan/plan-actions.ts';
import { trainingComputation } from '#state/training/training-actions.ts';
import { trendsComputation } from '#state/trends/trends-actions.ts';
import type { Work } from './computation.ts';

/**
 * Everything that computes, in the order of the journey. One that is added here is run by the pipeline, taken up after a
 * reload, shown in the rail and among what is under way, undone on its step and kept in the project.
 */
export const computations = [
  importWork,
  demandComputation,
  joiningComputation,
  candidatesComputation,
  planComputation,
  launchBacktestComputation,
  priceTestsComputation,
  trendsComputation,
  audienceComputation,
  trainingComputation,
  replanWork,
] as const satisfies readonly Work[];

export type WorkId = (typeof computations)[number]['id'];
