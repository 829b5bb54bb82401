import { expect, it } from 'vitest';
import { studyNextView } from './study-next-view.ts';

it('next views by product and category, and what is in the same visit however often', () => {
  const sessions = Array.from({ length: 30 }, (_, at) => (at % 3 === 0 ? [0, 1, 0, 2] : [0, 1]));
  const start = Int32Array.from([0, ...sessions.map(({ length }) => length)]);
  for (let at = 1; at < start.length; at++) start[at] += start[at - 1];
  const { products, categories, trial } = studyNextView(
    {
      ...{ start, items: Int32Array.from(sessions.flat()), products: ['a', 'b', 'c'], customers: 0 },
      day: new Int32Array(30),
      customer: new Int32Array(30).fill(-1),
    },
    ['lamps', 'lamps', 'rugs'],
  );
  const b = { id: 'b', count: 30 };
  const c = { id: 'c', count: 10 };
  expect(products).toEqual([{ productId: 'a', followed: 40, next: [b, c], visits: 30, together: [b, c] }]);
  // b is followed by a ten times only: too few to be told of alone.
  expect(categories).toEqual([
    {
      category: 'lamps',
      followed: 50,
      next: [
        { id: 'lamps', count: 40 },
        { id: 'rugs', count: 10 },
      ],
    },
  ]);
  expect(trial.cases).toBe(6);
});
