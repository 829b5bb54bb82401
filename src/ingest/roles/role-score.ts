import { columnRoles, type DeclaredRole, declaredRoles, roleOf } from '#ingest/roles/column-roles.ts';
import { isOneEditApart, isWord } from '#ingest/understanding/heading-words.ts';
import { countsOrders, nameForms, ofYearBefore } from '#ingest/understanding/headings.ts';
import { deniesRole, meaningScore } from '#ingest/understanding/meaning-score.ts';
import type { ColumnProfile } from '#ingest/understanding/profile-column.ts';

/**
 * How well a heading names a role, 0 to 1: 1 for a listed name, 0.9 for one without its unit words or from its brackets,
 * 0.8 when all words of a listed name (or a Chinese name of two characters or more) are in it, 0.7 for a slip of one
 * letter, in one word of several too.
 */
export function nameScore(raw: string, role: DeclaredRole): number {
  let known = nameScores.get(raw);
  if (!known) {
    if (nameScores.size >= mostNames) nameScores.clear();
    known = new Map();
    nameScores.set(raw, known);
  }
  const score = known.get(role) ?? scoreName(raw, role);
  known.set(role, score);
  return score;
}

/** Headings are asked about for each kind of file anew, and a wide table has thousands. */
const nameScores = new Map<string, Map<DeclaredRole, number>>();
/** As many as a sheet of Excel has columns. */
const mostNames = 16_384;

function scoreName(raw: string, role: DeclaredRole): number {
  const names = listedNames(role);
  let best = 0;
  let weight = 1;
  for (const form of formsOf(raw)) {
    for (const name of names) {
      if (name.chinese && !form.chinese) continue;
      const score = weight * name.order * similarity(form, name);
      if (score > best) best = score;
    }
    weight = 0.92;
  }
  return best;
}

/** How well the cells of a column suit a role that its heading suggests, 0 to 1. */
export function cellScore(role: DeclaredRole, profile: ColumnProfile): number {
  return profile.filled === 0 ? 0.55 : (roleOf(role)?.fit?.(profile) ?? 1);
}

/** How well a column suits a role by its heading and cells, 0 to 1: by the listed headings, or by what its words mean. */
export function roleScore(name: string, role: DeclaredRole, profile: ColumnProfile): number {
  if ((role === 'units' || role === 'order') && countsOrders.test(name.trim()) && profile.maximum < mostOrders)
    return 0;
  const meant = meaningScore(name, role, profile);
  // The words of amounts and pieces are weighed one by one: `excl. VAT` is no tax.
  const isWeighed = meant >= leastMeant && (role === 'units' || role === 'revenue');
  if (!isWeighed && roleOf(role)?.meansOther?.(name, profile)) return 0;
  const listed = nameScore(name, role);
  if (meant < 0.5 && listed < 0.98 && deniesRole(name, role)) return 0;
  const isOld = (role === 'units' || role === 'revenue' || role === 'price') && ofYearBefore.test(name);
  return Math.max(listed, meant) * cellScore(role, profile) * (isOld ? 0.5 : 1);
}

/** As few as that are counted, and no numbers of them. */
const mostOrders = 1000;

/** A heading whose words make up the role so well means nothing else. */
const leastMeant = 0.78;

/** A name or a heading with what it is compared by. */
interface ComparedName {
  readonly text: string;
  /** Without blanks. */
  readonly joined: string;
  readonly words: readonly string[];
  readonly chinese: boolean;
}

interface ListedName extends ComparedName {
  /** A little less for each name before it in its list. */
  readonly order: number;
}

function comparedName(text: string): ComparedName {
  const chinese = /\p{Script=Han}/u.test(text);
  return { text, joined: text.replaceAll(' ', ''), words: text.split(' '), chinese };
}

const listed = new Map<DeclaredRole, readonly ListedName[]>();

function listedNames(role: DeclaredRole): readonly ListedName[] {
  let names = listed.get(role);
  if (!names) {
    const texts = columnRoles[role].headings;
    names = texts.map((text) => ({
      ...comparedName(text),
      order: 1 - 0.002 * texts.indexOf(text),
    }));
    listed.set(role, names);
  }
  return names;
}

let lastRaw: string | null = null;
let lastForms: readonly ComparedName[] = [];

/** The forms of a heading; it is asked about for one role after the other. */
function formsOf(raw: string): readonly ComparedName[] {
  if (raw !== lastRaw) {
    lastForms = nameForms(raw).map(comparedName);
    lastRaw = raw;
  }
  return lastForms;
}

function similarity(form: ComparedName, name: ListedName): number {
  if (form.joined === name.joined) return 1;
  const { length } = name.text;
  if (name.chinese) return length >= 2 && form.text.includes(name.text) ? 0.7 + 0.1 * (length / form.text.length) : 0;
  if (mayHold(form, name.words[0])) {
    const share = name.words.length / form.words.length;
    if (length > 2 && name.words.every((word) => form.words.includes(word))) return 0.55 + 0.3 * share;
    if (name.words.length > 1 && name.words.every((word) => form.words.some((each) => isSlipOf(each, word))))
      return 0.5 + 0.25 * share;
  }
  const mayBeSlip = length >= 5 && form.text.length >= 5 && Math.abs(form.text.length - length) <= 1;
  return mayBeSlip && isOneEditApart(form.text, name.text, true) && !isListedWord(form.text) && !isWord(form.text)
    ? 0.75
    : 0;
}

/** False when no word of the heading can be this one or a slip of it: most names are told apart by that. */
function mayHold(form: ComparedName, wanted: string): boolean {
  for (const word of form.words) {
    if (word === wanted) return true;
    const apart = word.length - wanted.length;
    if (apart < 2 && apart > -2 && word.length >= 5 && wanted.length >= 5) return true;
  }
  return false;
}

/** The word itself, or a longer one with one slip in it. */
function isSlipOf(word: string, wanted: string): boolean {
  if (word === wanted) return true;
  return wanted.length >= 5 && word.length >= 5 && isOneEditApart(word, wanted, true) && !isListedWord(word);
}

let listedWords: Set<string> | null = null;

/** A word that stands in a listed heading is meant as it is written: `sales` is no slip of `saves`. */
function isListedWord(word: string): boolean {
  listedWords ??= new Set(
    declaredRoles.flatMap((role) => columnRoles[role].headings.flatMap((name) => [name, ...name.split(' ')])),
  );
  return listedWords.has(word);
}
