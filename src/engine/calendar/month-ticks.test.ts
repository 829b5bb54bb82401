import { describe, expect, it } from 'vitest';
import { formatIsoDate, parseIsoDate } from './epoch-day.ts';
import { monthTicks } from './month-ticks.ts';

const ticks = (from: string, to: string, most: number) =>
  monthTicks(parseIsoDate(from), parseIsoDate(to), most).map(formatIsoDate);

describe('monthTicks', () => {
  it('takes every month while there is room', () => {
    expect(ticks('2024-11-15', '2025-02-20', 6)).toEqual(['2024-12-01', '2025-01-01', '2025-02-01']);
  });

  it('widens to quarters and half years counted from January', () => {
    expect(ticks('2024-02-05', '2025-02-20', 5)).toEqual(['2024-04-01', '2024-07-01', '2024-10-01', '2025-01-01']);
    expect(ticks('2023-02-05', '2026-02-20', 6)).toHaveLength(6);
    expect(ticks('2023-02-05', '2026-02-20', 6)[0]).toBe('2023-07-01');
  });

  it('gives nothing for less than a month', () => {
    expect(ticks('2024-02-05', '2024-02-20', 6)).toEqual([]);
  });
});
