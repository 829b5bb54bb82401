import type { Executor } from './executor.ts';
import { createBatchBuffers, fillBatchInputs, type Window, type WindowSet } from './window-set.ts';

/** Outputs of a network for windows, [windows][outputs]. `changeInputs` may alter a batch's inputs before they are used. */
export async function predictWindows(
  executor: Executor,
  windows: WindowSet,
  chosen: readonly Window[],
  batchSize: number,
  pause: () => Promise<void>,
  changeInputs?: (inputs: Float32Array, first: number, rows: number) => void,
): Promise<Float64Array> {
  const { outputs } = windows;
  const buffers = createBatchBuffers(windows, batchSize);
  const predictions = new Float64Array(chosen.length * outputs);
  for (let from = 0; from < chosen.length; from += batchSize) {
    const part = chosen.slice(from, from + batchSize);
    fillBatchInputs(windows, part, buffers);
    changeInputs?.(buffers.inputs, from, part.length);
    const predicted = await executor.predict(buffers);
    predictions.set(predicted.subarray(0, part.length * outputs), from * outputs);
    await pause();
  }
  return predictions;
}
