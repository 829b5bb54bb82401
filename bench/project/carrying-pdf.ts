import { readFileSync } from 'node:fs';
import path from 'node:path';
import { createExamplePlan } from '#export/testing/example-plan.ts';
import { createFreeControl } from '#workers/job-control.ts';
import { handlers } from '#workers/printing/handlers.ts';
import { ensurePlanFonts } from '../../scripts/build/build-fonts.mjs';

/** The plan PDF as the page makes it, with a file in it. */
export async function carryingPdf(project: Uint8Array): Promise<Uint8Array> {
  const folder = ensurePlanFonts();
  const font = (weight: string): Uint8Array => new Uint8Array(readFileSync(path.join(folder, `plan-${weight}.ttf`)));
  const output = await handlers.printPlan(
    {
      plan: createExamplePlan(3),
      options: { languages: ['en'], paper: 'A4', omitted: [] },
      fonts: { regular: font('regular'), bold: font('bold') },
      wholeFont: null,
      despiteMissing: false,
      attachment: { name: 'plan.debut', description: 'project', bytes: project },
    },
    createFreeControl(),
  );
  if (output.kind !== 'printed') throw new Error(output.kind);
  return output.bytes;
}
