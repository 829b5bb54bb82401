/**
 * `article`: the paper's network on corrections of a seasonal naive forecast. `lstm`, `mlp`: the tuned networks, scaled
 * per window, with quantile outputs, members averaged.
 */
export type NetworkDesign = 'article' | 'lstm' | 'mlp';

/** What is not given is the design's own, without a design that of the paper's network ({@link completeSettings}). */
export interface TrainingSettings {
  readonly design: NetworkDesign;
  /** Periods that the network sees before it forecasts; 0 = by the length of the season (tuned networks). */
  readonly windowLength: number;
  /** Units of the hidden layers, LSTM or dense. */
  readonly lstmUnits: readonly number[];
  readonly dropoutRate: number;
  readonly learningRate: number;
  readonly batchSize: number;
  readonly maximumEpochs: number;
  /** Epochs without an improvement of the validation loss after which training stops. */
  readonly patience: number;
  /** Wall time of training; the run stops there with the best weights so far. */
  readonly timeBudgetSeconds: number;
  readonly seed: number;
  /** Tuned networks that learn from everything and are averaged, as far as the time allows. */
  readonly members: number;
}

export const paperSettings: TrainingSettings = {
  design: 'article',
  windowLength: 30,
  lstmUnits: [128, 128],
  dropoutRate: 0.2,
  learningRate: 0.001,
  batchSize: 32,
  maximumEpochs: 100,
  patience: 12,
  timeBudgetSeconds: 120,
  seed: 1,
  members: 1,
};

const tuned = { ...paperSettings, windowLength: 0, batchSize: 128, maximumEpochs: 80, patience: 8 };

/** Chosen on origins before those of the protocols (docs/methods/lstm.md). */
const lstmSettings: TrainingSettings = {
  ...tuned,
  design: 'lstm',
  lstmUnits: [32],
  dropoutRate: 0.1,
  learningRate: 0.002,
  members: 3,
};
const mlpSettings: TrainingSettings = {
  ...tuned,
  design: 'mlp',
  lstmUnits: [64, 32],
  dropoutRate: 0.3,
  learningRate: 0.001,
  members: 5,
};

export function completeSettings(given: Partial<TrainingSettings>): TrainingSettings {
  const { design = 'article' } = given;
  return { ...{ article: paperSettings, lstm: lstmSettings, mlp: mlpSettings }[design], ...given };
}
