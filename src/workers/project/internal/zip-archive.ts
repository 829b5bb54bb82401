// Deflate in one go: fflate 0.8.3 in pieces can write distances beyond what is there (zip-archive.test.ts).
import { deflateSync, Inflate } from 'fflate';
import { JobRefused } from '#workers/job-control.ts';

/**
 * A ZIP archive as Debut writes it: sizes and checksums in the headers, no encryption, no second volume, under 4 GB. The
 * reader trusts none of them. Source: APPNOTE.TXT 6.3.10, 4.3.7 to 4.3.16; CRC-32 as in its 4.4.7.
 */
export interface ZipEntry {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** As it is, for what is packed already. */
  readonly stored?: boolean;
}

const localSignature = 0x04034b50;
const centralSignature = 0x02014b50;
const endSignature = 0x06054b50;
const mostEntries = 1000;

const crcTable = Uint32Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let bit = 0; bit < 8; bit++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c;
});

function crc32(bytes: Uint8Array, before = 0): number {
  let c = ~before;
  for (let i = 0; i < bytes.length; i++) c = crcTable[(c ^ bytes[i]) & 255] ^ (c >>> 8);
  return ~c >>> 0;
}

/** The archive's bytes; the same entries give the same bytes. `onEntry` is awaited after each. */
export async function writeZip(
  entries: readonly ZipEntry[],
  onEntry: (done: number) => Promise<void>,
): Promise<Uint8Array<ArrayBuffer>> {
  const pieces: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let at = 0;
  const put = (piece: Uint8Array): void => {
    pieces.push(piece);
    at += piece.length;
  };
  for (const [i, { name, bytes, stored = false }] of entries.entries()) {
    const packed = stored ? bytes : deflateSync(bytes, { level: 9 });
    const fields = { name, method: stored ? 0 : 8, crc: crc32(bytes), packed: packed.length, unpacked: bytes.length };
    directory.push(header(fields, at));
    put(header(fields, null));
    put(packed);
    await onEntry((i + 1) / entries.length);
  }
  const directoryAt = at;
  for (const record of directory) put(record);
  put(endRecord(entries.length, at - directoryAt, directoryAt));
  return join(pieces);
}

export function join(pieces: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

interface HeaderFields {
  readonly name: string;
  readonly method: number;
  readonly crc: number;
  readonly packed: number;
  readonly unpacked: number;
}

/** Local header (`offset` null) or directory record. Names are UTF-8; the date is that of the format's own zero, 1980. */
function header({ name, method, crc, packed, unpacked }: HeaderFields, offset: number | null): Uint8Array {
  const text = new TextEncoder().encode(name);
  const base = offset === null ? 30 : 46;
  const record = new Uint8Array(base + text.length);
  const view = new DataView(record.buffer);
  view.setUint32(0, offset === null ? localSignature : centralSignature, true);
  let at = 4;
  const short = (value: number): void => {
    view.setUint16(at, value, true);
    at += 2;
  };
  const long = (value: number): void => {
    view.setUint32(at, value, true);
    at += 4;
  };
  if (offset !== null) short(20);
  for (const value of [20, 0x0800, method, 0, 0x21]) short(value);
  for (const value of [crc, packed, unpacked]) long(value);
  short(text.length);
  short(0);
  if (offset !== null) {
    for (const value of [0, 0, 0]) short(value);
    long(0);
    long(offset);
  }
  record.set(text, base);
  return record;
}

function endRecord(count: number, size: number, offset: number): Uint8Array {
  const record = new Uint8Array(22);
  const view = new DataView(record.buffer);
  view.setUint32(0, endSignature, true);
  view.setUint16(8, count, true);
  view.setUint16(10, count, true);
  view.setUint32(12, size, true);
  view.setUint32(16, offset, true);
  return record;
}

interface Found extends HeaderFields {
  readonly offset: number;
}

/** Entries by name, unpacked when asked for. `limit`: bytes that all of them together may unpack to. */
export class ZipReader {
  private readonly bytes: Uint8Array;
  private readonly entries: ReadonlyMap<string, Found>;
  private left: number;

  /** Refuses what is no whole archive (`project-damaged`). */
  constructor(bytes: Uint8Array, limit: number) {
    this.bytes = bytes;
    this.left = limit;
    this.entries = new Map(readDirectory(bytes).map((entry) => [entry.name, entry]));
  }

  has(name: string): boolean {
    return this.entries.has(name);
  }

  /** Unpacked and compared with its checksum. Memory: never more than the limit, whatever the headers claim. */
  read(name: string): Uint8Array<ArrayBuffer> {
    const entry = this.entries.get(name);
    if (!entry) throw damaged(name);
    if (entry.unpacked > this.left) throw tooLarge(this.left);
    const packed = this.packedBytes(entry);
    const unpacked = entry.method === 0 ? packed.slice() : inflate(packed, entry.unpacked, name);
    if (unpacked.length !== entry.unpacked || crc32(unpacked) !== entry.crc) throw damaged(name);
    this.left -= unpacked.length;
    return unpacked;
  }

  private packedBytes({ name, offset, packed }: Found): Uint8Array {
    const { bytes } = this;
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    if (offset + 30 > bytes.length || view.getUint32(offset, true) !== localSignature) throw damaged(name);
    const from = offset + 30 + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true);
    if (from + packed > bytes.length) throw damaged(name);
    return bytes.subarray(from, from + packed);
  }
}

/** At most `length` bytes are kept; a stream that goes on is damage, or a bomb. */
function inflate(packed: Uint8Array, length: number, name: string): Uint8Array<ArrayBuffer> {
  // Deflate can't pack better than 1032 to 1: a claim beyond that is a lie, and no memory is taken for it.
  if (length > packed.length * 1032 + 64) throw damaged(name);
  const whole = new Uint8Array(length);
  let at = 0;
  let isFinal = false;
  try {
    const unpacker = new Inflate((piece, final) => {
      if (at + piece.length > length) throw damaged(name);
      whole.set(piece, at);
      at += piece.length;
      isFinal = final;
    });
    // A small step: deflate can make a thousand times as much of it at once.
    const step = 1 << 13;
    for (let from = 0; from < packed.length; from += step) {
      unpacker.push(packed.subarray(from, from + step), from + step >= packed.length);
    }
  } catch (error) {
    throw error instanceof JobRefused ? error : damaged(name);
  }
  if (!isFinal) throw damaged(name);
  return whole.subarray(0, at);
}

function readDirectory(bytes: Uint8Array): Found[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = findEnd(view);
  const count = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  if (count > mostEntries) throw damaged('directory');
  const entries: Found[] = [];
  for (let i = 0; i < count; i++) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== centralSignature) throw damaged('directory');
    const nameLength = view.getUint16(at + 28, true);
    const next = at + 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    const method = view.getUint16(at + 10, true);
    const isEncrypted = (view.getUint16(at + 8, true) & 1) !== 0;
    if (next > bytes.length || isEncrypted || (method !== 0 && method !== 8)) throw damaged('directory');
    entries.push({
      name: new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength)),
      method,
      crc: view.getUint32(at + 16, true),
      packed: view.getUint32(at + 20, true),
      unpacked: view.getUint32(at + 24, true),
      offset: view.getUint32(at + 42, true),
    });
    at = next;
  }
  return entries;
}

/** The end record stands last, before a comment of at most 65,535 bytes. */
function findEnd(view: DataView): number {
  for (let at = view.byteLength - 22; at >= Math.max(0, view.byteLength - 22 - 0xffff); at--) {
    if (view.getUint32(at, true) === endSignature) return at;
  }
  throw damaged('directory');
}

export function damaged(part: string, place = ''): JobRefused {
  return new JobRefused('project-damaged', { part, place });
}

function tooLarge(limit: number): JobRefused {
  return new JobRefused('project-too-large', { megabytes: Math.round(limit / 1e6) });
}
