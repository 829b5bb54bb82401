import { createRandom } from '#engine/random.ts';

/** Layers of a multilayer perceptron: weights row by row (outputs x inputs) and biases. */
interface Layer {
  readonly inputs: number;
  readonly outputs: number;
  readonly weights: Float64Array;
  readonly bias: Float64Array;
}

export interface PerceptronSettings {
  /** Units of the hidden layers, in order. */
  readonly hidden: readonly number[];
  readonly activation: 'relu' | 'tanh';
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
 * Multilayer perceptron with one linear output, trained on the whole batch by Adam (Kingma and Ba 2015) with decoupled weight decay
 * (Loshchilov and Hutter 2019) on the weighted mean squared error. `rows`: features, all of one length, no NaN; `target`: about
 * standard normal; `weights`: importance of each row, mean 1. Initial weights: Glorot uniform from the seed. Returns the function
 * learnt. Cost: epochs x rows x parameters x 3.
 */
export function trainPerceptron(
  rows: readonly Float64Array[],
  target: Float64Array,
  weights: Float64Array,
  settings: PerceptronSettings,
): (row: Float64Array) => number {
  const { hidden, activation, epochs, learningRate, weightDecay } = settings;
  const random = createRandom(settings.seed);
  const sizes = [rows[0].length, ...hidden, 1];
  const layers = sizes.slice(1).map((outputs, l): Layer => {
    const inputs = sizes[l];
    const limit = Math.sqrt(6 / (inputs + outputs));
    return {
      inputs,
      outputs,
      weights: Float64Array.from({ length: inputs * outputs }, () => limit * (2 * random.next() - 1)),
      bias: new Float64Array(outputs),
    };
  });
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
      const output = outputs[l + 1];
      for (let j = 0; j < units; j++) {
        let sum = bias[j];
        const at = j * inputs;
        for (let i = 0; i < inputs; i++) sum += own[at + i] * input[i];
        output[j] = l + 1 < depth ? act(sum) : sum;
      }
    }
    return outputs[depth][0];
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
    for (let r = 0; r < rows.length; r++) backward((weights[r] * (forward(rows[r]) - target[r])) / rows.length);
    power1 *= beta1;
    power2 *= beta2;
    layers.forEach((layer, l) => {
      step(layer.weights, gradients[l].weights, moments[l][0], weightDecay);
      step(layer.bias, gradients[l].bias, moments[l][1], 0);
    });
  }
  return forward;
}
