import { expect, it, vi } from 'vitest';
import { createEditHistory, historyToRedo, historyToUndo } from './edit-history.ts';

function counter() {
  let value = 0;
  const history = createEditHistory(
    () => value,
    async (snapshot) => {
      value = snapshot;
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

it('takes the last edit back first, of whichever history, and makes them again in their order', async () => {
  const [a, b] = [counter(), counter()];
  const both = [a.history, b.history];
  const undo = () => historyToUndo(both)?.undo();
  const redo = () => historyToRedo(both)?.redo();
  const seen = () => [a.value(), b.value()];
  a.set(1);
  b.set(10);
  a.set(2);
  const states = [seen()];
  for (let i = 0; i < 3; i++) {
    await undo();
    states.push(seen());
  }
  expect(states).toEqual([
    [2, 10],
    [1, 10],
    [1, 0],
    [0, 0],
  ]);
  expect(historyToUndo(both)).toBeNull();
  const again: number[][] = [];
  for (let i = 0; i < 3; i++) {
    await redo();
    again.push(seen());
  }
  expect(again).toEqual([...states].reverse().slice(1));
  expect(historyToRedo(both)).toBeNull();
  // Another edit ends what could be done again, also in the other history.
  await undo();
  b.set(20);
  expect(historyToRedo(both)).toBeNull();
});

it('forgets an edit that came to nothing, and stays where it is when a moment can’t be brought back', async () => {
  const { history, set, value } = counter();
  set(1);
  await history.undo();
  const forget = history.remember();
  forget();
  await history.redo();
  expect(value()).toBe(1);

  const stuck = createEditHistory(
    () => 0,
    async () => false,
  );
  stuck.remember();
  await stuck.undo();
  expect(stuck.store.getState()).toMatchObject({ past: [{ snapshot: 0 }], future: [] });
});
