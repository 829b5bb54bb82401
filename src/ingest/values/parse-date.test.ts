import { expect, it } from 'vitest';
import { toEpochDay } from '#engine/calendar/epoch-day.ts';
import { OrderEvidence } from './order-evidence.ts';
import { parseDate } from './parse-date.ts';

const day = 86_400 * toEpochDay(2024, 5, 6);

it('reads the half of the day that stands before the clock', () => {
  expect(parseDate('2024-05-06 下午3:04', 'unknown')).toEqual({ seconds: day + 15 * 3600 + 240, grain: 'second' });
  expect(parseDate('2024-05-06 上午8:16', 'unknown')).toEqual({ seconds: day + 8 * 3600 + 960, grain: 'second' });
});

it('takes dates with dots for day first, where nothing else tells', () => {
  const evidence = new OrderEvidence();
  for (const cell of ['01.05.2024', '02.05.2024', '03.06.2024']) evidence.feed(cell);
  expect(evidence.answer).toBe('either');
  evidence.end();
  expect(evidence.answer).toBe('day-first');
});
