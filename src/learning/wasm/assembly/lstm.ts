/**
 * One LSTM layer over all steps of a pass of rows, forwards and backwards. Equations and gate order (i, f, c, o):
 * docs/methods/lstm.md. Layouts: docs/methods/wasm-training.md.
 */
import { addOuterProducts, multiplyPanel } from './matmul';
import { flushTiny, multiplyAdd, sigmoid, tanh } from './vector';

/**
 * A layer's sizes and addresses, written by the host as consecutive 32-bit words in this order. Widths are padded to a
 * multiple of 8; padded units have zero weights, so that their h, c and gradients stay exactly 0. Block sizes of the
 * buffers follow from the rows of the pass: see the functions below.
 */
@unmanaged
export class LstmLayer {
  /** Width of x. */
  inputs: usize;
  units: usize;
  /** Units before padding: row length of the dropout masks. */
  trueUnits: usize;
  /** 1 for the lowest layer, whose x needs no gradient. */
  lowest: usize;
  /** 1 for the last layer, of which only the last step's h goes up. */
  last: usize;
  /** [4 units / 8][inputs + units][8]: kernel over recurrent kernel. */
  weights: usize;
  /** The same transposed: [(inputs + units) / 8][4 units][8]. */
  transposed: usize;
  /** [4 units]. */
  bias: usize;
  weightGradients: usize;
  biasGradients: usize;
  /** A step a block: x_t and h_(t-1) side by side, [inputs + units (+ 8)] panels. One block more than steps. */
  states: usize;
  /** A step a block: i, f, g, o, overwritten by dz on the way back. */
  gates: usize;
  /** A step a block, c_(t-1); one block more than steps. */
  cells: usize;
  /** A step a block, tanh(c_t). */
  squashed: usize;
  /** Gradient into the layer's output after dropout: a block a step, for the last layer one block. */
  fromAbove: usize;
  /** Gradients of h and c on their way back in time, one block each. */
  stateGradients: usize;
  cellGradients: usize;
  /** Where the output goes: x of the next layer (a block a step), or the dense layer's input (one block). */
  output: usize;
  /** Width of a block there. */
  outputBlockWidth: usize;
  /** Where the gradient of x goes: `fromAbove` of the layer below. */
  inputGradients: usize;
  /** Masks of this pass, bytes 0 and 1, [rows][steps][trueUnits], for the last layer [rows][trueUnits]; 0 = none. */
  dropout: usize;
  /** 1 / (1 - rate). */
  keepFactor: f32;
}

/** Bytes of a block of `width` columns; an odd number of panels, so that blocks don't share their cache sets. */
// @ts-ignore: decorator
@inline export function spreadBlockBytes(width: usize, rows: usize): usize {
  return (((width >> 3) | 1) * rows) << 5;
}

// @ts-ignore: decorator
@inline function blockBytes(width: usize, rows: usize): usize {
  return (width * rows) << 2;
}

/** Four dropout factors from four bytes. */
// @ts-ignore: decorator
@inline export function keepFactors(mask: usize, keepFactor: f32): v128 {
  const bytes = v128.load32_zero(mask);
  const words = i32x4.extend_low_i16x8_u(i16x8.extend_low_i8x16_u(bytes));
  return f32x4.mul(f32x4.convert_i32x4_s(words), f32x4.splat(keepFactor));
}

/**
 * h and c of every step from x in `states` (h_0 = c_0 = 0), and the output with dropout. `stepMasks` [rows][steps], 1 =
 * real; at 0 a row keeps h and c. 0 = all real.
 */
export function lstmForward(layerAddress: usize, steps: usize, rows: usize, stepMasks: usize): void {
  const layer = changetype<LstmLayer>(layerAddress);
  const inputs = layer.inputs, units = layer.units;
  const panelBytes = rows << 5;
  const statesBlock = spreadBlockBytes(inputs + units, rows), gatesBlock = spreadBlockBytes(units << 2, rows);
  const cellsBlock = blockBytes(units, rows);
  const weightPanelBytes = (inputs + units) << 5;
  memory.fill(layer.states + blockBytes(inputs, rows), 0, cellsBlock);
  memory.fill(layer.cells, 0, cellsBlock);
  for (let t: usize = 0; t < steps; ++t) {
    const states = layer.states + t * statesBlock, gates = layer.gates + t * gatesBlock;
    const depth = t == 0 ? inputs : inputs + units;
    for (let u: usize = 0; u < units; u += 8) {
      for (let column = u; column < units << 2; column += units) {
        const panel = column >> 3;
        multiplyPanel(
          states, panelBytes, depth, layer.weights + panel * weightPanelBytes,
          layer.bias + (column << 2), 0, gates + panel * panelBytes, rows,
        );
      }
      activateGates(layer, t, steps, rows, u, stepMasks);
    }
  }
}

/** From z of eight units at step t to i, f, g, o in place, c, tanh(c), h, and h with dropout to the output. */
function activateGates(layer: LstmLayer, t: usize, steps: usize, rows: usize, u: usize, stepMasks: usize): void {
  const units = layer.units, inputs = layer.inputs, trueUnits = layer.trueUnits;
  const statesBlock = spreadBlockBytes(inputs + units, rows), cellsBlock = blockBytes(units, rows);
  const gateBytes = blockBytes(units, rows);
  const offset = (u >> 3) * (rows << 5);
  let gate = layer.gates + t * spreadBlockBytes(units << 2, rows) + offset;
  let cell = layer.cells + t * cellsBlock + offset;
  let squashed = layer.squashed + t * cellsBlock + offset;
  let hidden = layer.states + t * statesBlock + blockBytes(inputs, rows) + offset;
  const writesOutput = !layer.last || t == steps - 1;
  let output = layer.output + offset + (layer.last ? 0 : t * spreadBlockBytes(layer.outputBlockWidth, rows));
  const drops = layer.dropout != 0;
  let mask = layer.dropout + u + (layer.last ? 0 : t * trueUnits);
  const maskRow = layer.last ? trueUnits : steps * trueUnits;
  for (let row: usize = 0; row < rows; ++row) {
    const real = stepMasks == 0 || load<f32>(stepMasks + ((row * steps + t) << 2)) != 0;
    for (let half: usize = 0; half < 8; half += 4) {
      let h: v128;
      if (real) {
        const i = sigmoid(v128.load(gate)), f = sigmoid(v128.load(gate + gateBytes));
        const g = tanh(v128.load(gate + 2 * gateBytes)), o = sigmoid(v128.load(gate + 3 * gateBytes));
        const c = multiplyAdd(i, g, f32x4.mul(f, v128.load(cell)));
        const s = tanh(c);
        h = f32x4.mul(o, s);
        v128.store(gate, i);
        v128.store(gate + gateBytes, f);
        v128.store(gate + 2 * gateBytes, g);
        v128.store(gate + 3 * gateBytes, o);
        v128.store(cell + cellsBlock, c);
        v128.store(squashed, s);
      } else {
        h = v128.load(hidden);
        v128.store(cell + cellsBlock, v128.load(cell));
      }
      v128.store(hidden + statesBlock, h);
      if (writesOutput) {
        v128.store(output, drops ? f32x4.mul(h, keepFactors(mask + half, layer.keepFactor)) : h);
      }
      gate += 16; cell += 16; squashed += 16; hidden += 16; output += 16;
    }
    mask += maskRow;
  }
}

/**
 * Adds the gradients of weights and bias, and writes the gradient of x for the layer below, from `fromAbove` and what
 * {@link lstmForward} left. Weight gradients are added for about `chunkRows` rows of steps at a time, while these are in
 * the cache.
 */
export function lstmBackward(
  layerAddress: usize, steps: usize, rows: usize, stepMasks: usize, chunkRows: usize,
): void {
  const layer = changetype<LstmLayer>(layerAddress);
  const inputs = layer.inputs, units = layer.units;
  const panelBytes = rows << 5;
  const gatesBlock = spreadBlockBytes(units << 2, rows), inputBlock = blockBytes(inputs, rows);
  const transposedPanelBytes = units << 7;
  memory.fill(layer.stateGradients, 0, blockBytes(units, rows));
  memory.fill(layer.cellGradients, 0, blockBytes(units, rows));
  const chunkSteps = max<usize>(1, chunkRows / rows);
  let chunkEnd = steps;
  for (let t: usize = steps - 1; <isize>t >= 0; --t) {
    for (let u: usize = 0; u < units; u += 8) differentiateGates(layer, t, steps, rows, u, stepMasks);
    const dz = layer.gates + t * gatesBlock;
    if (!layer.lowest) {
      const target = layer.inputGradients + t * inputBlock;
      memory.fill(target, 0, inputBlock);
      for (let k: usize = 0; k < inputs; k += 8) {
        const c = target + (k >> 3) * panelBytes;
        multiplyPanel(dz, panelBytes, units << 2, layer.transposed + (k >> 3) * transposedPanelBytes, c, 32, c, rows);
      }
    }
    if (t > 0) {
      for (let k: usize = 0; k < units; k += 8) {
        const c = layer.stateGradients + (k >> 3) * panelBytes;
        const w = layer.transposed + ((inputs + k) >> 3) * transposedPanelBytes;
        multiplyPanel(dz, panelBytes, units << 2, w, c, 32, c, rows);
      }
    }
    if (t == 0 || chunkEnd - t >= chunkSteps) {
      addWeightGradients(layer, t, chunkEnd, rows);
      chunkEnd = t;
    }
  }
}

/** From i, f, g, o of eight units at step t to dz in place; dh becomes what a masked row hands on, dc <- dc f. */
function differentiateGates(layer: LstmLayer, t: usize, steps: usize, rows: usize, u: usize, stepMasks: usize): void {
  const units = layer.units, trueUnits = layer.trueUnits;
  const cellsBlock = blockBytes(units, rows), gateBytes = cellsBlock;
  const offset = (u >> 3) * (rows << 5);
  let gate = layer.gates + t * spreadBlockBytes(units << 2, rows) + offset;
  let cell = layer.cells + t * cellsBlock + offset;
  let squashed = layer.squashed + t * cellsBlock + offset;
  let dh = layer.stateGradients + offset, dc = layer.cellGradients + offset;
  const fed = !layer.last || t == steps - 1;
  let above = layer.fromAbove + offset + (layer.last ? 0 : t * cellsBlock);
  const drops = layer.dropout != 0;
  let mask = layer.dropout + u + (layer.last ? 0 : t * trueUnits);
  const maskRow = layer.last ? trueUnits : steps * trueUnits;
  const one = f32x4.splat(1), nothing = f32x4.splat(0);
  const biasGradients = layer.biasGradients + (u << 2), biasBytes = units << 2;
  for (let half: usize = 0; half < 32; half += 16) {
    let bi = v128.load(biasGradients + half), bf = v128.load(biasGradients + half + biasBytes);
    let bg = v128.load(biasGradients + half + 2 * biasBytes), bo = v128.load(biasGradients + half + 3 * biasBytes);
    for (let row: usize = 0; row < rows; ++row) {
      const at = half + (row << 5);
      let h = v128.load(dh + at);
      if (fed) {
        const e = v128.load(above + at);
        h = f32x4.add(h, drops ? f32x4.mul(e, keepFactors(mask + row * maskRow + (half >> 2), layer.keepFactor)) : e);
      }
      const target = gate + at;
      if (stepMasks != 0 && load<f32>(stepMasks + ((row * steps + t) << 2)) == 0) {
        v128.store(dh + at, h);
        v128.store(target, nothing);
        v128.store(target + gateBytes, nothing);
        v128.store(target + 2 * gateBytes, nothing);
        v128.store(target + 3 * gateBytes, nothing);
        continue;
      }
      h = flushTiny(h);
      const i = v128.load(target), f = v128.load(target + gateBytes);
      const g = v128.load(target + 2 * gateBytes), o = v128.load(target + 3 * gateBytes);
      const s = v128.load(squashed + at);
      let c = multiplyAdd(f32x4.mul(h, o), f32x4.sub(one, f32x4.mul(s, s)), v128.load(dc + at));
      c = flushTiny(c);
      const zi = f32x4.mul(f32x4.mul(c, g), f32x4.mul(i, f32x4.sub(one, i)));
      const zf = f32x4.mul(f32x4.mul(c, v128.load(cell + at)), f32x4.mul(f, f32x4.sub(one, f)));
      const zg = f32x4.mul(f32x4.mul(c, i), f32x4.sub(one, f32x4.mul(g, g)));
      const zo = f32x4.mul(f32x4.mul(h, s), f32x4.mul(o, f32x4.sub(one, o)));
      v128.store(target, zi);
      v128.store(target + gateBytes, zf);
      v128.store(target + 2 * gateBytes, zg);
      v128.store(target + 3 * gateBytes, zo);
      v128.store(dh + at, nothing);
      v128.store(dc + at, f32x4.mul(c, f));
      bi = f32x4.add(bi, zi); bf = f32x4.add(bf, zf); bg = f32x4.add(bg, zg); bo = f32x4.add(bo, zo);
    }
    v128.store(biasGradients + half, bi);
    v128.store(biasGradients + half + biasBytes, bf);
    v128.store(biasGradients + half + 2 * biasBytes, bg);
    v128.store(biasGradients + half + 3 * biasBytes, bo);
  }
}

/** dW += x' dz and dU += h' dz over the steps from `begin` to before `end`; h before step 0 is zero and left out. */
function addWeightGradients(layer: LstmLayer, begin: usize, end: usize, rows: usize): void {
  const inputs = layer.inputs, depth = inputs + layer.units;
  const panelBytes = rows << 5;
  const statesBlock = spreadBlockBytes(depth, rows), gatesBlock = spreadBlockBytes(layer.units << 2, rows);
  const recurrentBegin = max<usize>(begin, 1);
  for (let n: usize = 0; n < layer.units << 2; n += 8) {
    const dz = layer.gates + (n >> 3) * panelBytes;
    let c = layer.weightGradients + ((n * depth) << 2);
    for (let k: usize = 0; k < depth; k += 8, c += 256) {
      const from = k < inputs ? begin : recurrentBegin;
      if (from >= end) break;
      const a = layer.states + from * statesBlock + (k >> 3) * panelBytes;
      const b = dz + from * gatesBlock;
      addOuterProducts(a, statesBlock, b, gatesBlock, end - from, rows, c);
      addOuterProducts(a + 16, statesBlock, b, gatesBlock, end - from, rows, c + 128);
    }
  }
}
