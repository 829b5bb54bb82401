import { createInstance } from 'i18next';
import { type ReportWords, reportNamespaces, reportWords } from '#export/report-words.ts';
import { dictionaries } from '#i18n/dictionaries.ts';
import { createFormats } from '#i18n/formats.ts';
import type { Language } from '#i18n/language.ts';
import { tidyTexts } from '#i18n/tidy-texts.ts';

const known = new Map<Language, Pick<ReportWords, 't' | 'formats'>>();

/** Words and formats in a language that need not be the page's; made once, since that takes tens of milliseconds. */
function wordsIn(language: Language): Pick<ReportWords, 't' | 'formats'> {
  const made = known.get(language);
  if (made) return made;
  const words = createInstance().use(tidyTexts);
  void words.init({
    lng: language,
    fallbackLng: false,
    resources: dictionaries,
    initAsync: false,
    interpolation: { escapeValue: false },
    returnNull: false,
    postProcess: tidyTexts.name,
  });
  const both = { t: words.getFixedT(language, reportNamespaces), formats: createFormats(language) };
  known.set(language, both);
  return both;
}

/** What a document says in a language, with both languages' words at hand. */
export const createReportWords = (language: Language, currency: string): ReportWords =>
  reportWords({ language, ...wordsIn(language) }, currency);
