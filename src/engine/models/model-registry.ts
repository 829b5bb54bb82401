import { drift, movingMean4, movingMean13, naive, seasonalNaive } from './baseline/baseline-models.ts';
import type { ForecastingModel, ModelInput, SeriesFacts } from './define-model.ts';
import { observedValues } from './define-model.ts';
import { classifyDemand } from './intermittent/croston.ts';
import { croston, sba, tsb } from './intermittent/intermittent-models.ts';
import { boostedTrees, combination, lstm, perceptron } from './joint/joint-models.ts';
import { logRegression } from './regression/log-regression.ts';
import { autoArima, autoArimaOnPower, dynamicRegressionOnLog } from './sarima/arima-models.ts';
import { dynamicTheta, ets, stlEts, theta } from './smoothing/smoothing-models.ts';

/** Every model. Their order is that of sums over models, so a new one goes to the end of its kind. */
const declared = [
  naive,
  seasonalNaive,
  drift,
  movingMean4,
  movingMean13,
  ets,
  theta,
  dynamicTheta,
  stlEts,
  autoArima,
  autoArimaOnPower,
  croston,
  sba,
  tsb,
  dynamicRegressionOnLog,
  logRegression,
  boostedTrees,
  perceptron,
  lstm,
  combination,
] as const;

export type ModelId = (typeof declared)[number]['id'];

export const models: readonly ForecastingModel<ModelId>[] = declared;

const byId: ReadonlyMap<string, ForecastingModel<ModelId>> = new Map(models.map((model) => [model.id, model]));

/** Undefined for an id that no model has. */
export function findModel(id: string): ForecastingModel<ModelId> | undefined {
  return byId.get(id);
}

/** Which models: those named, those that apply to the series (`auto`), or those for a market index (`index`). */
export type ModelChoice = readonly ModelId[] | 'auto' | 'index';

/** The ids of a choice for one series. */
export function chooseModels(choice: ModelChoice, input: ModelInput): readonly ModelId[] {
  if (choice === 'index') return models.filter(({ forIndex }) => forIndex).map(({ id }) => id);
  return choice === 'auto' ? applicableModels(input) : choice;
}

/** Fewest observations from which a model with several parameters is tried. */
const fewestForModels = 12;

/** Models that apply to a series, baselines first; for intermittent demand those made for it come next. */
function applicableModels(input: ModelInput): ModelId[] {
  const facts = factsOf(input);
  const place = ({ family }: ForecastingModel): number => {
    if (family === 'baseline') return 0;
    return facts.isIntermittent && family === 'intermittent' ? 1 : 2;
  };
  return models
    .filter((model) => model.appliesTo(facts) && (place(model) === 0 || facts.observations >= fewestForModels))
    .sort((a, b) => place(a) - place(b))
    .map(({ id }) => id);
}

function factsOf({ values, frequency, xreg, nonNegative }: ModelInput): SeriesFacts {
  const observed = observedValues(values);
  const isDemand = observed.every((v) => v >= 0) && observed.some((v) => v > 0);
  const { pattern } = classifyDemand(values);
  return {
    frequency,
    observations: observed.length,
    isDemand,
    isIntermittent: isDemand && (pattern === 'intermittent' || pattern === 'lumpy'),
    hasRegressors: xreg.length > 0,
    nonNegative,
  };
}
