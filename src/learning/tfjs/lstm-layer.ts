import * as tf from '@tensorflow/tfjs-core';

/** Weights of one layer, columns in the order o, i, f, c (gate-order.ts). */
export interface LayerWeights {
  readonly kernel: tf.Tensor2D;
  readonly recurrentKernel: tf.Tensor2D;
  readonly bias: tf.Tensor1D;
}

/** What the backward pass needs of the forward pass. Lists have one [rows, units] entry a step. */
export interface LayerForward {
  /** [steps * rows, in], time-major. */
  readonly inputs: tf.Tensor2D;
  readonly h: readonly tf.Tensor2D[];
  readonly c: readonly tf.Tensor2D[];
  /** Logistic gates o | i | f: [rows, 3 units]. */
  readonly gates: readonly tf.Tensor2D[];
  readonly candidates: readonly tf.Tensor2D[];
  /** c of the step before masking is applied, and its tanh. */
  readonly tanhC: readonly tf.Tensor2D[];
  readonly masks: readonly tf.Tensor2D[] | null;
}

export interface LayerGradients {
  readonly kernel: tf.Tensor2D;
  readonly recurrentKernel: tf.Tensor2D;
  readonly bias: tf.Tensor1D;
  /** [steps * rows, in]; null where nobody asks. */
  readonly inputs: tf.Tensor2D | null;
}

/**
 * Forward pass of a whole LSTM layer. The input projection x W + b of all steps is one matrix product; only h U stays in
 * the loop. `masks` ([rows, 1] a step, 1 = real) keep h and c where 0. Call inside `tf.tidy`.
 */
export function forwardLayer(
  inputs: tf.Tensor2D,
  weights: LayerWeights,
  steps: number,
  masks: readonly tf.Tensor2D[] | null,
): LayerForward {
  const rows = inputs.shape[0] / steps;
  const units = weights.recurrentKernel.shape[0];
  const projected = tf.add(tf.matMul(inputs, weights.kernel), weights.bias) as tf.Tensor2D;
  const zero = tf.zeros([rows, units]) as tf.Tensor2D;
  const forward = { h: [], c: [], gates: [], candidates: [], tanhC: [] } as {
    [key in 'h' | 'c' | 'gates' | 'candidates' | 'tanhC']: tf.Tensor2D[];
  };
  let h = zero;
  let c = zero;
  for (let t = 0; t < steps; t++) {
    const ofInputs = tf.slice2d(projected, [t * rows, 0], [rows, 4 * units]);
    // h and c start at zero: the first step has no recurrent part.
    const z = t === 0 ? ofInputs : tf.add(ofInputs, tf.matMul(h, weights.recurrentKernel));
    const gates = tf.sigmoid(tf.slice(z, [0, 0], [rows, 3 * units])) as tf.Tensor2D;
    const candidate = tf.tanh(tf.slice(z, [0, 3 * units], [rows, units])) as tf.Tensor2D;
    const written = tf.mul(column(gates, 1, units), candidate);
    const cell = (t === 0 ? written : tf.add(tf.mul(column(gates, 2, units), c), written)) as tf.Tensor2D;
    const tanhC = tf.tanh(cell);
    const output = tf.mul(column(gates, 0, units), tanhC) as tf.Tensor2D;
    h = masks ? keepWhereMasked(masks[t], output, h) : output;
    c = masks ? keepWhereMasked(masks[t], cell, c) : cell;
    forward.h.push(h);
    forward.c.push(c);
    forward.gates.push(gates);
    forward.candidates.push(candidate);
    forward.tanhC.push(tanhC);
  }
  return { inputs, ...forward, masks };
}

/**
 * Backpropagation through time of a whole layer. All factors that don't depend on dh or dc are formed for all steps at
 * once, each weight gradient is one matrix product over all steps. `upstream(t)` is the gradient into h_t from above
 * (null = none). Call inside `tf.tidy`.
 */
export function backwardLayer(
  forward: LayerForward,
  weights: LayerWeights,
  upstream: (step: number) => tf.Tensor2D | null,
  wantInputs: boolean,
): LayerGradients {
  const { h, c, masks } = forward;
  const steps = h.length;
  const [rows, units] = h[0].shape;
  const zero = tf.zeros([rows, units]) as tf.Tensor2D;
  const gates = stack(forward.gates);
  const candidates = stack(forward.candidates);
  const tanhC = stack(forward.tanhC);
  const previousC = stack([zero, ...c.slice(0, -1)]);
  const [o, i, f] = [0, 1, 2].map((block) => column(gates, block, units));
  const slope = (gate: tf.Tensor): tf.Tensor => tf.mul(gate, tf.sub(1, gate));
  const ofCell = tf.mul(o, tf.sub(1, tf.square(tanhC))) as tf.Tensor2D;
  const ofOutputGate = tf.mul(tanhC, slope(o)) as tf.Tensor2D;
  const ofOthers = tf.reshape(
    tf.concat(
      [tf.mul(candidates, slope(i)), tf.mul(previousC, slope(f)), tf.mul(i, tf.sub(1, tf.square(candidates)))],
      1,
    ),
    [steps * rows, 3, units],
  ) as tf.Tensor3D;

  const dzBySteps: tf.Tensor2D[] = new Array(steps);
  let dh: tf.Tensor = zero;
  let dc: tf.Tensor = zero;
  for (let t = steps - 1; t >= 0; t--) {
    const from = t * rows;
    const above = upstream(t);
    if (above) dh = tf.add(dh, above);
    const mask = masks?.[t];
    const keptH = mask ? tf.mul(dh, tf.sub(1, mask)) : null;
    const keptC = mask ? tf.mul(dc, tf.sub(1, mask)) : null;
    if (mask) {
      dh = tf.mul(dh, mask);
      dc = tf.mul(dc, mask);
    }
    dc = tf.add(dc, tf.mul(dh, tf.slice2d(ofCell, [from, 0], [rows, units])));
    const dzOutput = tf.mul(dh, tf.slice2d(ofOutputGate, [from, 0], [rows, units]));
    const others = tf.mul(tf.reshape(dc, [rows, 1, units]), tf.slice3d(ofOthers, [from, 0, 0], [rows, 3, units]));
    const dz = tf.concat2d([dzOutput as tf.Tensor2D, tf.reshape(others, [rows, 3 * units])], 1);
    dzBySteps[t] = dz;
    if (t === 0) break;
    dh = tf.matMul(dz, weights.recurrentKernel, false, true);
    dc = tf.mul(dc, tf.slice2d(f as tf.Tensor2D, [from, 0], [rows, units]));
    if (keptH && keptC) {
      dh = tf.add(dh, keptH);
      dc = tf.add(dc, keptC);
    }
  }
  const dz = stack(dzBySteps);
  return {
    kernel: tf.matMul(forward.inputs, dz, true, false),
    recurrentKernel: tf.matMul(stack([zero, ...h.slice(0, -1)]), dz, true, false),
    bias: tf.sum(dz, 0) as tf.Tensor1D,
    inputs: wantInputs ? tf.matMul(dz, weights.kernel, false, true) : null,
  };
}

/** Time-major stack: [steps * rows, columns]. */
export function stack(parts: readonly tf.Tensor2D[]): tf.Tensor2D {
  return parts.length === 1 ? parts[0] : tf.concat2d(parts as tf.Tensor2D[], 0);
}

function column(gates: tf.Tensor2D, block: number, units: number): tf.Tensor2D {
  return tf.slice2d(gates, [0, block * units], [gates.shape[0], units]);
}

function keepWhereMasked(mask: tf.Tensor2D, fresh: tf.Tensor2D, kept: tf.Tensor2D): tf.Tensor2D {
  return tf.add(kept, tf.mul(mask, tf.sub(fresh, kept)));
}
