/** What stands between texts that are put side by side. */
interface Joints {
  /** Whole sentences, each with its own full stop. */
  readonly sentences: string;
  /** Sentences that lack their full stop. */
  readonly phrases: string;
  readonly clauses: string;
  /** Clauses that have commas of their own. */
  readonly parts: string;
  /** Names in a row. */
  readonly items: string;
  /** What may be instead of each other. */
  readonly choices: string;
  /** What is one thing together: days that fall on each other. */
  readonly together: string;
}

/** A language: everything that differs between languages besides the texts themselves (`words.ts` in the same folder). */
export interface LanguageDeclaration {
  /** BCP 47 tag of the page, the PDF, numbers, dates and sorting. */
  readonly tag: string;
  /** As it calls itself in the menus. */
  readonly name: string;
  /** Stands in the page until it starts, and is seen where that takes long or never happens. */
  readonly notStarted: string;
  readonly joints: Joints;
  /** "Product: Kettle". */
  readonly labelled: (label: string, text: string) => string;
  /** "Forecast (units)". */
  readonly bracketed: (text: string, detail: string) => string;
  /** An ISO week in a sentence. */
  readonly week: (isoYear: number, isoWeek: number) => string;
  /** Of a month with its year. */
  readonly monthStyle: 'short' | 'long';
  /** What a text loses or gains once its figures are filled in. */
  readonly tidy: (text: string) => string;
  /** Of names in two scripts, whether its readers read this one. */
  readonly reads: (name: string) => boolean;
  /** Whether a report names a product a second time, in the data's other language. */
  readonly showsOtherName: boolean;
  /** Usual names of shopping days and holidays, by a name that the data may have, in small letters. */
  readonly events: ReadonlyMap<string, string>;
  /** Whether the PDF's font gets narrow quotes and dashes: the one at hand has those of Chinese, as wide as a character. */
  readonly narrowPunctuation: boolean;
}

/** What languages in Latin letters have in common. */
const latin: Omit<LanguageDeclaration, 'tag' | 'name'> = {
  notStarted: '',
  joints: {
    sentences: ' ',
    phrases: '. ',
    clauses: ', ',
    parts: '; ',
    items: ', ',
    choices: ', ',
    together: ' + ',
  },
  labelled: (label, text) => `${label}: ${text}`,
  bracketed: (text, detail) => `${text} (${detail})`,
  week: (isoYear, isoWeek) => `${isoYear}-W${isoWeek}`,
  monthStyle: 'short',
  tidy: (text) => text,
  reads: (name) => !/\p{Script=Han}/u.test(name),
  showsOtherName: true,
  events: new Map(),
  narrowPunctuation: true,
};

/**
 * Declares a language. A folder with the declaration (`language.ts`) and all texts (`words.ts` and a file for each
 * namespace), and its line in `language.ts` beside this file, is all that a further one needs.
 */
export function defineLanguage(
  declared: Pick<LanguageDeclaration, 'tag' | 'name'> & Partial<LanguageDeclaration>,
): LanguageDeclaration {
  return { ...latin, ...declared };
}
