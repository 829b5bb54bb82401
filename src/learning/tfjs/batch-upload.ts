import * as tf from '@tensorflow/tfjs-core';
import type { Batch, InputBatch } from '#learning/executor.ts';
import { type Network, outputCount } from '#learning/network.ts';
import type { BatchTensors, Targets } from './network-pass.ts';

/** Staging buffers of one executor, made once: time-major copies of inputs and dropout factors. */
export interface Staging {
  readonly inputs: Float32Array;
  /** One a dropout layer. */
  readonly keepFactors: readonly Float32Array[];
}

/** [rows, steps, width] to [steps, rows, width]. */
function toTimeMajor(
  source: Float32Array,
  rows: number,
  steps: number,
  width: number,
  target: Float32Array,
  factor = 1,
) {
  for (let row = 0; row < rows; row++)
    for (let t = 0; t < steps; t++) {
      const from = (row * steps + t) * width;
      const to = (t * rows + row) * width;
      for (let k = 0; k < width; k++) target[to + k] = source[from + k] * factor;
    }
}

/** Uploads a batch; `dropoutMasks` null = nothing dropped. Call inside `tf.tidy`; the tensors alias the staging. */
export function uploadBatch(
  network: Network,
  batch: InputBatch,
  dropoutMasks: readonly Float32Array[] | null,
  staging: Staging,
): BatchTensors {
  const { rows, steps } = batch;
  toTimeMajor(batch.inputs, rows, steps, network.features, staging.inputs);
  const inputs = tf.tensor2d(staging.inputs.subarray(0, rows * steps * network.features), [
    rows * steps,
    network.features,
  ]);
  const { masks } = batch;
  return {
    rows,
    steps,
    inputs,
    masks: masks
      ? Array.from({ length: steps }, (_, t) =>
          tf.tensor2d(
            Float32Array.from({ length: rows }, (_, row) => masks[row * steps + t]),
            [rows, 1],
          ),
        )
      : null,
    keepFactors: dropoutMasks ? uploadKeepFactors(network, rows, steps, dropoutMasks, staging) : null,
  };
}

function uploadKeepFactors(
  network: Network,
  rows: number,
  steps: number,
  dropoutMasks: readonly Float32Array[],
  staging: Staging,
): tf.Tensor2D[] {
  const widths = network.kind === 'lstm' ? network.lstmUnits : network.units;
  const factor = 1 / (1 - network.dropoutRate);
  return dropoutMasks.map((mask, layer) => {
    const width = widths[layer];
    const everyStep = network.kind === 'lstm' && layer < widths.length - 1;
    const target = staging.keepFactors[layer];
    toTimeMajor(mask, rows, everyStep ? steps : 1, width, target, factor);
    const height = everyStep ? rows * steps : rows;
    return tf.tensor2d(target.subarray(0, height * width), [height, width]);
  });
}

/** Call inside `tf.tidy`. */
export function uploadTargets(network: Network, batch: Batch): Targets {
  const shape: [number, number] = [batch.rows, outputCount(network)];
  const size = shape[0] * shape[1];
  return {
    targets: tf.tensor2d(batch.targets.subarray(0, size), shape),
    weights: batch.targetWeights ? tf.tensor2d(batch.targetWeights.subarray(0, size), shape) : null,
  };
}
