import 'i18next';
import type { dictionaries } from '#i18n/dictionaries.ts';

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
