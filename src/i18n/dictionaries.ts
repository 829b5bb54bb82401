import 'i18next';
import type { words as english } from '#i18n/en/words.ts';
import type { Language } from '#i18n/language.ts';
import type { Translation } from '#i18n/translation.ts';

/** The texts of a language by namespace. */
export type Dictionary = Translation<typeof english>;

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'common';
    resources: typeof english;
    returnNull: false;
  }
}

const found = import.meta.glob<Dictionary>('./*/words.ts', { eager: true, import: 'words' });

/** All texts of every language at once: the PDF takes its words from here, whatever the page's language is. */
export const dictionaries = Object.fromEntries(
  Object.entries(found).map(([file, words]) => [file.split('/')[1], words]),
) as Readonly<Record<Language, Dictionary>>;
