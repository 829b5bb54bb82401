import type { EncodingName } from '#ingest/import-report.ts';
import { decoderOf } from '#ingest/reading/text-decoder.ts';
import { headingWords } from '#ingest/understanding/heading-words.ts';

/** Encodings of one or two bytes a character that a file without UTF-8 may have; where nothing decides they are asked in this order. */
export const legacyEncodings = [
  'gb18030',
  'windows-1252',
  'windows-1250',
  'windows-1254',
  'windows-1257',
  'windows-1251',
  'windows-1253',
  'windows-1255',
  'windows-1256',
  'windows-874',
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
  if (areSigns(bytes)) return 'windows-1252';
  const all = scoreLegacy(bytes);
  // The Latin ones share most letters: of them that counts whose languages the letters suit best, the West where they say the same.
  const latins = all
    .filter(({ encoding }) => alphabets[encoding])
    .map((each) => ({ ...each, suits: each.score * each.suits }))
    .sort((a, b) => b.suits - a.suits || order(a.encoding) - order(b.encoding));
  const west = latins.find(({ encoding }) => encoding === 'windows-1252') ?? latins[0];
  const latin = west.text === latins[0].text ? west : latins[0];
  const scored = all.filter(
    ({ encoding, score }) => score > 0.5 && (!alphabets[encoding] || encoding === latin.encoding),
  );
  const [best, next] = scored;
  // A few letters that are Iceland's as well as Turkey's.
  if (!best || (best.encoding === latin.encoding && west !== latin && west.suits * 1.03 > latin.suits)) return null;
  if (!next || best.score > next.score * 1.3 + 0.1) return best.encoding;
  const korean = [best, next].find(({ encoding }) => encoding === 'euc-kr');
  const isKorean =
    korean && best.score === next.score && new Set(korean.text.match(/\p{Script=Hangul}/gu)).size >= manySyllables;
  return isKorean ? korean.encoding : null;
}

/** So many syllables of Hangul by chance: its lead bytes are five eighths of those that Chinese of GB 2312 has. */
const manySyllables = 16;

/** Pound signs, euro signs and no-break spaces of Windows, where no letter stands beside them: most of its code pages have them there, and no other encoding. */
function areSigns(bytes: Uint8Array): boolean {
  const isLetter = (byte = 0): boolean => (byte | 32) > 96 && (byte | 32) < 123;
  let signs = 0;
  for (let at = 0; at < bytes.length; at++) {
    if (bytes[at] < 0x80) continue;
    const isSign = bytes[at] === 0xa3 || bytes[at] === 0x80 || bytes[at] === 0xa0;
    if (!isSign || isLetter(bytes[at - 1]) || isLetter(bytes[at + 1]) || bytes[at + 1] >= 0x80) return false;
    signs += 1;
  }
  return signs > 0;
}

const order = (encoding: Legacy): number => legacyEncodings.indexOf(encoding);

/** All of them, the likeliest first. */
export function rankLegacy(bytes: Uint8Array): Legacy[] {
  return scoreLegacy(bytes).map(({ encoding }) => encoding);
}

function scoreLegacy(bytes: Uint8Array): { encoding: Legacy; score: number; suits: number; text: string }[] {
  return legacyEncodings
    .map((encoding) => {
      const text = decoderOf(encoding).decode(bytes);
      return {
        encoding,
        score: soundness(text, encoding) * (1 + 3 * knownShare(text)),
        suits: suits(text, encoding),
        text,
      };
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

const latinScript = /\p{Script=Latin}/u;
const scripts: Readonly<Partial<Record<Legacy, RegExp>>> = {
  gb18030: /\p{Script=Han}/u,
  big5: /\p{Script=Han}/u,
  'windows-1251': /[А-яЁёІіЇїЄєҐґЎў]/u,
  'windows-1253': /\p{Script=Greek}/u,
  'windows-1255': /[א-ת]/u,
  'windows-1256': /\p{Script=Arabic}/u,
  'windows-874': /\p{Script=Thai}/u,
  shift_jis: /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー]/u,
  'euc-kr': /\p{Script=Hangul}/u,
};

/** Letters beyond ASCII of the languages that are written in an encoding; the West writes several of its own in one file, too. */
const alphabets: Readonly<Partial<Record<Legacy, readonly string[]>>> = {
  'windows-1252': 'äöüß àâæçéèêëîïôœùûüÿ áéíñóúü áâãàçéêíóôõúü àèéìòùóíî åäöæøé'.split(' '),
  'windows-1250': 'ąćęłńóśźż áčďéěíňóřšťúůýž áäčďéíĺľňóôŕšťúýž áéíóöőúüű ăâîşţ čćđšž'.split(' '),
  'windows-1254': ['çğıöşüâîû'],
  'windows-1257': 'ąčęėįšųūž āčēģīķļņšūž äõöüšž'.split(' '),
};
const western = /[àâäáãåæçèéêëìíîïñòóôöõøœùúûüßÿ]/;
const turkish = /[çğıöşüâîû]/i;
const icelandic = /[áéíóúýþæöð]/;
/** Letters of several languages count less than those of one, and Iceland's less than those that Turkey has in their places. */
const severalLanguages = 0.9;
const iceland = 0.99;

/** Share of the letters beyond ASCII that one of the languages of the encoding has. */
function suits(text: string, encoding: Legacy): number {
  const lower = [...text.slice(0, 20_000).toLowerCase()];
  const letters = lower.filter((each) => each > '\x7f' && /\p{L}/u.test(each));
  const share = (has: (letter: string) => boolean): number => letters.filter(has).length / Math.max(1, letters.length);
  const own = (alphabets[encoding] ?? []).map((alphabet) => share((letter) => alphabet.includes(letter)));
  if (encoding === 'windows-1252')
    own.push(
      severalLanguages * share((letter) => western.test(letter)),
      iceland * share((letter) => icelandic.test(letter)),
    );
  return Math.max(0, ...own);
}

/** The letters that most of a text are: a text in another encoding has fewer of them. */
const common: Readonly<Partial<Record<Legacy, string>>> = {
  'windows-1251': 'оеаинтсрвлкмдпуяі',
  'windows-1253': 'αοιετσνηυρπκμλςάίόέήώ',
  'windows-1255': 'יוהלארתבשמנםדחפקכע',
  'windows-1256': 'اليمونرتبةعدسفهكقحأ',
  'windows-874': 'านรกอมยลวดทสตะปบหงคขชจเแไโ่้ัิีืุู์ำ',
};
/** First bytes of the common characters, from and to, once or twice. */
const commonLeads: Readonly<Partial<Record<Legacy, readonly number[]>>> = {
  gb18030: [0xa1, 0xa3, 0xb0, 0xd7],
  big5: [0xa1, 0xc6],
  shift_jis: [0x81, 0x83, 0x88, 0x97],
  'euc-kr': [0xa1, 0xa3, 0xb0, 0xc8],
};
const commonCodes = new Map<Legacy, ReadonlySet<number>>();

/** Codes of the common characters of an encoding; none where letters of several languages are in it. */
export function commonIn(encoding: Legacy): ReadonlySet<number> {
  const known = commonCodes.get(encoding);
  if (known) return known;
  const letters = [...(common[encoding] ?? '')].flatMap((letter) => [letter, letter.toUpperCase()]);
  const leads = commonLeads[encoding] ?? [];
  const least = encoding === 'gb18030' || encoding === 'euc-kr' ? 0xa1 : 0x40;
  const decoder = decoderOf(encoding);
  for (let at = 0; at < leads.length; at += 2)
    for (let lead = leads[at]; lead <= leads[at + 1]; lead++)
      for (let trail = least; trail < 255; trail++) letters.push(decoder.decode(Uint8Array.of(lead, trail)));
  const codes = new Set(letters.filter((each) => each[0] !== '\ufffd').map((each) => each.codePointAt(0) ?? 0));
  commonCodes.set(encoding, codes);
  return codes;
}
const commonShare = 0.85;

/** Share of the characters beyond ASCII that stand where the encoding's language has them. */
function soundness(text: string, encoding: Legacy): number {
  const own = scripts[encoding] ?? latinScript;
  const isWestern = alphabets[encoding] !== undefined;
  const usualCodes = commonIn(encoding);
  let usual = 0;
  let sound = 0;
  let all = 0;
  for (let at = 0; at < text.length && all < 20_000; at++) {
    const code = text.charCodeAt(at);
    if (code < 128) continue;
    const character = text[at];
    const [before, after] = [text[at - 1] ?? ' ', text[at + 1] ?? ' '];
    // Signs are in all of them, and say nothing.
    if (/[\p{P}\p{S}\p{Z}]/u.test(character) && !(usualCodes.size > 0 && character === '\ufffd')) continue;
    all += 1;
    if (!own.test(character)) continue;
    if (usualCodes.has(code)) usual += 1;
    const asciiBeside = Number(/[a-z]/i.test(before)) + Number(/[a-z]/i.test(after));
    // No Cyrillic or Greek word has a capital behind a small letter.
    if (common[encoding] && /\p{Lu}/u.test(character) && /\p{Ll}/u.test(before)) continue;
    // An accent stands among plain letters; characters of other scripts stand apart from them, and no letter of an alphabet begins a Latin word.
    const isBegin = common[encoding] !== undefined && !own.test(before);
    const standsApart = asciiBeside === 0 || (asciiBeside === 1 && !/[a-z]/.test(before) && !isBegin);
    const isTurkish = encoding === 'windows-1254' && turkish.test(character) && /\p{L}/u.test(before + after);
    if (isWestern ? isTurkish || (asciiBeside > 0 && !isCrowd(text, at)) : standsApart) sound += 1;
  }
  if (all < (isWestern ? 1 : common[encoding] && encoding !== 'windows-1251' ? 2 * leastCharacters : leastCharacters))
    return 0;
  const kana = encoding !== 'shift_jis' || /[\p{Script=Hiragana}\p{Script=Katakana}]/u.test(text);
  const unusual = usualCodes.size > 0 ? Math.min(1, usual / all / commonShare) ** 2 : 1;
  return (sound / all) * (kana ? 1 : 0.5) * unusual;
}

/** Three letters with accents in a row: a Western word has none, a Turkish one may. */
function isCrowd(text: string, at: number): boolean {
  const isHigh = (index: number): boolean => (text.charCodeAt(index) || 0) > 127;
  return (isHigh(at - 1) && (isHigh(at - 2) || isHigh(at + 1))) || (isHigh(at + 1) && isHigh(at + 2));
}
