import { env } from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-backend-webgl';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import plainUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url';
import simdUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import threadedUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-threaded-simd.wasm?url';
import { createFusedMathematics } from '#learning/tfjs/fused-mathematics.ts';
import relaxedUrl from '#learning/wasm/build/training-relaxed-simd.wasm?url';
import kernelUrl from '#learning/wasm/build/training-simd.wasm?url';
import type { KernelVariant } from '#learning/wasm/kernel.ts';
import { readAsset } from '#workers/read-asset.ts';
import { browserHelpers } from './browser-helpers.ts';
import type { ExecutorSource } from './executor-source.ts';
import { createTfjsSource, offerCpu, offerWasm, steadyDevice } from './tfjs-source.ts';
import { createWasmSource } from './wasm-source.ts';
import { offerWebgl, watchWebgl } from './webgl-device.ts';

// The files come from our own origin. The threaded build would start blob workers, which the policy forbids.
setWasmPaths({
  'tfjs-backend-wasm.wasm': plainUrl,
  'tfjs-backend-wasm-simd.wasm': simdUrl,
  'tfjs-backend-wasm-threaded-simd.wasm': threadedUrl,
});
env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);

async function fetchKernel(variant: KernelVariant): Promise<ArrayBuffer> {
  return (await readAsset(variant === 'simd' ? kernelUrl : relaxedUrl)).buffer;
}

/** The executors of a browser's worker, best first. */
export const browserExecutors: readonly ExecutorSource[] = [
  createTfjsSource('webgl', offerWebgl, watchWebgl(), createFusedMathematics),
  createWasmSource(fetchKernel, browserHelpers()),
  createTfjsSource('wasm', offerWasm, steadyDevice('WASM')),
  createTfjsSource('cpu', offerCpu, steadyDevice('JavaScript')),
];
