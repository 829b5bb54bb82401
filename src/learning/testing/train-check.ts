/**
 * Runs an executor through a fixture of published reference values (networks with all their weights, gradients and Adam
 * trajectories) and answers under the fixture's own names and shapes, so that any executor can be compared anywhere.
 */
import type { AdamSettings, Batch, ExecutorFactory, ExecutorOptions } from '#learning/executor.ts';
import { type Activation, type Loss, type Network, outputCount, weightCount, weightLayout } from '#learning/network.ts';
import { generateHeadline, type HeadlineConfig } from './headline-generator.ts';

/** Row-major tensor as the fixtures store it. */
export interface StoredTensor {
  readonly shape: readonly number[];
  readonly data: readonly number[];
}

interface FixtureConfig extends Partial<HeadlineConfig> {
  readonly kind?: 'lstm' | 'mlp';
  readonly batch?: number;
  readonly steps?: number;
  readonly features?: number;
  readonly lstm_units?: readonly number[];
  readonly outputs?: number;
  readonly units?: readonly number[];
  readonly activations?: readonly Activation[];
  readonly loss: Loss['kind'];
  readonly quantiles?: readonly number[];
  readonly dropout_rate?: number;
  readonly clip_global_norm?: number;
  readonly batches?: number;
  readonly updates?: number;
  readonly learning_rate?: number;
  readonly beta1?: number;
  readonly beta2?: number;
  readonly epsilon?: number;
}

/** A fixture file; fields as its README says. */
export interface Fixture {
  readonly config: FixtureConfig;
  readonly inputs?: StoredTensor;
  readonly targets?: StoredTensor;
  readonly weights?: Readonly<Record<string, StoredTensor>>;
  readonly masks?: Readonly<Record<string, StoredTensor>>;
  readonly mask?: StoredTensor;
  readonly predictions?: StoredTensor;
}

export interface FixtureAnswer {
  readonly predictions?: StoredTensor;
  readonly loss: number;
  readonly forward?: Readonly<Record<string, StoredTensor>>;
  readonly gradients?: Readonly<Record<string, StoredTensor>>;
  readonly gradient_norm?: number;
  /** Where the fixture clips: the gradients as the rule of clipping leaves them. */
  readonly clipped_gradients?: Readonly<Record<string, StoredTensor>>;
  /** Without masks and dropout, where the fixture has dropout. */
  readonly inference?: { readonly predictions: StoredTensor; readonly loss: number };
  readonly gradient_of_predictions?: StoredTensor;
  readonly adam?: {
    readonly losses: readonly number[];
    readonly final_loss_batch0?: number;
    readonly gradient_norms?: readonly number[];
    /** The same numbers under the name of fixtures that clip. */
    readonly gradient_norms_before_clipping?: readonly number[];
    readonly weights_after_1: Readonly<Record<string, StoredTensor>>;
    readonly predictions_after_all: StoredTensor;
    /** The same predictions under the name of fixtures with several batches. */
    readonly predictions_batch0_after_all?: StoredTensor;
    readonly change_norms: Readonly<Record<string, number>>;
  };
}

interface Problem {
  readonly network: Network;
  readonly weights: Float32Array;
  readonly batches: readonly Batch[];
  readonly options: ExecutorOptions;
  readonly updates: number;
}

/** Everything that the fixture asks for, computed by executors of one kind. Gradients are those before clipping. */
export async function checkFixture(factory: ExecutorFactory, fixture: Fixture): Promise<FixtureAnswer> {
  if (!fixture.config.kind) return checkPoints(factory, fixture);
  const { network, weights, batches, options, updates } = readProblem(fixture);
  const executor = await factory.create(network, weights, options);
  try {
    const [first] = batches;
    const limit = options.adam.clipGlobalNorm;
    const named = (flat: Float32Array): Record<string, StoredTensor> => nameTensors(network, flat);
    const shape = [first.rows, outputCount(network)];
    const trace = await executor.trace(first);
    const start = await executor.gradients(first);
    const losses: number[] = [];
    const norms: number[] = [];
    let afterOne: Float32Array = weights;
    for (let k = 0; k < updates; k++) {
      const batch = batches[k % batches.length];
      if (batches.length > 1) norms.push((await executor.gradients(batch)).norm);
      await executor.step(batch);
      losses.push(await executor.takeLoss());
      if (k === 0) afterOne = await executor.readWeights();
    }
    const finalLoss = await executor.evaluate(first);
    if (batches.length === 1) losses.push(finalLoss);
    const after = await executor.gradients(first);
    const final = await executor.readWeights();
    executor.writeWeights(weights);
    const { dropoutMasks: _, ...whole } = first;
    const inference = first.dropoutMasks
      ? {
          predictions: store(shape, await executor.predict(whole)),
          loss: await executor.evaluate(whole),
        }
      : undefined;
    return {
      predictions: store(shape, start.predictions),
      loss: start.loss,
      forward: Object.fromEntries(
        Object.entries(trace).map(([name, flat]) => [name, store(traceShape(network, name, first), flat)]),
      ),
      gradients: named(start.gradients),
      gradient_norm: start.norm,
      ...(limit === null ? {} : { clipped_gradients: named(clip(start.gradients, start.norm, limit)) }),
      ...(inference ? { inference } : {}),
      adam: {
        losses,
        ...(batches.length > 1
          ? {
              final_loss_batch0: finalLoss,
              ...(limit === null ? { gradient_norms: norms } : { gradient_norms_before_clipping: norms }),
              predictions_batch0_after_all: store(shape, after.predictions),
            }
          : {}),
        weights_after_1: named(afterOne),
        predictions_after_all: store(shape, after.predictions),
        change_norms: changeNorms(network, weights, final),
      },
    };
  } finally {
    executor.dispose();
  }
}

/**
 * Loss points: given predictions are put through a linear layer with the unit matrix, row by row; the bias' gradient of
 * one row is then the loss' own gradient.
 */
async function checkPoints(factory: ExecutorFactory, fixture: Fixture): Promise<FixtureAnswer> {
  const { predictions, targets, config } = fixture;
  if (!predictions || !targets) throw new Error('fixture: neither a network nor points');
  const [rows, outputs] = predictions.shape;
  const network: Network = {
    kind: 'mlp',
    features: outputs,
    units: [outputs],
    activations: ['linear'],
    dropoutRate: 0,
    loss: readLoss(config),
  };
  const weights = new Float32Array(weightCount(network));
  for (let k = 0; k < outputs; k++) weights[k * outputs + k] = 1;
  const executor = await factory.create(network, weights, { ...readOptions(config), maximumRows: 1, maximumSteps: 1 });
  const gradient: number[] = [];
  let loss = 0;
  for (let row = 0; row < rows; row++) {
    const answer = await executor.gradients({
      rows: 1,
      steps: 1,
      inputs: Float32Array.from(predictions.data.slice(row * outputs, (row + 1) * outputs)),
      targets: new Float32Array(outputs).fill(targets.data[row]),
    });
    loss += answer.loss / rows;
    gradient.push(...Array.from(answer.gradients.subarray(outputs * outputs), (slope) => slope / rows));
  }
  executor.dispose();
  return { loss, gradient_of_predictions: { shape: [rows, outputs], data: gradient } };
}

function readProblem(fixture: Fixture): Problem {
  const { config } = fixture;
  const network = readNetwork(config);
  const layout = weightLayout(network);
  const weights = new Float32Array(weightCount(network));
  const generated = fixture.inputs ? null : generateHeadline(config as HeadlineConfig, layout);
  if (generated) weights.set(generated.weights);
  else for (const { name, offset } of layout) weights.set(fixture.weights![name].data, offset);
  const inputs = generated?.inputs ?? Float32Array.from(fixture.inputs!.data);
  const targets = generated?.targets ?? Float32Array.from(fixture.targets!.data);

  const count = config.batches ?? 1;
  const rows = config.batch!;
  const steps = config.steps ?? 1;
  const outputs = outputCount(network);
  const size = rows * steps * network.features;
  const batches = Array.from({ length: count }, (_, index): Batch => {
    const ofBatch = targets.subarray(index * rows, (index + 1) * rows);
    return {
      rows,
      steps,
      inputs: inputs.subarray(index * size, (index + 1) * size),
      targets: Float32Array.from({ length: rows * outputs }, (_, entry) => ofBatch[Math.floor(entry / outputs)]),
      ...(fixture.mask ? { masks: Float32Array.from(fixture.mask.data) } : {}),
      ...(fixture.masks
        ? { dropoutMasks: Object.values(fixture.masks).map((mask) => Float32Array.from(mask.data)) }
        : {}),
    };
  });
  const options = { ...readOptions(config), maximumRows: rows, maximumSteps: steps };
  return { network, weights, batches, options, updates: config.updates ?? 0 };
}

function readNetwork(config: FixtureConfig): Network {
  const loss = readLoss(config);
  const dropoutRate = config.dropout_rate ?? 0;
  if (config.kind === 'mlp')
    return {
      kind: 'mlp',
      features: config.features!,
      units: config.units!,
      activations: config.activations!,
      dropoutRate,
      loss,
    };
  return {
    kind: 'lstm',
    features: config.features!,
    lstmUnits: config.lstm_units!,
    dropoutRate,
    outputs: config.outputs!,
    loss,
  };
}

function readLoss(config: FixtureConfig): Loss {
  return config.loss === 'pinball' ? { kind: 'pinball', quantiles: config.quantiles! } : { kind: config.loss };
}

function readOptions(config: FixtureConfig): Pick<ExecutorOptions, 'adam' | 'seed'> {
  const adam: AdamSettings = {
    learningRate: config.learning_rate ?? 0.001,
    beta1: config.beta1 ?? 0.9,
    beta2: config.beta2 ?? 0.999,
    epsilon: config.epsilon ?? 1e-7,
    clipGlobalNorm: config.clip_global_norm ?? null,
    weightDecay: 0,
  };
  return { adam, seed: 1 };
}

function clip(gradients: Float32Array, norm: number, limit: number): Float32Array {
  return gradients.map((gradient) => (gradient * limit) / Math.max(norm, limit));
}

function store(shape: readonly number[], flat: Float32Array): StoredTensor {
  return { shape, data: Array.from(flat) };
}

function nameTensors(network: Network, flat: Float32Array): Record<string, StoredTensor> {
  return Object.fromEntries(
    weightLayout(network).map(({ name, shape, offset, size }) => [
      name,
      store(shape, flat.subarray(offset, offset + size)),
    ]),
  );
}

function traceShape(network: Network, name: string, { rows, steps }: Batch): readonly number[] {
  const layer = Number(/\d+/.exec(name)![0]) - 1;
  return network.kind === 'lstm' ? [rows, steps, network.lstmUnits[layer]] : [rows, network.units[layer]];
}

function changeNorms(network: Network, before: Float32Array, after: Float32Array): Record<string, number> {
  return Object.fromEntries(
    weightLayout(network).map(({ name, offset, size }) => {
      let sum = 0;
      for (let k = offset; k < offset + size; k++) sum += (after[k] - before[k]) ** 2;
      return [name, Math.sqrt(sum)];
    }),
  );
}
