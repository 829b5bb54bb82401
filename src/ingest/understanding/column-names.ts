import type { ColumnRole } from '#ingest/file-kind.ts';
import { roleNames } from '#ingest/understanding/role-names.ts';

/** A heading in comparable form: one width, lower case, camel case and underscores apart, no punctuation. */
export function normaliseName(raw: string): string {
  return raw
    .normalize('NFKC')
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** Forms under which a heading is looked up: whole, before its brackets, inside its brackets, without its unit. */
export function nameForms(raw: string): string[] {
  const text = raw.normalize('NFKC');
  const bracket = /^(.*?)[([【]([^)\]】]*)[)\]】]\s*(.*)$/.exec(text);
  const forms = [normaliseName(text)];
  if (bracket) forms.push(normaliseName(`${bracket[1]} ${bracket[3]}`), normaliseName(bracket[2]));
  const bare = normaliseName(text).replace(unitWords, ' ').replace(/\s+/g, ' ').trim();
  if (bare && !forms.includes(bare)) forms.push(bare);
  return forms.filter((form) => form !== '');
}

const unitWords =
  /\b(usd|gbp|eur|cny|rmb|aud|million|thousand|yuan|pcs|pieces|weeks?|days?|seconds?|sec|in|per|piece|avg|average|mean|total|planned|unit|cn|zh|en)\b|[（(]?(元|件|周|天|秒|万元|个)[)）]?$/g;

/**
 * How well a heading names a role, 0 to 1: 1 for a listed name, 0.9 for one without its unit words or from its brackets,
 * 0.8 when all words of a listed name (or a Chinese name of two characters or more) are in it, 0.7 for a slip of one
 * letter, in one word of several too.
 */
export function nameScore(raw: string, role: ColumnRole): number {
  const names = roleNames[role];
  if (!names) return 0;
  const forms = nameForms(raw);
  let best = 0;
  forms.forEach((form, position) => {
    const weight = position === 0 ? 1 : 0.92;
    for (const name of names) {
      const order = 1 - 0.002 * names.indexOf(name);
      const score = weight * order * similarity(form, name);
      if (score > best) best = score;
    }
  });
  return best;
}

function similarity(form: string, name: string): number {
  if (form === name || form.replaceAll(' ', '') === name.replaceAll(' ', '')) return 1;
  const chinese = /\p{Script=Han}/u.test(name);
  if (chinese) return name.length >= 2 && form.includes(name) ? 0.7 + 0.1 * (name.length / form.length) : 0;
  const words = form.split(' ');
  const wanted = name.split(' ');
  if (name.length > 2 && wanted.every((word) => words.includes(word)))
    return 0.55 + 0.3 * (wanted.length / words.length);
  if (wanted.length > 1 && wanted.every((word) => words.some((each) => isSlipOf(each, word))))
    return 0.5 + 0.25 * (wanted.length / words.length);
  return name.length >= 5 && form.length >= 5 && !isListedWord(form) && withinOneEdit(form, name) ? 0.75 : 0;
}

/** The word itself, or a longer one with one slip in it. */
function isSlipOf(word: string, wanted: string): boolean {
  if (word === wanted) return true;
  return wanted.length >= 5 && word.length >= 5 && !isListedWord(word) && withinOneEdit(word, wanted);
}

let listedWords: Set<string> | null = null;

/** A word that stands in a listed heading is meant as it is written: `sales` is no slip of `saves`. */
function isListedWord(word: string): boolean {
  listedWords ??= new Set(
    Object.values(roleNames).flatMap((names) => names.flatMap((name) => [name, ...name.split(' ')])),
  );
  return listedWords.has(word);
}

/** One insertion, deletion, substitution or swap of neighbours apart. */
export function withinOneEdit(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let endA = a.length;
  let endB = b.length;
  while (endA > start && endB > start && a[endA - 1] === b[endB - 1]) {
    endA--;
    endB--;
  }
  const [left, right] = [a.slice(start, endA), b.slice(start, endB)];
  if (left.length <= 1 && right.length <= 1) return true;
  return left.length === 2 && right.length === 2 && left[0] === right[1] && left[1] === right[0];
}
