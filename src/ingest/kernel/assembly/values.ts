/** Columns of numbers and dates, read off the bytes: the plain forms of src/ingest/values/parse-micro.ts and parse-date.ts. */
import { Batch, cellFrom, cellTo, empty, filled, findCell, int, setInt } from './batch';

const powers = memory.data<f64>([1e6, 1e5, 1e4, 1e3, 1e2, 1e1, 1]);

/** Millionths by record, with a `point` of 0 whole numbers as they are; NaN for nothing, -Infinity for what has to be read as text. */
export function readMicros(batch: Batch, from: i32, count: i32, column: i32, point: i32, micros: usize): void {
  for (let record = from; record < count; record++) {
    const found = findCell(batch, record, column);
    const value = found == filled ? microOf(point) : found == empty ? NaN : -Infinity;
    store<f64>(micros + (<usize>record << 3), value);
  }
}

/**
 * Millionths of a record's cells in `width` columns (-1: none), NaN for nothing or a dash: one record after the other. By record how many of
 * these cells are filled, -1 where one has to be read as text. `points`: by column, see {@link readMicros}.
 */
export function readSeries(batch: Batch, count: i32, columns: usize, points: usize, width: i32, micros: usize, filledCells: usize): void {
  let to = micros;
  for (let record = 0; record < count; record++) {
    let cells = 0, isOdd = false;
    for (let at = 0; at < width; at++) {
      const column = int(columns, at), found = column < 0 ? empty : findCell(batch, record, column);
      let value = NaN;
      if (found != empty && !(found == filled && cellTo - cellFrom == 1 && load<u8>(cellFrom) == 45)) {
        value = found == filled ? microOf(int(points, at)) : -Infinity;
        if (value == -Infinity) isOdd = true;
        cells += 1;
      }
      store<f64>(to, value);
      to += 8;
    }
    setInt(filledCells, record, isOdd ? -1 : cells);
  }
}

function microOf(point: i32): f64 {
  let at = cellFrom;
  const to = cellTo, negative = load<u8>(at) == 45;
  if (negative) at += 1;
  let mantissa: i64 = 0, digits = 0, decimals = -1;
  for (; at < to; at++) {
    const byte = <i32>load<u8>(at), digit = byte - 48;
    if (<u32>digit <= 9) {
      mantissa = mantissa * 10 + digit;
      digits += 1;
      if (decimals >= 0) decimals += 1;
    } else if (byte == point && point != 0 && decimals < 0) decimals = 0;
    else return -Infinity;
  }
  if (digits == 0 || digits > 15 || decimals > 6) return -Infinity;
  const micro = <f64>mantissa * (point == 0 ? 1 : load<f64>(powers + (<usize>max(0, decimals) << 3)));
  return negative ? -micro : micro;
}

/** The first ten bytes of the date read last, `2024-05-01`, and its seconds: neighbouring rows mostly share their day. */
let lastDate: u64 = 0;
let lastDateEnd: u32 = 0;
let lastStart: f64 = NaN;
let lastOrder: i32 = 0;

/** Seconds by record; NaN for what has to be read as text. `order`: 0 year first, 1 day first, 2 month first. */
export function readSeconds(batch: Batch, from: i32, count: i32, column: i32, order: i32, seconds: usize): void {
  if (order != lastOrder) lastDate = 0;
  lastOrder = order;
  for (let record = from; record < count; record++) {
    let value = NaN;
    if (findCell(batch, record, column) == filled) {
      const at = cellFrom, length = cellTo - at;
      const isLast = length >= 10 && load<u64>(at) == lastDate && load<u16>(at, 8) == lastDateEnd;
      if (isLast && length == 10) value = lastStart;
      else if (isLast && length <= 19 && (load<u8>(at, 10) == 32 || load<u8>(at, 10) == 84))
        value = lastStart + (length == 19 ? secondsOfWholeClock(at + 11) : secondsOfClock(at + 10, cellTo));
      else {
        value = secondsOf(order);
        // Kept only where the date has its ten bytes and is one whatever follows.
        if (value == value && length >= 10 && (length == 10 || load<u8>(at, 10) == 32 || load<u8>(at, 10) == 84)) {
          lastDate = load<u64>(at);
          lastDateEnd = load<u16>(at, 8);
          lastStart = Math.floor(value / 86400) * 86400;
        }
      }
    }
    store<f64>(seconds + (<usize>record << 3), value);
  }
}

/** `HH:MM:SS`. */
@inline
function secondsOfWholeClock(at: usize): f64 {
  // Each byte of the digits less 48 is at most 9 when neither it nor it plus 6 reaches beyond the low four bits.
  const clock = load<u64>(at);
  const digits = clock ^ 0x30303a30303a3030;
  if ((digits & 0xf0f0fff0f0fff0f0) != 0 || ((digits + 0x0606000606000606) & 0xf0f0fff0f0fff0f0) != 0) return secondsOfClock(at - 1, at + 8);
  const hour = <i32>(digits & 15) * 10 + <i32>((digits >> 8) & 15);
  const minute = <i32>((digits >> 24) & 15) * 10 + <i32>((digits >> 32) & 15);
  const second = <i32>((digits >> 48) & 15) * 10 + <i32>((digits >> 56) & 15);
  return hour > 23 || minute > 59 || second > 59 ? NaN : <f64>(hour * 3600 + minute * 60 + second);
}

let numberEnd: usize = 0;

/** Digits from `at` on, as many as there are; ends at `numberEnd`. */
@inline
function digitsAt(at: usize, to: usize): i32 {
  let value = 0;
  while (at < to && <u32>(<i32>load<u8>(at) - 48) <= 9) value = value * 10 + load<u8>(at++) - 48;
  numberEnd = at;
  return value;
}

function secondsOf(order: i32): f64 {
  const from = cellFrom, to = cellTo;
  if (to - from < 8 || to - from > 19) return NaN;
  const first = digitsAt(from, to), firstLength = numberEnd - from;
  let at = numberEnd;
  if (firstLength < 1 || firstLength > 4 || at >= to) return NaN;
  const separator = load<u8>(at);
  if (separator != 45 && separator != 47 && separator != 46) return NaN;
  at += 1;
  const second = digitsAt(at, to), secondLength = numberEnd - at;
  at = numberEnd;
  if (secondLength < 1 || secondLength > 2 || at >= to || load<u8>(at) != separator) return NaN;
  at += 1;
  const third = digitsAt(at, to), thirdLength = numberEnd - at;
  at = numberEnd;
  let year: i32, month: i32, day: i32;
  if (firstLength == 4 && (thirdLength == 1 || thirdLength == 2)) {
    year = first;
    month = second;
    day = third;
  } else {
    if (order == 0 || firstLength > 2 || thirdLength != 4) return NaN;
    year = third;
    month = order == 1 ? second : first;
    day = order == 1 ? first : second;
  }
  const date = year * 10000 + month * 100 + day;
  if (date < 19000000 || date > 22010000) return NaN;
  if (month < 1 || month > 12 || day < 1 || day > daysOf(year, month)) return NaN;
  const start = <f64>(epochDay(year, month, day) * 86400);
  return at < to ? start + secondsOfClock(at, to) : start;
}

function daysOf(year: i32, month: i32): i32 {
  if (month == 2) return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
  return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

/** Hinnant, `days_from_civil`; `year` from 1. */
function epochDay(year: i32, month: i32, day: i32): i64 {
  const y = month <= 2 ? year - 1 : year, era = y / 400, yearOfEra = y - era * 400;
  const dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  return era * 146097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719468;
}

/** ` H:MM` or ` H:MM:SS`, also with a T in front. */
function secondsOfClock(from: usize, to: usize): f64 {
  if (load<u8>(from) != 32 && load<u8>(from) != 84) return NaN;
  let part = 0, digits = 0, parts = 0, seconds = 0;
  for (let at = from + 1; at <= to; at++) {
    const digit = at < to ? <i32>load<u8>(at) - 48 : 10;
    if (<u32>digit <= 9) {
      part = part * 10 + digit;
      digits += 1;
      continue;
    }
    if (digit != 10 || digits < 1 || digits > 2 || part > (parts == 0 ? 23 : 59)) return NaN;
    seconds = seconds * 60 + part;
    parts += 1;
    part = 0;
    digits = 0;
  }
  return parts == 2 ? <f64>(seconds * 60) : parts == 3 ? <f64>seconds : NaN;
}
