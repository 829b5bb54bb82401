import type { BlobLike } from '#ingest/import-report.ts';

/** Bytes read from a file at a time; also the leaf size of the file hash, so it must not change. */
export const pieceBytes = 4 * 1024 * 1024;

/** The bytes of a dropped file. */
export type StoredBytes = BlobLike | Uint8Array;

/** Text of a file that is no text, made as it is read. */
export interface MadeText {
  /** Bytes of the file. */
  readonly size: number;
  /** Columns of which no cells are made. */
  readonly unread: readonly string[];
  /** Columns of times that are kept in UTC, whichever hour the shop's clock said. */
  readonly inUtc: readonly string[];
  /** The text in UTF-8; `taken` hears of the file's bytes that it was made of. */
  makeText(taken: (bytesRead: number) => void): AsyncGenerator<Uint8Array>;
}

/** Pieces that are asked for while one is worked on: a file that is read one piece at a time takes twice as long. */
const piecesAhead = 2;

/** The bytes of a file in order, piece by piece; beside the one that is worked on {@link piecesAhead} are held. */
export async function* readPieces(bytes: StoredBytes): AsyncGenerator<Uint8Array> {
  const size = sizeOf(bytes);
  const ahead: Promise<Uint8Array>[] = [];
  for (let from = 0, asked = 0; from < size; from += pieceBytes) {
    for (; asked < size && ahead.length <= piecesAhead; asked += pieceBytes) {
      const piece = readRange(bytes, asked, asked + pieceBytes);
      // Who stops early never asks for it.
      piece.catch(() => undefined);
      ahead.push(piece);
    }
    yield await (ahead.shift() as Promise<Uint8Array>);
  }
}

export function sizeOf(bytes: StoredBytes | MadeText): number {
  return bytes instanceof Uint8Array ? bytes.byteLength : bytes.size;
}

export function readHead(bytes: StoredBytes, length: number): Promise<Uint8Array> {
  return readRange(bytes, 0, length);
}

/** Bytes of a file from one place up to another, or to its end. */
export async function readRange(bytes: StoredBytes, from: number, to: number): Promise<Uint8Array> {
  const end = Math.min(to, sizeOf(bytes));
  if (bytes instanceof Uint8Array) return bytes.subarray(from, end);
  return new Uint8Array(await bytes.slice(Math.min(from, end), end).arrayBuffer());
}

export function isGzip(head: Uint8Array): boolean {
  return head.length > 2 && head[0] === 0x1f && head[1] === 0x8b && head[2] === 8;
}

/** The gzip data ends too early or is not what its checksum says. */
export class DamagedGzip extends Error {
  override readonly name = 'DamagedGzip';
}

/** A part of a ZIP archive is cut off, or is not what the archive's directory says. */
export class DamagedArchive extends Error {
  override readonly name = 'DamagedArchive';
}

/** Unpacked bytes of one part of a ZIP archive, streamed. Throws {@link DamagedArchive}. */
export async function* unpackRaw(packed: Uint8Array): AsyncGenerator<Uint8Array> {
  async function* whole(): AsyncGenerator<Uint8Array> {
    yield packed;
  }
  yield* unpack(whole(), 'deflate-raw', (reason) => new DamagedArchive(reason));
}

/** Unpacked bytes, streamed: the source is read no faster than the output is taken. Throws {@link DamagedGzip}. */
export async function* unpackGzip(pieces: AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield* unpack(pieces, 'gzip', (reason) => new DamagedGzip(reason));
}

/**
 * Packed bytes that the unpacker is given at a time. Browsers unpack all that they are given before they look whether anybody takes
 * it, and deflate packs up to 1,032 to 1: so many bytes are 8 MB at most, where a piece of a file would be gigabytes.
 */
const packedAtATime = 8192;

async function* inSmallPieces(pieces: AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const piece of pieces)
    for (let from = 0; from < piece.length; from += packedAtATime) yield piece.subarray(from, from + packedAtATime);
}

async function* unpack(
  pieces: AsyncGenerator<Uint8Array>,
  format: 'gzip' | 'deflate-raw',
  damage: (reason: string) => Error,
): AsyncGenerator<Uint8Array> {
  let sourceError: unknown;
  const packed = inSmallPieces(pieces);
  const source = new ReadableStream<Uint8Array<ArrayBuffer>>({
    async pull(controller) {
      try {
        const next = await packed.next();
        if (next.done) controller.close();
        else controller.enqueue(next.value as Uint8Array<ArrayBuffer>);
      } catch (error) {
        sourceError = error;
        throw error;
      }
    },
  });
  const reader = source.pipeThrough(new DecompressionStream(format)).getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read().catch((error: unknown) => {
        throw sourceError ?? damage(String(error));
      });
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel().catch(() => {});
  }
}

/** Hears of a file's own bytes as they are taken. */
export interface ByteListener {
  /** Each piece of {@link pieceBytes}, the last one shorter. */
  piece?(bytes: Uint8Array): Promise<void>;
  /** Bytes of the file whose text has been handed on. */
  taken?(bytesRead: number): void;
}

/** The text bytes of a file, unpacked where it is gzip, made where it is no text. */
export async function* readContent(
  bytes: StoredBytes | MadeText,
  compressed: boolean,
  listener: ByteListener = {},
): AsyncGenerator<Uint8Array> {
  if ('makeText' in bytes) {
    yield* bytes.makeText((read) => listener.taken?.(read));
    return;
  }
  const stored = bytes;
  let read = 0;
  async function* heard(): AsyncGenerator<Uint8Array> {
    for await (const piece of readPieces(stored)) {
      const heardOf = listener.piece?.(piece);
      heardOf?.catch(() => undefined);
      read += piece.length;
      if (!compressed) listener.taken?.(read);
      yield piece;
      await heardOf;
    }
  }
  if (!compressed) {
    yield* heard();
    return;
  }
  // The unpacker takes in more than it has given out, so how far it is shows in what came out of it.
  const size = sizeOf(bytes);
  const whole = await unpackedSize(bytes);
  let unpacked = 0;
  let taken = 0;
  for await (const piece of unpackGzip(heard())) {
    unpacked += piece.length;
    taken = Math.max(taken, unpacked < whole ? Math.floor((unpacked / whole) * size) : read);
    listener.taken?.(taken);
    yield piece;
  }
}

/**
 * What a gzip file says that it unpacks to (RFC 1952, ISIZE: modulo 2^32); 0 where that can't be, as for several members
 * in one file.
 */
async function unpackedSize(bytes: StoredBytes): Promise<number> {
  const size = sizeOf(bytes);
  if (size < 18) return 0;
  const tail = await readRange(bytes, size - 4, size);
  const claimed = (tail[0] | (tail[1] << 8) | (tail[2] << 16) | (tail[3] << 24)) >>> 0;
  return claimed >= size * 0.9 ? claimed : 0;
}

/** Some bytes one after the other. */
export function join(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
