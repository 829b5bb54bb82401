import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { carryingPdf } from './carrying-pdf.ts';
import { fuzzProject } from './fuzz.ts';

const kept = 'src/workers/project/kept-files/2026-11-26.debut';

it('damaged project files and PDFs are read whole or refused with a reason', { timeout: 120_000 }, async () => {
  const project = new Uint8Array(readFileSync(kept));
  const outcome = await fuzzProject(project, await carryingPdf(project), 160, 1);
  expect(outcome.faults).toEqual([]);
  // The injuries are neither harmless nor deadly, or the test would show nothing.
  expect(outcome.ends.read).toBeGreaterThan(6);
  expect(outcome.ends['project-damaged']).toBeGreaterThan(50);
});
