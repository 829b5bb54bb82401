import { expect, it } from 'vitest';
import { pieceBytes } from './byte-pieces.ts';
import { tellingLines } from './scan-file.ts';

it('looks for letters beyond ASCII from the beginning of every further piece of a file', async () => {
  const head = new Uint8Array(pieceBytes).fill(0x61);
  for (let at = 63; at < head.length; at += 64) head[at] = 10;
  // The second piece begins with the only telling line.
  const bytes = new Blob([head, new Uint8Array([0xe9, 10]), head]);
  const lines = await tellingLines({ name: 'a.csv', bytes, id: 'a' }, false);
  expect(lines).toContain(0xe9);
});
