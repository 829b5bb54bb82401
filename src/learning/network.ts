/**
 * The one definition of a network; every executor runs it with the same mathematics. Equations, gate order (i, f, c, o)
 * and names of weights: docs/methods/lstm.md.
 */

/** Activation of a dense layer of an {@link MlpNetwork}. */
export type Activation = 'linear' | 'relu' | 'tanh' | 'sigmoid';

/**
 * Losses, all means over the rows * outputs entries, e = target - prediction:
 * `mse` mean e^2; `pinball` mean max(q e, (q - 1) e), gradient (1[e < 0] - q) with -q at e = 0, where output k has
 * quantile `quantiles[k % quantiles.length]`; `bce` binary cross-entropy of a last layer with sigmoid, computed from its
 * input z as max(z, 0) - z y + log(1 + exp(-|z|)).
 */
export type Loss =
  | { readonly kind: 'mse' }
  | { readonly kind: 'pinball'; readonly quantiles: readonly number[] }
  | { readonly kind: 'bce' };

/**
 * Stacked LSTM layers and a linear dense output on the last step's h. Inverted dropout at `dropoutRate` follows every
 * LSTM layer: elementwise on [rows, steps, units] below the last layer, on the last step's h [rows, units] after it.
 */
export interface LstmNetwork {
  readonly kind: 'lstm';
  readonly features: number;
  /** Units of each LSTM layer, first to last; at least one. */
  readonly lstmUnits: readonly number[];
  /** 0 to below 1; 0 = none. */
  readonly dropoutRate: number;
  readonly outputs: number;
  readonly loss: Loss;
}

/** Dense layers. Inverted dropout at `dropoutRate` follows every layer but the last. */
export interface MlpNetwork {
  readonly kind: 'mlp';
  readonly features: number;
  /** Units of each dense layer, first to last; the last are the outputs. */
  readonly units: readonly number[];
  /** One a layer; the last is `sigmoid` where the loss is `bce`. */
  readonly activations: readonly Activation[];
  readonly dropoutRate: number;
  readonly loss: Loss;
}

export type Network = LstmNetwork | MlpNetwork;

/** Where one tensor of weights lies in the flat array: `size` entries from `offset`, row-major. */
export interface WeightTensor {
  readonly name: string;
  readonly shape: readonly number[];
  readonly offset: number;
  readonly size: number;
}

/**
 * All weights of a network are ONE flat Float32Array; this is its layout, in order. LSTM: for N = 1, 2, ...
 * `lstmN/kernel` [in, 4H], `lstmN/recurrent_kernel` [H, 4H], `lstmN/bias` [4H]; then `dense/kernel` [H, K], `dense/bias`
 * [K]. MLP: `denseN/kernel` [in, out], `denseN/bias` [out]. Gradients and Adam's moments have the same layout.
 */
export function weightLayout(network: Network): readonly WeightTensor[] {
  const layout: WeightTensor[] = [];
  let offset = 0;
  const add = (name: string, ...shape: number[]): void => {
    const size = shape.reduce((product, length) => product * length, 1);
    layout.push({ name, shape, offset, size });
    offset += size;
  };
  let width = network.features;
  if (network.kind === 'lstm') {
    network.lstmUnits.forEach((units, index) => {
      add(`lstm${index + 1}/kernel`, width, 4 * units);
      add(`lstm${index + 1}/recurrent_kernel`, units, 4 * units);
      add(`lstm${index + 1}/bias`, 4 * units);
      width = units;
    });
    add('dense/kernel', width, network.outputs);
    add('dense/bias', network.outputs);
  } else {
    network.units.forEach((units, index) => {
      add(`dense${index + 1}/kernel`, width, units);
      add(`dense${index + 1}/bias`, units);
      width = units;
    });
  }
  return layout;
}

/** Flat as the weights: 1 where weight decay bites (kernels), 0 at biases. */
export function decayMask(network: Network): Float32Array {
  const mask = new Float32Array(weightCount(network));
  for (const { name, offset, size } of weightLayout(network))
    if (name.endsWith('kernel')) mask.fill(1, offset, offset + size);
  return mask;
}

/** Length of the flat array of weights. */
export function weightCount(network: Network): number {
  const layout = weightLayout(network);
  const last = layout[layout.length - 1];
  return last.offset + last.size;
}

/** Numbers that the network puts out for one row. */
export function outputCount(network: Network): number {
  return network.kind === 'lstm' ? network.outputs : network.units[network.units.length - 1];
}

/**
 * Lengths of the dropout masks of a batch, one a dropout layer, in order: LSTM rows * steps * units below the last
 * layer and rows * units for the last; MLP rows * units of each hidden layer. Empty when nothing is dropped.
 */
export function dropoutLengths(network: Network, rows: number, steps: number): readonly number[] {
  if (network.dropoutRate === 0) return [];
  if (network.kind === 'mlp') return network.units.slice(0, -1).map((units) => rows * units);
  const last = network.lstmUnits.length - 1;
  return network.lstmUnits.map((units, index) => rows * units * (index < last ? steps : 1));
}

/**
 * Throws for a network that no executor can run (a bug of the caller, never a user's input): lengths that don't match, a
 * loss that doesn't fit the outputs, a rate outside [0, 1).
 */
export function assertNetwork(network: Network): void {
  const sizes = network.kind === 'lstm' ? [...network.lstmUnits, network.outputs] : network.units;
  const positive = [network.features, ...sizes].every((size) => Number.isInteger(size) && size > 0);
  if (!positive || (network.kind === 'lstm' && network.lstmUnits.length === 0)) throw new Error('network: sizes');
  if (!(network.dropoutRate >= 0 && network.dropoutRate < 1)) throw new Error('network: dropout rate');
  const { loss } = network;
  if (network.kind === 'mlp' && network.activations.length !== network.units.length)
    throw new Error('network: one activation a layer');
  if (loss.kind === 'pinball' && (loss.quantiles.length === 0 || outputCount(network) % loss.quantiles.length !== 0))
    throw new Error('network: outputs must be a multiple of the quantiles');
  const logistic = network.kind === 'mlp' && network.activations[network.activations.length - 1] === 'sigmoid';
  if (loss.kind === 'bce' && !logistic) throw new Error('network: bce needs a sigmoid output');
}
