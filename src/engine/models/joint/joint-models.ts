import { defineModel } from '#engine/models/define-model.ts';

/** Models that are not fitted to one series alone. Who makes their forecasts is said beside each. */

/** Boosted trees over all series of a job: combination/add-pooled-forecasts.ts. */
export const boostedTrees = defineModel({
  id: 'gbm',
  family: 'trees',
  fit: 'jointly',
  appliesTo: ({ nonNegative, isDemand }) => nonNegative && isDemand,
});

/** Networks are trained elsewhere and hand their forecasts in: combination/add-external-forecasts.ts. */
export const perceptron = defineModel({ id: 'mlp', family: 'perceptron', fit: 'elsewhere' });
export const lstm = defineModel({ id: 'lstm', family: 'lstm', fit: 'elsewhere' });

/** The ensemble of the members that earned a place in the backtest: combination/fit-ensemble-weights.ts. */
export const combination = defineModel({
  id: 'combination',
  family: 'ensemble',
  fit: 'jointly',
  appliesTo: () => true,
  forIndex: true,
  canJoinEnsemble: false,
});
