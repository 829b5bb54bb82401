/** From the host's row-major arrays to panels. */
import { spreadBlockBytes } from './lstm';

/**
 * x of a pass, [trueRows][steps][features] row-major, into the x part of a first LSTM layer's blocks (or, with one step,
 * a dense layer's input: `blockWidth` = its width). Padding and masked steps become 0.
 */
export function packInputs(
  source: usize, trueRows: usize, steps: usize, features: usize, stepMasks: usize,
  target: usize, rows: usize, paddedFeatures: usize, blockWidth: usize,
): void {
  const blockBytes = spreadBlockBytes(blockWidth, rows);
  for (let t: usize = 0; t < steps; ++t) memory.fill(target + t * blockBytes, 0, (paddedFeatures * rows) << 2);
  for (let row: usize = 0; row < trueRows; ++row) {
    for (let t: usize = 0; t < steps; ++t, source += features << 2) {
      if (stepMasks != 0 && load<f32>(stepMasks + ((row * steps + t) << 2)) == 0) continue;
      const to = target + t * blockBytes + (row << 5);
      for (let k: usize = 0; k < features; ++k) {
        store<f32>(to + (k >> 3) * (rows << 5) + ((k & 7) << 2), load<f32>(source + (k << 2)));
      }
    }
  }
}
