/** Addresses of a batch of records: see `NativeBatch` in src/ingest/kernel/native-batch.ts. The host fills it in. */
@unmanaged
export class Batch {
  bytes: usize;
  firstCell: usize;
  starts: usize;
  ends: usize;
  lines: usize;
  quoted: usize;
}

@inline
export function int(values: usize, at: i32): i32 {
  return load<i32>(values + (<usize>at << 2));
}

@inline
export function setInt(values: usize, at: i32, value: i32): void {
  store<i32>(values + (<usize>at << 2), value);
}

/** What `trim` takes away among the ASCII characters. */
@inline
export function isBlank(byte: i32): bool {
  return byte == 32 || (byte > 8 && byte < 14);
}

/** Lead bytes of the blanks beyond ASCII: C2 (A0), E1 (9A 80), E2 (80 ..), E3 (80 80), EF (BB BF). */
@inline
function mayBeWideBlank(from: usize, to: usize): bool {
  const lead = <i32>load<u8>(from);
  if (lead == 0xc2 || lead == 0xe1 || lead == 0xe2 || lead == 0xef) return true;
  if (lead == 0xe3 && load<u8>(from, 1) == 0x80 && load<u8>(from, 2) == 0x80) return true;
  if (load<u8>(to - 1) < 128) return false;
  const tail = <i32>load<u8>(to - 3);
  return load<u8>(to - 2) == 0xc2 || tail == 0xe1 || tail == 0xe2 || tail == 0xe3 || tail == 0xef;
}

/** The cell found last, without its ASCII blanks. */
export let cellFrom: usize = 0;
export let cellTo: usize = 0;

export const filled: i32 = 0;
export const empty: i32 = 1;
/** Blanks that only its text tells. */
export const odd: i32 = 2;
/** Doubled quotes; the blanks are still there. */
export const doubled: i32 = 3;

/** Finds a record's cell, as `Row.find` does. */
@inline
export function findCell(batch: Batch, record: i32, column: i32): i32 {
  const cell = int(batch.firstCell, record) + column;
  if (cell >= int(batch.firstCell, record + 1)) return empty;
  const end = int(batch.ends, cell);
  if (end < 0) {
    cellFrom = batch.bytes + int(batch.starts, cell);
    cellTo = batch.bytes + ~end;
    return doubled;
  }
  let from = batch.bytes + int(batch.starts, cell), to = batch.bytes + end;
  while (from < to && isBlank(load<u8>(from))) from += 1;
  while (to > from && isBlank(load<u8>(to - 1))) to -= 1;
  if (from == to) return empty;
  cellFrom = from;
  cellTo = to;
  if ((load<u8>(from) | load<u8>(to - 1)) > 127 && mayBeWideBlank(from, to)) return odd;
  return filled;
}
