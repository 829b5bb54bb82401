import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DayMonthOrder } from '#ingest/import-report.ts';
import { microOfBytes, secondsOfBytes } from '#ingest/values/parse-bytes.ts';
import { parseDate } from '#ingest/values/parse-date.ts';
import { parseMicro } from '#ingest/values/parse-micro.ts';

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('numbers read off the bytes', () => {
  it('are those of the text, or are left to it', () => {
    const text = fc.oneof(
      fc.string({ unit: fc.constantFrom(...'0123456789', '.', ',', '-', ' ', '(', '%', 'e', '万'), maxLength: 14 }),
      fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
      fc.integer().map((value) => (value / 100).toFixed(2)),
    );
    let taken = 0;
    fc.assert(
      fc.property(text, fc.boolean(), (content, decimalComma) => {
        const bytes = encode(content);
        const micro = microOfBytes(bytes, 0, bytes.length, decimalComma);
        if (micro === Number.NEGATIVE_INFINITY) return;
        taken += 1;
        expect(micro).toBe(parseMicro(content, decimalComma));
      }),
      { numRuns: 4000, seed: 20261125 },
    );
    expect(taken).toBeGreaterThan(800);
  });
});

describe('dates read off the bytes', () => {
  it('are those of the text, or are left to it', () => {
    const digits = fc
      .tuple(fc.integer({ min: 0, max: 34 }), fc.boolean())
      .map(([value, padded]) => String(value).padStart(padded ? 2 : 1, '0'));
    const year = fc.oneof(fc.integer({ min: 1890, max: 2210 }), fc.constantFrom(24, 2024)).map(String);
    const date = fc
      .tuple(year, digits, digits, fc.boolean(), fc.constantFrom('-', '/', '.'), fc.constantFrom('-', '/', '.'))
      .map(([y, first, second, yearFirst, one, two]) =>
        yearFirst ? `${y}${one}${first}${two}${second}` : `${first}${one}${second}${two}${y}`,
      );
    const clock = fc.oneof(
      fc.constantFrom('', ' ', 'T8:16', ' 8:16', ' 08:16:59', ' 24:00', ' 12:60', ' 8:16 PM', ' 8:16:', ' 8'),
      fc.tuple(digits, digits).map(([hour, minute]) => ` ${hour}:${minute}`),
    );
    let taken = 0;
    fc.assert(
      fc.property(date, clock, fc.constantFrom('day-first', 'month-first', 'unknown'), (day, time, order) => {
        const bytes = encode(day + time);
        const has = { has: false };
        const byteOrder = order === 'unknown' ? 'year-first' : (order as DayMonthOrder);
        const seconds = secondsOfBytes(bytes, 0, bytes.length, byteOrder, has);
        if (Number.isNaN(seconds)) return;
        taken += 1;
        expect({ seconds, grain: has.has ? 'second' : 'day' }).toEqual(
          parseDate(day + time, order as DayMonthOrder | 'unknown'),
        );
      }),
      { numRuns: 10_000, seed: 20261125 },
    );
    expect(taken).toBeGreaterThan(200);
  });
});
