/** Words as a dictionary nests them. */
interface Words {
  readonly [key: string]: string | Words;
}

const accents: Readonly<Record<string, string>> = {
  ...{ a: 'á', b: 'ƀ', c: 'ç', d: 'ð', e: 'é', f: 'ƒ', g: 'ğ', h: 'ħ', i: 'î', j: 'ĵ', k: 'ķ', l: 'ļ', m: 'ɱ' },
  ...{ n: 'ñ', o: 'ö', p: 'þ', q: 'ɋ', r: 'ř', s: 'š', t: 'ţ', u: 'û', v: 'ṽ', w: 'ŵ', x: 'ẋ', y: 'ý', z: 'ž' },
};
const filler = 'ļöñğéř ŵöřðš ';

/**
 * A text as the pseudo-locale shows it: in brackets, so that a cut end is seen; accented, so that a text that comes from
 * elsewhere is seen; longer by the share that translations from English need, most for short texts. Blanks to fill in
 * stay as they are.
 */
export function pseudoText(text: string): string {
  if (text.trim() === '') return text;
  const blank = /(\{\{[^}]*\}\}|\$t\([^)]*\)|<\/?\w+>)/;
  const letters = text
    .split(blank)
    .filter((_, index) => index % 2 === 0)
    .join('').length;
  const accented = text
    .split(blank)
    .map((part, index) => (index % 2 === 0 ? part.replace(/[a-z]/gi, accent) : part))
    .join('');
  const more = Math.ceil(letters * (letters <= 10 ? 0.6 : letters <= 30 ? 0.45 : 0.35));
  const tail = filler
    .repeat(Math.ceil(more / filler.length))
    .slice(0, more)
    .trimEnd();
  return `⟦${accented}${tail ? ` ${tail}` : ''}⟧`;
}

function accent(letter: string): string {
  const lower = letter.toLowerCase();
  const accented = accents[lower] ?? letter;
  return letter === lower ? accented : accented.toUpperCase();
}

/** A dictionary in the pseudo-locale, made from the English one. */
export function pseudoWords<Tree extends object>(words: Tree): Tree {
  const change = (tree: Words): Words =>
    Object.fromEntries(
      Object.entries(tree).map(([key, value]) => [key, typeof value === 'string' ? pseudoText(value) : change(value)]),
    );
  return change(words as unknown as Words) as unknown as Tree;
}
