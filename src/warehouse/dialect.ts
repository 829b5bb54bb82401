import type { TimeType } from './warehouse-mapping.ts';
import { zoneOffsets } from './zone-offsets.ts';

/** How a text is told to be of a form; engines without regular expressions use their own means. */
export type TextForm = 'number' | 'cancelled-order';

/** How the text of a dialect has been tried: run against the import, checked by a grammar, or only written. */
export type DialectProof = 'run' | 'grammar' | 'written';

/** What differs from one dialect of SQL to another; all arguments and answers are expressions. */
export interface Dialect {
  readonly label: string;
  readonly proof: DialectProof;
  /** A column's name as an identifier. */
  quote(name: string): string;
  text(value: string): string;
  /** A whole number of 64 bits. */
  integer(value: string): string;
  /** Digits to a whole number; rows whose text has other characters are never asked for. */
  digits(value: string): string;
  /** A stored number to whole millionths. */
  micro(value: string): string;
  /** Natural logarithm of a whole number above 0, as a double. */
  logarithm(value: string): string;
  /** Quotient of whole numbers, towards zero. */
  divide(a: string, b: string): string;
  modulo(a: string, b: string): string;
  concat(a: string, b: string): string;
  /** A text without signs, currencies, blanks and commas. */
  strip(value: string): string;
  /** Position of a character in a text from 1, 0 where it is not there. */
  position(value: string, character: string): string;
  is(value: string, form: TextForm): string;
  /** Texts equal only byte by byte. */
  exact(value: string): string;
  /** Text in the order of its bytes. */
  byBytes(value: string): string;
  /** The shop's own clock: something that sorts by time and has a day. NULL for none. */
  localTime(value: string, type: TimeType, zone: string): string;
  /** Days since 1970-01-01 of such a clock. */
  dayNumber(clock: string): string;
  /** Days since 1970-01-01 as `YYYY-MM-DD`. */
  isoDay(day: string): string;
  /** What has to hold of the session, in English, for the comments of the text. */
  readonly session?: string;
}

export const currencyMarks = ['¥', '￥', '$', '€', '£'];
const marks = `[${currencyMarks.join('')}]`;
/** What stands in the text of a number besides its digits and its point. */
export const numberMarks = `[, ${currencyMarks.join('')}-]`;
/** As the import reads them: a sign, a currency, thousands in groups or none, decimals. */
export const forms: Readonly<Record<TextForm, string>> = {
  number: `^(-?${marks}? ?|${marks} ?-)([0-9]+[.]?[0-9]*|[0-9]{1,3}(,[0-9]{3})+[.]?[0-9]*|[.][0-9]+)$`,
  'cancelled-order': '^[Cc][0-9]+$',
};

/** Text as a literal. */
export function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** `"name"`. */
export function doubleQuoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** `` `name` ``. */
export function backQuoted(name: string): string {
  return `\`${name.replaceAll('`', '``')}\``;
}

/** What most dialects have in common. */
export const standard = {
  text: (value) => `CAST(${value} AS VARCHAR)`,
  integer: (value) => `CAST(${value} AS BIGINT)`,
  digits: (value) => `TRY_CAST(${value} AS BIGINT)`,
  micro: (value) => `CAST(ROUND(${value} * 1000000) AS BIGINT)`,
  logarithm: (value) => `LN(${value})`,
  divide: (a, b) => `${a} / ${b}`,
  modulo: (a, b) => `${a} % ${b}`,
  concat: (a, b) => `CONCAT(${a}, ${b})`,
  strip: (value) => `REGEXP_REPLACE(${value}, ${literal(numberMarks)}, '')`,
  position: (value, character) => `INSTR(${value}, ${literal(character)})`,
  exact: (value) => value,
  byBytes: (value) => value,
} satisfies Partial<Dialect>;

/** A clock in UTC moved by the offset of its time: `move` adds minutes. */
export function movedClock(value: string, zone: string, move: (minutes: number) => string): string {
  const offsets = zoneOffsets(zone);
  if (offsets.length === 1) return move(offsets[0].minutes);
  const [first, ...later] = offsets;
  const whens = later.reverse().map(({ from, minutes }) => `WHEN ${value} >= '${from}' THEN ${move(minutes)}`);
  return `CASE ${whens.join(' ')} WHEN ${value} IS NOT NULL THEN ${move(first.minutes)} END`;
}
