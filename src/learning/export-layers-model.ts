import { type Network, type WeightTensor, weightLayout } from './network.ts';

/** A model as TensorFlow.js stores it: `tf.loadLayersModel` takes the two files side by side. */
export interface LayersModelFiles {
  /** Content of model.json; it names weights.bin. */
  readonly json: string;
  /** Content of weights.bin: float32, little-endian, in the order of the manifest. */
  readonly weights: Uint8Array<ArrayBuffer>;
}

interface Layer {
  readonly class_name: string;
  readonly name: string;
  readonly config: Readonly<Record<string, unknown>>;
  readonly inbound_nodes: readonly unknown[];
}

/**
 * Networks of one shape in TensorFlow.js' layers format: a functional model that answers with the mean of their outputs.
 * `steps` is the length of an LSTM's input. Dropout layers are written too; they do nothing when predicting. `notes` are
 * stored beside the topology (what the inputs mean).
 */
export function exportLayersModel(
  network: Network,
  members: readonly Float32Array[],
  steps: number,
  notes: Readonly<Record<string, unknown>>,
): LayersModelFiles {
  const shape = network.kind === 'lstm' ? [null, steps, network.features] : [null, network.features];
  const input: Layer = {
    class_name: 'InputLayer',
    name: 'window',
    config: { batch_input_shape: shape, dtype: 'float32', sparse: false, name: 'window' },
    inbound_nodes: [],
  };
  const branches = members.map((_, member) => branchOf(network, `member${member + 1}`));
  const outputs = branches.map((layers) => layers[layers.length - 1].name);
  const mean: Layer[] =
    outputs.length > 1
      ? [
          {
            class_name: 'Average',
            name: 'mean',
            config: { name: 'mean', trainable: true, dtype: 'float32' },
            inbound_nodes: [outputs.map((name) => [name, 0, 0, {}])],
          },
        ]
      : [];
  const layers = [input, ...branches.flat(), ...mean];
  const manifest = members.flatMap((_, member) =>
    weightLayout(network).map((tensor) => ({ member, tensor, ...manifestEntry(tensor, `member${member + 1}`) })),
  );
  const weights = new Float32Array(manifest.reduce((sum, { tensor }) => sum + tensor.size, 0));
  let offset = 0;
  for (const { member, tensor } of manifest) {
    weights.set(members[member].subarray(tensor.offset, tensor.offset + tensor.size), offset);
    offset += tensor.size;
  }
  const json = {
    format: 'layers-model',
    generatedBy: 'Debut',
    convertedBy: null,
    modelTopology: {
      keras_version: 'tfjs-layers 4.22.0',
      backend: 'tensor_flow.js',
      model_config: {
        class_name: 'Model',
        config: {
          name: 'debut',
          layers,
          input_layers: [['window', 0, 0]],
          output_layers: [[layers[layers.length - 1].name, 0, 0]],
        },
      },
    },
    userDefinedMetadata: notes,
    weightsManifest: [
      {
        paths: ['weights.bin'],
        weights: manifest.map(({ name, shape: size }) => ({ name, shape: size, dtype: 'float32' })),
      },
    ],
  };
  return { json: JSON.stringify(json), weights: new Uint8Array(weights.buffer) };
}

/** Names as tf.layers gives them to the weights of a layer. */
function manifestEntry({ name, shape }: WeightTensor, member: string): { name: string; shape: readonly number[] } {
  return { name: `${member}_${name}`, shape };
}

function branchOf(network: Network, member: string): readonly Layer[] {
  const layers: Layer[] = [];
  let before = 'window';
  const add = (class_name: string, part: string, config: Readonly<Record<string, unknown>>): void => {
    const name = `${member}_${part}`;
    layers.push({
      class_name,
      name,
      config: { name, trainable: true, dtype: 'float32', ...config },
      inbound_nodes: [[[before, 0, 0, {}]]],
    });
    before = name;
  };
  const drop = (part: string): void => {
    if (network.dropoutRate > 0) add('Dropout', part, { rate: network.dropoutRate });
  };
  if (network.kind === 'lstm') {
    network.lstmUnits.forEach((units, index) => {
      add('LSTM', `lstm${index + 1}`, {
        units,
        activation: 'tanh',
        recurrent_activation: 'sigmoid',
        use_bias: true,
        unit_forget_bias: true,
        return_sequences: index < network.lstmUnits.length - 1,
        implementation: 2,
      });
      drop(`dropout${index + 1}`);
    });
    add('Dense', 'dense', { units: network.outputs, activation: 'linear', use_bias: true });
  } else {
    network.units.forEach((units, index) => {
      add('Dense', `dense${index + 1}`, { units, activation: network.activations[index], use_bias: true });
      if (index < network.units.length - 1) drop(`dropout${index + 1}`);
    });
  }
  return layers;
}
