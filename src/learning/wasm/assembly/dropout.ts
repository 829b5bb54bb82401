/** The seeded stream of dropout masks: the same bits as engine/random.ts and learning/dropout-mask.ts give. */

let a: u32, b: u32, c: u32, counter: u32, state: u32;

function splitmix(): u32 {
  state += 0x9e3779b9;
  let z = state;
  z = (z ^ (z >> 16)) * 0x21f0aaad;
  z = (z ^ (z >> 15)) * 0x735a2d97;
  return z ^ (z >> 15);
}

function bits(): u32 {
  const t = a + b + counter;
  ++counter;
  a = b ^ (b >> 9);
  b = c + (c << 3);
  c = rotl<u32>(c, 21) + t;
  return t;
}

/** Restarts the stream (sfc32 seeded through splitmix32). */
export function seedDropout(seed: u32): void {
  state = seed;
  a = splitmix();
  b = splitmix();
  c = splitmix();
  counter = 1;
  for (let i = 0; i < 12; ++i) bits();
}

/** `length` bytes 0 (drop) or 1 (keep); one draw serves two, high half first, kept at or above `threshold` of 65536. */
export function fillDropoutBytes(mask: usize, length: usize, threshold: u32): void {
  for (let i: usize = 0; i < length; i += 2) {
    const draw = bits();
    store<u8>(mask + i, (draw >> 16) >= threshold);
    if (i + 1 < length) store<u8>(mask + i + 1, (draw & 0xffff) >= threshold);
  }
}
