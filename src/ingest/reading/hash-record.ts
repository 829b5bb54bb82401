import type { RecordBatch } from '#ingest/reading/record-reader.ts';

/**
 * An integer from 1 to 2^53 - 1 that records with equal cells share, however they are quoted: two multiplicative hashes
 * of 32 bits, four bytes at a time.
 */
export function hashRecord(batch: RecordBatch, record: number): number {
  const { bytes, starts, ends, firstCell } = batch;
  let a = 0x811c9dc5;
  let b = 0x9747b28c;
  const after = firstCell[record + 1];
  for (let cell = firstCell[record]; cell < after; cell++) {
    const doubled = ends[cell] < 0;
    const end = doubled ? ~ends[cell] : ends[cell];
    let at = starts[cell];
    for (; at + 4 <= end && !doubled; at += 4) {
      const word = bytes[at] | (bytes[at + 1] << 8) | (bytes[at + 2] << 16) | (bytes[at + 3] << 24);
      a = Math.imul(a ^ word, 0x9e3779b1);
      a ^= a >>> 15;
      b = Math.imul(b ^ word, 0x85ebca6b);
      b ^= b >>> 13;
    }
    // What is left of a cell, in one word with its length, so that cells can't run into each other.
    let word = 0x1f;
    let held = 0;
    for (; at < end; at++) {
      word = (word << 8) | bytes[at];
      held += 1;
      if (doubled && bytes[at] === 34 && bytes[at + 1] === 34) at += 1;
      if (held < 4 || !doubled) continue;
      word = swapped(word);
      a = Math.imul(a ^ word, 0x9e3779b1);
      a ^= a >>> 15;
      b = Math.imul(b ^ word, 0x85ebca6b);
      b ^= b >>> 13;
      word = 0x1f;
      held = 0;
    }
    a = Math.imul(a ^ word, 0xc2b2ae3d);
    a ^= a >>> 13;
    b = Math.imul(b ^ word, 0x27d4eb2f);
    b ^= b >>> 15;
  }
  a = Math.imul(a, 0x85ebca6b);
  a ^= a >>> 16;
  return (b >>> 0) * 2097152 + (a >>> 11) || 1;
}

/** The four bytes of a word the other way round. */
function swapped(word: number): number {
  return (word << 24) | ((word & 0xff00) << 8) | ((word >>> 8) & 0xff00) | (word >>> 24);
}
