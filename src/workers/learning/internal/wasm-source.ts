import type { HelperSource } from '#learning/wasm/gradient-team.ts';
import { type KernelReader, supportedVariant } from '#learning/wasm/kernel.ts';
import { createWasmFactory } from '#learning/wasm/wasm-executor.ts';
import type { ExecutorSource } from './executor-source.ts';

/** Debut's own kernel, compiled from what `readKernel` gives; `helpers` are threads that share its batches. */
export function createWasmSource(readKernel: KernelReader, helpers?: HelperSource): ExecutorSource {
  const threads = helpers ? `, ${helpers.count + 1} threads` : '';
  const device = (): string => `WASM SIMD${supportedVariant() === 'relaxed-simd' ? ' (relaxed)' : ''}${threads}`;
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
      return { factory: createWasmFactory(async () => bytes, undefined, helpers), device: device(), backend: () => '' };
    },
  };
}
