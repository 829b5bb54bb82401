/** What the training benchmark runs inside Chromium; bundled and put into an empty page. */
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import '@tensorflow/tfjs-backend-webgl';
import { type KernelVariant, supportedVariant } from '#learning/wasm/kernel.ts';
import { createWasmFactory } from '#learning/wasm/wasm-executor.ts';
import { executorTrainer, type Shape, startBackend, stockTrainer, type Trainer } from './training-workload.ts';

/** Addresses (data:) of the WebAssembly files, by name. */
export interface PageFiles {
  readonly kernels: Readonly<Record<KernelVariant, string>>;
  readonly tfjsWasm: string;
}

let trainer: Trainer | null = null;

const page = {
  variant: (): string => supportedVariant() ?? 'none',
  start: async (kind: 'kernel' | 'stock-wasm' | 'stock-webgl', shape: Shape, files: PageFiles): Promise<void> => {
    trainer?.dispose();
    if (kind === 'kernel') {
      const read = async (variant: KernelVariant) => (await fetch(files.kernels[variant])).arrayBuffer();
      trainer = await executorTrainer(createWasmFactory(read), shape);
      return;
    }
    const names = ['tfjs-backend-wasm', 'tfjs-backend-wasm-simd', 'tfjs-backend-wasm-threaded-simd'];
    setWasmPaths(Object.fromEntries(names.map((name) => [`${name}.wasm`, files.tfjsWasm])));
    await startBackend(kind === 'stock-wasm' ? 'wasm' : 'webgl');
    trainer = stockTrainer(shape);
  },
  run: async (updates: number): Promise<void> => trainer!.run(updates),
};
export type TrainingPage = typeof page;

Object.assign(globalThis, { trainingPage: page });
