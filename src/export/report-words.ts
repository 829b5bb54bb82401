import type { TFunction } from 'i18next';
import { isoWeek } from '#engine/calendar/epoch-day.ts';
import type { BuiltInRule } from '#engine/planning/rules/plan-figures.ts';
import type { NotSelectedProduct, ProductNames } from '#export/plan-document.ts';
import type { Formats } from '#i18n/formats.ts';
import { type Language, languages } from '#i18n/language.ts';
import { localName } from '#i18n/local-name.ts';

/** Keys without a prefix are the report's own; where it says what a screen says, it takes the screen's words. */
export const reportNamespaces = ['report', 'data', 'demand', 'monitor', 'trends', 'plan'] as const;
type ReportTexts = TFunction<typeof reportNamespaces>;

/** What the report says and how it writes figures, on paper and on screen. */
export interface ReportWords {
  readonly language: Language;
  readonly t: ReportTexts;
  readonly formats: Formats;
  readonly currency: string;
  readonly money: (value: number) => string;
  readonly shortMoney: (value: number) => string;
  /** "week 12, 2026". */
  readonly week: (day: number) => string;
  /** Sentences, or the items of a list, one after the other. */
  readonly sentences: (texts: readonly string[]) => string;
  readonly items: (texts: readonly string[]) => string;
  /** A share with its sign: +12 %, -3 %. */
  readonly signed: (share: number, digits?: number) => string;
}

/** With these words and formats: of the page, or of a document in another language. */
export function reportWords(
  { language, t, formats }: Pick<ReportWords, 'language' | 't' | 'formats'>,
  currency: string,
): ReportWords {
  return {
    language,
    t,
    formats,
    currency,
    money: (value) => formats.money(value, currency),
    shortMoney: (value) => formats.shortMoney(value, currency),
    week: (day) => {
      const { year, week } = isoWeek(day);
      return formats.week(year, week);
    },
    sentences: formats.sentences,
    items: formats.items,
    signed: (share, digits = 0) => {
      const words = formats.percent(share, digits);
      return share > 0 && words !== formats.percent(0, digits) ? `+${words}` : words;
    },
  };
}

const plainModels = new Set(['naive', 'snaive', 'drift', 'mean4', 'mean13', 'combination']);

/** A model in the field's notation; the simplest ones by what they do. */
export function modelWords(model: string, { t }: ReportWords): string {
  return plainModels.has(model) ? t(`pdf.model.${model}` as 'pdf.model.naive') : model;
}

/** A count for its noun's form, and as it is written. */
export const counted = (count: number, { formats }: ReportWords) => ({ count, number: formats.count(count) });

/** The rule in the way, in words. */
export function ruleWords(rule: string, { t }: ReportWords): string {
  return t(`pdf.rule.${rule as BuiltInRule}`);
}

/** Why a product is not in the plan: the rules in the way of its best week, or what it would earn. */
export function notSelectedReason({ reason, rules }: NotSelectedProduct, words: ReportWords): string {
  const { t } = words;
  return t(`pdf.notSelected.${reason}`, {
    rule: rules.map((rule) => ruleWords(rule, words)).join(t('pdf.notSelected.and')),
  });
}

/** The name in the reader's language first, the other one after it where the data has two; '' = none. */
export function namesFor(
  product: Pick<ProductNames, 'name' | 'nameAlternative'>,
  language: Language,
): readonly [string, string] {
  const { name, nameAlternative } = product;
  const first = localName(language, name, nameAlternative);
  if (!languages[language].showsOtherName || !nameAlternative) return [first, ''];
  return [first, first === name ? nameAlternative : name];
}
