import { readFile } from 'node:fs/promises';
import { env } from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-backend-wasm';
import type { ExecutorSource } from '#workers/learning/internal/executor-source.ts';
import { createTfjsSource, offerCpu, offerWasm, steadyDevice } from '#workers/learning/internal/tfjs-source.ts';
import { createWasmSource } from '#workers/learning/internal/wasm-source.ts';

// Spares the terminal the advice to install another package.
env().set('PROD', true);
env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);

/** The executors of Node, best first: the browser's without WebGL. */
export const nodeExecutors: readonly ExecutorSource[] = [
  createWasmSource((variant) =>
    readFile(new URL(`../../src/learning/wasm/build/training-${variant}.wasm`, import.meta.url)),
  ),
  createTfjsSource('wasm', offerWasm, steadyDevice('WASM')),
  createTfjsSource('cpu', offerCpu, steadyDevice('JavaScript')),
];
