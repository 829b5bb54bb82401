import type { Random } from '#engine/random.ts';

/**
 * Fills `mask[0..length)` with keeps (1) and drops (0). One 32-bit draw serves two entries, high half first: an entry is
 * kept where its 16 bits are at least round(rate * 65536). Integer decisions: the same stream gives the same masks in
 * every executor and on every machine. A draw left half used at an odd end is thrown away.
 */
export function fillDropoutMask(random: Random, rate: number, mask: Float32Array, length: number): void {
  const threshold = Math.round(rate * 65536);
  for (let i = 0; i < length; i += 2) {
    const bits = random.next() * 4294967296;
    const high = Math.floor(bits / 65536);
    mask[i] = high >= threshold ? 1 : 0;
    if (i + 1 < length) mask[i + 1] = bits - high * 65536 >= threshold ? 1 : 0;
  }
}
