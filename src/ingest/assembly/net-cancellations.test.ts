import { expect, it } from 'vitest';
import { LineLog, netCancellations } from './net-cancellations.ts';
import { OutlierWatch } from './outlier-watch.ts';

it('takes a cancellation from the latest order before it, never from one that came after', () => {
  const log = new LineLog();
  for (const [seconds, pieces] of [
    [1, 5],
    [2, 4],
    [3, -6],
    [4, 9],
  ])
    log.push(seconds, 0, 0, pieces * 1e6, pieces * 2e6);
  const { taken, left, unmatched } = netCancellations(log);
  expect(taken.map(({ line, pieces, money }) => [line, pieces / 1e6, money / 1e6])).toEqual([
    [1, 4, 8],
    [0, 2, 4],
  ]);
  expect(Array.from(left, (pieces) => pieces / 1e6)).toEqual([3, 0, 0, 9]);
  expect(unmatched).toBe(0);
});

it('drops a cancellation that no order comes before', () => {
  const log = new LineLog();
  log.push(1, 0, 0, -2e6, 2e6);
  log.push(2, 0, 0, 5e6, 10e6);
  expect(netCancellations(log)).toMatchObject({ taken: [], unmatched: 2e6, matchedLines: 0 });
});

it('takes the whole amount of a line with its last piece, though no price of a piece says it', () => {
  const log = new LineLog();
  log.push(1, 0, 0, 3e6, 10e6);
  log.push(2, 0, 0, -2e6, 0);
  expect(netCancellations(log).taken).toEqual([{ line: 0, pieces: 2e6, money: 6_666_666 }]);
  log.push(3, 0, 0, -1e6, 0);
  expect(netCancellations(log).taken).toEqual([{ line: 0, pieces: 3e6, money: 10e6 }]);
});

it('calls a line far out from twenty times the middle one on', () => {
  const watch = new OutlierWatch();
  for (let line = 0; line < 30; line++) watch.note(0, 2e6, 4e6, line, line, 0);
  watch.note(0, 35e6, 70e6, 31, 31, 0);
  expect(watch.find()).toEqual([]);
  watch.note(0, 60e6, 120e6, 32, 32, 0);
  expect(watch.find().map(({ line }) => line)).toEqual([32]);
});
