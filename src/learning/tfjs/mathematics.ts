import * as tf from '@tensorflow/tfjs-core';
import type { AdamSettings } from '#learning/executor.ts';
import type { Network } from '#learning/network.ts';
import { adamUpdate, clipFactor } from './adam.ts';
import { toInnerOrder, toKerasOrder } from './gate-order.ts';
import { type BatchTensors, forwardNetwork, type Trace } from './network-pass.ts';

/** Weights and Adam's moments on the device, in the blocks that a {@link Mathematics} keeps them in. */
export interface DeviceState {
  readonly weights: tf.Tensor[];
  readonly firstMoments: tf.Tensor[];
  readonly secondMoments: tf.Tensor[];
}

/** Result of a forward pass and how to go back. */
export interface Pass {
  /** Before the last activation (what the loss takes for `bce`), and after. */
  readonly outputs: tf.Tensor2D;
  readonly predictions: tf.Tensor2D;
  /** Gradients by block, given d loss / d outputs. */
  backward(ofOutputs: tf.Tensor2D): tf.Tensor[];
  readonly trace: Trace;
}

/** How a network is computed on a backend: with its operators, or with programs of our own. All in `tf.tidy`. */
export interface Mathematics {
  /** Flat arrays in the layout of the weights to tensors, and back (into `into` where given). */
  upload(flat: Float32Array): tf.Tensor[];
  download(blocks: readonly Float32Array[], into?: Float32Array): Float32Array;
  forward(weights: readonly tf.Tensor[], batch: BatchTensors): Pass;
  /** Adam's update number `update` (from 1); new tensors. */
  update(state: DeviceState, gradients: readonly tf.Tensor[], settings: AdamSettings, update: number): DeviceState;
}

/** Standard operators; one flat block. Runs on every backend. */
export function createOperatorMathematics(network: Network): Mathematics {
  return {
    upload: (flat) => [tf.tensor1d(toInnerOrder(network, flat))],
    download: ([flat], into) => toKerasOrder(network, flat, into),
    forward: ([weights], batch) => {
      const pass = forwardNetwork(network, weights as tf.Tensor1D, batch);
      return { ...pass, backward: (ofOutputs) => [pass.backward(ofOutputs)] };
    },
    update: (state, gradients, settings, update) => {
      const factor = settings.clipGlobalNorm === null ? null : clipFactor(gradients, settings.clipGlobalNorm);
      const next = gradients.map((gradient, block) =>
        adamUpdate(
          {
            weights: state.weights[block],
            firstMoments: state.firstMoments[block],
            secondMoments: state.secondMoments[block],
          },
          factor ? tf.mul(gradient, factor) : gradient,
          settings,
          update,
        ),
      );
      return {
        weights: next.map(({ weights }) => weights),
        firstMoments: next.map(({ firstMoments }) => firstMoments),
        secondMoments: next.map(({ secondMoments }) => secondMoments),
      };
    },
  };
}
