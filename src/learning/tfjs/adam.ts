import * as tf from '@tensorflow/tfjs-core';
import type { AdamSettings } from '#learning/executor.ts';

/** Flat weights and moments on the device. */
export interface AdamTensors {
  readonly weights: tf.Tensor1D;
  readonly firstMoments: tf.Tensor1D;
  readonly secondMoments: tf.Tensor1D;
}

/** Gradients times limit / max(norm, limit). Call inside `tf.tidy`. */
export function clipByGlobalNorm(gradients: tf.Tensor1D, limit: number): tf.Tensor1D {
  const norm = tf.sqrt(tf.sum(tf.square(gradients)));
  return tf.mul(gradients, tf.div(limit, tf.maximum(norm, limit)));
}

/**
 * Update number `update` (from 1). The bias corrections are formed in double and enter as two factors. New tensors; the
 * caller disposes the old ones. Call inside `tf.tidy`.
 */
export function adamUpdate(
  state: AdamTensors,
  gradients: tf.Tensor1D,
  settings: AdamSettings,
  update: number,
): AdamTensors {
  const { beta1, beta2, epsilon, learningRate } = settings;
  const clipped = settings.clipGlobalNorm === null ? gradients : clipByGlobalNorm(gradients, settings.clipGlobalNorm);
  const firstMoments = tf.add(tf.mul(state.firstMoments, beta1), tf.mul(clipped, 1 - beta1)) as tf.Tensor1D;
  const secondMoments = tf.add(
    tf.mul(state.secondMoments, beta2),
    tf.mul(tf.square(clipped), 1 - beta2),
  ) as tf.Tensor1D;
  const rate = learningRate / (1 - beta1 ** update);
  const spread = tf.add(tf.sqrt(tf.mul(secondMoments, 1 / (1 - beta2 ** update))), epsilon);
  const weights = tf.sub(state.weights, tf.mul(tf.div(firstMoments, spread), rate)) as tf.Tensor1D;
  return { weights, firstMoments, secondMoments };
}
