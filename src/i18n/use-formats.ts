import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { createFormats, type Formats } from '#i18n/formats.ts';

/** Formats in the page's present language. */
export function useFormats(): Formats {
  const { i18n } = useTranslation();
  const language = i18n.language === 'zh' ? 'zh' : 'en';
  return useMemo(() => createFormats(language), [language]);
}
