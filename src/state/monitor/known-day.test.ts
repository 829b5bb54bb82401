import { expect, test } from 'vitest';
import { knownDay } from './known-day.ts';
import type { MonitorState } from './monitor-store.ts';

const version = (isOpen: boolean, actuals: { start: number; weeks: number } | null) => ({ isOpen, actuals });
const day = (...versions: ReturnType<typeof version>[]): number =>
  knownDay({ versions } as unknown as Pick<MonitorState, 'versions'>, 100);

test('what is known reaches to the end of the later sales of an open plan, and never before the plan begins', () => {
  expect(day()).toBe(100);
  expect(day(version(true, null))).toBe(100);
  expect(day(version(true, { start: 100, weeks: 3 }), version(true, { start: 100, weeks: 5 }))).toBe(135);
  expect(day(version(false, { start: 100, weeks: 9 }))).toBe(100);
});
