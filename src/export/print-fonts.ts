/** The two weights of the document's font. */
export interface PrintFonts {
  readonly regular: Uint8Array;
  readonly bold: Uint8Array;
}

/** Start and end of a run of code points with the place of its first glyph's number in the file. */
interface MapGroup {
  readonly from: number;
  readonly to: number;
  readonly glyphAt: number;
}

/** Groups of the character map of format 12 (all of Unicode); empty when the font has none. */
function readMapGroups(font: Uint8Array): readonly MapGroup[] {
  const view = new DataView(font.buffer, font.byteOffset, font.byteLength);
  for (let table = 0; table < view.getUint16(4); table++) {
    const record = 12 + 16 * table;
    if (String.fromCharCode(...font.subarray(record, record + 4)) !== 'cmap') continue;
    const cmap = view.getUint32(record + 8);
    for (let i = 0; i < view.getUint16(cmap + 2); i++) {
      const at = cmap + view.getUint32(cmap + 4 + 8 * i + 4);
      if (view.getUint16(at) !== 12) continue;
      return Array.from({ length: view.getUint32(at + 12) }, (_, group) => {
        const start = at + 16 + 12 * group;
        return { from: view.getUint32(start), to: view.getUint32(start + 4), glyphAt: start + 8 };
      });
    }
  }
  return [];
}

/** Which code points a font can draw. */
export function fontCoverage(font: Uint8Array): (codePoint: number) => boolean {
  const groups = readMapGroups(font);
  return (codePoint) => {
    let low = 0;
    let high = groups.length - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      if (codePoint < groups[middle].from) high = middle - 1;
      else if (codePoint > groups[middle].to) low = middle + 1;
      else return true;
    }
    return false;
  };
}

/** Characters of the text that the font would print as an empty box, each once, in their order. */
export function missingCharacters(text: string, font: Uint8Array): readonly string[] {
  const covers = fontCoverage(font);
  const missing = new Set<string>();
  for (const character of text) {
    const code = character.codePointAt(0) as number;
    if (code >= 0x20 && !covers(code)) missing.add(character);
  }
  return [...missing];
}

/** Quotes and the ellipsis, and the private code points under which scripts/build/build-fonts.mjs put their narrow forms. */
const narrowForms = [0x2019, 0x2018, 0x201c, 0x201d, 0x2026];
const narrowBase = 0xe000;

/**
 * A copy of the font in which quotes and the ellipsis are as narrow as Latin text needs them: in a Chinese font they are
 * as wide as a Han character. A font without the narrow forms is copied as it is.
 */
export function withNarrowPunctuation(font: Uint8Array): Uint8Array {
  const copy = font.slice();
  const view = new DataView(copy.buffer);
  const single = new Map(readMapGroups(copy).map((group) => [group.from, group]));
  narrowForms.forEach((code, i) => {
    const wide = single.get(code);
    const narrow = single.get(narrowBase + i);
    if (wide && narrow && wide.to === wide.from) view.setUint32(wide.glyphAt, view.getUint32(narrow.glyphAt));
  });
  return copy;
}

/** All texts of a definition, for the search for missing characters. */
export function textsOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.map(textsOf).join('');
  if (value && typeof value === 'object') return Object.values(value).map(textsOf).join('');
  return '';
}
