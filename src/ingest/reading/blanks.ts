/** What `trim` takes away among the ASCII characters. */
export function isBlank(byte: number): boolean {
  return byte === 32 || (byte > 8 && byte < 14);
}

/** Lead bytes of the blanks beyond ASCII: C2 (A0), E1 (9A 80), E2 (80 ..), E3 (80 80), EF (BB BF). */
export function mayBeWideBlank(bytes: Uint8Array, from: number, to: number): boolean {
  const lead = bytes[from];
  if (lead === 0xc2 || lead === 0xe1 || lead === 0xe2 || lead === 0xef) return true;
  if (lead === 0xe3 && bytes[from + 1] === 0x80 && bytes[from + 2] === 0x80) return true;
  if (bytes[to - 1] < 128) return false;
  const tail = bytes[to - 3];
  return bytes[to - 2] === 0xc2 || tail === 0xe1 || tail === 0xe2 || tail === 0xe3 || tail === 0xef;
}
