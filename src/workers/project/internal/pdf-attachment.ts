import { Inflate } from 'fflate';
import { isProjectArchive } from '#workers/project/internal/project-archive.ts';

/**
 * The project that a PDF carries as an embedded file. Streams stand in a PDF in the clear, whoever wrote it (ISO 32000-1,
 * 7.5.7: never within an object stream), and an embedded one says so in its dictionary (7.11.4): the file is searched for
 * these, so that a PDF saved anew by another program is read too, and a damaged table of objects does no harm. What cannot be
 * read: encrypted files, and filters beyond Flate, which no writer uses for embedded files.
 */
export function findProjectInPdf(pdf: Uint8Array): Uint8Array<ArrayBuffer> | null {
  for (let at = lastIndexOf(pdf, '/EmbeddedFile', pdf.length); at >= 0; at = lastIndexOf(pdf, '/EmbeddedFile', at)) {
    const found = readStream(pdf, at);
    if (found && isProjectArchive(found)) return found;
  }
  return null;
}

/** A dictionary longer than this is none of an embedded file. */
const longestDictionary = 4096;

/** The stream whose dictionary holds the name at `at`; null where there is none, or it can't be unpacked. */
function readStream(pdf: Uint8Array, at: number): Uint8Array<ArrayBuffer> | null {
  const opens = lastIndexOf(pdf, ' obj', at, at - longestDictionary);
  const marker = streamAfter(pdf, at);
  if (opens < 0 || marker < 0) return null;
  const dictionary = latin(pdf, opens + 4, marker);
  // The end-of-line after the word is CR LF or LF.
  const from = marker + 6 + (pdf[marker + 6] === 13 ? 2 : 1);
  const length = lengthOf(pdf, dictionary, from);
  if (length === null) return null;
  const packed = pdf.subarray(from, from + length);
  const filter = /\/Filter\s*(\/\w+|\[[^\]]*\])/.exec(dictionary)?.[1] ?? '';
  const names = filter.match(/\/\w+/g) ?? [];
  if (names.length === 0) return packed.slice();
  const isFlate = names.length === 1 && (names[0] === '/FlateDecode' || names[0] === '/Fl');
  return isFlate && !/\/DecodeParms/.test(dictionary) ? inflateZlib(packed) : null;
}

/** Where the word stands that opens a stream: right after its dictionary. The dictionary may hold it in a name. */
function streamAfter(pdf: Uint8Array, at: number): number {
  const end = at + longestDictionary;
  let marker = indexOf(pdf, 'stream', at, end);
  while (marker >= 0 && !/>>\s*$/.test(latin(pdf, marker - 8, marker)))
    marker = indexOf(pdf, 'stream', marker + 1, end);
  return marker;
}

/** Bytes of a stream: given in its dictionary, or in an object of their own, else up to its end mark. */
function lengthOf(pdf: Uint8Array, dictionary: string, from: number): number | null {
  const given = /\/Length\s+(\d+)(\s+(\d+)\s+R)?/.exec(dictionary);
  const direct = given && !given[2] ? Number(given[1]) : null;
  if (
    direct !== null &&
    from + direct <= pdf.length &&
    /^\s*endstream/.test(latin(pdf, from + direct, from + direct + 12))
  ) {
    return direct;
  }
  const referred = given?.[2] ? objectAsNumber(pdf, Number(given[1])) : null;
  if (referred !== null && from + referred <= pdf.length) return referred;
  const end = indexOf(pdf, 'endstream', from, pdf.length);
  return end < 0 ? null : end - from;
}

function objectAsNumber(pdf: Uint8Array, number: number): number | null {
  const at = lastIndexOf(pdf, `\n${number} 0 obj`, pdf.length);
  if (at < 0) return null;
  const found = /^\s*\d+ 0 obj\s+(\d+)\s+endobj/.exec(latin(pdf, at, at + 80));
  return found ? Number(found[1]) : null;
}

/**
 * Zlib's two bytes of header (RFC 1950) are passed over; null where the rest is no project. A project is packed already and
 * hardly packs again: what grows beyond that, or does not begin as one, is not unpacked to its end, since it may be a bomb.
 */
function inflateZlib(packed: Uint8Array): Uint8Array<ArrayBuffer> | null {
  const pieces: Uint8Array[] = [];
  let size = 0;
  const most = 4 * packed.length + 1_000_000;
  try {
    const unpacker = new Inflate((piece) => {
      size += piece.length;
      pieces.push(piece);
      const isOurs = size <= most && (pieces.length > 1 || piece.length < 128 || isProjectArchive(piece));
      if (!isOurs) throw new NotOurs();
    });
    // A small step: deflate can make a thousand times as much of it at once.
    const step = 1 << 13;
    for (let from = 2; from < packed.length; from += step) {
      unpacker.push(packed.subarray(from, from + step), from + step >= packed.length);
    }
  } catch {
    return null;
  }
  return join(pieces);
}

class NotOurs extends Error {}

function join(pieces: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

function latin(bytes: Uint8Array, from: number, to: number): string {
  return String.fromCharCode(...bytes.subarray(Math.max(0, from), to));
}

/** Position of the last occurrence that begins before `before`, not before `from`; -1: none. */
function lastIndexOf(bytes: Uint8Array, word: string, before: number, from = 0): number {
  const codes = Array.from(word, (character) => character.charCodeAt(0));
  for (let at = Math.min(before - 1, bytes.length - codes.length); at >= Math.max(0, from); at--) {
    if (bytes[at] === codes[0] && codes.every((code, i) => bytes[at + i] === code)) return at;
  }
  return -1;
}

function indexOf(bytes: Uint8Array, word: string, from: number, to: number): number {
  const codes = Array.from(word, (character) => character.charCodeAt(0));
  const last = Math.min(to, bytes.length - codes.length + 1);
  for (let at = Math.max(0, from); at < last; at++) {
    if (bytes[at] === codes[0] && codes.every((code, i) => bytes[at + i] === code)) return at;
  }
  return -1;
}
