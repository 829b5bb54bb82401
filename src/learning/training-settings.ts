/** The article's network is the default. Fields: see `TrainingSettings` of the learning worker's contract. */
export const articleSettings = {
  windowLength: 30,
  lstmUnits: [128, 128] as readonly number[],
  dropoutRate: 0.2,
  learningRate: 0.001,
  batchSize: 32,
  maximumEpochs: 100,
  patience: 12,
  timeBudgetSeconds: 120,
  seed: 1,
};

export type Settings = typeof articleSettings;
