/** Bytes to records: the plain part of src/ingest/reading/records.ts, which reads on where this stops. */
import { Batch, int, setInt } from './batch';

const quote: i32 = 34;
const newline: i32 = 10;

/** Where the reading is: handed over and back. */
@unmanaged
export class Place {
  /** First byte of the next record. */
  at: i32;
  /** Records and cells so far. */
  count: i32;
  cells: i32;
  /** Line of the next record. */
  line: i32;
}

/**
 * Reads records that end in LF or CRLF before `size`, one after the other, up to the first that is out of the ordinary: a
 * quote is not closed within `longestQuoted` bytes or something stands behind it, or the record is longer than
 * `longestLine`. 16 bytes behind `size` are read too.
 */
export function readRecords(
  batch: Batch, place: Place, size: i32, delimiter: i32, countsRecords: bool, longestQuoted: i32, longestLine: i32,
): void {
  const bytes = batch.bytes, starts = batch.starts, ends = batch.ends;
  const delimiters = i8x16.splat(<i8>delimiter), newlines = i8x16.splat(10), quotes = i8x16.splat(34);
  let record = place.at, start = record, pos = record;
  let count = place.count, cells = place.cells, line = place.line;
  let firstCell = cells, breaks = 0, hasQuotes = 0;
  while (pos < size) {
    const block = v128.load(bytes + pos);
    let mask = <u32>i8x16.bitmask(
      v128.or(v128.or(i8x16.eq(block, delimiters), i8x16.eq(block, newlines)), i8x16.eq(block, quotes)),
    );
    if (pos + 16 > size) mask &= (1 << (size - pos)) - 1;
    let next = pos + 16;
    while (mask != 0) {
      let at = pos + <i32>ctz(mask);
      mask &= mask - 1;
      let byte = <i32>load<u8>(bytes + at);
      if (byte == quote) {
        if (at != start) continue;
        // The quoted cell: up to the quote that closes it.
        const limit = min(size, record + longestQuoted);
        let doubled = false;
        start = at + 1;
        at = start;
        for (;;) {
          while (at < limit && load<u8>(bytes + at) != quote) {
            breaks += <i32>(load<u8>(bytes + at) == newline);
            at += 1;
          }
          if (at + 1 >= limit) return;
          if (load<u8>(bytes + at + 1) != quote) break;
          doubled = true;
          at += 2;
        }
        const close = at;
        at += 1;
        while (at < size && (load<u8>(bytes + at) == 32 || load<u8>(bytes + at) == 13)) at += 1;
        if (at >= size) return;
        byte = <i32>load<u8>(bytes + at);
        if (byte != delimiter && byte != newline) return;
        setInt(starts, cells, start);
        setInt(ends, cells, doubled ? ~close : close);
        hasQuotes = 1;
        next = at + 1;
        mask = 0;
      } else {
        setInt(starts, cells, start);
        setInt(ends, cells, byte == newline && at > start && load<u8>(bytes + at - 1) == 13 ? at - 1 : at);
      }
      if (at - record > longestLine) return;
      cells += 1;
      start = at + 1;
      if (byte != newline) continue;
      setInt(batch.firstCell, count, firstCell);
      setInt(batch.lines, count, line);
      store<u8>(batch.quoted + count, <u8>hasQuotes);
      line += countsRecords ? 1 : 1 + breaks;
      count += 1;
      breaks = 0;
      hasQuotes = 0;
      record = start;
      firstCell = cells;
      place.at = record;
      place.count = count;
      place.cells = cells;
      place.line = line;
    }
    pos = next;
  }
}

const innerDelimiter: u8 = 0x1f;

/** Hash of each record from `from` on, as `hashCells` of src/ingest/reading/hash-cells.ts; `room` for a record without quotes. */
export function hashRecords(batch: Batch, from: i32, count: i32, delimiter: i32, room: usize, roomBytes: i32, hashes: usize): void {
  for (let record = from; record < count; record++) {
    const first = int(batch.firstCell, record), after = int(batch.firstCell, record + 1);
    const start = int(batch.starts, first), last = int(batch.ends, after - 1), end = last < 0 ? ~last : last;
    let hash: f64;
    if (load<u8>(batch.quoted + record) == 0) hash = hashBytes(batch.bytes + start, batch.bytes + end);
    else if (end - start + 4 * (after - first) > roomBytes) hash = 0;
    else {
      let to = room;
      for (let cell = first; cell < after; cell++) {
        if (cell > first) store<u8>(to++, <u8>delimiter);
        const coded = int(batch.ends, cell), doubled = coded < 0, cellEnd = batch.bytes + (doubled ? ~coded : coded);
        for (let at = batch.bytes + int(batch.starts, cell); at < cellEnd; at++) {
          const byte = load<u8>(at);
          store<u8>(to++, byte == delimiter ? innerDelimiter : byte);
          if (doubled && byte == quote && load<u8>(at, 1) == quote) at += 1;
        }
      }
      hash = hashBytes(room, to);
    }
    store<f64>(hashes + (<usize>(record - from) << 3), hash);
  }
}

function hashBytes(from: usize, to: usize): f64 {
  let a: u32 = 0x811c9dc5, b: u32 = 0x9747b28c;
  let at = from;
  for (; at + 4 <= to; at += 4) {
    const word = load<u32>(at);
    a = (a ^ word) * 0x9e3779b1;
    a ^= a >> 15;
    b = (b ^ word) * 0x85ebca6b;
    b ^= b >> 13;
  }
  let word = <u32>(to - from);
  for (; at < to; at++) word = (word << 8) | load<u8>(at);
  a = (a ^ word) * 0xc2b2ae3d;
  a ^= a >> 13;
  b = (b ^ word) * 0x27d4eb2f;
  b ^= b >> 15;
  a *= 0x85ebca6b;
  a ^= a >> 16;
  const hash = <f64>b * 2097152 + <f64>(a >> 11);
  return hash == 0 ? 1 : hash;
}
