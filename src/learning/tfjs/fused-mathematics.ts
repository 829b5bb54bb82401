import * as tf from '@tensorflow/tfjs-core';
import type { AdamSettings } from '#learning/executor.ts';
import { type LstmNetwork, type Network, weightCount } from '#learning/network.ts';
import { adamFactors, adamUpdate, clipFactor } from './adam.ts';
import type { DeviceState, Mathematics, Pass } from './mathematics.ts';
import type { BatchTensors } from './network-pass.ts';
import {
  adamPrograms,
  gateSlopeProgram,
  gatesProgram,
  inputSlopeProgram,
  type LayerShape,
  readHProgram,
  run,
  type SourceTensors,
  slopeOfHProgram,
  stateProgram,
  stateSlopeProgram,
  weightSlopeProgram,
} from './webgl-programs.ts';

/**
 * An LSTM network on WebGL by programs of its own: two draws a time step and layer forwards, three or four backwards
 * (gradients by the gates, by the step before, by the weights, by the layer below), three for Adam. Blocks: one matrix a
 * layer (webgl-programs.ts), then the dense kernel and bias. Null for other networks.
 */
export function createFusedMathematics(network: Network): Mathematics | null {
  if (network.kind !== 'lstm') return null;
  const widths = [network.features, ...network.lstmUnits];
  const sizes = network.lstmUnits.map((units, n) => ({ rows: widths[n] + units + 1, units }));
  const lastUnits = network.lstmUnits[network.lstmUnits.length - 1];
  return {
    upload: (flat) => {
      let offset = 0;
      const layers = sizes.map(({ rows, units }) => {
        const block = flat.subarray(offset, offset + rows * 4 * units);
        offset += block.length;
        return tf.tensor2d(toTexels(block, rows, units), [2 * rows, 2 * units]);
      });
      const kernel = flat.slice(offset, offset + lastUnits * network.outputs);
      const bias = flat.slice(offset + kernel.length);
      return [...layers, tf.tensor2d(kernel, [lastUnits, network.outputs]), tf.tensor2d(bias, [1, network.outputs])];
    },
    download: (blocks, into = new Float32Array(weightCount(network))) => {
      let offset = 0;
      blocks.forEach((block, n) => {
        const size = sizes[n];
        into.set(size ? fromTexels(block, size.rows, size.units) : block, offset);
        offset += block.length;
      });
      return into;
    },
    forward: (weights, batch) => forwardFused(network, weights as tf.Tensor2D[], batch),
    update: (state, gradients, settings, update) =>
      updateFused(network.lstmUnits.length, state, gradients, settings, update),
  };
}

/** Rows of [i | f | c | o] by unit to one texel a unit: logical [2 rows, 2 units]. */
function toTexels(block: Float32Array, rows: number, units: number): Float32Array {
  const texels = new Float32Array(block.length);
  eachEntry(rows, units, (flat, texel) => {
    texels[texel] = block[flat];
  });
  return texels;
}

function fromTexels(texels: Float32Array, rows: number, units: number): Float32Array {
  const block = new Float32Array(texels.length);
  eachEntry(rows, units, (flat, texel) => {
    block[flat] = texels[texel];
  });
  return block;
}

function eachEntry(rows: number, units: number, visit: (flat: number, texel: number) => void): void {
  for (let row = 0; row < rows; row++)
    for (let gate = 0; gate < 4; gate++)
      for (let unit = 0; unit < units; unit++)
        visit(row * 4 * units + gate * units + unit, (2 * row + (gate >> 1)) * 2 * units + 2 * unit + (gate & 1));
}

interface LayerPass {
  readonly shape: LayerShape;
  readonly matrix: tf.Tensor2D;
  /** By step; `states[0]` is the zero state before the first. */
  readonly states: tf.Tensor2D[];
  readonly gates: tf.Tensor2D[];
  readonly source: (step: number) => SourceTensors;
}

function forwardFused(network: LstmNetwork, weights: readonly tf.Tensor2D[], batch: BatchTensors): Pass {
  const { rows, steps, keepFactors } = batch;
  const depth = network.lstmUnits.length;
  const masks = batch.masks ? tf.concat2d([...batch.masks], 0) : null;
  const layers: LayerPass[] = [];
  for (let n = 0; n < depth; n++) layers.push(forwardLayer(network, n, weights[n], batch, masks, layers[n - 1]));

  const units = network.lstmUnits[depth - 1];
  const h = run(readHProgram(rows, units), [layers[depth - 1].states[steps]]);
  const keep = keepFactors?.[depth - 1];
  const last = keep ? tf.mul(h, keep) : h;
  const outputs = tf.add(tf.matMul(last, weights[depth]), weights[depth + 1]) as tf.Tensor2D;

  const backward = (ofOutputs: tf.Tensor2D): tf.Tensor[] => {
    const ofLast = tf.matMul(ofOutputs, weights[depth], false, true);
    const ofH = keep ? tf.mul(ofLast, keep) : ofLast;
    const start = run(slopeOfHProgram(rows, units), [ofH]);
    const gradients: tf.Tensor[] = [tf.matMul(last, ofOutputs, true, false), tf.sum(ofOutputs, 0, true)];
    let fromAbove: tf.Tensor2D[] | null = null;
    for (let n = depth - 1; n >= 0; n--) {
      const slope: tf.Tensor2D = n === depth - 1 ? start : tf.zeros([2 * rows, 2 * network.lstmUnits[n]]);
      const layer = backwardLayer(layers[n], slope, fromAbove, batch, masks, keepFactors?.[n - 1] ?? null);
      gradients.unshift(layer.matrix);
      fromAbove = layer.below;
    }
    return gradients;
  };
  return { outputs, predictions: outputs, backward, trace: traceOf(layers, rows) };
}

function forwardLayer(
  network: LstmNetwork,
  n: number,
  matrix: tf.Tensor2D,
  { rows, steps, inputs, keepFactors }: BatchTensors,
  masks: tf.Tensor2D | null,
  below: LayerPass | undefined,
): LayerPass {
  const units = network.lstmUnits[n];
  const keep = below ? keepFactors?.[n - 1] : undefined;
  const shape: LayerShape = {
    rows,
    inputs: below ? below.shape.units : network.features,
    units,
    above: below !== undefined,
    dropsBelow: keep !== undefined,
    masked: masks !== null,
  };
  const source = (step: number): SourceTensors =>
    below ? [below.states[step + 1], ...(keep ? [keep] : [])] : [inputs];
  const toGates = gatesProgram(shape);
  const toState = stateProgram(shape);
  const states: tf.Tensor2D[] = [tf.zeros([2 * rows, 2 * units])];
  const gates: tf.Tensor2D[] = [];
  for (let t = 0; t < steps; t++) {
    const offset = [[t * rows]];
    gates.push(run(toGates, [matrix, states[t], ...source(t)], offset));
    states.push(run(toState, [gates[t], states[t], ...(masks ? [masks] : [])], offset));
  }
  return { shape, matrix, states, gates, source };
}

function backwardLayer(
  { shape, matrix, states, gates, source }: LayerPass,
  start: tf.Tensor2D,
  fromAbove: readonly tf.Tensor2D[] | null,
  { rows, steps }: BatchTensors,
  masks: tf.Tensor2D | null,
  keepBelow: tf.Tensor2D | null,
): { readonly matrix: tf.Tensor2D; readonly below: tf.Tensor2D[] | null } {
  const ofGates = gateSlopeProgram(shape, fromAbove !== null);
  const ofState = stateSlopeProgram(shape, fromAbove !== null);
  const ofWeights = weightSlopeProgram(shape);
  const ofInputs = inputSlopeProgram(shape);
  const mask = masks ? [masks] : [];
  const below: tf.Tensor2D[] = new Array(steps);
  let slope = start;
  let total: tf.Tensor2D = tf.zeros(matrix.shape);
  for (let t = steps - 1; t >= 0; t--) {
    const offset = [[t * rows]];
    const above = fromAbove ? [fromAbove[t]] : [];
    const dz = run(ofGates, [gates[t], states[t + 1], slope, ...above, states[t], ...mask], offset);
    total = run(ofWeights, [total, dz, states[t], ...source(t)], offset);
    if (shape.above) below[t] = run(ofInputs, [dz, matrix, ...(keepBelow ? [keepBelow] : [])], offset);
    if (t > 0) slope = run(ofState, [gates[t], states[t + 1], slope, ...above, dz, matrix, ...mask], offset);
  }
  return { matrix: total, below: shape.above ? below : null };
}

/** Only asked for by checks: made when read. */
function traceOf(layers: readonly LayerPass[], rows: number): Pass['trace'] {
  const trace: Record<string, tf.Tensor2D[]> = {};
  layers.forEach(({ states, shape }, n) => {
    const by = (channel: number) => () =>
      states
        .slice(1)
        .map((state) =>
          tf.squeeze<tf.Tensor2D>(
            tf.slice(tf.reshape(state, [rows, 2, shape.units, 2]), [0, 0, 0, channel], [rows, 1, shape.units, 1]),
            [1, 3],
          ),
        );
    Object.defineProperty(trace, `lstm${n + 1}/h`, { enumerable: true, get: by(1) });
    Object.defineProperty(trace, `lstm${n + 1}/c`, { enumerable: true, get: by(0) });
  });
  return trace;
}

function updateFused(
  depth: number,
  state: DeviceState,
  gradients: readonly tf.Tensor[],
  settings: AdamSettings,
  update: number,
): DeviceState {
  const factor = settings.clipGlobalNorm === null ? null : clipFactor(gradients, settings.clipGlobalNorm);
  const next = gradients.map((raw, block) => {
    const gradient = factor ? tf.mul(raw, factor) : raw;
    const [weights, firstMoments, secondMoments] = [
      state.weights[block],
      state.firstMoments[block],
      state.secondMoments[block],
    ];
    // The dense block is small: standard operators keep its odd edges right.
    if (block >= depth) return adamUpdate({ weights, firstMoments, secondMoments }, gradient, settings, update);
    const { rate, secondFactor } = adamFactors(settings, update);
    const programs = adamPrograms(weights.shape);
    const first = run(programs.first, [firstMoments, gradient], [[settings.beta1], [1 - settings.beta1]]);
    const second = run(programs.second, [secondMoments, gradient], [[settings.beta2], [1 - settings.beta2]]);
    const updated = run(programs.weights, [weights, first, second], [[rate], [secondFactor], [settings.epsilon]]);
    return { weights: updated, firstMoments: first, secondMoments: second };
  });
  return {
    weights: next.map(({ weights }) => weights),
    firstMoments: next.map(({ firstMoments }) => firstMoments),
    secondMoments: next.map(({ secondMoments }) => secondMoments),
  };
}
