import { expect, test } from 'vitest';
import { noLocks } from '#engine/planning/problem/launch-instance.ts';
import { randomInstance } from '#engine/planning/testing/random-instance.ts';
import { slotsRule } from './slots-rule.ts';

test('an event without a slot gets one, an event without a limit stays without', () => {
  const event = { from: 1, to: 1, fee: 0 };
  const instance = {
    ...randomInstance({ seed: 1, products: 2, weeks: 4 }),
    events: [
      { ...event, id: 'closed', slots: 0 },
      { ...event, id: 'open', slots: null },
    ],
  };
  const relaxed = (group: string) =>
    slotsRule.relax?.({ instance, locks: noLocks }, 0, { rule: 'slots', group, by: 1 })?.instance.events;
  expect(relaxed('closed')?.map(({ slots }) => slots)).toEqual([1, null]);
  expect(relaxed('open')?.map(({ slots }) => slots)).toEqual([0, null]);
});
