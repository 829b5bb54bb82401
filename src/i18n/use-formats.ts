import { useTranslation } from 'react-i18next';
import { createFormats, type Formats, signJoiner } from '#i18n/formats.ts';
import { type Language, languageOf } from '#i18n/language.ts';

const made = new Map<Language, Formats>();

/** The page's present language. */
export function useLanguage(): Language {
  return languageOf(useTranslation().i18n);
}

/** Formats of the page's present language, for components. */
export function useFormats(): Formats {
  return formatsOf(useLanguage());
}

/** Formats of a language, made once. */
export function formatsOf(language: Language): Formats {
  const known = made.get(language);
  if (known) return known;
  const formats = createFormats(language, signJoiner);
  made.set(language, formats);
  return formats;
}
