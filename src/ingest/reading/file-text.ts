import type { EncodingName } from '#ingest/import-report.ts';
import { answerMark, answerTable, startsAnswerLines } from '#ingest/reading/answer-lines.ts';
import { type MadeText, readContent, type StoredBytes } from '#ingest/reading/byte-pieces.ts';
import { decoderOf } from '#ingest/reading/text-decoder.ts';

/** A file that is text, or of which text is made. */
export interface TextFile {
  readonly name: string;
  readonly bytes: StoredBytes | MadeText;
}

/** Bytes handed on at a time: small enough to yield between two of them. */
const usualPieceBytes = 512 * 1024;

/** Loops that are first run over a few rows are made fast once, and not twice. */
const firstPieceBytes = 16 * 1024;

type Listener = (bytesRead: number) => void | Promise<void>;

/**
 * A file's own bytes, unpacked, in pieces of a size, the first ones from `first` on twice as large as what came before; a file that is
 * not packed knows how far it is within each.
 */
async function* readBytes(
  file: TextFile,
  compressed: boolean,
  onBytes: Listener,
  pieceBytes: number,
  first = pieceBytes,
): AsyncGenerator<Uint8Array> {
  let read = 0;
  let given = 0;
  const content = readContent(file.bytes, compressed, {
    taken: (bytes) => {
      read = bytes;
    },
  });
  for await (const piece of content)
    for (let from = 0, to = 0; from < piece.length; from = to) {
      to = Math.min(piece.length, from + Math.min(pieceBytes, Math.max(first, given)));
      given += to - from;
      // What was read of the file so far, less what is still to be handed on of this piece.
      await onBytes(compressed ? read : read - (piece.length - to));
      yield piece.subarray(from, to);
    }
}

/**
 * The text of a file piece by piece, without a byte-order mark, through one streaming decoder for the whole file: a
 * character may lie across any border. The engine's JSON lines come as the table that they are.
 */
export async function* readText(
  file: TextFile,
  compressed: boolean,
  encoding: EncodingName,
  onBytes: Listener,
  pieceBytes = usualPieceBytes,
): AsyncGenerator<string> {
  const pieces = decodeText(file, compressed, encoding, onBytes, pieceBytes);
  const { value: first = '' } = await pieces.next();
  const all = withFirst(first, pieces);
  if (startsAnswerLines(first)) yield* answerTable(all);
  else yield* all;
}

async function* withFirst(first: string, rest: AsyncIterable<string>): AsyncGenerator<string> {
  if (first !== '') yield first;
  yield* rest;
}

async function* decodeText(
  file: TextFile,
  compressed: boolean,
  encoding: EncodingName,
  onBytes: Listener,
  pieceBytes: number,
): AsyncGenerator<string> {
  const decoder = decoderOf(encoding);
  for await (const piece of readBytes(file, compressed, onBytes, pieceBytes)) {
    const text = decoder.decode(piece, { stream: true });
    if (text !== '') yield text;
  }
  const rest = decoder.decode();
  if (rest !== '') yield rest;
}

/** The same as UTF-8; a file that is UTF-8 is handed on as it is. */
export async function* readUtf8(
  file: TextFile,
  compressed: boolean,
  encoding: EncodingName,
  onBytes: Listener,
): AsyncGenerator<Uint8Array> {
  if (encoding !== 'utf-8') {
    const encoder = new TextEncoder();
    for await (const text of readText(file, compressed, encoding, onBytes)) yield encoder.encode(text);
    return;
  }
  let isFirst = true;
  for await (const piece of readBytes(file, compressed, onBytes, usualPieceBytes, firstPieceBytes)) {
    if (isFirst && startsAnswerLines(new TextDecoder().decode(piece.subarray(0, answerMark)))) {
      const encoder = new TextEncoder();
      for await (const text of readText(file, compressed, encoding, onBytes)) yield encoder.encode(text);
      return;
    }
    const hasMark = isFirst && piece[0] === 0xef && piece[1] === 0xbb && piece[2] === 0xbf;
    isFirst = false;
    yield hasMark ? piece.subarray(3) : piece;
  }
}
