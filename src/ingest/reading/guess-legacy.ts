import type { EncodingName } from '#ingest/import-report.ts';
import { decoderOf } from '#ingest/reading/text-decoder.ts';
import { headingWords } from '#ingest/understanding/heading-words.ts';

/** Encodings of one or two bytes a character that a file without UTF-8 may have; where nothing decides they are asked in this order. */
export const legacyEncodings = [
  'gb18030',
  'windows-1252',
  'windows-1250',
  'windows-1251',
  'shift_jis',
  'euc-kr',
  'big5',
] as const satisfies readonly EncodingName[];
type Legacy = (typeof legacyEncodings)[number];

/** Characters that have to speak: one accent within a word tells Western Europe, one letter alone nothing. */
const leastCharacters = 3;

/**
 * The encoding in which a text makes sense: known words of headings speak most, then characters of the script that the
 * encoding is for, beside others of the same words. Null where two make as much sense, or none does.
 */
export function guessLegacy(bytes: Uint8Array): Legacy | null {
  const all = scoreLegacy(bytes);
  // Western and Central Europe share most letters: of the two that counts which makes more sense, the West where they say the same.
  const [latin] = all.filter(({ encoding }) => isLatin(encoding));
  const scored = all.filter(
    ({ encoding, score }) => score > 0.5 && (!isLatin(encoding) || encoding === latin.encoding),
  );
  const [best, next] = scored;
  if (!best) return null;
  return !next || best.score > next.score * 1.3 + 0.1 ? best.encoding : null;
}

/** All of them, the likeliest first. */
export function rankLegacy(bytes: Uint8Array): Legacy[] {
  return scoreLegacy(bytes).map(({ encoding }) => encoding);
}

function scoreLegacy(bytes: Uint8Array): { encoding: Legacy; score: number }[] {
  return legacyEncodings
    .map((encoding) => {
      const text = decoderOf(encoding).decode(bytes);
      return { encoding, score: soundness(text, encoding) * (1 + 3 * knownShare(text)) };
    })
    .sort((a, b) => b.score - a.score);
}

/** Share of the headings with letters beyond ASCII that have a known word with such letters. */
function knownShare(text: string): number {
  let cells = 0;
  let known = 0;
  for (const line of text.split(/\r?\n/, 12))
    for (const cell of line.split(/[,;\t|"]/)) {
      if (cell.length > 60 || !/[^\0-\x7f]/.test(cell)) continue;
      cells += 1;
      const letters = cell.replace(/[\0-\x7f]/g, ' ');
      const words = headingWords(cell).filter(({ means, text: word }) => means.length > 0 && word.length > 1);
      if (words.length > 0 && /\p{L}/u.test(letters) && !/^[\0-\x7f]*$/.test(cell)) known += 1;
    }
  return cells === 0 ? 0 : known / cells;
}

const scripts: Readonly<Record<Legacy, RegExp>> = {
  gb18030: /\p{Script=Han}/u,
  big5: /\p{Script=Han}/u,
  'windows-1252': /\p{Script=Latin}/u,
  'windows-1250': /\p{Script=Latin}/u,
  'windows-1251': /[А-яЁёІіЇїЄєҐґЎў]/u,
  shift_jis: /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー]/u,
  'euc-kr': /\p{Script=Hangul}/u,
};

function isLatin(encoding: Legacy): boolean {
  return encoding === 'windows-1252' || encoding === 'windows-1250';
}

/** Share of the characters beyond ASCII that stand where the encoding's language has them. */
function soundness(text: string, encoding: Legacy): number {
  const own = scripts[encoding];
  const isWestern = isLatin(encoding);
  let sound = 0;
  let all = 0;
  for (let at = 0; at < text.length && all < 20_000; at++) {
    const code = text.charCodeAt(at);
    if (code < 128) continue;
    const character = text[at];
    const [before, after] = [text[at - 1] ?? ' ', text[at + 1] ?? ' '];
    // Signs are in all of them, and say nothing.
    if (/[\p{P}\p{S}\p{Z}]/u.test(character)) continue;
    all += 1;
    if (!own.test(character)) continue;
    const asciiBeside = Number(/[a-z]/i.test(before)) + Number(/[a-z]/i.test(after));
    // No Cyrillic word has a capital behind a small letter.
    if (encoding === 'windows-1251' && /\p{Lu}/u.test(character) && /\p{Ll}/u.test(before)) continue;
    // An accent stands among plain letters; characters of other scripts stand apart from them.
    const standsApart = asciiBeside === 0 || (asciiBeside === 1 && !/[a-z]/.test(before));
    if (isWestern ? asciiBeside > 0 && !isCrowd(text, at) : standsApart) sound += 1;
  }
  if (all < (isWestern ? 1 : leastCharacters)) return 0;
  const kana = encoding !== 'shift_jis' || /[\p{Script=Hiragana}\p{Script=Katakana}]/u.test(text);
  return (sound / all) * (kana ? 1 : 0.5);
}

/** Three letters with accents in a row: a Western word has none. */
function isCrowd(text: string, at: number): boolean {
  const isHigh = (index: number): boolean => (text.charCodeAt(index) || 0) > 127;
  return (isHigh(at - 1) && (isHigh(at - 2) || isHigh(at + 1))) || (isHigh(at + 1) && isHigh(at + 2));
}
