import type { FixtureAnswer, StoredTensor } from './train-check.ts';

/** Deviations from a fixture in the measures of its README; a quantity that the fixture doesn't store is absent. */
export type Deviations = Partial<Record<keyof typeof accurateTolerances, number>>;

/** Advised for exact sigmoid and tanh in float32; `changeNorms` and `gradientNorms` are those of the large fixture. */
export const accurateTolerances = {
  /** Largest absolute difference of any h, c, z, a. */
  forward: 2e-6,
  /** Largest absolute difference over the largest absolute value. */
  predictions: 5e-6,
  /** Relative. */
  loss: 2e-6,
  /** Worst tensor: largest absolute difference over the largest absolute value. */
  gradients: 5e-6,
  gradientNorm: 2e-6,
  /** Largest absolute difference over the learning rate. */
  weightsAfter1: 5e-5,
  /** Largest absolute difference over the steps, over the first loss; reachable with corrections in double. */
  adamLosses: 2e-6,
  predictionsAfterAll: 3e-5,
  gradientNorms: 5e-6,
  changeNorms: 2e-5,
  inference: 5e-6,
};

/** Advised for approximated activations (GPUs). */
export const approximateTolerances: typeof accurateTolerances = {
  forward: 5e-5,
  predictions: 2e-4,
  loss: 5e-5,
  gradients: 2e-4,
  gradientNorm: 5e-5,
  weightsAfter1: 1e-3,
  adamLosses: 3e-5,
  predictionsAfterAll: 2e-4,
  gradientNorms: 1e-4,
  changeNorms: 2e-4,
  inference: 2e-4,
};

/** A fixture's stored answers; entries of the large fixture's gradients are samples. */
interface Stored extends Omit<FixtureAnswer, 'gradients' | 'adam'> {
  readonly config: { readonly learning_rate?: number };
  readonly gradients?: Readonly<Record<string, StoredTensor | SampledTensor>>;
  readonly forward_samples?: Readonly<Record<string, StoredTensor>>;
  readonly adam?: {
    readonly losses: readonly number[];
    readonly final_loss_batch0?: number;
    readonly gradient_norms?: readonly number[];
    readonly gradient_norms_before_clipping?: readonly number[];
    readonly weights_after_1?: Readonly<Record<string, StoredTensor>>;
    readonly predictions_after_all?: StoredTensor;
    readonly predictions_batch0_after_all?: StoredTensor;
    readonly change_norms?: Readonly<Record<string, number>>;
  };
}

interface SampledTensor {
  readonly max_abs: number;
  readonly index: readonly number[];
  readonly value: readonly number[];
}

/** How far an executor's answer lies from the stored values. */
export function measureDeviations(answer: FixtureAnswer, fixture: unknown): Deviations {
  const stored = fixture as Stored;
  const found: { [key in keyof Deviations]: number } = { loss: relative(answer.loss, stored.loss) };
  const points = stored.gradient_of_predictions;
  if (points) found.gradients = ofLargest(answer.gradient_of_predictions!, points);
  if (stored.predictions && answer.predictions) found.predictions = ofLargest(answer.predictions, stored.predictions);
  if (stored.inference)
    found.inference = answer.inference
      ? ofLargest(answer.inference.predictions, stored.inference.predictions)
      : Number.POSITIVE_INFINITY;
  if (stored.gradient_norm) found.gradientNorm = relative(answer.gradient_norm!, stored.gradient_norm);
  if (stored.forward) found.forward = worst(stored.forward, (name, tensor) => absolute(answer.forward![name], tensor));
  if (stored.forward_samples) found.forward = worst(stored.forward_samples, (name, t) => lastStep(answer, name, t));
  if (stored.gradients) found.gradients = worst(stored.gradients, (name, t) => gradient(answer.gradients![name], t));
  const { adam } = stored;
  if (!adam || !answer.adam) return found;
  const own = answer.adam;
  found.adamLosses = largest(adam.losses.map((loss, k) => own.losses[k] - loss)) / adam.losses[0];
  if (adam.final_loss_batch0 !== undefined) {
    const final = Math.abs(own.final_loss_batch0! - adam.final_loss_batch0) / adam.losses[0];
    found.adamLosses = Math.max(found.adamLosses, final);
  }
  const norms = adam.gradient_norms ?? adam.gradient_norms_before_clipping;
  const ownNorms = own.gradient_norms ?? own.gradient_norms_before_clipping ?? [];
  if (norms) found.gradientNorms = Math.max(...norms.map((norm, k) => relative(ownNorms[k], norm)));
  const rate = stored.config.learning_rate ?? 1;
  if (adam.weights_after_1)
    found.weightsAfter1 = worst(adam.weights_after_1, (name, t) => absolute(own.weights_after_1[name], t) / rate);
  const after = adam.predictions_after_all ?? adam.predictions_batch0_after_all;
  if (after) found.predictionsAfterAll = ofLargest(own.predictions_after_all, after);
  if (adam.change_norms)
    found.changeNorms = worst(adam.change_norms, (name, norm) => relative(own.change_norms[name], norm));
  return found;
}

function relative(own: number, stored: number): number {
  return Math.abs(own - stored) / Math.abs(stored);
}

/** NaN anywhere stays NaN: no comparison passes it. */
function largest(values: readonly number[]): number {
  return Math.max(0, ...values.map(Math.abs));
}

function absolute(own: StoredTensor, stored: StoredTensor): number {
  return largest(stored.data.map((value, k) => own.data[k] - value));
}

function ofLargest(own: StoredTensor, stored: StoredTensor): number {
  return absolute(own, stored) / largest(stored.data);
}

function gradient(own: StoredTensor, stored: StoredTensor | SampledTensor): number {
  if ('data' in stored) return ofLargest(own, stored);
  return largest(stored.index.map((position, k) => own.data[position] - stored.value[k])) / stored.max_abs;
}

/** `lstmN/h_last_row0`: h of the last step of row 0. */
function lastStep(answer: FixtureAnswer, name: string, stored: StoredTensor): number {
  const trace = answer.forward![name.replace('_last_row0', '')];
  const [, steps, units] = trace.shape;
  const own = trace.data.slice((steps - 1) * units, steps * units);
  return absolute({ shape: [units], data: own }, stored);
}

function worst<T>(stored: Readonly<Record<string, T>>, measure: (name: string, value: T) => number): number {
  return Math.max(...Object.entries(stored).map(([name, value]) => measure(name, value)));
}
