import { type Language, languages } from '#i18n/language.ts';

const han = /\p{Script=Han}/u;

/**
 * The one of two names that the reader reads: the Chinese one for a Chinese reader, the other for others. A single name
 * that holds both, such as "杯壶 Drinkware", is taken apart where the scripts change; anything else stays as it is.
 */
export function localName(language: Language, name: string, alternative?: string): string {
  const { reads } = languages[language];
  if (alternative) return reads(alternative) && !reads(name) ? alternative : name;
  // A name may be of any length: each class of the pattern ends where the next begins, so that it is read once.
  const [, first, second] = /^(\S+)\s+(\p{Lu}\p{Ll}{2}[^\p{Script=Han}]*)$/u.exec(name) ?? [];
  if (first === undefined || second === undefined || !han.test(first)) return name;
  return reads(first) ? first : second;
}
