/**
 * The network in plain loops and double precision, straight from the equations: what tests of executors compare with on
 * shapes for which no published values exist. Slow on purpose.
 */
import type { AdamSettings, Batch, GradientCheck } from '#learning/executor.ts';
import { type Activation, type LstmNetwork, type MlpNetwork, type Network, weightLayout } from '#learning/network.ts';

type Matrix = number[][];
type Check = Omit<GradientCheck, 'gradients' | 'predictions'> & { gradients: Float64Array; predictions: Float64Array };

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));
const zeros = (rows: number, columns: number): Matrix => Array.from({ length: rows }, () => Array(columns).fill(0));

/** Views of one flat array by the names of the layout: `read(name, row, column)` and `add` to the gradient there. */
function namedTensors(network: Network, weights: ArrayLike<number>) {
  const gradients = new Float64Array(weights.length);
  const tensors = new Map(weightLayout(network).map((tensor) => [tensor.name, tensor]));
  const at = (name: string, row: number, column: number): number => {
    const { offset, shape } = tensors.get(name)!;
    return offset + row * shape[shape.length - 1] + column;
  };
  return {
    gradients,
    read: (name: string, row: number, column: number): number => weights[at(name, row, column)],
    add: (name: string, row: number, column: number, value: number): void => {
      gradients[at(name, row, column)] += value;
    },
  };
}

type Tensors = ReturnType<typeof namedTensors>;

/** Loss, gradients, their norm and predictions of a batch, with the batch's dropout masks, step masks and weights. */
export function float64Gradients(network: Network, weights: ArrayLike<number>, batch: Batch): Check {
  const tensors = namedTensors(network, weights);
  const { gradients } = tensors;
  const predictions: number[] = [];
  let loss = 0;
  for (let row = 0; row < batch.rows; row++) {
    const run = network.kind === 'lstm' ? runLstm(network, tensors, batch, row) : runMlp(network, tensors, batch, row);
    const { sum, gradient } = lossOfRow(network, batch, row, run.z, run.predictions);
    predictions.push(...run.predictions);
    loss += sum / (batch.rows * run.predictions.length);
    run.backward(gradient.map((slope) => slope / (batch.rows * run.predictions.length)));
  }
  const norm = Math.sqrt(gradients.reduce((sum, entry) => sum + entry * entry, 0));
  return { loss, gradients, norm, predictions: Float64Array.from(predictions) };
}

/** Weights after `updates` of AdamW on one batch (no clipping), straight from the equations of `AdamSettings`. */
export function float64Adam(
  network: Network,
  start: ArrayLike<number>,
  batch: Batch,
  adam: AdamSettings,
  updates: number,
): Float64Array {
  const weights = Float64Array.from(start);
  const first = new Float64Array(weights.length);
  const second = new Float64Array(weights.length);
  const kernels = weightLayout(network).filter(({ name }) => name.endsWith('kernel'));
  const decays = (k: number): boolean => kernels.some(({ offset, size }) => k >= offset && k < offset + size);
  for (let update = 1; update <= updates; update++) {
    const { gradients } = float64Gradients(network, weights, batch);
    for (let k = 0; k < weights.length; k++) {
      first[k] = adam.beta1 * first[k] + (1 - adam.beta1) * gradients[k];
      second[k] = adam.beta2 * second[k] + (1 - adam.beta2) * gradients[k] ** 2;
      const direction =
        first[k] / (1 - adam.beta1 ** update) / (Math.sqrt(second[k] / (1 - adam.beta2 ** update)) + adam.epsilon);
      weights[k] -= adam.learningRate * (direction + (decays(k) ? adam.weightDecay * weights[k] : 0));
    }
  }
  return weights;
}

/** Sum of a row's losses and their slopes: by z for `bce`, by the predictions otherwise. */
function lossOfRow({ loss }: Network, batch: Batch, row: number, z: number[], predictions: number[]) {
  let sum = 0;
  const gradient = predictions.map((p, k) => {
    const index = row * predictions.length + k;
    const weight = batch.targetWeights ? batch.targetWeights[index] : 1;
    const y = batch.targets[index];
    if (loss.kind === 'bce') {
      sum += weight * (Math.max(z[k], 0) - z[k] * y + Math.log1p(Math.exp(-Math.abs(z[k]))));
      return weight * (p - y);
    }
    const e = y - p;
    if (loss.kind === 'mse') {
      sum += weight * e * e;
      return -2 * weight * e;
    }
    const q = loss.quantiles[k % loss.quantiles.length];
    sum += weight * Math.max(q * e, (q - 1) * e);
    return weight * ((e < 0 ? 1 : 0) - q);
  });
  return { sum, gradient };
}

function runDense(tensors: Tensors, name: string, x: readonly number[], units: number) {
  const { read, add } = tensors;
  const z = Array.from({ length: units }, (_, unit) =>
    x.reduce((sum, value, k) => sum + value * read(`${name}/kernel`, k, unit), read(`${name}/bias`, 0, unit)),
  );
  const backward = (dz: readonly number[]): number[] => {
    dz.forEach((slope, unit) => {
      add(`${name}/bias`, 0, unit, slope);
      x.forEach((value, k) => {
        add(`${name}/kernel`, k, unit, value * slope);
      });
    });
    return x.map((_, k) => dz.reduce((sum, slope, unit) => sum + slope * read(`${name}/kernel`, k, unit), 0));
  };
  return { z, backward };
}

function keepFactor(network: Network, batch: Batch, layer: number, index: number): number {
  const mask = batch.dropoutMasks?.[layer];
  return mask ? mask[index] / (1 - network.dropoutRate) : 1;
}

const activations: Record<Activation, { value: (z: number) => number; slope: (a: number) => number }> = {
  linear: { value: (z) => z, slope: () => 1 },
  relu: { value: (z) => Math.max(z, 0), slope: (a) => (a > 0 ? 1 : 0) },
  tanh: { value: Math.tanh, slope: (a) => 1 - a * a },
  sigmoid: { value: sigmoid, slope: (a) => a * (1 - a) },
};

function runMlp(network: MlpNetwork, tensors: Tensors, batch: Batch, row: number) {
  let x = Array.from(batch.inputs.subarray(row * network.features, (row + 1) * network.features));
  const last = network.units.length - 1;
  const layers = network.units.map((units, layer) => {
    const { z, backward } = runDense(tensors, `dense${layer + 1}`, x, units);
    const a = z.map(activations[network.activations[layer]].value);
    const factors = a.map((_, k) => (layer < last ? keepFactor(network, batch, layer, row * units + k) : 1));
    x = a.map((value, k) => value * factors[k]);
    return { z, a, factors, backward, slope: activations[network.activations[layer]].slope };
  });
  const backward = (gradient: number[]): void => {
    let slopes = gradient;
    for (let layer = last; layer >= 0; layer--) {
      const { a, factors, slope, backward: through } = layers[layer];
      const byZ = layer === last && network.loss.kind === 'bce';
      slopes = through(byZ ? slopes : slopes.map((d, k) => d * factors[k] * slope(a[k])));
    }
  };
  return { z: layers[last].z, predictions: x, backward };
}

function runLstm(network: LstmNetwork, tensors: Tensors, batch: Batch, row: number) {
  const { steps } = batch;
  const real = (t: number): boolean => batch.masks?.[row * steps + t] !== 0;
  const last = network.lstmUnits.length - 1;
  let x = Array.from({ length: steps }, (_, t) => {
    const start = (row * steps + t) * network.features;
    return Array.from(batch.inputs.subarray(start, start + network.features));
  });
  const layers = network.lstmUnits.map((units, layer) => {
    const run = runLstmLayer(tensors, `lstm${layer + 1}`, x, units, real);
    const factors = run.h.map((h, t) =>
      h.map((_, k) => {
        if (layer < last) return keepFactor(network, batch, layer, (row * steps + t) * units + k);
        return t === steps - 1 ? keepFactor(network, batch, layer, row * units + k) : 0;
      }),
    );
    x = run.h.map((h, t) => h.map((value, k) => value * factors[t][k]));
    return { factors, units, backward: run.backward };
  });
  const head = runDense(tensors, 'dense', x[steps - 1], network.outputs);
  const backward = (gradient: number[]): void => {
    let above = zeros(steps, layers[last].units);
    above[steps - 1] = head.backward(gradient);
    for (let layer = last; layer >= 0; layer--) {
      const { factors, backward: through } = layers[layer];
      above = through(above.map((e, t) => e.map((value, k) => value * factors[t][k])));
    }
  };
  return { z: head.z, predictions: head.z, backward };
}

function runLstmLayer(tensors: Tensors, name: string, x: Matrix, units: number, real: (t: number) => boolean) {
  const { read, add } = tensors;
  const states = { h: Array(units).fill(0) as number[], c: Array(units).fill(0) as number[] };
  const steps = x.map((input, t) => {
    const before = { ...states };
    const gates = Array.from({ length: 4 * units }, (_, column) => {
      let z = read(`${name}/bias`, 0, column);
      input.forEach((value, k) => {
        z += value * read(`${name}/kernel`, k, column);
      });
      before.h.forEach((value, k) => {
        z += value * read(`${name}/recurrent_kernel`, k, column);
      });
      return column >= 2 * units && column < 3 * units ? Math.tanh(z) : sigmoid(z);
    });
    if (real(t)) {
      states.c = before.c.map((c, u) => gates[units + u] * c + gates[u] * gates[2 * units + u]);
      states.h = states.c.map((c, u) => gates[3 * units + u] * Math.tanh(c));
    }
    return { input, before, gates, ...states };
  });
  const backward = (above: Matrix): Matrix => {
    let dh: number[] = Array(units).fill(0);
    let dc: number[] = Array(units).fill(0);
    const dx = x.map((input) => input.map(() => 0));
    for (let t = steps.length - 1; t >= 0; t--) {
      const { input, before, gates, c } = steps[t];
      dh = dh.map((value, u) => value + above[t][u]);
      if (!real(t)) continue;
      const [i, f, g, o] = [0, 1, 2, 3].map((gate) => gates.slice(gate * units, (gate + 1) * units));
      const s = c.map(Math.tanh);
      dc = dc.map((value, u) => value + dh[u] * o[u] * (1 - s[u] ** 2));
      const dz = [
        ...dc.map((d, u) => d * g[u] * i[u] * (1 - i[u])),
        ...dc.map((d, u) => d * before.c[u] * f[u] * (1 - f[u])),
        ...dc.map((d, u) => d * i[u] * (1 - g[u] ** 2)),
        ...dh.map((d, u) => d * s[u] * o[u] * (1 - o[u])),
      ];
      const product = (tensor: string, values: number[]): number[] =>
        values.map((value, k) => {
          dz.forEach((slope, column) => {
            add(`${name}/${tensor}`, k, column, value * slope);
          });
          return dz.reduce((sum, slope, column) => sum + slope * read(`${name}/${tensor}`, k, column), 0);
        });
      dz.forEach((slope, column) => {
        add(`${name}/bias`, 0, column, slope);
      });
      dx[t] = product('kernel', input);
      dh = product('recurrent_kernel', before.h);
      dc = dc.map((value, u) => value * f[u]);
    }
    return dx;
  };
  return { h: steps.map((step) => step.h), backward };
}
