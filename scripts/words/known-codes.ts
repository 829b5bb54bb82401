import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/**
 * Whether the program knows a word as a code: a whole number, a text in quotes somewhere outside the dictionaries, or one
 * of these put into a template such as `unparsable_${column}`, where a hyphen may have become an underscore.
 */
export function knownCodes(root: string): (word: string) => boolean {
  const codes = new Set<string>();
  const affixes = new Map<string, readonly [string, string]>();
  for (const entry of readdirSync(path.join(root, 'src'), { recursive: true, encoding: 'utf8' })) {
    if (!/\.tsx?$/.test(entry) || /\.test\.tsx?$/.test(entry) || entry.startsWith('i18n')) continue;
    const text = readFileSync(path.join(root, 'src', entry), 'utf8');
    for (const [, code] of text.matchAll(/'([\w-]+)'/g)) codes.add(code as string);
    for (const [whole, before = '', after = ''] of text.matchAll(/`([\w-]*)\$\{[^`{}]+\}([\w-]*)`/g))
      if (/[a-z][_-]$|^$/.test(before) && /^[_-][a-z]|^$/.test(after) && before + after !== '')
        affixes.set(whole, [before, after]);
  }
  return (word) =>
    /^\d+$/.test(word) ||
    codes.has(word) ||
    [...affixes.values()].some(
      ([before, after]) =>
        word.length > before.length + after.length &&
        word.startsWith(before) &&
        word.endsWith(after) &&
        codes.has(word.slice(before.length, word.length - after.length).replaceAll('_', '-')),
    );
}
