import { createRandom } from '#engine/random.ts';

/** Layers of a multilayer perceptron: weights row by row (outputs x inputs) and biases. */
interface Layer {
  readonly inputs: number;
  readonly outputs: number;
  readonly weights: Float64Array;
  readonly bias: Float64Array;
}

/** Answers of a trained perceptron, one a row. */
export type PredictRows = (rows: readonly Float64Array[]) => Float64Array;

/**
 * Trains a multilayer perceptron with one output on the whole batch by Adam (Kingma and Ba 2015) with decoupled weight decay
 * (Loshchilov and Hutter 2019). `rows`: features, all of one length, no NaN; `weights`: importance of each row, mean 1. Loss:
 * weighted mean of half the squared error (`linear`, `target` about standard normal) or of the cross-entropy (`sigmoid`, `target` 0
 * or 1). First weights: {@link drawFirstWeights}. The same call gives the same answers.
 */
export type TrainPerceptron = (
  rows: readonly Float64Array[],
  target: Float64Array,
  weights: Float64Array,
  settings: PerceptronSettings,
) => PredictRows;

/** Who trains the cold start's perceptrons. It is handed in from outside: the training engine is not the engine's to know. */
export interface PerceptronTrainer {
  /** `wasm-simd`: the training engine's kernel, single precision; `loops`: {@link trainPerceptron}, where there is no such kernel. */
  readonly device: 'wasm-simd' | 'loops';
  readonly train: TrainPerceptron;
}

export interface PerceptronSettings {
  /** Units of the hidden layers, in order. */
  readonly hidden: readonly number[];
  readonly activation: 'relu' | 'tanh';
  /** Of the last layer; `sigmoid` answers with probabilities. */
  readonly output: 'linear' | 'sigmoid';
  readonly epochs: number;
  readonly learningRate: number;
  /** Squared-weight penalty by observation (decoupled, as in AdamW). */
  readonly weightDecay: number;
  readonly seed: number;
}

const beta1 = 0.9;
const beta2 = 0.999;
const epsilon = 1e-8;

/**
 * Glorot-uniform weights of each layer from the seed, row by row (outputs x inputs), in the order of the layers; biases start
 * at 0. `sizes`: features, hidden units, outputs.
 */
export function drawFirstWeights(sizes: readonly number[], seed: number): Float64Array[] {
  const random = createRandom(seed);
  return sizes.slice(1).map((outputs, l) => {
    const inputs = sizes[l];
    const limit = Math.sqrt(6 / (inputs + outputs));
    return Float64Array.from({ length: inputs * outputs }, () => limit * (2 * random.next() - 1));
  });
}

/**
 * {@link TrainPerceptron} in plain loops and double precision: what trains where WebAssembly has no SIMD, and what tests hold the
 * kernel against. Cost: epochs x rows x parameters x 3.
 */
export const trainPerceptron: TrainPerceptron = (rows, target, weights, settings) => {
  const { hidden, activation, output, epochs, learningRate, weightDecay } = settings;
  const sizes = [rows[0].length, ...hidden, 1];
  const layers = drawFirstWeights(sizes, settings.seed).map(
    (own, l): Layer => ({
      inputs: sizes[l],
      outputs: sizes[l + 1],
      weights: own,
      bias: new Float64Array(sizes[l + 1]),
    }),
  );
  const act = activation === 'relu' ? (x: number) => Math.max(0, x) : Math.tanh;
  const slope = activation === 'relu' ? (y: number) => (y > 0 ? 1 : 0) : (y: number) => 1 - y * y;
  const outputs = sizes.map((size) => new Float64Array(size));
  const deltas = sizes.map((size) => new Float64Array(size));
  const gradients = layers.map((layer) => ({
    weights: new Float64Array(layer.weights.length),
    bias: new Float64Array(layer.bias.length),
  }));
  const moments = layers.map((layer) =>
    [layer.weights, layer.bias].map(({ length }) => ({
      first: new Float64Array(length),
      second: new Float64Array(length),
    })),
  );

  const depth = layers.length;
  const forward = (row: Float64Array): number => {
    outputs[0].set(row);
    for (let l = 0; l < depth; l++) {
      const { weights: own, bias, inputs, outputs: units } = layers[l];
      const input = outputs[l];
      const sums = outputs[l + 1];
      for (let j = 0; j < units; j++) {
        let sum = bias[j];
        const at = j * inputs;
        for (let i = 0; i < inputs; i++) sum += own[at + i] * input[i];
        sums[j] = l + 1 < depth ? act(sum) : sum;
      }
    }
    const [answer] = outputs[depth];
    return output === 'sigmoid' ? 1 / (1 + Math.exp(-answer)) : answer;
  };

  const backward = (error: number): void => {
    deltas[depth][0] = error;
    for (let l = depth - 1; l >= 0; l--) {
      const { weights: own, inputs, outputs: units } = layers[l];
      const gradient = gradients[l];
      const input = outputs[l];
      const back = deltas[l];
      back.fill(0);
      for (let j = 0; j < units; j++) {
        const delta = deltas[l + 1][j];
        const at = j * inputs;
        gradient.bias[j] += delta;
        for (let i = 0; i < inputs; i++) {
          gradient.weights[at + i] += delta * input[i];
          back[i] += delta * own[at + i];
        }
      }
      if (l > 0) for (let i = 0; i < inputs; i++) back[i] *= slope(input[i]);
    }
  };

  let power1 = 1;
  let power2 = 1;
  const step = (values: Float64Array, gradient: Float64Array, moment: (typeof moments)[0][0], decay: number): void => {
    for (let k = 0; k < values.length; k++) {
      moment.first[k] = beta1 * moment.first[k] + (1 - beta1) * gradient[k];
      moment.second[k] = beta2 * moment.second[k] + (1 - beta2) * gradient[k] * gradient[k];
      const direction = moment.first[k] / (1 - power1) / (Math.sqrt(moment.second[k] / (1 - power2)) + epsilon);
      values[k] -= learningRate * (direction + decay * values[k]);
    }
  };

  for (let epoch = 0; epoch < epochs; epoch++) {
    for (const gradient of gradients) {
      gradient.weights.fill(0);
      gradient.bias.fill(0);
    }
    // Of both losses the slope by the last sum is answer - target.
    for (let r = 0; r < rows.length; r++) backward((weights[r] * (forward(rows[r]) - target[r])) / rows.length);
    power1 *= beta1;
    power2 *= beta2;
    layers.forEach((layer, l) => {
      step(layer.weights, gradients[l].weights, moments[l][0], weightDecay);
      step(layer.bias, gradients[l].bias, moments[l][1], 0);
    });
  }
  return (asked) => Float64Array.from(asked, forward);
};

/** Trains by {@link trainPerceptron}. */
export const loopTrainer: PerceptronTrainer = { device: 'loops', train: trainPerceptron };
