import { createInstance, type TFunction } from 'i18next';
import { isoWeek } from '#engine/calendar/epoch-day.ts';
import type { ProductNames } from '#export/plan-document.ts';
import { dictionaries } from '#i18n/dictionaries.ts';
import { createFormats, type Formats } from '#i18n/formats.ts';
import type { Language } from '#i18n/language.ts';
import { localName } from '#i18n/local-name.ts';

export type Paper = 'A4' | 'LETTER';

/** Points, upright. */
const paperSizes: Readonly<Record<Paper, readonly [number, number]>> = { A4: [595.28, 841.89], LETTER: [612, 792] };
export const pageMargins: [number, number, number, number] = [44, 48, 44, 46];

/** What every section of the report needs: words, formats and the room on a page. */
export interface PrintContext {
  readonly language: Language;
  readonly t: TFunction<'report'>;
  readonly formats: Formats;
  readonly currency: string;
  readonly paper: Paper;
  /** Width and height of the text upright and lying, in points. */
  readonly width: number;
  readonly height: number;
  readonly wideWidth: number;
  readonly wideHeight: number;
  readonly money: (value: number) => string;
  readonly shortMoney: (value: number) => string;
  /** "week 12, 2026". */
  readonly week: (day: number) => string;
}

export function createPrintContext(language: Language, paper: Paper, currency: string): PrintContext {
  const words = createInstance({
    lng: language,
    fallbackLng: false,
    resources: dictionaries,
    initAsync: false,
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  void words.init();
  const formats = createFormats(language);
  const [short, long] = paperSizes[paper];
  const [left, top, right, bottom] = pageMargins;
  return {
    language,
    t: words.getFixedT(language, 'report'),
    formats,
    currency,
    paper,
    width: short - left - right,
    height: long - top - bottom,
    wideWidth: long - left - right,
    wideHeight: short - top - bottom,
    money: (value) => formats.money(value, currency),
    shortMoney: (value) => formats.shortMoney(value, currency),
    week: (day) => {
      const { year, week } = isoWeek(day);
      return formats.week(year, week);
    },
  };
}

const plainModels = new Set(['naive', 'snaive', 'drift', 'mean4', 'mean13']);

/** A model in the field's notation; the simplest ones by what they do. */
export function modelWords(model: string, { t }: PrintContext): string {
  return plainModels.has(model) ? t(`pdf.model.${model}` as 'pdf.model.naive') : model;
}

/** The name in the reader's language first, the other one after it where the data has two; '' = none. */
export function namesFor(
  product: Pick<ProductNames, 'name' | 'nameAlternative'>,
  language: Language,
): readonly [string, string] {
  const { name, nameAlternative } = product;
  const first = localName(language, name, nameAlternative);
  if (language === 'zh' || !nameAlternative) return [first, ''];
  return [first, first === name ? nameAlternative : name];
}
