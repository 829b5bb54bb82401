/** From the host's row-major arrays to panels. */

/**
 * x of a pass, [trueRows][steps][features] row-major, into panels `panelBytes` long: those of the first LSTM layer's
 * `states`, or with one step a dense layer's input. Padding and masked steps become 0.
 */
export function packInputs(
  source: usize, trueRows: usize, steps: usize, features: usize, stepMasks: usize,
  target: usize, rows: usize, panelBytes: usize,
): void {
  for (let k: usize = 0; k < features; k += 8) memory.fill(target + (k >> 3) * panelBytes, 0, (steps * rows) << 5);
  for (let row: usize = 0; row < trueRows; ++row) {
    for (let t: usize = 0; t < steps; ++t, source += features << 2) {
      if (stepMasks != 0 && load<f32>(stepMasks + ((row * steps + t) << 2)) == 0) continue;
      const to = target + ((t * rows + row) << 5);
      for (let k: usize = 0; k < features; ++k) {
        store<f32>(to + (k >> 3) * panelBytes + ((k & 7) << 2), load<f32>(source + (k << 2)));
      }
    }
  }
}
