import type { RecordBatch } from '#ingest/reading/record-reader.ts';

/** Stands for a delimiter inside a quoted cell. */
const innerDelimiter = 0x1f;

/**
 * An integer from 1 to 2^53 - 1 that records with equal cells share, however they are quoted: two multiplicative hashes
 * of 32 bits over the record's bytes, four at a time.
 */
export function hashRecord(batch: RecordBatch, record: number): number {
  const last = batch.firstCell[record + 1] - 1;
  if (batch.quoted[record] === 0)
    return hashBytes(batch.bytes, batch.starts[batch.firstCell[record]], batch.ends[last]);
  return hashQuoted(batch, record);
}

function hashBytes(bytes: Uint8Array, from: number, to: number): number {
  let a = 0x811c9dc5;
  let b = 0x9747b28c;
  let at = from;
  for (; at + 4 <= to; at += 4) {
    const word = bytes[at] | (bytes[at + 1] << 8) | (bytes[at + 2] << 16) | (bytes[at + 3] << 24);
    a = Math.imul(a ^ word, 0x9e3779b1);
    a ^= a >>> 15;
    b = Math.imul(b ^ word, 0x85ebca6b);
    b ^= b >>> 13;
  }
  let word = to - from;
  for (; at < to; at++) word = (word << 8) | bytes[at];
  a = Math.imul(a ^ word, 0xc2b2ae3d);
  a ^= a >>> 13;
  b = Math.imul(b ^ word, 0x27d4eb2f);
  b ^= b >>> 15;
  a = Math.imul(a, 0x85ebca6b);
  a ^= a >>> 16;
  return (b >>> 0) * 2097152 + (a >>> 11) || 1;
}

let buffer = new Uint8Array(4096);

/** The hash that the record would have without its quotes. */
function hashQuoted(batch: RecordBatch, record: number): number {
  const { bytes, starts, ends, firstCell, delimiter } = batch;
  const [first, after] = [firstCell[record], firstCell[record + 1]];
  const lastEnd = ends[after - 1] < 0 ? ~ends[after - 1] : ends[after - 1];
  const most = lastEnd - starts[first] + 4 * (after - first);
  if (most > buffer.length) buffer = new Uint8Array(most * 2);
  let length = 0;
  for (let cell = first; cell < after; cell++) {
    if (cell > first) for (const byte of delimiter) buffer[length++] = byte;
    const doubled = ends[cell] < 0;
    const end = doubled ? ~ends[cell] : ends[cell];
    for (let at = starts[cell]; at < end; at++) {
      const isInner = bytes[at] === delimiter[0] && (delimiter.length === 1 || bytes[at + 1] === delimiter[1]);
      buffer[length++] = isInner ? innerDelimiter : bytes[at];
      if (doubled && bytes[at] === 34 && bytes[at + 1] === 34) at += 1;
    }
  }
  return hashBytes(buffer, 0, length);
}
