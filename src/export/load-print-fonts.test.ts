import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fontsFor } from '#export/load-print-fonts.ts';
import { ensurePlanFonts } from '../../scripts/build-fonts.mjs';

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

describe('fontsFor', () => {
  it('needs the two small fonts only for everyday text', async () => {
    const { fonts, missing } = await fontsFor({ text: '上新计划 Launch plan ¥89' }, 'zh', signal);
    expect(missing).toEqual([]);
    expect(asked).toEqual(['plan-regular.ttf', 'plan-bold.ttf']);
    expect(fonts.bold).not.toEqual(fonts.regular);
  });

  it('takes the whole font for a rare name', async () => {
    const { fonts, missing } = await fontsFor({ text: '龘字杯' }, 'zh', signal);
    expect(missing).toEqual([]);
    expect(asked).toContain('NotoSansSC_400Regular.ttf');
    expect(fonts.regular.length).toBeGreaterThan(1e7);
  });

  it('names what no font at hand can draw, and stays with the small fonts when the whole one helps nothing', async () => {
    const { fonts, missing } = await fontsFor({ text: '杯子 🎉 𒀀' }, 'en', signal);
    expect(missing).toEqual(['🎉', '𒀀']);
    expect(fonts.regular.length).toBeLessThan(2.5e6);
  });
});
