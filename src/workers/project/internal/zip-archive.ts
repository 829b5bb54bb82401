import { Inflate } from 'fflate';
import { crc32 } from '#ingest/reading/crc32.ts';
import { JobRefused } from '#workers/job-control.ts';

const localSignature = 0x04034b50;
const centralSignature = 0x02014b50;
const endSignature = 0x06054b50;
const mostEntries = 1000;

interface Found {
  readonly name: string;
  readonly method: number;
  readonly crc: number;
  readonly packed: number;
  readonly unpacked: number;
  readonly offset: number;
}

/**
 * Entries by name, unpacked when asked for. `limit`: bytes that all of them together may unpack to. Reads archives with sizes and
 * checksums in the directory, no encryption, no second volume, under 4 GB, and trusts none of what their headers say. Source:
 * APPNOTE.TXT 6.3.10, 4.3.7 to 4.3.16; CRC-32 as in its 4.4.7.
 */
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

export function tooLarge(limit: number): JobRefused {
  return new JobRefused('project-too-large', { megabytes: Math.round(limit / 1e6) });
}
