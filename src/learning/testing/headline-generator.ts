import type { WeightTensor } from '#learning/network.ts';

export interface HeadlineConfig {
  readonly seed: number;
  readonly batch: number;
  readonly steps: number;
  readonly features: number;
  readonly batches: number;
  readonly target_lag: number;
  readonly kernel_scale: number;
  readonly recurrent_scale: number;
  readonly bias_scale: number;
  readonly dense_scale: number;
}

/** Inputs [batches, batch, steps, features], targets [batches, batch] and flat weights of the generated fixture. */
export interface GeneratedProblem {
  readonly inputs: Float32Array;
  readonly targets: Float32Array;
  readonly weights: Float32Array;
}

/**
 * The large reference problem, made by mulberry32 instead of stored: one stream, inputs, target noise, then the weights
 * in the order of the layout; every number is exact in float32.
 */
export function generateHeadline(config: HeadlineConfig, layout: readonly WeightTensor[]): GeneratedProblem {
  const { batches, batch, steps, features } = config;
  const draw = createDraw(config.seed);
  const inputs = Float32Array.from({ length: batches * batch * steps * features }, draw);
  const noise = Float32Array.from({ length: batches * batch }, () => draw() / 8);
  const last = layout[layout.length - 1];
  const weights = new Float32Array(last.offset + last.size);
  for (const { name, offset, size, shape } of layout) {
    const recurrentUnits = name.startsWith('lstm') && name.endsWith('/bias') ? shape[0] / 4 : 0;
    const scale = scaleOf(config, name);
    for (let k = 0; k < size; k++) {
      const forgetGate = k >= recurrentUnits && k < 2 * recurrentUnits;
      weights[offset + k] = draw() * scale + (forgetGate ? 1 : 0);
    }
  }
  const targets = noise.map((disturbance, window) => {
    const at = (step: number, feature: number): number => inputs[(window * steps + step) * features + feature];
    return at(steps - 1, 0) / 2 + at(steps - 2, 1) / 4 - at(steps - config.target_lag, 2) / 4 + disturbance;
  });
  return { inputs, targets, weights };
}

function scaleOf(config: HeadlineConfig, name: string): number {
  if (name.endsWith('/bias')) return config.bias_scale;
  if (name.endsWith('/recurrent_kernel')) return config.recurrent_scale;
  return name.startsWith('dense') ? config.dense_scale : config.kernel_scale;
}

/** Multiples of 2^-15 in [-1, 1). */
function createDraw(seed: number): () => number {
  let a = seed >>> 0;
  return () => {
    a = (a + 0x6d2b79f5) >>> 0;
    let t = a;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    const bits = (t ^ (t >>> 14)) >>> 0;
    return ((bits >>> 16) - 32768) / 32768;
  };
}
