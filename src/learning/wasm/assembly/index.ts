/** What the host calls: layers of a pass. The host owns all memory. */
import { sigmoid, tanh } from './vector';

export { sumOfSquares, adamUpdate, decayWeights } from './adam';
export { denseBackward, denseForward } from './dense';
export { fillDropoutBytes, seedDropout } from './dropout';
export { lossAndGradient } from './loss';
export { lstmBackward, lstmForward } from './lstm';
export { transposePanels } from './matmul';
export { packInputs } from './rows';
/** The activations on arrays (count a multiple of 4), in place: for tests of their accuracy. */
export function sigmoidInPlace(values: usize, count: usize): void {
  for (const end = values + (count << 2); values < end; values += 16) v128.store(values, sigmoid(v128.load(values)));
}

export function tanhInPlace(values: usize, count: usize): void {
  for (const end = values + (count << 2); values < end; values += 16) v128.store(values, tanh(v128.load(values)));
}
