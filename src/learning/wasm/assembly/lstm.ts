/**
 * One LSTM layer over all steps of a pass of rows, forwards and backwards. Equations and gate order (i, f, c, o):
 * docs/methods/lstm.md.
 *
 * Values of all steps lie in long panels, [columns / 8][step][row][8]: one step of a panel is `rows` lines of eight
 * columns, several steps in a row are one longer panel. Step t of `cells` and of h in `states` is what step t reads, that
 * is c and h of step t - 1.
 */
import { addOuterProducts, multiplyPanel } from './matmul';
import { flushTiny, multiplyAdd, sigmoid, tanh } from './vector';

/**
 * A layer's sizes and addresses, written by the host as consecutive 32-bit words in this order. Widths are padded to a
 * multiple of 8; padded units have zero weights, so that their h, c and gradients stay exactly 0.
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
  /** 1 for the last layer, of which only the last step's h goes up: `output` and `fromAbove` then hold one step. */
  last: usize;
  /** [4 units / 8][inputs + units][8]: kernel over recurrent kernel. */
  weights: usize;
  /** The same transposed: [(inputs + units) / 8][4 units][8]. */
  transposed: usize;
  /** [4 units]. */
  bias: usize;
  weightGradients: usize;
  biasGradients: usize;
  /** x_t and h_(t-1) side by side, inputs + units columns. */
  states: usize;
  /** i, f, g, o, overwritten by dz on the way back; 4 units columns. */
  gates: usize;
  /** c_(t-1). */
  cells: usize;
  /** tanh(c_t). */
  squashed: usize;
  /** Gradient into the layer's output after dropout. */
  fromAbove: usize;
  /** Gradients of h and c on their way back in time, one step. */
  stateGradients: usize;
  cellGradients: usize;
  /** Where the output goes: x of the next layer or the dense layer's input. */
  output: usize;
  /** Where the gradient of x goes: `fromAbove` of the layer below. */
  inputGradients: usize;
  /** Masks of this pass, bytes 0 and 1, [rows][steps][trueUnits], for the last layer [rows][trueUnits]; 0 = none. */
  dropout: usize;
  /** 1 / (1 - rate). */
  keepFactor: f32;
}

/** Bytes of a long panel; an odd number of steps, so that panels don't fall on the same cache sets. */
// @ts-ignore: decorator
@inline export function longPanelBytes(steps: usize, rows: usize): usize {
  return ((steps + 1) | 1) * (rows << 5);
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
  const stepBytes = rows << 5, panelBytes = longPanelBytes(steps, rows);
  const weightPanelBytes = (inputs + units) << 5;
  for (let panel: usize = 0; panel < units >> 3; ++panel) {
    memory.fill(layer.states + ((inputs >> 3) + panel) * panelBytes, 0, stepBytes);
    memory.fill(layer.cells + panel * panelBytes, 0, stepBytes);
  }
  for (let t: usize = 0; t < steps; ++t) {
    const states = layer.states + t * stepBytes, gates = layer.gates + t * stepBytes;
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
  const stepBytes = rows << 5, panelBytes = longPanelBytes(steps, rows);
  const gateBytes = (units >> 3) * panelBytes;
  const offset = (u >> 3) * panelBytes + t * stepBytes;
  let gate = layer.gates + offset, cell = layer.cells + offset, squashed = layer.squashed + offset;
  let hidden = layer.states + (inputs >> 3) * panelBytes + offset;
  const writesOutput = !layer.last || t == steps - 1;
  let output = layer.output + (layer.last ? (u >> 3) * stepBytes : offset);
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
        v128.store(cell + stepBytes, c);
        v128.store(squashed, s);
      } else {
        h = v128.load(hidden);
        v128.store(cell + stepBytes, v128.load(cell));
      }
      v128.store(hidden + stepBytes, h);
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
 * {@link lstmForward} left. What is not recurrent is done for about `chunkRows` rows of steps at a time, while their dz
 * are in the cache.
 */
export function lstmBackward(
  layerAddress: usize, steps: usize, rows: usize, stepMasks: usize, chunkRows: usize,
): void {
  const layer = changetype<LstmLayer>(layerAddress);
  const inputs = layer.inputs, units = layer.units;
  const stepBytes = rows << 5, panelBytes = longPanelBytes(steps, rows);
  const transposedPanelBytes = units << 7;
  memory.fill(layer.stateGradients, 0, (units * rows) << 2);
  memory.fill(layer.cellGradients, 0, (units * rows) << 2);
  const chunkSteps = max<usize>(1, chunkRows / rows);
  let chunkEnd = steps;
  for (let t: usize = steps - 1; <isize>t >= 0; --t) {
    for (let u: usize = 0; u < units; u += 8) differentiateGates(layer, t, steps, rows, u, stepMasks);
    if (t > 0) {
      for (let panel: usize = 0; panel < units >> 3; ++panel) {
        const c = layer.stateGradients + panel * stepBytes;
        const w = layer.transposed + ((inputs >> 3) + panel) * transposedPanelBytes;
        multiplyPanel(layer.gates + t * stepBytes, panelBytes, units << 2, w, c, 32, c, rows);
      }
    }
    if (t == 0 || chunkEnd - t >= chunkSteps) {
      finishChunk(layer, t, chunkEnd, steps, rows);
      chunkEnd = t;
    }
  }
}

/** From i, f, g, o of eight units at step t to dz in place; dh becomes what a masked row hands on, dc <- dc f. */
function differentiateGates(layer: LstmLayer, t: usize, steps: usize, rows: usize, u: usize, stepMasks: usize): void {
  const units = layer.units, trueUnits = layer.trueUnits;
  const stepBytes = rows << 5, panelBytes = longPanelBytes(steps, rows);
  const gateBytes = (units >> 3) * panelBytes;
  const shortOffset = (u >> 3) * stepBytes, offset = (u >> 3) * panelBytes + t * stepBytes;
  const gate = layer.gates + offset, cell = layer.cells + offset, squashed = layer.squashed + offset;
  const dh = layer.stateGradients + shortOffset, dc = layer.cellGradients + shortOffset;
  const fed = !layer.last || t == steps - 1;
  const above = layer.fromAbove + (layer.last ? shortOffset : offset);
  const drops = layer.dropout != 0;
  const mask = layer.dropout + u + (layer.last ? 0 : t * trueUnits);
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

/**
 * From dz of the steps from `begin` to before `end`: dx = dz W', dW += x' dz and dU += h' dz. h before step 0 is zero and
 * left out.
 */
function finishChunk(layer: LstmLayer, begin: usize, end: usize, steps: usize, rows: usize): void {
  const inputs = layer.inputs, width = layer.units << 2;
  const panelBytes = longPanelBytes(steps, rows);
  const offset = begin * (rows << 5), chunkRows = (end - begin) * rows;
  const dz = layer.gates + offset;
  if (!layer.lowest) {
    for (let panel: usize = 0; panel < inputs >> 3; ++panel) {
      const c = layer.inputGradients + panel * panelBytes + offset;
      memory.fill(c, 0, chunkRows << 5);
      multiplyPanel(dz, panelBytes, width, layer.transposed + panel * (width << 5), c, 32, c, chunkRows);
    }
  }
  addOuterProducts(
    layer.states + offset, panelBytes, inputs + layer.units, dz, panelBytes, width, chunkRows, layer.weightGradients,
    inputs, begin == 0 ? rows : 0,
  );
}
