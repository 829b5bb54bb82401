import type { SchemaElement } from 'hyparquet';
import { parseFloat16 } from 'hyparquet/src/convert.js';
import { formatIsoDate } from '#engine/calendar/epoch-day.ts';
import { clockText } from '#ingest/reading/workbook-cells.ts';

type Physical = number | bigint | boolean | Uint8Array;

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/**
 * How the values of a column read as cells of a CSV file: dates as `2024-05-01`, times of day and timestamps as
 * `2024-05-01 08:16:00` (whole days as dates), decimals with all their digits, other numbers by their shortest form without an
 * exponent, texts as they are, bytes that are no text in hexadecimal digits.
 */
export function cellReader(element: SchemaElement): (value: Physical) => string {
  const { type, converted_type: converted, logical_type: logical } = element;
  const kind = logical?.type;
  if (converted === 'DECIMAL' || kind === 'DECIMAL') {
    const scale = element.scale ?? (logical?.type === 'DECIMAL' ? logical.scale : 0);
    return (value) => decimalText(value instanceof Uint8Array ? bigEndian(value) : BigInt(value), scale);
  }
  if (converted === 'DATE' || kind === 'DATE') return (value) => formatIsoDate(Number(value));
  const perSecond = ticksOf(element);
  if (perSecond > 0) {
    const isTime = kind === 'TIME' || converted === 'TIME_MILLIS' || converted === 'TIME_MICROS';
    return (value) => {
      const ticks = type === 'INT96' ? nanosOf(value as bigint) : value;
      const seconds =
        typeof ticks === 'bigint'
          ? Number(floorDivide(ticks, BigInt(perSecond)))
          : Math.floor(Number(ticks) / perSecond);
      return isTime ? clockText(seconds) : timeText(seconds);
    };
  }
  if (kind === 'FLOAT16') return (value) => numberText(parseFloat16(value as Uint8Array) ?? Number.NaN, 5);
  if (kind === 'UUID')
    return (value) => hexText(value as Uint8Array).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
  if (type === 'FLOAT') return (value) => numberText(value as number, 6);
  if (type === 'DOUBLE') return (value) => numberText(value as number, 17);
  if (type === 'FIXED_LEN_BYTE_ARRAY' || converted === 'INTERVAL' || converted === 'BSON')
    return (value) => hexText(value as Uint8Array);
  if (type === 'BYTE_ARRAY') return (value) => decoder.decode(value as Uint8Array);
  if (converted === 'UINT_64' || (logical?.type === 'INTEGER' && logical.bitWidth === 64 && !logical.isSigned))
    return (value) => String(BigInt.asUintN(64, value as bigint));
  if (converted === 'UINT_32' || (logical?.type === 'INTEGER' && logical.bitWidth === 32 && !logical.isSigned))
    return (value) => String((value as number) >>> 0);
  return String;
}

/** Parts of a second that a column of times counts; 0 for other columns. */
function ticksOf({ type, converted_type: converted, logical_type: logical }: SchemaElement): number {
  if (type === 'INT96') return 1e9;
  if (logical?.type === 'TIMESTAMP' || logical?.type === 'TIME')
    return { MILLIS: 1e3, MICROS: 1e6, NANOS: 1e9 }[logical.unit];
  if (converted === 'TIMESTAMP_MILLIS' || converted === 'TIME_MILLIS') return 1e3;
  return converted === 'TIMESTAMP_MICROS' || converted === 'TIME_MICROS' ? 1e6 : 0;
}

/** Julian days and nanoseconds of a day to nanoseconds since 1970. */
function nanosOf(value: bigint): bigint {
  return ((value >> 64n) - 2_440_588n) * 86_400_000_000_000n + (value & 0xffffffffffffffffn);
}

function floorDivide(value: bigint, by: bigint): bigint {
  return value >= 0n || value % by === 0n ? value / by : value / by - 1n;
}

function timeText(seconds: number): string {
  const day = Math.floor(seconds / 86_400);
  const rest = seconds - day * 86_400;
  return rest === 0 ? formatIsoDate(day) : `${formatIsoDate(day)} ${clockText(rest)}`;
}

/** The shortest decimal that is this number at the precision of its type; a missing number is an empty cell. */
function numberText(value: number, digits: number): string {
  if (Number.isNaN(value)) return '';
  let text = String(value);
  for (let precision = digits; precision < 10 && Number.isFinite(value); precision++) {
    const shorter = Number(value.toPrecision(precision));
    if (Math.fround(shorter) !== value) continue;
    text = String(shorter);
    break;
  }
  if (!text.includes('e')) return text;
  return Math.abs(value) >= 1e21 ? String(BigInt(value)) : value.toFixed(20).replace(/0+$/, '');
}

function decimalText(value: bigint, scale: number): string {
  if (scale === 0) return String(value);
  const digits = String(value < 0n ? -value : value).padStart(scale + 1, '0');
  return `${value < 0n ? '-' : ''}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}

function bigEndian(bytes: Uint8Array): bigint {
  let value = 0n;
  for (const byte of bytes) value = value * 256n + BigInt(byte);
  return BigInt.asIntN(bytes.length * 8, value);
}

function hexText(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
