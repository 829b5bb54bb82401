import { readFileSync } from 'node:fs';
import path from 'node:path';
import { inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { PlanDocument } from '#export/plan-document.ts';
import type { PrintOptions } from '#export/print-options.ts';
import { createExamplePlan } from '#export/testing/example-plan.ts';
import { createFreeControl } from '#workers/job-control.ts';
import type { PrintPlanOutput } from '#workers/printing/contract.ts';
import { handlers } from '#workers/printing/handlers.ts';
import { ensurePlanFonts } from '../../../scripts/build/build-fonts.mjs';

const folder = ensurePlanFonts();
const read = (name: string): Uint8Array => new Uint8Array(readFileSync(path.join(folder, name)));
const fonts = { regular: read('plan-regular.ttf'), bold: read('plan-bold.ttf') };
const noto = 'node_modules/@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf';
const whole = new Uint8Array(readFileSync(path.resolve(import.meta.dirname, '../../..', noto)));
const english: PrintOptions = { languages: ['en'], paper: 'A4', omitted: ['demand', 'risk', 'data', 'accuracy'] };

/** A small plan whose first product has this name. */
function named(name: string): PlanDocument {
  const plan = createExamplePlan(2);
  const [first, second] = plan.launches;
  return { ...plan, notSelected: [], launches: [{ ...first, name, nameAlternative: '' }, second] };
}

const print = (name: string, more: { wholeFont?: Uint8Array; despiteMissing?: boolean } = {}) =>
  handlers.printPlan(
    { plan: named(name), options: english, fonts, wholeFont: null, despiteMissing: false, attachment: null, ...more },
    createFreeControl(),
  );

/** What the compressed streams of a PDF hold. */
function streamsOf(pdf: Uint8Array): string[] {
  const file = Buffer.from(pdf).toString('latin1');
  return [...file.matchAll(/\/FlateDecode\s*>>\s*stream\n/g)].flatMap(({ index, 0: head }) => {
    const from = index + head.length;
    try {
      return inflateSync(pdf.subarray(from, file.indexOf('\nendstream', from))).toString('latin1');
    } catch {
      return [];
    }
  });
}
const kindOf = async (output: Promise<PrintPlanOutput>): Promise<string> => (await output).kind;

describe('printPlan', () => {
  it('prints everyday names with the small fonts, with progress, under the name of the title', async () => {
    const done: number[] = [];
    const input = {
      plan: named('保温杯 Mug ¥89'),
      options: english,
      fonts,
      wholeFont: null,
      despiteMissing: false,
      attachment: null,
    };
    const output = await handlers.printPlan(
      input,
      createFreeControl((progress) => done.push(progress.done)),
    );
    if (output.kind !== 'printed') throw new Error(output.kind);
    expect(Buffer.from(output.bytes.subarray(0, 5)).toString()).toBe('%PDF-');
    expect(output.name).toBe('Launch plan 2026, weeks 1 to 26.pdf');
    expect(done.at(-1)).toBe(1);
    // Enough to see it move, and not so many that the page has no time for anything else.
    expect(done.length).toBeGreaterThan(20);
    expect(done.length).toBeLessThan(60);
  });

  it('draws a line of words as one text, on every page', async () => {
    const plan = createExamplePlan(12);
    const options = { ...english, languages: ['zh'] as const };
    const input = { plan, options, fonts, wholeFont: null, despiteMissing: false, attachment: null };
    const output = await handlers.printPlan(input, createFreeControl());
    if (output.kind !== 'printed') throw new Error(output.kind);
    const pages = streamsOf(output.bytes).filter((stream) => stream.includes(' Tf\n'));
    expect(pages.length).toBeGreaterThan(4);
    for (const page of pages) {
      const glyphs = [...page.matchAll(/<([\da-f]*)>/gi)].reduce((sum, [, codes]) => sum + codes.length / 4, 0);
      // Drawn one by one, as pdfmake does: between one and two glyphs a text.
      expect(glyphs / page.split('BT\n').length).toBeGreaterThan(3);
    }
  });

  it('asks for the whole font for a rare name, and then prints it', async () => {
    expect(await kindOf(print('龘字杯'))).toBe('needs-whole-font');
    expect(await kindOf(print('龘字杯', { wholeFont: whole }))).toBe('printed');
  });

  it('names what no font at hand can draw, each character once, and prints despite that when told to', async () => {
    const name = 'كوب แก้ว 🎉 杯 🎉';
    expect(await kindOf(print(name))).toBe('needs-whole-font');
    const output = await print(name, { wholeFont: whole });
    if (output.kind !== 'missing') throw new Error(output.kind);
    expect(output.characters).toEqual([...new Set('كوبแก้ว🎉')]);
    expect(await kindOf(print(name, { wholeFont: whole, despiteMissing: true }))).toBe('printed');
  });

  it('needs nothing more for what prints nothing: control characters, joiners, direction marks', async () => {
    expect(await kindOf(print('\u202eMug\u0000\u0007 ☆\ufe0f e\u0301\u200d'))).toBe('printed');
  });
});
