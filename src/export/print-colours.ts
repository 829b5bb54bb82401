import { type Language, languages } from '#i18n/language.ts';

/** The light theme's colours as the PDF prints them; a test compares them with src/ui/theme/tokens.css. */
export const printColours = {
  ink: '#1d1c19',
  ink2: '#504d45',
  ink3: '#6a665b',
  line: '#dfdbcf',
  lineStrong: '#8a8577',
  paperSunk: '#f3f1ea',
  launch: '#c3301a',
  forecast: '#1d5f8c',
  forecast50: '#94b6cb',
  forecast80: '#bdd2de',
  forecast95: '#dde7ec',
  naive: '#858073',
  event: '#f0ead9',
  eventInk: '#6b5f3f',
} as const;

/** Font family of a language; the printing worker has the files under these names. */
export function printFontOf(language: Language): 'PlanNarrow' | 'Plan' {
  return languages[language].narrowPunctuation ? 'PlanNarrow' : 'Plan';
}
