import type { EncodingName, ImportFile } from '#ingest/import-report.ts';
import { readContent } from '#ingest/reading/byte-pieces.ts';

/** Bytes handed on at a time: small enough to breathe between two of them. */
const usualPieceBytes = 512 * 1024;

/**
 * The text of a file as UTF-8, piece by piece, without a byte-order mark. Text in another encoding goes through one
 * streaming decoder for the whole file, so a character may lie across any border; UTF-8 is handed on as it is.
 */
export async function* readUtf8(
  file: ImportFile,
  compressed: boolean,
  encoding: EncodingName,
  onBytes: (bytesRead: number) => void | Promise<void>,
  pieceBytes = usualPieceBytes,
): AsyncGenerator<Uint8Array> {
  let read = 0;
  const content = readContent(file.bytes, compressed, {
    taken: (bytes) => {
      read = bytes;
    },
  });
  const convert = encoding === 'utf-8' ? dropMark() : transcode(encoding);
  for await (const piece of content) {
    for (let from = 0; from < piece.length; from += pieceBytes) {
      const bytes = convert(piece.subarray(from, from + pieceBytes), false);
      // What was read of the file so far, less what is still to be handed on of this piece.
      await onBytes(compressed ? read : read - Math.max(0, piece.length - from - pieceBytes));
      if (bytes.length > 0) yield bytes;
    }
  }
  const rest = convert(new Uint8Array(0), true);
  if (rest.length > 0) yield rest;
}

type Convert = (piece: Uint8Array, last: boolean) => Uint8Array;

function transcode(encoding: EncodingName): Convert {
  const decoder = new TextDecoder(encoding);
  const encoder = new TextEncoder();
  return (piece, last) => encoder.encode(decoder.decode(piece, { stream: !last }));
}

const mark = [0xef, 0xbb, 0xbf];

/** Leaves out the mark at the start of UTF-8, also where pieces cut it. */
function dropMark(): Convert {
  let matched = 0;
  let over = false;
  return (piece, last) => {
    if (over) return piece;
    let at = 0;
    while (at < piece.length && matched < mark.length && piece[at] === mark[matched]) {
      at += 1;
      matched += 1;
    }
    if (matched === mark.length) {
      over = true;
      return piece.subarray(at);
    }
    if (at === piece.length && !last) return new Uint8Array(0);
    // No mark: what looked like its beginning is text.
    over = true;
    const whole = new Uint8Array(matched + piece.length - at);
    whole.set(mark.slice(0, matched));
    whole.set(piece.subarray(at), matched);
    return whole;
  };
}
