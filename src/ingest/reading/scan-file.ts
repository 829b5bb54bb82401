import type { EncodingName, ImportFile } from '#ingest/import-report.ts';
import { DamagedGzip, isGzip, join, readContent, readHead, sizeOf } from '#ingest/reading/byte-pieces.ts';
import { commonIn, guessLegacy } from '#ingest/reading/guess-legacy.ts';
import { Utf8Check } from '#ingest/reading/utf8-check.ts';

/** What the bytes of a file say before anything is read as text. */
export interface FileScan {
  readonly bytes: number;
  readonly compressed: boolean;
  /** SHA-256 over the SHA-256 of the file's 4 MiB pieces, hex. */
  readonly hash: string;
  /** `undecided`: readable in several ways or in none. */
  readonly encoding: EncodingName | 'undecided';
  /** Characters of a file that is clearly in `encoding` which are none there; they are read as U+FFFD. */
  readonly damagedCharacters: number;
  /** Line of the first of them; 0: not known. */
  readonly damagedLine: number;
  /** `workbook`: a ZIP archive, an OLE file or marked-up text, as spreadsheets are saved; whether it is one shows when it is opened. */
  readonly holds: 'text' | 'workbook' | 'parquet';
  /** Why the file can be none of them; null when it can. */
  readonly refusal:
    | 'file-empty'
    | 'file-binary'
    | 'file-arrow'
    | 'encoding-utf-32'
    | 'gzip-damaged'
    | 'parquet-damaged'
    | 'parquet-unsupported'
    | null;
}

type Listener = (bytesRead: number) => Promise<void>;

/**
 * One pass over the bytes (a second one for text that is not UTF-8, and for the pages of a Parquet file): hash, packing, encoding,
 * damage.
 */
export async function scanFile(
  file: ImportFile,
  chosen: EncodingName | undefined,
  onBytes: Listener,
): Promise<FileScan> {
  const bytes = sizeOf(file.bytes);
  const head = await readHead(file.bytes, 64);
  const compressed = isGzip(head);
  const refuse = (refusal: FileScan['refusal'], hash = ''): FileScan => ({
    bytes,
    compressed,
    hash,
    encoding: 'undecided',
    damagedCharacters: 0,
    damagedLine: 0,
    holds: 'text',
    refusal,
  });
  if (bytes === 0) return refuse('file-empty');
  const hasPages = isParquet(head);
  const look = new ByteLook();
  const leaves: Uint8Array[] = [];
  let read = 0;
  try {
    const content = readContent(file.bytes, compressed, {
      piece: async (piece) => {
        leaves.push(await sha256(piece));
      },
      taken: (bytes) => {
        read = bytes;
      },
    });
    for await (const piece of content) {
      if (!hasPages) look.feed(piece);
      await onBytes(read);
    }
  } catch (error) {
    if (error instanceof DamagedGzip) return refuse('gzip-damaged');
    throw error;
  }
  const hash = toHex(await sha256(join(leaves)));
  const known = { bytes, compressed, hash, refusal: null, holds: 'text', damagedLine: 0 } as const;
  if (hasPages) {
    const fault = await parquetFault(file, onBytes);
    if (fault) return refuse(fault, hash);
    return { ...known, holds: 'parquet', encoding: 'utf-8', damagedCharacters: 0 };
  }
  // The directory itself is encrypted.
  if (startsWith(head, 'PARE')) return refuse('parquet-unsupported', hash);
  if (startsWith(head, 'ARROW1')) return refuse('file-arrow', hash);
  if (look.total === 0 || look.onlyBlank) return refuse('file-empty', hash);
  if (look.isUtf32()) return refuse('encoding-utf-32', hash);
  if (isContainer(head)) return { ...known, holds: 'workbook', encoding: 'utf-8', damagedCharacters: 0 };
  if (chosen) return { ...known, encoding: chosen, damagedCharacters: 0 };
  const own = look.encoding();
  if (own === 'several') return { ...known, encoding: 'undecided', damagedCharacters: 0 };
  const found = own ?? (await findLegacy(file, compressed, look, onBytes));
  if (!compressed && look.isMarkup())
    return { ...known, holds: 'workbook', encoding: found?.encoding ?? 'utf-8', damagedCharacters: 0 };
  if (!found && look.looksBinary()) return refuse('file-binary', hash);
  const damagedLine = found?.encoding === 'utf-8' ? await look.damagedLine(file, compressed) : 0;
  return { ...known, encoding: found?.encoding ?? 'undecided', damagedCharacters: found?.damaged ?? 0, damagedLine };
}

export function isParquet(head: Uint8Array): boolean {
  return startsWith(head, 'PAR1');
}

function startsWith(head: Uint8Array, mark: string): boolean {
  return Array.from(mark).every((letter, at) => head[at] === letter.charCodeAt(0));
}

/** Null where all pages of a Parquet file can be read and are what its directory says. */
async function parquetFault({ bytes }: ImportFile, onBytes: Listener): Promise<FileScan['refusal']> {
  // What keeps the reader from loading is no damage of the file.
  const { UnsupportedParquet } = await import('#ingest/reading/parquet-pages.ts');
  const { ParquetText } = await import('#ingest/reading/parquet-text.ts');
  let stopped: unknown = null;
  try {
    const text = await ParquetText.open(bytes);
    await text.check(async (read) => {
      try {
        await onBytes(read);
      } catch (error) {
        stopped = error;
        throw error;
      }
    });
    return null;
  } catch (error) {
    // A reader of damaged bytes throws whatever it meets; only a cancel is no damage.
    if (stopped !== null) throw stopped;
    return error instanceof UnsupportedParquet ? 'parquet-unsupported' : 'parquet-damaged';
  }
}

/** Damaged characters are forgiven when there are this many good ones to each. */
const goodPerDamaged = 20;

interface FoundEncoding {
  readonly encoding: EncodingName;
  readonly damaged: number;
}

/** ZIP (xlsx) or OLE (xls). */
export function isContainer(head: Uint8Array): boolean {
  const zip = head[0] === 0x50 && head[1] === 0x4b && head[2] === 3 && head[3] === 4;
  const ole = head[0] === 0xd0 && head[1] === 0xcf && head[2] === 0x11 && head[3] === 0xe0;
  return zip || ole;
}

/** Bytes at the beginning among which control characters are counted. */
const bytesCounted = 1 << 20;

/** Counts that tell encodings and binary data apart. */
class ByteLook {
  total = 0;
  onlyBlank = true;
  private readonly utf8 = new Utf8Check();
  private head: Uint8Array = new Uint8Array(0);
  private controls = 0;
  private counted = 0;
  private nulls = 0;

  /** Reads along as GB18030 where the file's first piece is no UTF-8, so that it need not be read again. */
  gb18030: Gb18030Look | null = null;

  feed(piece: Uint8Array): void {
    if (this.total < 65536 && piece.length > 0) {
      this.head = join([this.head, piece.subarray(0, 65536 - this.head.length)]);
    }
    this.utf8.feed(piece);
    const isNoUtf8 = this.utf8.invalid * goodPerDamaged > this.utf8.multibyte;
    if (this.total === 0 && isNoUtf8 && !piece.subarray(0, 4096).includes(0)) this.gb18030 = new Gb18030Look();
    this.gb18030?.feed(piece);
    this.total += piece.length;
    if (this.counted >= bytesCounted && !this.onlyBlank) return;
    const end = this.onlyBlank ? piece.length : Math.min(piece.length, bytesCounted);
    this.counted += end;
    for (let at = 0; at < end; at++) {
      const byte = piece[at];
      if (byte > 32) this.onlyBlank = false;
      if (byte === 0) this.nulls += 1;
      else if (byte < 9 || (byte > 13 && byte < 32 && byte !== 27)) this.controls += 1;
    }
  }

  /** By its mark, or by two zeros or more to each letter: no browser decodes it, and read as UTF-16 it is every other letter. */
  isUtf32(): boolean {
    const { head } = this;
    const starts = (...mark: readonly number[]): boolean => mark.every((byte, i) => head[i] === byte);
    if (starts(0xff, 0xfe, 0, 0) || starts(0, 0, 0xfe, 0xff)) return true;
    const letters = head.length >> 2;
    if (letters < 4 || this.total % 4 !== 0) return false;
    for (let i = 0; i < 4 * letters; i += 4) {
      const zeros = [head[i], head[i + 1], head[i + 2], head[i + 3]].filter((byte) => byte === 0).length;
      if (zeros < 2 || zeros === 4) return false;
    }
    return true;
  }

  /** Line of the first character that is no UTF-8; 0 without one. */
  async damagedLine(file: ImportFile, compressed: boolean): Promise<number> {
    const { firstInvalid } = this.utf8;
    if (firstInvalid < 0) return 0;
    let line = 1;
    let from = 0;
    for await (const piece of readContent(file.bytes, compressed, {})) {
      const end = Math.min(piece.length, firstInvalid - from);
      for (let at = 0; at < end; at++) if (piece[at] === 10) line += 1;
      from += piece.length;
      if (from > firstInvalid) break;
    }
    return line;
  }

  /**
   * Byte-order mark, the NUL pattern of UTF-16, UTF-8; null when none fits. `several`: lines of UTF-8 among lines that are not, in
   * numbers that leave open which the file is.
   */
  encoding(): FoundEncoding | 'several' | null {
    const { head, utf8 } = this;
    if (head[0] === 0xff && head[1] === 0xfe) return { encoding: 'utf-16le', damaged: 0 };
    if (head[0] === 0xfe && head[1] === 0xff) return { encoding: 'utf-16be', damaged: 0 };
    const pattern = this.utf16Pattern();
    if (pattern) return { encoding: pattern, damaged: 0 };
    if (this.nulls > 0 || this.looksBinary()) return null;
    utf8.end();
    const { multibyte, threeByte, invalid } = utf8;
    // A line of another encoding in a file of UTF-8 is damage; read as that encoding the whole file would be.
    if (multibyte >= goodPerDamaged * invalid || threeByte > invalid) return { encoding: 'utf-8', damaged: invalid };
    return threeByte >= 3 && threeByte * 10 >= invalid ? 'several' : null;
  }

  /** A table in HTML, or Excel's XML of 2003: what many back offices save under the name .xls. */
  isMarkup(): boolean {
    const start = new TextDecoder('latin1').decode(this.head.subarray(0, 65536));
    if (!/^(?:\xef\xbb\xbf)?\s*<(?:!doctype\s+html|html|head|meta|table|style|\?xml)\b/i.test(start)) return false;
    return /<table\b/i.test(start) || start.includes('urn:schemas-microsoft-com:office:spreadsheet');
  }

  looksBinary(): boolean {
    return this.nulls > 0 || this.controls / this.counted > 0.01;
  }

  private utf16Pattern(): EncodingName | null {
    const pairs = this.head.length >> 1;
    if (pairs === 0 || this.total % 2 !== 0) return null;
    const little = { ascii: 0, breaks: 0 };
    const big = { ascii: 0, breaks: 0 };
    for (let i = 0; i < pairs * 2; i += 2) {
      const [first, second] = [this.head[i], this.head[i + 1]];
      if ((first === 0) === (second === 0)) continue;
      const side = second === 0 ? little : big;
      const byte = first + second;
      if (byte === 10 || byte === 13) side.breaks += 1;
      if (byte >= 9 && byte < 127) side.ascii += 1;
    }
    // Line ends tell the order of the bytes (read the other way round they are rare characters), and the plain digits,
    // delimiters and line ends of a table tell it from binary data.
    if (little.breaks > 4 * big.breaks && little.ascii / pairs > 0.03) return 'utf-16le';
    if (big.breaks > 4 * little.breaks && big.ascii / pairs > 0.03) return 'utf-16be';
    return null;
  }
}

/** Bytes that are kept of the lines with characters beyond ASCII. */
const bytesKept = 1 << 16;

/** An encoding of one or two bytes a character: GB18030 over the whole file, or what its telling lines make sense in. */
async function findLegacy(
  file: ImportFile,
  compressed: boolean,
  look: ByteLook,
  onBytes: Listener,
): Promise<FoundEncoding | null> {
  if (look.looksBinary()) return null;
  const chinese = await findGb18030(file, compressed, look, onBytes);
  const telling = await tellingLines(file, compressed, onBytes);
  const guess = guessLegacy(telling);
  if (chinese && (guess === null || guess === 'gb18030')) return chinese;
  if (guess === 'gb18030') return null;
  return guess ? { encoding: guess, damaged: 0 } : null;
}

/** The beginning of a file and the first of its further lines with bytes beyond ASCII. */
export async function tellingLines(
  file: ImportFile,
  compressed: boolean,
  onBytes: Listener = async () => {},
): Promise<Uint8Array> {
  const lines: Uint8Array[] = [];
  let kept = 0;
  let read = 0;
  const taken = (bytes: number): void => {
    read = bytes;
  };
  for await (const piece of readContent(file.bytes, compressed, { taken })) {
    let start = 0;
    if (lines.length === 0) {
      const head = piece.subarray(0, 4096);
      lines.push(head.subarray(0, head.lastIndexOf(10) + 1 || head.length));
      start = lines[0].length;
      kept = start;
    }
    for (let at = start; at < piece.length && kept < bytesKept; ) {
      const end = piece.indexOf(10, at);
      const line = piece.subarray(at, end < 0 ? piece.length : end + 1);
      if (line.some((byte) => byte > 127)) {
        lines.push(line);
        kept += line.length;
      }
      at += line.length;
    }
    await onBytes(read);
    if (kept >= bytesKept) break;
  }
  return join(lines);
}

/**
 * GB18030 over the whole file, and mostly Chinese: Western text in windows-1252 is often valid GB18030 by accident, but
 * then its pairs fall outside the common characters (lead bytes B0 to D7, punctuation A1 to A3).
 */
async function findGb18030(
  file: ImportFile,
  compressed: boolean,
  { gb18030 }: ByteLook,
  onBytes: Listener,
): Promise<FoundEncoding | null> {
  if (gb18030) return gb18030.end();
  // The file began like UTF-8, or like plain ASCII: it is read once more.
  const look = new Gb18030Look();
  let read = 0;
  const taken = (bytes: number): void => {
    read = bytes;
  };
  for await (const piece of readContent(file.bytes, compressed, { taken })) {
    look.feed(piece);
    if (look.isHopeless) return null;
    await onBytes(read);
  }
  return look.end();
}

/** Two bytes of GB18030 that are no character, a common one, or another. */
const [noPair, commonPair, otherPair] = [0, 1, 2];
let pairs: Uint8Array | null = null;

/** By the two bytes of a pair what it is, read off the decoder. */
function pairsOfGb18030(): Uint8Array {
  if (pairs) return pairs;
  pairs = new Uint8Array(1 << 16);
  const codes = Array.from({ length: 1 << 16 }, (_, pair) => pair).filter(
    (pair) => pair >> 8 > 0x80 && (pair & 255) > 63,
  );
  const bytes = Uint8Array.from(codes.flatMap((pair) => [pair >> 8, pair & 255, 10]));
  const common = commonIn('gb18030');
  for (const [at, text] of new TextDecoder('gb18030').decode(bytes).split('\n').entries())
    if (text.length === 1 && text > '\x7f' && text !== '\ufffd')
      pairs[codes[at]] = common.has(text.charCodeAt(0)) ? commonPair : otherPair;
  return pairs;
}

/** A run of bytes without any below the digits is decoded by itself when it is no longer than this. */
const longestRun = 1 << 16;

/**
 * Counts of a text's characters read as GB18030: pairs by a table, everything else by the decoder, up to the next byte that can be part
 * of no character but its own.
 */
class Gb18030Look {
  private readonly pairs = pairsOfGb18030();
  private held: Uint8Array = new Uint8Array(0);
  private isFirst = true;
  private common = 0;
  private other = 0;
  private damaged = 0;

  get isHopeless(): boolean {
    return this.damaged > 1000 && this.common < goodPerDamaged * this.damaged;
  }

  feed(piece: Uint8Array): void {
    if (this.isHopeless) return;
    const bytes = this.held.length > 0 ? join([this.held, piece]) : piece;
    let at = 0;
    while (at < bytes.length) {
      at = this.countPairs(bytes, at);
      let end = at;
      while (end < bytes.length && bytes[end] >= 0x30) end += 1;
      // The rest may come with the next piece.
      if (end === bytes.length && end - at < longestRun) break;
      this.decode(bytes.subarray(at, end + 1));
      at = end + 1;
    }
    this.held = bytes.slice(at);
  }

  end(): FoundEncoding | null {
    this.decode(this.held);
    const { common, other, damaged } = this;
    return common >= other && common >= goodPerDamaged * damaged ? { encoding: 'gb18030', damaged } : null;
  }

  /** ASCII and pairs from a place on; where that ends. */
  private countPairs(bytes: Uint8Array, from: number): number {
    const { pairs } = this;
    const counts = [0, 0, 0];
    let at = from;
    while (at < bytes.length) {
      const byte = bytes[at];
      if (byte < 128) {
        at += 1;
        continue;
      }
      const kind = at + 1 < bytes.length ? pairs[byte * 256 + bytes[at + 1]] : noPair;
      if (kind === noPair) break;
      counts[kind] += 1;
      at += 2;
    }
    this.common += counts[commonPair];
    this.other += counts[otherPair];
    this.isFirst &&= at === 0;
    return at;
  }

  private decode(bytes: Uint8Array): void {
    const text = new TextDecoder('gb18030', { ignoreBOM: !this.isFirst }).decode(bytes);
    this.isFirst = false;
    const common = commonIn('gb18030');
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code < 128) continue;
      if (code === 0xfffd) this.damaged += 1;
      else if (common.has(code)) this.common += 1;
      // Both halves of a character beyond the basic plane count as one.
      else if (code < 0xdc00 || code > 0xdfff) this.other += 1;
    }
  }
}

export async function sha256(bytes: Uint8Array): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>));
}

export function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
