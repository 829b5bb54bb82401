import { describe, expect, it } from 'vitest';
import { formatIsoDate, parseIsoDate } from './epoch-day.ts';
import { periodStart } from './period-start.ts';

describe('periodStart', () => {
  it('counts weeks and months, both ways over the turn of a year', () => {
    const start = parseIsoDate('2024-11-01');
    expect(formatIsoDate(periodStart(start, 52, 10))).toBe('2025-01-10');
    expect(formatIsoDate(periodStart(start, 12, 3))).toBe('2025-02-01');
    expect(formatIsoDate(periodStart(start, 12, -11))).toBe('2023-12-01');
  });
});
