import { expect, test } from 'vitest';
import { eventKind, eventShare } from './event-share.ts';

test('the year is no part of an event, the day is', () => {
  expect(['2024年双11', '双11 2024', '双11', '2025 618', '618', 'Black Friday 2011', '2024'].map(eventKind)).toEqual([
    '双11',
    '双11',
    '双11',
    '618',
    '618',
    'Black Friday',
    '2024',
  ]);
});

test('share of a week', () => {
  const event = { name: 'x', kind: 'promotion', from: 10, to: 20 } as const;
  expect([3, 4, 10, 17, 21].map((day) => eventShare(event, day) * 7)).toEqual([0, 1, 7, 4, 0]);
});
