/** `relaxed-simd` has fused multiply-add; both are the same source (assembly/), with the same results but for rounding. */
export type KernelVariant = 'simd' | 'relaxed-simd';

/** Gives a variant's compiled module as bytes: from the own origin in the page, from the disk in Node. */
export type KernelReader = (variant: KernelVariant) => Promise<BufferSource>;

/** Exports of the kernel; addresses and counts are bytes and entries in its imported memory. See assembly/. */
export interface Kernel {
  lstmForward(layer: number, steps: number, rows: number, stepMasks: number): void;
  lstmBackward(layer: number, steps: number, rows: number, stepMasks: number, chunkRows: number): void;
  denseForward(layer: number, rows: number): void;
  denseBackward(layer: number, rows: number, throughActivation: boolean): void;
  lossAndGradient(
    layer: number,
    kind: number,
    rows: number,
    trueRows: number,
    targets: number,
    weights: number,
    divisor: number,
    quantiles: number,
    quantileCount: number,
  ): number;
  sumOfSquares(values: number, count: number): number;
  adamUpdate(
    weights: number,
    gradients: number,
    firstMoments: number,
    secondMoments: number,
    count: number,
    gradientFactor: number,
    rate: number,
    secondFactor: number,
    beta1: number,
    beta2: number,
    epsilon: number,
  ): void;
  decayWeights(weights: number, count: number, factor: number): void;
  transposePanels(source: number, depth: number, width: number, target: number): void;
  packInputs(
    source: number,
    trueRows: number,
    steps: number,
    features: number,
    stepMasks: number,
    target: number,
    rows: number,
    panelBytes: number,
  ): void;
  seedDropout(seed: number): void;
  fillDropoutBytes(mask: number, length: number, threshold: number): void;
  sigmoidInPlace(values: number, count: number): void;
  tanhInPlace(values: number, count: number): void;
}

/** `(func (param v128) (result v128) local.get 0 OPERATION)` as a module: the smallest that needs the feature. */
function probe(parameters: number, operation: readonly number[]): Uint8Array<ArrayBuffer> {
  const v128 = 0x7b;
  const gets = Array.from({ length: parameters }, (_, index) => [0x20, index]).flat();
  const body = [0, ...gets, ...operation, 0x0b];
  const type = [1, 0x60, parameters, ...Array<number>(parameters).fill(v128), 1, v128];
  const header = [0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0];
  return Uint8Array.from([
    ...header,
    ...[1, type.length, ...type],
    ...[3, 2, 1, 0],
    ...[10, body.length + 2, 1, body.length, ...body],
  ]);
}

/** The fastest variant that this WebAssembly takes; null where it has no SIMD. */
export function supportedVariant(): KernelVariant | null {
  if (typeof WebAssembly === 'undefined') return null;
  const relaxedMultiplyAdd = probe(3, [0xfd, 0x85, 0x02]);
  const add = probe(2, [0xfd, 0xe4, 0x01]);
  if (WebAssembly.validate(relaxedMultiplyAdd)) return 'relaxed-simd';
  return WebAssembly.validate(add) ? 'simd' : null;
}

export async function instantiateKernel(module: WebAssembly.Module, memory: WebAssembly.Memory): Promise<Kernel> {
  const instance = await WebAssembly.instantiate(module, { env: { memory } });
  return instance.exports as unknown as Kernel;
}
