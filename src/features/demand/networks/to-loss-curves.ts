import type { StepLoss, TrainingProgress } from '#state/training/training-store.ts';

/** Curves of a training over its steps; null where a curve has no value. */
export interface LossCurves {
  readonly steps: readonly number[];
  readonly training: readonly (number | null)[];
  readonly validation: readonly (number | null)[];
  /** Loss of always forecasting the mean, at every step. */
  readonly meanPredictor: readonly number[];
}

type Epochs = TrainingProgress['history'];

/** Live: the training loss by step, the validation loss at the end of each epoch. */
export function toLiveLossCurves(
  stepLosses: readonly StepLoss[],
  epochs: Epochs,
  stepsPerEpoch: number,
  meanPredictorLoss: number,
): LossCurves {
  const training = new Map(stepLosses.map(({ step, loss }) => [step, loss]));
  const validation = new Map(epochs.map(({ epoch, validationLoss }) => [epoch * stepsPerEpoch, validationLoss]));
  const steps = [...new Set([...training.keys(), ...validation.keys()])].sort((a, b) => a - b);
  return {
    steps,
    // Steps between two points of the other curve would tear it apart: it is drawn through them.
    training: interpolated(steps, training),
    validation: interpolated(steps, validation),
    meanPredictor: steps.map(() => meanPredictorLoss),
  };
}

/** Afterwards: both losses by epoch. */
export function toEpochLossCurves(epochs: Epochs, meanPredictorLoss: number): LossCurves {
  return {
    steps: epochs.map(({ epoch }) => epoch),
    training: epochs.map(({ loss }) => loss),
    validation: epochs.map(({ validationLoss }) => validationLoss),
    meanPredictor: epochs.map(() => meanPredictorLoss),
  };
}

/** Linear between known points, null outside of them. */
function interpolated(steps: readonly number[], known: ReadonlyMap<number, number>): (number | null)[] {
  const xs = [...known.keys()].sort((a, b) => a - b);
  return steps.map((step) => {
    const exact = known.get(step);
    if (exact !== undefined) return exact;
    const after = xs.findIndex((x) => x > step);
    if (after <= 0) return null;
    const [x0, x1] = [xs[after - 1]!, xs[after]!];
    const [y0, y1] = [known.get(x0)!, known.get(x1)!];
    return y0 + ((y1 - y0) * (step - x0)) / (x1 - x0);
  });
}
