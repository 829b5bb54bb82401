import { type Network, weightLayout } from '#learning/network.ts';

/** Smallest multiple that is at least `length`. */
export function padTo(multiple: number, length: number): number {
  return Math.ceil(length / multiple) * multiple;
}

/**
 * A layer's weights in panels, [width / 8][depth][8], and its bias [width], in the kernel's block of all parameters;
 * offsets in entries. LSTM: kernel over recurrent kernel, depth = padded inputs + padded units, width = 4 padded units.
 */
export interface LayerBlock {
  readonly offset: number;
  readonly depth: number;
  readonly width: number;
  readonly biasOffset: number;
}

/** A tensor of the flat layout in the block: its row r is panel row `firstRow + r` of [width / 8][depth][8]. */
interface TensorPlace {
  readonly flatOffset: number;
  readonly rows: number;
  readonly columns: number;
  readonly offset: number;
  readonly depth: number;
  readonly firstRow: number;
  /** Columns are padded group by group (the four gates of an LSTM): length of a group, true and padded. */
  readonly group: number;
  readonly paddedGroup: number;
}

/** How the flat weights of `network` lie in the kernel's block of parameters. Entries that only pad are 0. */
export interface WeightPanels {
  readonly layers: readonly LayerBlock[];
  /** Entries of the block, a multiple of 8. */
  readonly entries: number;
  readonly places: readonly TensorPlace[];
}

export function planWeightPanels(network: Network): WeightPanels {
  const layers: LayerBlock[] = [];
  const places: TensorPlace[] = [];
  const tensors = weightLayout(network);
  const gates = network.kind === 'lstm' ? 4 : 1;
  const layerUnits = network.kind === 'lstm' ? [...network.lstmUnits, network.outputs] : network.units;
  let entries = 0;
  let next = 0;
  let paddedInputs = padTo(8, network.features);
  layerUnits.forEach((units, index) => {
    const recurrent = network.kind === 'lstm' && index < network.lstmUnits.length;
    const paddedUnits = padTo(8, units);
    const depth = paddedInputs + (recurrent ? paddedUnits : 0);
    const width = paddedUnits * (recurrent ? gates : 1);
    const block: LayerBlock = { offset: entries, depth, width, biasOffset: entries + depth * width };
    const place = (offset: number, placeDepth: number, firstRow: number): void => {
      const { shape, offset: flatOffset, size } = tensors[next];
      const columns = shape[shape.length - 1];
      next += 1;
      places.push({
        ...{ flatOffset, rows: size / columns, columns, offset, depth: placeDepth, firstRow },
        ...{ group: units, paddedGroup: paddedUnits },
      });
    };
    place(block.offset, depth, 0);
    if (recurrent) place(block.offset, depth, paddedInputs);
    place(block.biasOffset, 1, 0);
    layers.push(block);
    entries = block.biasOffset + width;
    paddedInputs = paddedUnits;
  });
  return { layers, entries, places };
}

/** Calls `visit` with every weight's index in the flat layout and in the block. */
function forEachWeight({ places }: WeightPanels, visit: (flat: number, packed: number) => void): void {
  for (const place of places) {
    for (let column = 0; column < place.columns; column++) {
      const group = Math.floor(column / place.group);
      const padded = group * place.paddedGroup + (column - group * place.group);
      let packed = place.offset + ((padded >> 3) * place.depth + place.firstRow) * 8 + (padded & 7);
      let flat = place.flatOffset + column;
      for (let row = 0; row < place.rows; row++, packed += 8, flat += place.columns) visit(flat, packed);
    }
  }
}

/** Flat weights into the block; its padding is set to 0. */
export function packWeights(panels: WeightPanels, flat: Float32Array, block: Float32Array): void {
  block.fill(0);
  forEachWeight(panels, (from, to) => {
    block[to] = flat[from];
  });
}

/** The block's weights (gradients, moments) into the flat layout. */
export function unpackWeights(panels: WeightPanels, block: Float32Array, flat: Float32Array): void {
  forEachWeight(panels, (to, from) => {
    flat[to] = block[from];
  });
}
