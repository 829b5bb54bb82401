import * as tf from '@tensorflow/tfjs-core';
import { type Activation, type LstmNetwork, type MlpNetwork, type Network, weightLayout } from '#learning/network.ts';
import { computeLoss } from './loss.ts';
import { backwardLayer, forwardLayer, type LayerForward, type LayerGradients, stack } from './lstm-layer.ts';

/** A batch on the device. */
export interface BatchTensors {
  readonly rows: number;
  readonly steps: number;
  /** [steps * rows, features], time-major. */
  readonly inputs: tf.Tensor2D;
  /** [rows, 1] a step. */
  readonly masks: readonly tf.Tensor2D[] | null;
  /**
   * Keep factors (0 or 1 / (1 - rate)) of each dropout layer: [steps * rows, units] time-major below the last LSTM layer,
   * else [rows, units]; null = nothing is dropped.
   */
  readonly keepFactors: readonly tf.Tensor2D[] | null;
}

export interface Targets {
  readonly targets: tf.Tensor2D;
  readonly weights: tf.Tensor2D | null;
}

/** Named activations, for checks: LSTM lists are by step, [rows, units]. */
export type Trace = Readonly<Record<string, readonly tf.Tensor2D[]>>;

/** Result of a forward pass and how to go back. */
interface Pass {
  /** Before the last activation (what the loss takes for `bce`), and after. */
  readonly outputs: tf.Tensor2D;
  readonly predictions: tf.Tensor2D;
  /** Flat gradient of all weights, given d loss / d outputs (see {@link lossOfPass}). */
  backward(ofOutputs: tf.Tensor2D): tf.Tensor1D;
  readonly trace: Trace;
}

/** Forward pass of any network at flat `weights` in the inner gate order. Call inside `tf.tidy`. */
export function forwardNetwork(network: Network, weights: tf.Tensor1D, batch: BatchTensors): Pass {
  return network.kind === 'lstm' ? forwardLstm(network, weights, batch) : forwardMlp(network, weights, batch);
}

/** Loss of a pass and the gradient that `backward` takes. */
export function lossOfPass(
  network: Network,
  pass: Pick<Pass, 'outputs' | 'predictions'>,
  { targets, weights }: Targets,
) {
  const onInput = network.loss.kind === 'bce';
  return computeLoss(network.loss, onInput ? pass.outputs : pass.predictions, targets, weights);
}

function splitWeights(network: Network, weights: tf.Tensor1D): Map<string, tf.Tensor> {
  return new Map(
    weightLayout(network).map(({ name, shape, offset, size }) => [
      name,
      tf.reshape(tf.slice1d(weights, offset, size), shape as number[]),
    ]),
  );
}

function joinGradients(network: Network, gradients: ReadonlyMap<string, tf.Tensor>): tf.Tensor1D {
  return tf.concat1d(weightLayout(network).map(({ name, size }) => tf.reshape(gradients.get(name)!, [size])));
}

function forwardLstm(network: LstmNetwork, flat: tf.Tensor1D, batch: BatchTensors): Pass {
  const weights = splitWeights(network, flat);
  const layerWeights = network.lstmUnits.map((_, index) => ({
    kernel: weights.get(`lstm${index + 1}/kernel`) as tf.Tensor2D,
    recurrentKernel: weights.get(`lstm${index + 1}/recurrent_kernel`) as tf.Tensor2D,
    bias: weights.get(`lstm${index + 1}/bias`) as tf.Tensor1D,
  }));
  const { steps, masks, rows } = batch;
  const depth = network.lstmUnits.length;
  const drop = (tensor: tf.Tensor2D, layer: number): tf.Tensor2D =>
    batch.keepFactors ? tf.mul(tensor, batch.keepFactors[layer]) : tensor;

  const layers: LayerForward[] = [];
  let input = batch.inputs;
  for (let n = 0; n < depth; n++) {
    const layer = forwardLayer(input, layerWeights[n], steps, masks);
    layers.push(layer);
    if (n < depth - 1) input = drop(stack(layer.h), n);
  }
  const last = drop(layers[depth - 1].h[steps - 1], depth - 1);
  const kernel = weights.get('dense/kernel') as tf.Tensor2D;
  const outputs = tf.add(tf.matMul(last, kernel), weights.get('dense/bias')!) as tf.Tensor2D;

  const backward = (ofOutputs: tf.Tensor2D): tf.Tensor1D => {
    const gradients = new Map<string, tf.Tensor>();
    gradients.set('dense/kernel', tf.matMul(last, ofOutputs, true, false));
    gradients.set('dense/bias', tf.sum(ofOutputs, 0));
    const ofLast = drop(tf.matMul(ofOutputs, kernel, false, true), depth - 1);
    let upstream = (t: number): tf.Tensor2D | null => (t === steps - 1 ? ofLast : null);
    for (let n = depth - 1; n >= 0; n--) {
      const layer: LayerGradients = backwardLayer(layers[n], layerWeights[n], upstream, n > 0);
      gradients.set(`lstm${n + 1}/kernel`, layer.kernel);
      gradients.set(`lstm${n + 1}/recurrent_kernel`, layer.recurrentKernel);
      gradients.set(`lstm${n + 1}/bias`, layer.bias);
      if (!layer.inputs) break;
      const below = drop(layer.inputs, n - 1);
      const units = network.lstmUnits[n - 1];
      upstream = (t) => tf.slice2d(below, [t * rows, 0], [rows, units]);
    }
    return joinGradients(network, gradients);
  };
  const trace = Object.fromEntries(
    layers.flatMap((layer, index) => [
      [`lstm${index + 1}/h`, layer.h],
      [`lstm${index + 1}/c`, layer.c],
    ]),
  );
  return { outputs, predictions: outputs, backward, trace };
}

const activate: Record<Activation, (z: tf.Tensor2D) => tf.Tensor2D> = {
  linear: (z) => z,
  relu: (z) => tf.relu(z),
  tanh: (z) => tf.tanh(z),
  sigmoid: (z) => tf.sigmoid(z),
};

/** Derivative by z, from the activation a. relu: 0 at 0. */
const slopeOf: Record<Activation, (a: tf.Tensor2D) => tf.Tensor | null> = {
  linear: () => null,
  relu: (a) => tf.cast(tf.greater(a, 0), 'float32'),
  tanh: (a) => tf.sub(1, tf.square(a)),
  sigmoid: (a) => tf.mul(a, tf.sub(1, a)),
};

function forwardMlp(network: MlpNetwork, flat: tf.Tensor1D, batch: BatchTensors): Pass {
  const weights = splitWeights(network, flat);
  const depth = network.units.length;
  const kernels = network.units.map((_, n) => weights.get(`dense${n + 1}/kernel`) as tf.Tensor2D);
  const z: tf.Tensor2D[] = [];
  const a: tf.Tensor2D[] = [];
  const inputs: tf.Tensor2D[] = [];
  let input = batch.inputs;
  for (let n = 0; n < depth; n++) {
    inputs.push(input);
    z.push(tf.add(tf.matMul(input, kernels[n]), weights.get(`dense${n + 1}/bias`)!) as tf.Tensor2D);
    a.push(activate[network.activations[n]](z[n]));
    input = batch.keepFactors && n < depth - 1 ? tf.mul(a[n], batch.keepFactors[n]) : a[n];
  }

  const backward = (ofOutputs: tf.Tensor2D): tf.Tensor1D => {
    const gradients = new Map<string, tf.Tensor>();
    // For bce `ofOutputs` is already d loss / d z of the last layer.
    let above: tf.Tensor2D = ofOutputs;
    for (let n = depth - 1; n >= 0; n--) {
      const folded = n === depth - 1 && network.loss.kind === 'bce';
      const slope = folded ? null : slopeOf[network.activations[n]](a[n]);
      const dz = slope ? (tf.mul(above, slope) as tf.Tensor2D) : above;
      gradients.set(`dense${n + 1}/kernel`, tf.matMul(inputs[n], dz, true, false));
      gradients.set(`dense${n + 1}/bias`, tf.sum(dz, 0));
      if (n === 0) break;
      above = tf.matMul(dz, kernels[n], false, true);
      if (batch.keepFactors) above = tf.mul(above, batch.keepFactors[n - 1]);
    }
    return joinGradients(network, gradients);
  };
  const trace = Object.fromEntries(
    z.flatMap((_, n) => [
      [`dense${n + 1}/z`, [z[n]]],
      [`dense${n + 1}/a`, [a[n]]],
    ]),
  );
  return { outputs: z[depth - 1], predictions: a[depth - 1], backward, trace };
}
