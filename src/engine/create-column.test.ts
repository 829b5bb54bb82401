import { afterEach, expect, it, vi } from 'vitest';
import { createColumn, largeColumn } from './create-column.ts';

afterEach(() => vi.unstubAllGlobals());

it('shares a large column where the page is isolated, so that a message carries the column itself and no copy', () => {
  vi.stubGlobal('crossOriginIsolated', true);
  const column = createColumn(largeColumn / 8);
  const received = structuredClone(column);
  column[3] = 7;
  expect(received[3]).toBe(7);
  expect(createColumn(largeColumn / 8 - 1).buffer).toBeInstanceOf(ArrayBuffer);
});

it('shares none elsewhere', () => {
  for (const isIsolated of [false, undefined]) {
    vi.stubGlobal('crossOriginIsolated', isIsolated);
    expect(createColumn(largeColumn).buffer).toBeInstanceOf(ArrayBuffer);
  }
});
