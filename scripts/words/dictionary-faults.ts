import type { KeyUse } from './key-uses.ts';

/** A dictionary as it is written: texts by nested keys. */
export interface WordTree {
  readonly [key: string]: string | WordTree;
}

/** The texts of a language by namespace. */
export type Namespaces = Readonly<Record<string, WordTree>>;

const plural = /_(zero|one|two|few|many|other)$/;

/** Texts by their whole key, "namespace:a.b.c". */
export function flatten(namespaces: Namespaces): Map<string, string> {
  const texts = new Map<string, string>();
  const walk = (tree: WordTree, before: string): void => {
    for (const [key, value] of Object.entries(tree)) {
      if (typeof value === 'string') texts.set(`${before}${key}`, value);
      else walk(value, `${before}${key}.`);
    }
  };
  for (const [namespace, tree] of Object.entries(namespaces)) walk(tree, `${namespace}:`);
  return texts;
}

/** Keys that one language has and another lacks (a singular beside its plural may be missing), texts that are empty, and blanks to fill in that differ. */
export function languageFaults(languages: Readonly<Record<string, Namespaces>>): string[] {
  const flat = Object.entries(languages).map(([language, namespaces]) => [language, flatten(namespaces)] as const);
  const faults: string[] = [];
  for (const [language, texts] of flat)
    for (const [other, theirs] of flat)
      for (const [key, text] of theirs) {
        const own = texts.get(key);
        if (own === undefined && texts.has(key.replace(/_one$/, '_other'))) continue;
        if (own === undefined) faults.push(`${key} is missing in ${language}`);
        else if (own.trim() === '' && text.trim() !== '') faults.push(`${key} is empty in ${language}`);
        else if (own !== '') {
          const known = blanksOf(text + (theirs.get(key.replace(plural, '_other')) ?? ''));
          const strange = blanksOf(own).filter((blank) => !known.includes(blank));
          if (strange.length > 0)
            faults.push(`${key} has {{${strange.join('}}, {{')}}} in ${language}, not in ${other}`);
        }
      }
  return faults;
}

function blanksOf(text: string): string[] {
  return [...text.matchAll(/\{\{\s*(\w+)/g)].map(([, name]) => name as string);
}

/**
 * Uses that no text answers, and texts that no use asks for. Where a use leaves a part open, a text answers it only when
 * the program itself knows that part as a code.
 */
export function useFaults(
  keys: Iterable<string>,
  uses: readonly KeyUse[],
  isCode: (part: string) => boolean,
): { readonly missing: string[]; readonly unused: string[] } {
  const unused = new Set(keys);
  const byBase = new Map<string, string[]>();
  for (const key of unused) {
    const base = key.replace(plural, '');
    for (const name of base === key ? [key] : [key, base]) byBase.set(name, [...(byBase.get(name) ?? []), key]);
  }
  const missing = new Set<string>();
  const answered = new Set<string>();
  const unanswered: KeyUse[] = [];
  for (const use of uses) {
    const answers = answersTo(use, byBase, isCode);
    for (const key of answers) unused.delete(key);
    if (answers.length > 0) answered.add(placeOf(use));
    else unanswered.push(use);
  }
  for (const use of unanswered) {
    if (use.cast && answered.has(placeOf(use))) continue;
    missing.add(`${placeOf(use)} asks for ${use.namespace}:${use.parts.map((part) => part ?? '*').join('')}`);
  }
  return { missing: [...missing], unused: [...unused] };
}

/** Calls that leave a blank of their text open, or ask for a plural without a count. */
export function blankFaults(texts: ReadonlyMap<string, string>, uses: readonly KeyUse[]): string[] {
  const faults = uses.flatMap((use) => {
    const { filled, parts, namespace } = use;
    if (!filled || parts.includes(null)) return [];
    const key = `${namespace}:${parts.join('')}`;
    const [plain, many] = [texts.get(key), texts.get(`${key}_other`)];
    const wanted = [...blanksOf(plain ?? many ?? ''), ...(plain === undefined && many !== undefined ? ['count'] : [])];
    const open = wanted.filter((blank) => !filled.includes(blank));
    return open.length > 0 ? [`${placeOf(use)} leaves {{${open.join('}}, {{')}}} of ${key} open`] : [];
  });
  return [...new Set(faults)];
}

function placeOf({ file, line }: KeyUse): string {
  return `${file}:${line}`;
}

function answersTo(use: KeyUse, byBase: ReadonlyMap<string, string[]>, isCode: (part: string) => boolean): string[] {
  if (!use.parts.includes(null)) return byBase.get(`${use.namespace}:${use.parts.join('')}`) ?? [];
  const pattern = new RegExp(
    `^${use.namespace}:${use.parts.map((part) => (part === null ? '([^.]+)' : literally(part))).join('')}$`,
  );
  return [...byBase].flatMap(([base, keys]) => {
    const open = pattern.exec(base)?.slice(1);
    return open?.every(isCode) ? keys : [];
  });
}

function literally(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
