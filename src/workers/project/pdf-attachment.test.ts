import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { strToU8, zipSync, zlibSync } from 'fflate';
import { beforeAll, describe, expect, it } from 'vitest';
import { createFreeControl, JobRefused } from '#workers/job-control.ts';
import { handlers } from '#workers/project/handlers.ts';
import { carryingPdf } from '../../../bench/project/carrying-pdf.ts';
import { pdfByHand } from '../../../bench/project/damage-project.ts';

const project = new Uint8Array(readFileSync(path.join(import.meta.dirname, 'fixtures/2026-11-26.debut')));
const open = (bytes: Uint8Array) =>
  handlers.readProject({ file: new Blob([bytes as Uint8Array<ArrayBuffer>]) }, createFreeControl());

async function refusal(bytes: Uint8Array): Promise<string> {
  try {
    await open(bytes);
    return 'read';
  } catch (error) {
    if (error instanceof JobRefused) return error.code;
    throw error;
  }
}

describe('the project within the plan PDF', () => {
  let pdf: Uint8Array;
  let expected: Awaited<ReturnType<typeof open>>;
  beforeAll(async () => {
    pdf = await carryingPdf(project);
    expected = await open(project);
  }, 60_000);

  it('is the same as in a file of its own', async () => {
    expect(await open(pdf)).toStrictEqual(expected);
  });

  it('is an attachment to other readers of PDFs too, byte for byte', () => {
    if (spawnSync('pdfdetach', ['-v'], { stdio: 'ignore' }).error) {
      process.stderr.write('\nSKIPPED: the attachment is not read by pdfdetach, poppler-utils is not installed.\n\n');
      return;
    }
    const folder = mkdtempSync(path.join(tmpdir(), 'plan-attachment-'));
    const [file, saved] = ['plan.pdf', 'saved.debut'].map((name) => path.join(folder, name));
    writeFileSync(file, pdf);
    expect(execFileSync('pdfdetach', ['-list', file], { encoding: 'utf8' })).toContain('plan.debut');
    execFileSync('pdfdetach', ['-save', '1', '-o', saved, file]);
    expect(Buffer.compare(readFileSync(saved), project)).toBe(0);
    rmSync(folder, { recursive: true });
  });

  it('is found in a PDF that another hand has written or added to', async () => {
    expect(await open(pdfByHand(project, zlibSync(project)))).toStrictEqual(expected);
    expect(await open(pdfByHand(project, null))).toStrictEqual(expected);
    const added = '\n9 0 obj\n<< /Type /EmbeddedFile /Length 5 >>\nstream\nhello\nendstream\nendobj\n';
    expect(await open(new Uint8Array([...pdf, ...strToU8(added)]))).toStrictEqual(expected);
    expect(await open(new Uint8Array([...strToU8('mail header\r\n'), ...pdf]))).toStrictEqual(expected);
  });

  it('a PDF without one, cut off, or with another file in it is answered', async () => {
    expect(await refusal(strToU8('%PDF-1.7\n%%EOF'))).toBe('project-not-in-pdf');
    expect(
      await refusal(pdfByHand(strToU8('another file, long enough to be looked at from its first byte on'), null)),
    ).toBe('project-not-in-pdf');
    expect(await refusal(pdfByHand(zipSync({ a: strToU8('b') }), null))).toBe('project-not-in-pdf');
    const at = Buffer.from(pdf).indexOf('/EmbeddedFile');
    expect(await refusal(pdf.subarray(0, at + 50_000))).toMatch(/^project-(damaged|not-in-pdf)$/);
    expect(await refusal(pdf.subarray(0, at))).toBe('project-not-in-pdf');
  });

  it('a stream that unpacks to far more takes no memory', async () => {
    const start = project.subarray(0, 200);
    for (const opening of [new Uint8Array(0), start]) {
      const unpacked = new Uint8Array(100_000_000);
      unpacked.set(opening);
      const bomb = zlibSync(unpacked, { level: 1 });
      const before = process.memoryUsage().arrayBuffers;
      expect(await refusal(pdfByHand(project, bomb))).toBe('project-not-in-pdf');
      expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(80e6);
    }
  });
});
