import { english } from '#i18n/en/language.ts';
import { chinese } from '#i18n/zh/language.ts';

/** Every language of the page, by the name of its folder. The first is for browsers that ask for none of the others. */
export const languages = { en: english, zh: chinese };

export type Language = keyof typeof languages;

export const languageIds = Object.keys(languages) as Language[];

const [fallback] = languageIds;

export function isLanguage(id: unknown): id is Language {
  return languageIds.includes(id as Language);
}

/** The page's language as i18next names it. */
export function languageOf({ language }: { readonly language: string }): Language {
  return isLanguage(language) ? language : fallback;
}

/** The language that a document in two of them has besides this one. */
export function otherLanguage(language: Language): Language {
  return languageIds.find((id) => id !== language) ?? language;
}

/** The reader's language: what was chosen before, else the browser's. */
export function preferredLanguage(stored: string | null, browser: readonly string[]): Language {
  if (isLanguage(stored)) return stored;
  const asked = languageIds.find((id) => id !== fallback && browser.some((tag) => tag.toLowerCase().startsWith(id)));
  return asked ?? fallback;
}
