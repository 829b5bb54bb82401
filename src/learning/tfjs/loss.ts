import * as tf from '@tensorflow/tfjs-core';
import type { Loss } from '#learning/network.ts';

/** Loss and its gradient by the last layer's output; for `bce` by its input z (sigmoid folded in). */
export interface LossValue {
  readonly loss: tf.Scalar;
  readonly gradient: tf.Tensor2D;
}

/**
 * `outputs`: predictions [rows, outputs], for `bce` the last z. `weights` scale each entry's loss (null = 1); the mean's
 * divisor is always rows * outputs. Call inside `tf.tidy`.
 */
export function computeLoss(
  loss: Loss,
  outputs: tf.Tensor2D,
  targets: tf.Tensor2D,
  weights: tf.Tensor2D | null,
): LossValue {
  const entries = outputs.shape[0] * outputs.shape[1];
  const { values, slopes } = entrywise(loss, outputs, targets);
  const weigh = (tensor: tf.Tensor): tf.Tensor => (weights ? tf.mul(tensor, weights) : tensor);
  return {
    loss: tf.div(tf.sum(weigh(values)), entries) as tf.Scalar,
    gradient: tf.div(weigh(slopes), entries) as tf.Tensor2D,
  };
}

function entrywise(loss: Loss, outputs: tf.Tensor2D, targets: tf.Tensor2D): { values: tf.Tensor; slopes: tf.Tensor } {
  if (loss.kind === 'bce') {
    // max(z, 0) - z y + log(1 + exp(-|z|)): no overflow for any z.
    const tail = tf.log(tf.add(tf.exp(tf.neg(tf.abs(outputs))), 1));
    const values = tf.add(tf.sub(tf.relu(outputs), tf.mul(outputs, targets)), tail);
    return { values, slopes: tf.sub(tf.sigmoid(outputs), targets) };
  }
  const error = tf.sub(targets, outputs);
  if (loss.kind === 'mse') return { values: tf.square(error), slopes: tf.mul(error, -2) };
  const columns = outputs.shape[1];
  const quantiles = tf.tensor2d(
    Array.from({ length: columns }, (_, k) => loss.quantiles[k % loss.quantiles.length]),
    [1, columns],
  );
  const values = tf.maximum(tf.mul(quantiles, error), tf.mul(tf.sub(quantiles, 1), error));
  return { values, slopes: tf.sub(tf.cast(tf.less(error, 0), 'float32'), quantiles) };
}
