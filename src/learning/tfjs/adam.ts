import * as tf from '@tensorflow/tfjs-core';
import type { AdamSettings } from '#learning/executor.ts';

/** One block of weights with its moments. */
export interface AdamTensors {
  readonly weights: tf.Tensor;
  readonly firstMoments: tf.Tensor;
  readonly secondMoments: tf.Tensor;
}

/** limit / max(global norm of all gradients, limit). Call inside `tf.tidy`. */
export function clipFactor(gradients: readonly tf.Tensor[], limit: number): tf.Scalar {
  const squares = gradients.map((gradient) => tf.sum(tf.square(gradient)));
  const norm = tf.sqrt(squares.reduce((sum, square) => tf.add(sum, square)));
  return tf.div(limit, tf.maximum(norm, limit));
}

/** The two bias corrections of update number `update` (from 1), formed in double, as the factors that they enter as. */
export function adamFactors({ beta1, beta2, learningRate }: AdamSettings, update: number) {
  return { rate: learningRate / (1 - beta1 ** update), secondFactor: 1 / (1 - beta2 ** update) };
}

/** Update number `update` of a block. New tensors; the caller disposes the old ones. Call inside `tf.tidy`. */
export function adamUpdate(
  state: AdamTensors,
  gradients: tf.Tensor,
  settings: AdamSettings,
  update: number,
): AdamTensors {
  const { beta1, beta2, epsilon } = settings;
  const { rate, secondFactor } = adamFactors(settings, update);
  const firstMoments = tf.add(tf.mul(state.firstMoments, beta1), tf.mul(gradients, 1 - beta1));
  const secondMoments = tf.add(tf.mul(state.secondMoments, beta2), tf.mul(tf.square(gradients), 1 - beta2));
  const spread = tf.add(tf.sqrt(tf.mul(secondMoments, secondFactor)), epsilon);
  const weights = tf.sub(state.weights, tf.mul(tf.div(firstMoments, spread), rate));
  return { weights, firstMoments, secondMoments };
}
