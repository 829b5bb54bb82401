import { expect, it } from 'vitest';
import { learnNextView } from './next-view.ts';

it('what followed most comes first, then what is looked at most; the item at hand never', () => {
  const model = learnNextView(
    [
      [0, 1, 2],
      [0, 1, 2],
      [0, 2],
      [3, 1],
    ],
    5,
  );
  expect(model.predict([0], 3)).toEqual([1, 2, 3]);
  expect(model.predict([1], 5)[0]).toBe(2);
  expect(model.predict([4], 2)).toEqual([0, 1]);
  expect(model.following[0]).toEqual(
    new Map([
      [1, 2],
      [2, 1],
    ]),
  );
  expect(model.predict([4], 5)).not.toContain(4);
});

it('the item before the last has a say', () => {
  const sessions = [...Array.from({ length: 20 }, () => [0, 2, 3]), ...Array.from({ length: 21 }, () => [1, 2, 4])];
  const model = learnNextView(sessions, 5);
  expect(model.predict([2], 1)).toEqual([4]);
  expect(model.predict([0, 2], 1)).toEqual([3]);
});
