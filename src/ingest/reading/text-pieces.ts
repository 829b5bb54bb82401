import type { EncodingName, ImportFile } from '#ingest/import-report.ts';
import { readContent } from '#ingest/reading/byte-pieces.ts';

/** Bytes decoded at a time: PapaParse is fastest on batches of about this many characters. */
const usualDecodeBytes = 256 * 1024;

/**
 * The text of a file in order. One streaming decoder reads the whole file, so a character may lie across any border.
 * Bytes that are no text in the encoding become U+FFFD.
 */
export async function* readText(
  file: ImportFile,
  compressed: boolean,
  encoding: EncodingName,
  onBytes: (bytesRead: number) => void | Promise<void>,
  decodeBytes = usualDecodeBytes,
): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding);
  let read = 0;
  const content = readContent(file.bytes, compressed, (piece) => {
    read += piece.length;
  });
  for await (const piece of content) {
    for (let from = 0; from < piece.length; from += decodeBytes) {
      const text = decoder.decode(piece.subarray(from, from + decodeBytes), { stream: true });
      if (text) yield text;
    }
    await onBytes(read);
  }
  const rest = decoder.decode();
  if (rest) yield rest;
}
