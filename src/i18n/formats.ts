import { type Language, languages } from '#i18n/language.ts';

/**
 * Numbers, money and dates for reading: the one module that formats them, on screen and in the PDF. Days are epoch days
 * (days since 1970-01-01, no time zone), hence `timeZone: 'UTC'`.
 */
export interface Formats {
  /** Whole units: 12,345. */
  count(value: number): string;
  /** Short units for axes and cards: 12.3k, 1.2万. */
  short(value: number): string;
  /** Up to `digits` decimals (2). */
  decimal(value: number, digits?: number): string;
  /** Exactly `digits` decimals, for columns that are read downwards. */
  fixed(value: number, digits: number): string;
  /** Whole money with its sign, e.g. ¥12,345 or £12. `currency` '' gives a plain number. */
  money(value: number, currency: string): string;
  /** Money with decimals for prices. */
  price(value: number, currency: string): string;
  /** Short money for axes and sentences: ¥1.2M, ¥120万. */
  shortMoney(value: number, currency: string): string;
  /** 0.123 -> 12 %. */
  percent(share: number, digits?: number): string;
  /** A probability in whole percent; one that is hardly any, or nearly sure, is not said as none or certainty: `<1%`, `>99%`. */
  chance(probability: number): string;
  /** Exactly `digits` decimals, for columns that are read downwards: 12.0 %. */
  fixedPercent(share: number, digits: number): string;
  /** 18 June 2025, 2025年6月18日. */
  date(epochDay: number): string;
  /** 18 Jun, 6月18日. */
  shortDate(epochDay: number): string;
  /** Week by its first day: "week 25, 2025" and "2025年第25周" (ISO week). */
  week(isoYear: number, isoWeek: number): string;
  /** Jun 2025, 2025年6月. */
  month(epochDay: number): string;
  /** Jun, 6月. */
  monthOnly(epochDay: number): string;
  /** Jun, 6月: where the year stands beside. */
  shortMonth(epochDay: number): string;
  /** What stands between two sentences: nothing in Chinese, whose full stop brings its own room. */
  readonly space: string;
  /** Sentences one after the other; those that are empty or absent are passed over, as by all that follow. */
  sentences(texts: readonly Absent<string>[]): string;
  /** Sentences without their full stop. */
  phrases(texts: readonly Absent<string>[]): string;
  /** "late, out of stock". */
  clauses(texts: readonly Absent<string>[]): string;
  /** Clauses with commas of their own: "A, which …; B, which …". */
  parts(texts: readonly Absent<string>[]): string;
  /** "A, B, C", “A、B、C”. */
  items(texts: readonly Absent<string>[]): string;
  /** "A, or B". */
  choices(texts: readonly Absent<string>[]): string;
  /** "National Day + Mid-Autumn". */
  together(texts: readonly Absent<string>[]): string;
  /** "A, B and C", “A、B和C”. */
  list(names: readonly string[]): string;
  /** "Product: Kettle", “商品：水壶”. */
  labelled(label: string, text: string): string;
  /** "Forecast (units)", “预测（件）”. */
  bracketed(text: string, detail: string): string;
  /** Words of a change's size with its sign, a plus too, unless it is written as nothing; a dash where it is not known. */
  signed(value: number, words: (size: number) => string): string;
  /** Seconds to words: 42 s, 3 min. */
  duration(seconds: number): string;
  /** Bytes to words: 12.3 MB. */
  bytes(value: number): string;
}

type Absent<T> = T | null | undefined | false;

const missing = '–';

/** What Intl writes in front of a negative number, and the sign that is as wide as a plus. */
const hyphen = /^-/;
const hyphenAtMoney = /^-(?!\d)/;
const minus = '−';

const joined = (joint: string) => (texts: readonly Absent<string>[]) => texts.filter(Boolean).join(joint);

/** Between a sign and a currency's: no line ends there. Fonts of the PDF lack it. */
export const signJoiner = '\u2060';

/** Formats for a language; make once and keep. `joiner`: what holds a sign and an amount of money together. */
export function createFormats(language: Language, joiner = ''): Formats {
  const { tag, joints, labelled, bracketed, week, monthStyle } = languages[language];
  const number = (options: Intl.NumberFormatOptions) => {
    // 'negative': what is rounded to zero has no sign.
    const format = new Intl.NumberFormat(tag, { signDisplay: 'negative', ...options });
    return (value: number) =>
      Number.isFinite(value)
        ? format
            .format(value)
            .replace(hyphenAtMoney, minus + joiner)
            .replace(hyphen, minus)
        : missing;
  };
  const day = (options: Intl.DateTimeFormatOptions) => {
    const format = new Intl.DateTimeFormat(tag, { timeZone: 'UTC', ...options });
    return (epochDay: number) => (Number.isFinite(epochDay) ? format.format(new Date(epochDay * 86400000)) : missing);
  };
  const keyed = new Map<string, (value: number) => string>();
  const cached = (key: string, options: Intl.NumberFormatOptions): ((value: number) => string) => {
    const known = keyed.get(key);
    if (known) return known;
    const made = number(options);
    keyed.set(key, made);
    return made;
  };
  const currencyOptions = (currency: string, options: Intl.NumberFormatOptions): Intl.NumberFormatOptions =>
    currency ? { style: 'currency', currency, currencyDisplay: 'narrowSymbol', ...options } : options;
  const unit = (name: string, digits: number) =>
    cached(`unit ${name} ${digits}`, {
      style: 'unit',
      unit: name,
      unitDisplay: 'short',
      maximumFractionDigits: digits,
    });

  const percent = (share: number, digits = 0): string =>
    cached(`percent ${digits}`, { style: 'percent', maximumFractionDigits: digits })(share);

  const signed = (value: number, words: (size: number) => string): string => {
    if (Number.isNaN(value)) return missing;
    const size = words(Math.abs(value));
    return /[1-9]/.test(size) ? `${value < 0 ? minus : '+'}${/^\d/.test(size) ? '' : joiner}${size}` : size;
  };

  // A browser without it loses the "and", not the page.
  const conjunction = 'ListFormat' in Intl ? new Intl.ListFormat(tag, { type: 'conjunction' }) : null;

  return {
    count: number({ maximumFractionDigits: 0 }),
    short: number({ notation: 'compact', maximumSignificantDigits: 3, useGrouping: 'always' }),
    decimal: (value, digits = 2) => cached(`decimal ${digits}`, { maximumFractionDigits: digits })(value),
    fixed: (value, digits) =>
      cached(`fixed ${digits}`, { minimumFractionDigits: digits, maximumFractionDigits: digits })(value),
    money: (value, currency) =>
      cached(`money ${currency}`, currencyOptions(currency, { maximumFractionDigits: 0 }))(value),
    price: (value, currency) =>
      cached(
        `price ${currency}`,
        currencyOptions(currency, { minimumFractionDigits: 2, maximumFractionDigits: 2 }),
      )(value),
    shortMoney: (value, currency) =>
      cached(
        `short ${currency}`,
        currencyOptions(currency, { notation: 'compact', maximumSignificantDigits: 3, useGrouping: 'always' }),
      )(value),
    percent,
    chance: (probability) =>
      probability < 0.01 ? `<${percent(0.01)}` : probability > 0.99 ? `>${percent(0.99)}` : percent(probability),
    fixedPercent: (share, digits) =>
      cached(`fixed percent ${digits}`, {
        style: 'percent',
        minimumFractionDigits: digits,
        maximumFractionDigits: digits,
      })(share),
    date: day({ year: 'numeric', month: 'long', day: 'numeric' }),
    shortDate: day({ month: 'short', day: 'numeric' }),
    week,
    month: day({ year: 'numeric', month: monthStyle }),
    monthOnly: day({ month: 'short' }),
    shortMonth: day({ month: 'short' }),
    space: joints.sentences,
    sentences: joined(joints.sentences),
    phrases: joined(joints.phrases),
    clauses: joined(joints.clauses),
    parts: joined(joints.parts),
    items: joined(joints.items),
    choices: joined(joints.choices),
    together: joined(joints.together),
    // Between names that hold commas themselves stands what parts are joined by.
    list: (names) =>
      names.length > 1 && names.some((name) => name.includes(joints.items.trim()))
        ? joined(joints.parts)(names)
        : (conjunction?.format(names) ?? names.join(joints.items)),
    labelled,
    signed,
    bracketed,
    duration: (seconds) => (seconds < 90 ? unit('second', 0)(seconds) : unit('minute', 0)(seconds / 60)),
    bytes: (value) =>
      value < 1e6
        ? unit('kilobyte', value < 1e4 ? 1 : 0)(value / 1e3)
        : unit('megabyte', value < 1e7 ? 1 : 0)(value / 1e6),
  };
}
