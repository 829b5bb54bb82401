/** What the training benchmark runs inside Chromium; bundled and put into an empty page. */
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import '@tensorflow/tfjs-backend-webgl';
import { createFusedMathematics } from '#learning/tfjs/fused-mathematics.ts';
import { type KernelVariant, supportedVariant } from '#learning/wasm/kernel.ts';
import { createWasmFactory } from '#learning/wasm/wasm-executor.ts';
import { createTfjsSource } from '#workers/learning/internal/tfjs-source.ts';
import { offerWebgl, watchWebgl } from '#workers/learning/internal/webgl-device.ts';
import { drawCounter } from './draw-counter.ts';
import { executorTrainer, type Shape, startBackend, stockTrainer, type Trainer } from './training-workload.ts';

/** What trains: the kernel, our programs on WebGL, and stock tf.layers on two backends. */
export type PageTrainer = 'kernel' | 'webgl' | 'stock-wasm' | 'stock-webgl';

/** Addresses (data:) of the WebAssembly files, by name. */
export interface PageFiles {
  readonly kernels: Readonly<Record<KernelVariant, string>>;
  readonly tfjsWasm: string;
}

let trainer: Trainer | null = null;

const page = {
  variant: (): string => supportedVariant() ?? 'none',
  start: async (kind: PageTrainer, shape: Shape, files: PageFiles): Promise<void> => {
    trainer?.dispose();
    if (kind === 'kernel') {
      const read = async (variant: KernelVariant) => (await fetch(files.kernels[variant])).arrayBuffer();
      trainer = await executorTrainer(createWasmFactory(read), shape);
      return;
    }
    if (kind === 'webgl') {
      const source = createTfjsSource('webgl', offerWebgl, watchWebgl(), createFusedMathematics);
      trainer = await executorTrainer((await source.start()).factory, shape);
      return;
    }
    const names = ['tfjs-backend-wasm', 'tfjs-backend-wasm-simd', 'tfjs-backend-wasm-threaded-simd'];
    setWasmPaths(Object.fromEntries(names.map((name) => [`${name}.wasm`, files.tfjsWasm])));
    await startBackend(kind === 'stock-wasm' ? 'wasm' : 'webgl');
    trainer = stockTrainer(shape);
  },
  run: async (updates: number): Promise<void> => trainer!.run(updates),
  /** Draw calls of one step, after one that compiles. From then on they are left out: what is left is dispatch. */
  drawsOfStep: async (): Promise<number> => {
    await trainer!.run(1);
    const before = drawCounter.draws;
    await trainer!.run(2);
    drawCounter.leaveOut = true;
    return (drawCounter.draws - before) / 2;
  },
};
export type TrainingPage = typeof page;

Object.assign(globalThis, { trainingPage: page });
