import { expect, it } from 'vitest';
import { fromIsoWeek, toEpochDay } from '#engine/calendar/epoch-day.ts';
import { readClosed, readOrder } from './candidate-rules.ts';

it('reads what goes first, with the weeks between', () => {
  expect(readOrder('')).toEqual({ orders: [], unread: [] });
  expect(readOrder('BH2601').orders).toEqual([{ candidate: 'BH2601', weeks: 1 }]);
  expect(readOrder('BH-26 + 3 weeks；B；C+0 周')).toEqual({
    orders: [
      { candidate: 'BH-26', weeks: 3 },
      { candidate: 'B', weeks: 1 },
      { candidate: 'C', weeks: 0 },
    ],
    unread: [],
  });
});

it('gives back orders whose weeks are negative, broken or beyond any calendar', () => {
  const wrong = 'A+-3; B + −2 周; C＋－1; D+1.5; E+100; +2';
  expect(readOrder(wrong)).toEqual({ orders: [], unread: wrong.split('; ') });
  expect(readOrder('A+-3; B+2').orders).toEqual([{ candidate: 'B', weeks: 2 }]);
});

it('reads closed weeks, days and spans, and gives back what is none', () => {
  const week = fromIsoWeek(2026, 7);
  const day = toEpochDay(2026, 2, 9);
  expect(readClosed('')).toEqual({ spans: [], unread: [] });
  expect(readClosed('2026-W07; 2026年第7周').spans).toEqual([
    { from: week, to: week + 6 },
    { from: week, to: week + 6 },
  ]);
  expect(readClosed('2026/2/9、2026-02-09..2026-02-20').spans).toEqual([
    { from: day, to: day },
    { from: day, to: day + 11 },
  ]);
  expect(readClosed('2026年2月9日至2026年2月20日').spans).toEqual([{ from: day, to: day + 11 }]);
  expect(readClosed('2026-W07..2026-W09').spans).toEqual([{ from: week, to: week + 20 }]);
  const wrong = 'spring; 3/4/2026; 2026-02-20..2026-02-09; 2026-02-30';
  expect(readClosed(wrong)).toEqual({ spans: [], unread: wrong.split('; ') });
});
