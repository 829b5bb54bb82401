import type { EncodingName } from '#ingest/import-report.ts';

let twoByteCodes: Map<number, number> | null = null;

/** Two-byte codes of GB18030 by character, read off the decoder. */
function gbkCodes(): Map<number, number> {
  if (twoByteCodes) return twoByteCodes;
  const decoder = new TextDecoder('gb18030');
  twoByteCodes = new Map();
  for (let lead = 0x81; lead <= 0xfe; lead++)
    for (let trail = 0x40; trail <= 0xfe; trail++) {
      if (trail === 0x7f) continue;
      const text = decoder.decode(new Uint8Array([lead, trail]));
      if (text.length === 1 && text !== '\uFFFD') twoByteCodes.set(text.charCodeAt(0), lead * 256 + trail);
    }
  return twoByteCodes;
}

/** Text to GB18030; characters beyond the basic plane by their four-byte form (GB 18030-2005, annex). */
function encodeGb18030(text: string): Uint8Array {
  const bytes: number[] = [];
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    const pair = gbkCodes().get(code);
    if (code < 128) bytes.push(code);
    else if (pair !== undefined) bytes.push(pair >> 8, pair & 255);
    else if (code >= 0x10000) {
      const linear = code - 0x10000;
      bytes.push(0x90 + Math.floor(linear / 12600), 0x30 + (Math.floor(linear / 1260) % 10));
      bytes.push(0x81 + (Math.floor(linear / 10) % 126), 0x30 + (linear % 10));
    } else throw new Error(`no GB18030 code here for U+${code.toString(16)}`);
  }
  return new Uint8Array(bytes);
}

/** Text to bytes in an encoding, with a byte-order mark where asked for. */
export function encodeText(text: string, encoding: EncodingName, mark: boolean): Uint8Array {
  const marked = mark && encoding !== 'gb18030' ? `\uFEFF${text}` : text;
  if (encoding === 'utf-8') return new TextEncoder().encode(marked);
  if (encoding === 'gb18030') return encodeGb18030(text);
  const bytes = new Uint8Array(marked.length * 2);
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < marked.length; i++) view.setUint16(i * 2, marked.charCodeAt(i), encoding === 'utf-16le');
  return bytes;
}
