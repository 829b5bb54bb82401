import { expect, it } from 'vitest';
import { urgentWork } from './urgent-work.ts';

it('holds what can wait until nothing urgent is under way, also what follows from it at once', async () => {
  const seen: string[] = [];
  const ends: (() => void)[] = [];
  const begin = (name: string): Promise<void> =>
    urgentWork.during(
      new Promise<void>((resolve) => {
        ends.push(() => {
          seen.push(name);
          resolve();
        });
      }),
    );
  void begin('first').then(() => begin('second'));
  const waits = urgentWork.over().then(() => seen.push('what can wait'));
  await new Promise((resolve) => setTimeout(resolve, 5));
  ends[0]();
  await new Promise((resolve) => setTimeout(resolve, 5));
  ends[1]();
  await waits;
  expect(seen).toEqual(['first', 'second', 'what can wait']);
});

it('lets it go on after work that failed', async () => {
  const failing = urgentWork.during(Promise.reject(new Error('no')));
  await expect(failing).rejects.toThrow('no');
  await expect(urgentWork.over()).resolves.toBeUndefined();
});
