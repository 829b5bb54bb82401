import { existsSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom, type Random } from '#engine/random.ts';
import { fillDropoutMask } from '#learning/dropout-mask.ts';
import { type Batch, defaultAdam, type ExecutorOptions } from '#learning/executor.ts';
import {
  decayMask,
  dropoutLengths,
  type LstmNetwork,
  type MlpNetwork,
  type Network,
  outputCount,
  weightCount,
} from '#learning/network.ts';
import { accurateTolerances, type Deviations, measureDeviations } from '#learning/testing/fixture-deviations.ts';
import { float64Adam, float64Gradients } from '#learning/testing/float64-network.ts';
import { checkFixture, type Fixture } from '#learning/testing/train-check.ts';
import { instantiateKernel, type KernelReader, type KernelVariant, supportedVariant } from './kernel.ts';
import { createWasmFactory } from './wasm-executor.ts';

const here = path.dirname(fileURLToPath(import.meta.url));
const fixtures = path.resolve(here, '../../../../shared/reference/lstm');
const names = [
  'pinball_points',
  'tiny',
  'odd',
  'quantile',
  'dropout',
  'clip',
  'masking',
  'mlp_mse',
  'mlp_bce',
  'headline',
];
const variants: readonly KernelVariant[] = ['simd', 'relaxed-simd'];
const readKernel: KernelReader = (variant) => readFile(path.join(here, `build/training-${variant}.wasm`));

const stacked: LstmNetwork = {
  ...{ kind: 'lstm', features: 3, lstmUnits: [12, 5], outputs: 2, dropoutRate: 0.25 },
  loss: { kind: 'pinball', quantiles: [0.2, 0.8] },
};

const perceptron: MlpNetwork = {
  ...{ kind: 'mlp', features: 3, units: [8, 1], activations: ['tanh', 'linear'], dropoutRate: 0 },
  loss: { kind: 'mse' },
};

function optionsFor({ rows, steps }: Pick<Batch, 'rows' | 'steps'>, seed = 7): ExecutorOptions {
  return { adam: { ...defaultAdam, learningRate: 0.01 }, seed, maximumRows: rows, maximumSteps: steps };
}

function uniform(random: Random, length: number, scale: number): Float32Array {
  return Float32Array.from({ length }, () => (2 * random.next() - 1) * scale);
}

/** A batch with everything that a batch may have. */
function randomBatch(network: Network, rows: number, steps: number, random: Random): Batch {
  const outputs = outputCount(network);
  const targets = uniform(random, rows * outputs, 1);
  return {
    ...{ rows, steps, inputs: uniform(random, rows * steps * network.features, 1.5) },
    targets: network.loss.kind === 'bce' ? targets.map((y) => (y > 0 ? 1 : 0)) : targets,
    targetWeights: Float32Array.from({ length: rows * outputs }, () => random.below(3)),
    masks: Float32Array.from({ length: rows * steps }, (_, k) => (k % steps === steps - 1 ? 1 : random.below(2))),
    dropoutMasks: dropoutLengths(network, rows, steps).map((length) => {
      const mask = new Float32Array(length);
      fillDropoutMask(random, network.dropoutRate, mask, length);
      return mask;
    }),
  };
}

function randomWeights(network: Network, random: Random): Float32Array {
  return uniform(random, weightCount(network), 0.8);
}

function largestDifference(own: ArrayLike<number>, other: ArrayLike<number>): number {
  expect(own.length).toBe(other.length);
  let largest = 0;
  for (let k = 0; k < own.length; k++) largest = Math.max(largest, Math.abs(own[k] - other[k]));
  return largest;
}

describe.skipIf(!existsSync(fixtures))('reference values of training (needs ../shared/reference/lstm)', () => {
  for (const variant of variants) {
    it.each(names)(`${variant}: %s within the tolerances of exact activations`, async (name) => {
      const fixture = JSON.parse(readFileSync(path.join(fixtures, `${name}.json`), 'utf8')) as Fixture;
      const answer = await checkFixture(createWasmFactory(readKernel, variant), fixture);
      const deviations = Object.entries(measureDeviations(answer, fixture));
      expect(deviations.length).toBeGreaterThan(1);
      for (const [quantity, deviation] of deviations)
        expect(deviation, quantity).toBeLessThanOrEqual(accurateTolerances[quantity as keyof Deviations]);
    });
  }
});

const losses = fc.constantFrom<Network['loss']>({ kind: 'mse' }, { kind: 'pinball', quantiles: [0.1, 0.5, 0.9] });
const lstmNetworks = fc.record({
  kind: fc.constant('lstm' as const),
  features: fc.integer({ min: 1, max: 10 }),
  lstmUnits: fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 3 }),
  outputs: fc.constantFrom(3, 9),
  dropoutRate: fc.constantFrom(0, 0.3),
  loss: losses,
});
const hidden = fc.record({
  units: fc.integer({ min: 1, max: 20 }),
  activation: fc.constantFrom('linear' as const, 'tanh' as const, 'sigmoid' as const, 'relu' as const),
});
const mlpNetworks = fc
  .record({
    features: fc.integer({ min: 1, max: 20 }),
    layers: fc.array(hidden, { maxLength: 3 }),
    dropoutRate: fc.constantFrom(0, 0.3),
    loss: fc.oneof(losses, fc.constant({ kind: 'bce' as const })),
  })
  .map(
    ({ layers, ...rest }): Network => ({
      ...{ kind: 'mlp', ...rest, units: [...layers.map(({ units }) => units), 3] },
      activations: [...layers.map(({ activation }) => activation), rest.loss.kind === 'bce' ? 'sigmoid' : 'linear'],
    }),
  );

describe.each(variants)('%s kernel', (variant) => {
  const factory = createWasmFactory(readKernel, variant);

  it('has the gradients of the equations in double precision, for any network, batch and masks', async () => {
    const problems = fc.record({
      network: fc.oneof(lstmNetworks, mlpNetworks),
      rows: fc.integer({ min: 1, max: 40 }),
      steps: fc.integer({ min: 1, max: 6 }),
      seed: fc.nat(),
    });
    await fc.assert(
      fc.asyncProperty(problems, async ({ network, rows, steps: lstmSteps, seed }) => {
        const random = createRandom(seed);
        const steps = network.kind === 'lstm' ? lstmSteps : 1;
        const weights = randomWeights(network, random);
        const batch = randomBatch(network, rows, steps, random);
        const executor = await factory.create(network, weights, optionsFor(batch));
        const own = await executor.gradients(batch);
        const exact = float64Gradients(network, weights, batch);
        const largest = exact.gradients.reduce((most, entry) => Math.max(most, Math.abs(entry)), 1e-3);
        expect(Math.abs(own.loss - exact.loss)).toBeLessThan(3e-6 * Math.max(1, exact.loss));
        expect(largestDifference(own.predictions, exact.predictions)).toBeLessThan(2e-5);
        expect(largestDifference(own.gradients, exact.gradients) / largest).toBeLessThan(3e-5);
        expect(await executor.evaluate(batch)).toBe(own.loss);
        executor.dispose();
      }),
      { numRuns: 60, seed: 20240131 },
    );
  });

  it('follows AdamW in double precision: kernels decay apart from the gradient, biases do not', async () => {
    const adam = { ...defaultAdam, learningRate: 0.02, weightDecay: 0.3 };
    for (const network of [stacked, perceptron]) {
      const random = createRandom(29);
      // Smooth all over: at the kink of a quantile's loss the last bit decides the sign.
      const quiet: Network = { ...network, dropoutRate: 0, loss: { kind: 'mse' } };
      const { dropoutMasks: _, ...batch } = randomBatch(quiet, 19, network.kind === 'lstm' ? 3 : 1, random);
      const weights = randomWeights(quiet, random);
      const run = async (own: typeof adam): Promise<Float32Array> => {
        const executor = await factory.create(quiet, weights, { ...optionsFor(batch), adam: own });
        for (let update = 0; update < 25; update++) executor.step(batch);
        return executor.readWeights();
      };
      const own = await run(adam);
      expect(largestDifference(own, float64Adam(quiet, weights, batch, adam, 25))).toBeLessThan(1e-4);
      expect(largestDifference(own, await run({ ...adam, weightDecay: 0 }))).toBeGreaterThan(0.02);
    }
  });

  it('decays by hand: without a gradient kernels shrink by 1 - rate * decay an update, biases stay', async () => {
    const weights = Float32Array.from({ length: weightCount(perceptron) }, (_, k) => 1 + (k % 5));
    const batch: Batch = {
      ...{ rows: 2, steps: 1, inputs: new Float32Array(2 * perceptron.features), targets: new Float32Array(2) },
      targetWeights: new Float32Array(2),
    };
    const adam = { ...defaultAdam, learningRate: 0.1, weightDecay: 0.5 };
    const executor = await factory.create(perceptron, weights, { ...optionsFor(batch), adam });
    for (let update = 0; update < 3; update++) executor.step(batch);
    const mask = decayMask(perceptron);
    const expected = weights.map((weight, k) => weight * (mask[k] ? 0.95 ** 3 : 1));
    expect(largestDifference(await executor.readWeights(), expected)).toBeLessThan(1e-6);
    expect(mask.reduce((sum, bites) => sum + bites, 0)).toBe(3 * 8 + 8);
  });

  it('has sigmoid and tanh exact to 5e-7 absolutely and 1e-6 relatively', async () => {
    const memory = new WebAssembly.Memory({ initial: 64 });
    const kernel = await instantiateKernel(await WebAssembly.compile(await readKernel(variant)), memory);
    const count = 400_000;
    const check = (inPlace: 'sigmoidInPlace' | 'tanhInPlace', exact: (x: number) => number, range: number): void => {
      const inputs = Float32Array.from({ length: count }, (_, k) => ((2 * k) / (count - 1) - 1) * range);
      const values = new Float32Array(memory.buffer, 65536, count);
      values.set(inputs);
      kernel[inPlace](65536, count);
      let absolute = 0;
      let relative = 0;
      values.forEach((value, k) => {
        const error = Math.abs(value - exact(inputs[k]));
        absolute = Math.max(absolute, error);
        if (inputs[k] !== 0) relative = Math.max(relative, error / Math.abs(exact(inputs[k])));
      });
      expect(absolute).toBeLessThan(5e-7);
      expect(relative).toBeLessThan(1e-6);
    };
    const logistic = (x: number): number => 1 / (1 + Math.exp(-x));
    for (const range of [1e-3, 1, 10, 79]) {
      check('sigmoidInPlace', logistic, range);
      check('tanhInPlace', Math.tanh, range);
    }
    const extremes = new Float32Array(memory.buffer, 65536, 4);
    extremes.set([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 200]);
    kernel.sigmoidInPlace(65536, 4);
    expect(extremes[0]).toBeNaN();
    expect(Array.from(extremes.slice(1))).toEqual([1, expect.closeTo(0, 30), 1]);
  });

  it('draws the dropout masks of the shared stream, layer after layer, odd lengths included', async () => {
    const random = createRandom(3);
    const batch = randomBatch({ ...stacked, dropoutRate: 0 }, 35, 3, random);
    const weights = randomWeights(stacked, random);
    const drawing = await factory.create(stacked, weights, optionsFor(batch, 99));
    const given = await factory.create(stacked, weights, optionsFor(batch, 1));
    const { dropoutMasks: _, ...withoutMasks } = batch;
    const stream = createRandom(99);
    for (let k = 0; k < 3; k++) {
      const dropoutMasks = dropoutLengths(stacked, batch.rows, batch.steps).map((length) => {
        const mask = new Float32Array(length);
        fillDropoutMask(stream, stacked.dropoutRate, mask, length);
        return mask;
      });
      drawing.step(withoutMasks);
      given.step({ ...batch, dropoutMasks });
    }
    expect(await drawing.readWeights()).toEqual(await given.readWeights());
    expect(await drawing.takeLoss()).toBe(await given.takeLoss());
    expect(await drawing.takeLoss()).toBeNaN();
  });

  it('repeats itself bit for bit, and goes on from saved weights and moments as if never stopped', async () => {
    const random = createRandom(11);
    const batch = randomBatch(stacked, 21, 4, random);
    const weights = randomWeights(stacked, random);
    const { dropoutMasks: _, ...drawn } = batch;
    const whole = await factory.create(stacked, weights, optionsFor(batch));
    const first = await factory.create(stacked, weights, optionsFor(batch));
    for (let k = 0; k < 6; k++) {
      if (k === 3) whole.reseed(5);
      whole.step(drawn);
    }
    for (let k = 0; k < 3; k++) first.step(drawn);
    const resumed = await factory.create(stacked, await first.readWeights(), optionsFor(batch, 5));
    resumed.writeOptimizer(await first.readOptimizer());
    for (let k = 0; k < 3; k++) resumed.step(drawn);
    expect(await resumed.readWeights()).toEqual(await whole.readWeights());
    expect(await resumed.readOptimizer()).toEqual(await whole.readOptimizer());
    expect(resumed.counters().updates).toBe(6);
  });

  it('sees padding, whatever it holds: only real steps count', async () => {
    const network: LstmNetwork = { ...stacked, dropoutRate: 0 };
    const random = createRandom(17);
    const weights = randomWeights(network, random);
    const short = randomBatch(network, 3, 4, random);
    const { masks: _, ...unpadded } = short;
    const padded: Batch = {
      ...{ ...short, steps: 6, masks: Float32Array.from({ length: 18 }, (_, k) => (k % 6 < 2 ? 0 : 1)) },
      inputs: Float32Array.from({ length: 54 }, (_, k) => {
        const step = Math.floor(k / 3) % 6;
        return step < 2 ? Number.NaN : short.inputs[Math.floor(k / 18) * 12 + (step - 2) * 3 + (k % 3)];
      }),
    };
    const executor = await factory.create(network, weights, optionsFor(padded));
    const [own, expected] = [await executor.gradients(padded), await executor.gradients(unpadded)];
    expect(own.predictions).toEqual(expected.predictions);
    expect(largestDifference(own.gradients, expected.gradients)).toBeLessThan(1e-6);
  });

  it('recovers when weights that diverged are replaced', async () => {
    const random = createRandom(5);
    const batch = randomBatch(stacked, 33, 5, random);
    const weights = randomWeights(stacked, random);
    const executor = await factory.create(stacked, weights, optionsFor(batch));
    const before = await executor.gradients(batch);
    executor.writeWeights(weights.map(() => Number.NaN));
    expect(await executor.evaluate(batch)).toBeNaN();
    executor.writeWeights(weights);
    expect(await executor.gradients(batch)).toEqual(before);
  });

  it('holds the same memory whatever it is asked, and over twenty trainings', async () => {
    const random = createRandom(23);
    const batch = randomBatch(stacked, 70, 8, random);
    const weights = randomWeights(stacked, random);
    const sizes = new Set<number>();
    for (let training = 0; training < 20; training++) {
      const executor = await factory.create(stacked, weights, optionsFor(batch));
      for (let k = 0; k < 5; k++) executor.step(batch);
      await executor.predict({ rows: 3, steps: 2, inputs: batch.inputs });
      sizes.add(executor.counters().bytes);
      executor.dispose();
      expect(executor.counters().bytes).toBe(0);
    }
    expect(sizes.size).toBe(1);
  });

  it('refuses what it was not made for', async () => {
    const batch = randomBatch(stacked, 8, 4, createRandom(1));
    const weights = new Float32Array(weightCount(stacked));
    const executor = await factory.create(stacked, weights, optionsFor({ rows: 4, steps: 4 }));
    expect(() => executor.step(batch)).toThrow('rows');
    await expect(executor.predict({ ...batch, steps: 5 })).rejects.toThrow('steps');
    await expect(factory.create(stacked, weights.slice(1), optionsFor(batch))).rejects.toThrow('length of weights');
    executor.dispose();
    await expect(executor.predict({ ...batch, rows: 4 })).rejects.toThrow('disposed');
  });
});

it('tells which variant this WebAssembly takes', async () => {
  const variant = supportedVariant();
  expect(variants).toContain(variant);
  for (const each of variants)
    expect(WebAssembly.validate(await readKernel(each)), each).toBe(each === 'simd' || variant === 'relaxed-simd');
  const executor = await createWasmFactory(readKernel).create(
    ...([stacked, new Float32Array(weightCount(stacked)), optionsFor({ rows: 1, steps: 1 })] as const),
  );
  expect(executor.device).toBe(variant === 'simd' ? 'WASM SIMD' : 'WASM SIMD (relaxed)');
});
