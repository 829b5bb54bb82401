import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { dictionaries } from '#i18n/dictionaries.ts';

export type Language = 'en' | 'zh';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'common';
    resources: (typeof dictionaries)['en'];
    returnNull: false;
  }
}

/** The reader's language: what was chosen before, else the browser's. */
export function preferredLanguage(stored: string | null, browser: readonly string[]): Language {
  if (stored === 'en' || stored === 'zh') return stored;
  return browser.some((tag) => tag.toLowerCase().startsWith('zh')) ? 'zh' : 'en';
}

/** Starts i18next with both dictionaries bundled. */
export async function startLanguage(language: Language): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    resources: dictionaries,
    defaultNS: 'common',
    interpolation: { escapeValue: false },
    returnNull: false,
    // A key without a text shows with its namespace, so that tests can tell it from a word.
    appendNamespaceToMissingKey: true,
  });
}

/** Switches the page's language, live. */
export async function changeLanguage(language: Language): Promise<void> {
  await i18next.changeLanguage(language);
}
