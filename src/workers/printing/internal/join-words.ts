/** What pdfkit, under pdfmake, knows of a document that is laid out and not yet written. */
export interface LaidOutDocument {
  readonly page: { readonly content: { buffer: Uint8Array[] } };
  /** Of each font the widths of its glyphs by their codes, in thousandths of its size. */
  readonly _fontFamilies: Readonly<Record<string, { readonly id: string; readonly widths: readonly number[] }>>;
  bufferedPageRange(): { readonly start: number; readonly count: number };
  switchToPage(page: number): unknown;
}

/** One word as it is drawn by itself: its colour, its place, font and size, and its glyphs with their kerning. */
const word =
  /(?<colour>(?:\/Gs\d+ gs\n)?\/DeviceRGB cs\n[\d. ]+ scn\nf\n)?(?<frame>q\n1 0 0 -1 0 [\d.]+ cm\nBT\n)1 0 0 1 (?<x>[-\d.]+) (?<y>[-\d.]+) Tm\n(?<style>\/(?<font>F\d+) (?<size>[\d.]+) Tf\n)\[(?<glyphs>[^\]]*)\] TJ\nET\nQ\n/g;
const end = '] TJ\nET\nQ\n';

/** Points: less than anybody sees, more than the rounding of a place. */
const nothing = 0.02;

/**
 * Words that follow each other in a line are drawn as one text: pdfmake draws every word by itself, and of Chinese every character, with
 * its colour, font and place, which made half of a report's pages. What is drawn stays where it was.
 */
export function joinWordsOf(document: LaidOutDocument): void {
  const widths = new Map(Object.values(document._fontFamilies).map((font) => [font.id, font.widths]));
  const { start, count } = document.bufferedPageRange();
  for (let page = start; page < start + count; page++) {
    document.switchToPage(page);
    const { content } = document.page;
    const text = content.buffer.map((piece) => new TextDecoder('latin1').decode(piece)).join('');
    content.buffer = [Uint8Array.from(joinWords(text, widths), (letter) => letter.charCodeAt(0))];
  }
}

/** The same page with its words joined; `widths`: of the glyphs of each font, by its id. */
export function joinWords(content: string, widths: ReadonlyMap<string, readonly number[]>): string {
  const pieces: string[] = [];
  let written = 0;
  /** The text at hand: what every word of it has in common, and where the next one would begin. */
  let line = { common: '', to: Number.NaN };
  for (const found of content.matchAll(word)) {
    const { colour = '', frame, x, y, style, font, size, glyphs } = found.groups as Record<string, string>;
    const between = content.slice(written, found.index);
    const common = `${colour}${frame}${y} ${style}`;
    const goesOn = between === '' && common === line.common && Math.abs(Number(x) - line.to) < nothing;
    if (goesOn) pieces.splice(-1, 1, ` ${glyphs}`, end);
    else pieces.push(between, found[0].slice(0, -end.length), end);
    line = { common, to: Number(x) + (advanceOf(glyphs, widths.get(font) ?? []) * Number(size)) / 1000 };
    written = found.index + found[0].length;
  }
  return pieces.join('') + content.slice(written);
}

/** How far `<00120034> 15 <0056>` goes, in thousandths of the size; NaN where a glyph is not known. */
function advanceOf(glyphs: string, widths: readonly number[]): number {
  let sum = 0;
  for (const [token] of glyphs.matchAll(/<[\da-f]*>|[-\d.]+/gi)) {
    if (!token.startsWith('<')) sum -= Number(token);
    else for (const [code] of token.matchAll(/[\da-f]{4}/gi)) sum += widths[Number.parseInt(code, 16)] ?? Number.NaN;
  }
  return sum;
}
