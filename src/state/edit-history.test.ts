import { expect, it, vi } from 'vitest';
import { createEditHistory } from './edit-history.ts';

function counter() {
  let value = 0;
  const history = createEditHistory(
    () => value,
    async (moment) => {
      value = moment;
    },
  );
  const set = (to: number, name?: string): void => {
    history.remember(name);
    value = to;
  };
  return { history, set, value: () => value };
}

it('goes back edit by edit, and forward again', async () => {
  const { history, set, value } = counter();
  set(1);
  set(2);
  await history.undo();
  expect(value()).toBe(1);
  await history.undo();
  expect(value()).toBe(0);
  await history.undo();
  expect(value()).toBe(0);
  await history.redo();
  await history.redo();
  await history.redo();
  expect(value()).toBe(2);
});

it('a new edit ends what could be done again', async () => {
  const { history, set, value } = counter();
  set(1);
  await history.undo();
  set(5);
  await history.redo();
  expect(value()).toBe(5);
  await history.undo();
  expect(value()).toBe(0);
});

it('takes quick steps of one control for one edit, and slow ones or another control’s for their own', async () => {
  vi.useFakeTimers();
  const { history, set, value } = counter();
  set(1, 'slider');
  set(2, 'slider');
  set(3, 'slider');
  set(4, 'switch');
  vi.advanceTimersByTime(2000);
  set(5, 'switch');
  const seen: number[] = [];
  for (let i = 0; i < 3; i++) {
    await history.undo();
    seen.push(value());
  }
  expect(seen).toEqual([4, 3, 0]);
  vi.useRealTimers();
});
