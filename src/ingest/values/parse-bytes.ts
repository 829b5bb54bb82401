import { secondsOfDayStart } from '#ingest/values/parse-date.ts';

const powers = [1e6, 1e5, 1e4, 1e3, 1e2, 1e1, 1];

/**
 * Plain decimals (`-12`, `12.50`, `12,50` under a decimal comma) in ASCII bytes, as a count of millionths; -Infinity for
 * anything else, which `parseMicro` has to read, and NaN for nothing at all. Exact like `parseMicro`.
 */
export function microOfBytes(bytes: Uint8Array, from: number, to: number, decimalComma: boolean): number {
  if (from >= to) return Number.NaN;
  const negative = bytes[from] === 45;
  const point = decimalComma ? 44 : 46;
  let mantissa = 0;
  let decimals = -1;
  let digits = 0;
  for (let at = negative ? from + 1 : from; at < to; at++) {
    const digit = bytes[at] - 48;
    if (digit >= 0 && digit <= 9) {
      mantissa = mantissa * 10 + digit;
      digits += 1;
      if (decimals >= 0) decimals += 1;
    } else if (bytes[at] === point && decimals < 0) decimals = 0;
    else return Number.NEGATIVE_INFINITY;
  }
  if (digits === 0 || digits > 15 || decimals > 6) return Number.NEGATIVE_INFINITY;
  const micro = mantissa * powers[Math.max(0, decimals)];
  return negative ? -micro : micro;
}

/** How the parts of a date follow each other. */
export type ByteDateOrder = 'year-first' | 'day-first' | 'month-first';

/**
 * Seconds of the dates that most rows have: year, month and day in digits with `-`, `/` or `.` between them, in the order
 * given or with the year first, then maybe hours, minutes and seconds; NaN for everything else, which `parseDate` has to
 * read. `clock.has` tells whether there was a time of day.
 */
export function secondsOfBytes(
  bytes: Uint8Array,
  from: number,
  to: number,
  order: ByteDateOrder,
  clock: { has: boolean },
): number {
  const length = to - from;
  if (length < 8 || length > 19) return Number.NaN;
  let at = from;
  let first = 0;
  while (at < to && bytes[at] >= 48 && bytes[at] <= 57) first = first * 10 + bytes[at++] - 48;
  const firstLength = at - from;
  const separator = bytes[at];
  if (separator !== 45 && separator !== 47 && separator !== 46) return Number.NaN;
  const secondFrom = ++at;
  let second = 0;
  while (at < to && bytes[at] >= 48 && bytes[at] <= 57) second = second * 10 + bytes[at++] - 48;
  const secondLength = at - secondFrom;
  if (secondLength < 1 || secondLength > 2 || bytes[at] !== separator) return Number.NaN;
  const thirdFrom = ++at;
  let third = 0;
  while (at < to && bytes[at] >= 48 && bytes[at] <= 57) third = third * 10 + bytes[at++] - 48;
  const thirdLength = at - thirdFrom;
  let date = 0;
  if (firstLength === 4 && (thirdLength === 1 || thirdLength === 2)) date = first * 10_000 + second * 100 + third;
  else if (order === 'year-first' || firstLength < 1 || firstLength > 2 || thirdLength !== 4) return Number.NaN;
  else date = third * 10_000 + (order === 'day-first' ? second * 100 + first : first * 100 + second);
  if (date < 19_000_000 || date > 22_010_000) return Number.NaN;
  const start = secondsOfDayStart(date);
  clock.has = at < to;
  return clock.has ? start + secondsOfClock(bytes, at, to) : start;
}

/** ` H:MM` or ` H:MM:SS`, also with a T in front. */
function secondsOfClock(bytes: Uint8Array, from: number, to: number): number {
  if (bytes[from] !== 32 && bytes[from] !== 84) return Number.NaN;
  let part = 0;
  let digits = 0;
  let parts = 0;
  let seconds = 0;
  for (let at = from + 1; at <= to; at++) {
    const digit = at < to ? bytes[at] - 48 : 10;
    if (digit >= 0 && digit <= 9) {
      part = part * 10 + digit;
      digits += 1;
      continue;
    }
    // 58 - 48: a colon; the end counts as one.
    if (digit !== 10 || digits < 1 || digits > 2 || part > (parts === 0 ? 23 : 59)) return Number.NaN;
    seconds = seconds * 60 + part;
    parts += 1;
    part = 0;
    digits = 0;
  }
  return parts === 2 ? seconds * 60 : parts === 3 ? seconds : Number.NaN;
}
