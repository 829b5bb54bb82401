import type { SeriesToLearn } from '#engine/features/windows.ts';
import { createRandom } from '#engine/random.ts';
import { createInitialWeights } from './initial-weights.ts';
import { type Network, weightLayout } from './network.ts';
import { createPaperWindows, type PaperWindows } from './paper-windows.ts';
import type { TrainingSettings } from './training-settings.ts';
import type { Vocabulary } from './tuned/tuned-series.ts';
import { createTunedWindows, type TunedWindows, tunedQuantiles } from './tuned/tuned-windows.ts';
import type { DataToLearn, WindowSet } from './window-set.ts';

export type DesignedWindows =
  | ({ readonly design: 'article' } & PaperWindows)
  | ({ readonly design: 'tuned' } & TunedWindows);

/** Windows of a design; `validated`: the last horizons before the holdout are kept from training (the paper's always). */
export function createWindows(
  data: DataToLearn<SeriesToLearn>,
  settings: TrainingSettings,
  validated = true,
  vocabulary?: Vocabulary,
): DesignedWindows {
  return settings.design === 'article'
    ? { design: 'article', ...createPaperWindows(data, settings.windowLength) }
    : { design: 'tuned', ...createTunedWindows(data, settings.design, settings.windowLength, validated, vocabulary) };
}

/** The network that a training on these windows uses. */
export function networkFor({ features, outputs }: WindowSet, settings: TrainingSettings): Network {
  const { design, lstmUnits, dropoutRate } = settings;
  if (design === 'article') return { kind: 'lstm', features, lstmUnits, dropoutRate, outputs, loss: { kind: 'mse' } };
  const loss = { kind: 'pinball', quantiles: tunedQuantiles } as const;
  if (design === 'lstm') return { kind: 'lstm', features, lstmUnits, dropoutRate, outputs, loss };
  return {
    kind: 'mlp',
    features,
    units: [...lstmUnits, outputs],
    activations: [...lstmUnits.map(() => 'relu' as const), 'linear'],
    dropoutRate,
    loss,
  };
}

/** A tuned network's output layer begins this much smaller than Glorot's: it has to earn each deviation. */
const headShare = 0.05;

/** Weights before training. A tuned network begins as one that says the training targets' own quantiles, whatever it sees. */
export function startingWeights(windows: DesignedWindows, network: Network, seed: number): Float32Array {
  const weights = createInitialWeights(network, createRandom(seed));
  const layout = weightLayout(network);
  const [kernel, bias] = layout.slice(-2);
  if (windows.design === 'tuned') {
    for (let k = kernel.offset; k < kernel.offset + kernel.size; k++) weights[k] *= headShare;
    weights.set(windows.targetQuantiles, bias.offset);
  }
  return weights;
}
