import { type KernelReader, supportedVariant } from '#learning/wasm/kernel.ts';
import { createWasmFactory } from '#learning/wasm/wasm-executor.ts';
import type { ExecutorSource } from './executor-source.ts';

/** Debut's own kernel, compiled from what `readKernel` gives. */
export function createWasmSource(readKernel: KernelReader): ExecutorSource {
  const device = (): string => (supportedVariant() === 'relaxed-simd' ? 'WASM SIMD (relaxed)' : 'WASM SIMD');
  return {
    name: 'wasm-simd',
    offer: async () => {
      const available = supportedVariant() !== null;
      const trouble = available ? null : 'no-wasm-simd';
      return { name: 'wasm-simd', available, trouble, device: available ? device() : '', detail: '' };
    },
    start: async () => {
      // Read here, so that a kernel that can't be had shows now and not in the middle of a training.
      const bytes = await readKernel(supportedVariant()!);
      return { factory: createWasmFactory(async () => bytes), device: device(), backend: () => '' };
    },
  };
}
