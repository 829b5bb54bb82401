/** Stands for a delimiter inside a cell. */
const innerDelimiter = '\u001f';

const encoder = new TextEncoder();
let buffer = new Uint8Array(4096);

/**
 * An integer from 1 to 2^53 - 1 that records with equal cells share, however they are quoted: two multiplicative hashes
 * of 32 bits over their UTF-8, four bytes at a time. The kernel computes the same off a file's bytes.
 */
export function hashCells(cells: readonly string[], delimiter: string): number {
  const text = cells.map((cell) => cell.replaceAll(delimiter, innerDelimiter)).join(delimiter);
  if (text.length * 3 > buffer.length) buffer = new Uint8Array(text.length * 6);
  return hashBytes(buffer, encoder.encodeInto(text, buffer).written);
}

function hashBytes(bytes: Uint8Array, to: number): number {
  let a = firstSeed;
  let b = secondSeed;
  let at = 0;
  for (; at + 4 <= to; at += 4) {
    const word = bytes[at] | (bytes[at + 1] << 8) | (bytes[at + 2] << 16) | (bytes[at + 3] << 24);
    a = Math.imul(a ^ word, 0x9e3779b1);
    a ^= a >>> 15;
    b = Math.imul(b ^ word, 0x85ebca6b);
    b ^= b >>> 13;
  }
  let word = to;
  for (; at < to; at++) word = (word << 8) | bytes[at];
  return mixed(a, b, word);
}

const firstSeed = 0x811c9dc5;
const secondSeed = 0x9747b28c;

function mixed(first: number, second: number, word: number): number {
  let a = Math.imul(first ^ word, 0xc2b2ae3d);
  a ^= a >>> 13;
  let b = Math.imul(second ^ word, 0x27d4eb2f);
  b ^= b >>> 15;
  a = Math.imul(a, 0x85ebca6b);
  a ^= a >>> 16;
  return (b >>> 0) * 2097152 + (a >>> 11) || 1;
}
