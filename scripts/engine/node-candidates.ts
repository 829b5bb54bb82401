import { readFile } from 'node:fs/promises';
import { quickTrainer } from '#engine/launch/testing/quick-trainer.ts';
import { createPerceptronTrainer } from '#learning/perceptron-trainer.ts';
import type { KernelReader } from '#learning/wasm/kernel.ts';
import { createCandidatesHandlers } from '#workers/candidates/handlers.ts';

const readKernel: KernelReader = (variant) =>
  readFile(new URL(`../../src/learning/wasm/build/training-${variant}.wasm`, import.meta.url));

/** The candidates worker's handlers, with the kernel from the disk. */
export const handlers = createCandidatesHandlers(readKernel);

/** The same for tests whose subject is not how good a forecast is. */
export const quickHandlers = createCandidatesHandlers(readKernel, async () => quickTrainer);

/** Who trains the cold start's perceptrons in Node, for those who call `coldStart` themselves. */
export const nodeTrainer = await createPerceptronTrainer(readKernel);
