import { dropoutLengths, type Network, outputCount } from '#learning/network.ts';
import { type LayerBlock, padTo, planWeightPanels, type WeightPanels } from './weight-panels.ts';

/** The first page is the compiler's (constants). */
export const firstAddress = 65536;
export const pageBytes = 65536;

/** Words of a layer in the kernel's memory, by the names and in the order of its class in assembly/. */
type Words = Readonly<Record<string, number>>;

interface LayerPlan {
  /** Address of the words. */
  readonly address: number;
  readonly block: LayerBlock;
  readonly words: Words;
  /** Address of the word that points to the dropout mask of a pass. */
  readonly dropoutWord: number;
}

export interface LstmPlan extends LayerPlan {
  readonly units: number;
  readonly words: Words & { states: number; cells: number; inputs: number; units: number };
}

export interface DensePlan extends LayerPlan {
  readonly units: number;
  readonly words: Words & { sums: number; activated: number; output: number };
}

/**
 * Addresses (bytes) of everything that a network in training needs. Made once for the largest pass; a pass with fewer
 * rows uses the beginnings of the same buffers.
 */
export interface MemoryPlan {
  readonly pages: number;
  readonly panels: WeightPanels;
  readonly lstm: readonly LstmPlan[];
  readonly dense: readonly DensePlan[];
  readonly weights: number;
  readonly gradients: number;
  readonly firstMoments: number;
  readonly secondMoments: number;
  /** Staging for the rows of one pass, row-major. */
  readonly inputs: number;
  readonly targets: number;
  readonly targetWeights: number;
  readonly stepMasks: number;
  readonly quantiles: number;
  /** Dropout masks of a whole batch, a byte an entry; one address a dropout layer. */
  readonly dropoutMasks: readonly number[];
  /** Where a pass' inputs are packed to. */
  readonly packedInputs: number;
}

/** Rows of a pass are padded to `rowTile`. */
export const rowTile = 4;

/** Bytes of a panel of all steps, as in assembly/lstm.ts. */
export function longPanelBytes(steps: number, rows: number): number {
  return ((steps + 1) | 1) * rows * 32;
}

export function planMemory(network: Network, passRows: number, maximumRows: number, maximumSteps: number): MemoryPlan {
  let next = firstAddress;
  const take = (bytes: number): number => {
    const address = next;
    next = padTo(64, address + bytes);
    return address;
  };
  const panels = planWeightPanels(network);
  const [weights, gradients, firstMoments, secondMoments] = [0, 1, 2, 3].map(() => take(panels.entries * 4));
  const rows = padTo(rowTile, passRows);
  const outputs = outputCount(network);
  const inputs = take(passRows * maximumSteps * network.features * 4);
  const targets = take(passRows * outputs * 4);
  const targetWeights = take(passRows * outputs * 4);
  const stepMasks = take(rows * maximumSteps * 4);
  const quantiles = take(network.loss.kind === 'pinball' ? network.loss.quantiles.length * 8 : 0);
  const rowsWithPadding = padTo(rowTile, maximumRows) + rows;
  const dropoutMasks = dropoutLengths(network, rowsWithPadding, maximumSteps).map((length) => take(length + 16));

  const parameterAddresses = ({ offset, biasOffset, depth, width }: LayerBlock): Words => ({
    weights: weights + offset * 4,
    transposed: take(depth * width * 4),
    bias: weights + biasOffset * 4,
    weightGradients: gradients + offset * 4,
    biasGradients: gradients + biasOffset * 4,
  });
  const block = (width: number): number => take(width * rows * 4);
  const longPanels = (width: number): number => take((width / 8) * longPanelBytes(maximumSteps, rows));

  const lstmUnits = network.kind === 'lstm' ? network.lstmUnits : [];
  const denseUnits = network.kind === 'lstm' ? [network.outputs] : network.units;
  const lstmBuffers = lstmUnits.map((units, index) => {
    const width = padTo(8, units);
    const last = index === lstmUnits.length - 1;
    return {
      ...{ states: longPanels(panels.layers[index].depth), gates: longPanels(4 * width) },
      ...{ cells: longPanels(width), squashed: longPanels(width) },
      fromAbove: last ? block(width) : longPanels(width),
      ...{ stateGradients: block(width), cellGradients: block(width) },
    };
  });
  const denseBuffers = denseUnits.map((units, index) => {
    const width = padTo(8, units);
    const activated = block(width);
    const input = block(panels.layers[lstmUnits.length + index].depth);
    return { input, sums: block(width), activated, outputGradients: block(width) };
  });

  const lstm = lstmUnits.map((units, index): LstmPlan => {
    const weightBlock = panels.layers[index];
    const width = padTo(8, units);
    const last = index === lstmUnits.length - 1;
    const words = {
      ...{ inputs: weightBlock.depth - width, units: width, trueUnits: units, lowest: Number(index === 0) },
      last: Number(last),
      ...parameterAddresses(weightBlock),
      ...lstmBuffers[index],
      output: last ? denseBuffers[0].input : lstmBuffers[index + 1].states,
      inputGradients: index === 0 ? 0 : lstmBuffers[index - 1].fromAbove,
    };
    const count = Object.keys(words).length;
    const address = take((count + 2) * 4);
    return { address, block: weightBlock, words, units, dropoutWord: address + count * 4 };
  });
  const dense = denseUnits.map((units, index): DensePlan => {
    const weightBlock = panels.layers[lstmUnits.length + index];
    const { input, sums, activated, outputGradients } = denseBuffers[index];
    const below =
      index === 0 ? (lstmBuffers[lstmUnits.length - 1]?.fromAbove ?? 0) : denseBuffers[index - 1].outputGradients;
    const words = {
      ...{ inputs: weightBlock.depth, units: padTo(8, units), trueUnits: units },
      activation: activationCode(network, index),
      ...parameterAddresses(weightBlock),
      ...{ input, sums, activated },
      output: index === denseUnits.length - 1 ? activated : denseBuffers[index + 1].input,
      outputGradients,
      inputGradients: below,
    };
    const count = Object.keys(words).length;
    const address = take((count + 2) * 4);
    return { address, block: weightBlock, words, units, dropoutWord: address + count * 4 };
  });

  return {
    ...{ pages: Math.ceil(next / pageBytes), panels, lstm, dense, weights, gradients, firstMoments, secondMoments },
    ...{ inputs, targets, targetWeights, stepMasks, quantiles, dropoutMasks },
    packedInputs: lstmBuffers[0]?.states ?? denseBuffers[0].input,
  };
}

function activationCode(network: Network, index: number): number {
  const activation = network.kind === 'lstm' ? 'linear' : network.activations[index];
  return ['linear', 'relu', 'tanh', 'sigmoid'].indexOf(activation);
}

/** Writes the words of all layers; masks of dropout are set per pass. */
export function writeLayers(plan: MemoryPlan, memory: WebAssembly.Memory, keepFactor: number): void {
  const words = new Uint32Array(memory.buffer);
  const floats = new Float32Array(memory.buffer);
  for (const layer of [...plan.lstm, ...plan.dense]) {
    words.set(Object.values(layer.words), layer.address / 4);
    words[layer.dropoutWord / 4] = 0;
    floats[layer.dropoutWord / 4 + 1] = keepFactor;
  }
}
