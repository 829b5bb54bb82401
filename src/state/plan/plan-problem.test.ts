import { expect, it } from 'vitest';
import type { Candidate } from '#engine/panel/candidate.ts';
import { ownPlanCapacity, toggleWeek, weeksTouched, withOwnRules } from './plan-problem.ts';

const start = 20_458;

it('reads the capacity of the manager’s own plan', () => {
  const candidate = { effort: 2, plannedLaunch: 20_458 };
  const candidates = [candidate, { ...candidate, plannedLaunch: 20_460 }, { ...candidate, plannedLaunch: 20_470 }];
  expect(ownPlanCapacity(candidates as never, 0)).toBe(4);
  expect(ownPlanCapacity([{ effort: 1 }] as never, 0)).toBeNull();
});

it('what is said on screen counts more than the file; what is not said leaves the file’s word', () => {
  const file = { id: 'A', earliest: 5, latest: 9, wave: 'w', exclusiveGroup: 'g', mustLaunch: true, effort: 2 };
  const [same, other] = [file, { ...file, id: 'B' }] as unknown as Candidate[];
  expect(withOwnRules([same, other], {})).toEqual([same, other]);
  const [ruled, left] = withOwnRules([same, other], { A: { earliest: null, wave: '', must: false, effort: 1 } });
  expect(left).toBe(other);
  expect(ruled).toEqual({ id: 'A', latest: 9, exclusiveGroup: 'g', mustLaunch: false, effort: 1 });
});

it('closes and opens one week, and leaves what a longer span closes beside it', () => {
  const span = { from: start + 3, to: start + 24 };
  expect(weeksTouched([span], start, 6)).toEqual([0, 1, 2, 3]);
  const opened = toggleWeek([span], start + 14);
  expect(weeksTouched(opened, start, 6)).toEqual([0, 1, 3]);
  expect(weeksTouched(toggleWeek(opened, start + 14), start, 6)).toEqual([0, 1, 2, 3]);
  expect(weeksTouched(toggleWeek([], start + 7), start, 6)).toEqual([1]);
});
