import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { carryingPdf } from './carrying-pdf.ts';
import { fuzzProject } from './fuzz.ts';

const folder = 'src/workers/project/fixtures';

it.each(['2026-11-26.debut', '2026-11-26-columns.debut'])(
  'damaged project files and PDFs are read whole or refused with a reason: %s',
  { timeout: 120_000 },
  async (name) => {
    const project = new Uint8Array(readFileSync(`${folder}/${name}`));
    const outcome = await fuzzProject(project, await carryingPdf(project), 24, 1);
    expect(outcome.faults).toEqual([]);
    // The injuries are neither harmless nor deadly, or the test would show nothing.
    expect(outcome.ends.read).toBeGreaterThan(1);
    expect(outcome.ends['project-damaged']).toBeGreaterThan(7);
  },
);
