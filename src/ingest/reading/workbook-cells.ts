import type { CellObject } from '@e965/xlsx';
import { formatIsoDate, toEpochDay } from '#engine/calendar/epoch-day.ts';

const secondsOfDay = 86_400;
/** Days from Excel's day 0 to 1970-01-01, for both of its calendars. */
const offset1900 = -toEpochDay(1899, 12, 30);
const offset1904 = -toEpochDay(1904, 1, 1);

const quoted = /"[^"]*"|\\.|_.|\*./g;
const currency = /\[\$([^\]-]*)-?[^\]]*\]|([¥￥$£€₩₹])/;

/**
 * A cell as the text that the import reads: dates as `2024-05-01`, `2024-05-01 08:16:00` or, under a format without a
 * day, `2024-05`; numbers with the 15 digits that Excel keeps, with `%` or the currency sign of their format; ids shown
 * with leading zeros as shown; everything else as it is displayed. `shown` formats a number by its cell's format.
 */
export function cellText(cell: CellObject | undefined, date1904: boolean, isDate: (format: string) => boolean): string {
  if (!cell || cell.t === 'z' || cell.v === undefined || cell.v === null) return '';
  if (cell.t === 's') return String(cell.v);
  if (cell.t === 'b') return cell.v ? 'TRUE' : 'FALSE';
  if (cell.t !== 'n' || typeof cell.v !== 'number') return cell.w ?? String(cell.v);
  const format = typeof cell.z === 'string' ? cell.z : '';
  // East Asian formats that are known by their number alone come without a text; what they show tells.
  const dated = format === '' ? /^\d{1,2}\/\d{1,2}\/\d{2,4}( |$)/.test(cell.w ?? '') : isDate(format);
  return dated ? dateText(cell.v, date1904, format) : numberText(cell.v, cell.w ?? '', format);
}

function dateText(serial: number, date1904: boolean, format: string): string {
  const whole = Math.floor(serial);
  const seconds = Math.round((serial - whole) * secondsOfDay);
  // Excel's calendar of 1900 has a 29th of February that never was: the days before it are one off.
  const day = date1904 ? whole - offset1904 : whole - offset1900 + (whole < 60 ? 1 : 0);
  const clock = clockText(seconds % secondsOfDay);
  const bare = format.replace(quoted, (part) => (part.startsWith('"') ? part.replace(/[a-z]/gi, '') : ''));
  if (serial < 1 && !/[yd年日]/i.test(bare)) return clock;
  const date = formatIsoDate(day + (seconds === secondsOfDay ? 1 : 0));
  if (seconds % secondsOfDay !== 0) return `${date} ${clock}`;
  const monthOnly = /y/i.test(bare) && /m/i.test(bare) && !/[dh]/i.test(bare.replace(/\[[^\]]*\]/g, ''));
  return monthOnly && date.endsWith('-01') ? date.slice(0, 7) : date;
}

export function clockText(seconds: number): string {
  const part = (value: number): string => String(Math.floor(value)).padStart(2, '0');
  return `${part(seconds / 3600)}:${part((seconds / 60) % 60)}:${part(seconds % 60)}`;
}

function numberText(value: number, shown: string, format: string): string {
  // 00123 under the format 00000.
  if (/^0\d+$/.test(shown)) return shown;
  if (format.replace(quoted, '').includes('%')) return `${plain(value * 100)}%`;
  const sign = currency.exec(format);
  const symbol = sign?.[1] || sign?.[2] || (format === '' && shown.includes('$') ? '$' : '');
  return symbol === '' ? plain(value) : `${symbol}${plain(value)}`;
}

/** A number without the noise beyond Excel's 15 digits, and never with an exponent where it is whole. */
function plain(value: number): string {
  const kept = Number(value.toPrecision(15));
  if (Number.isInteger(kept) && Math.abs(kept) < 1e21) return BigInt(kept).toString();
  return String(kept);
}
