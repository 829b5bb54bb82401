import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { loadPrintFonts, loadWholeFont } from '#export/load-print-fonts.ts';
import { ensurePlanFonts } from '../../scripts/build/build-fonts.mjs';

const root = path.resolve(import.meta.dirname, '../..');
const signal = new AbortController().signal;
let asked: string[] = [];

beforeEach(() => {
  ensurePlanFonts();
  asked = [];
  vi.stubGlobal('fetch', async (url: string) => {
    asked.push(path.basename(url));
    return new Response(readFileSync(path.join(root, url)));
  });
});
afterEach(() => vi.unstubAllGlobals());

it('loads the two small fonts, and the whole one only when asked', async () => {
  const { regular, bold } = await loadPrintFonts(signal);
  expect(asked).toEqual(['plan-regular.ttf', 'plan-bold.ttf']);
  expect(bold).not.toEqual(regular);
  expect((await loadWholeFont(signal)).length).toBeGreaterThan(1e7);
  expect(asked[2]).toBe('NotoSansSC_400Regular.ttf');
});
