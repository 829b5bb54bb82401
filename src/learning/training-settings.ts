/**
 * `article`: the article's network on corrections of a seasonal naive forecast. `lstm`, `mlp`: the tuned networks, scaled
 * per window, with quantile outputs, members averaged.
 */
export type NetworkDesign = 'article' | 'lstm' | 'mlp';

/** Fields: see `TrainingSettings` of the learning worker's contract. */
export interface Settings {
  readonly design: NetworkDesign;
  readonly windowLength: number;
  /** Units of the hidden layers, LSTM or dense. */
  readonly lstmUnits: readonly number[];
  readonly dropoutRate: number;
  readonly learningRate: number;
  readonly batchSize: number;
  readonly maximumEpochs: number;
  readonly patience: number;
  readonly timeBudgetSeconds: number;
  readonly seed: number;
  readonly members: number;
}

export const paperSettings: Settings = {
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
const lstmSettings: Settings = {
  ...tuned,
  design: 'lstm',
  lstmUnits: [32],
  dropoutRate: 0.1,
  learningRate: 0.002,
  members: 3,
};
const mlpSettings: Settings = {
  ...tuned,
  design: 'mlp',
  lstmUnits: [64, 32],
  dropoutRate: 0.3,
  learningRate: 0.001,
  members: 5,
};

/** What is not given is the design's own; without a design the article's network. */
export function completeSettings(given: Partial<Settings>): Settings {
  const { design = 'article' } = given;
  return { ...{ article: paperSettings, lstm: lstmSettings, mlp: mlpSettings }[design], ...given };
}
