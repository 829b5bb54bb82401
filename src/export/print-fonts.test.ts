import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { fontCoverage, missingCharacters, textsOf, withNarrowPunctuation } from '#export/print-fonts.ts';
import { textOutline } from '#export/testing/glyph-outline.ts';
import { ensurePlanFonts, planCharacters } from '../../scripts/build/build-fonts.mjs';

const fonts = ensurePlanFonts();
const read = (name: string): Uint8Array => new Uint8Array(readFileSync(path.join(fonts, name)));
const regular = read('plan-regular.ttf');
const bold = read('plan-bold.ttf');
const whole = new Uint8Array(
  readFileSync(
    path.resolve(
      import.meta.dirname,
      '../../node_modules/@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf',
    ),
  ),
);

describe('the fonts of the PDF', () => {
  it('draw all 6763 characters of GB2312 in both weights, and everything wanted that the whole font has', () => {
    const [inRegular, inBold, inWhole] = [regular, bold, whole].map(fontCoverage);
    const wanted = [...planCharacters()].filter(inWhole);
    expect(wanted.filter((code) => code >= 0x4e00 && code <= 0x9fff).length).toBeGreaterThanOrEqual(6763);
    expect(wanted.filter((code) => !inRegular(code) || !inBold(code))).toEqual([]);
  });

  it('keep the outlines and widths of the whole font', () => {
    for (const text of ['上新计划', 'Launch 2026, ¥1,234.50', '喆，。“”', 'áéñÅ']) {
      expect(textOutline(regular, text)).toEqual(textOutline(whole, text));
    }
  });

  it('are small: under 2.5 MB each', () => {
    expect(regular.length).toBeLessThan(2.5e6);
    expect(bold.length).toBeLessThan(2.5e6);
  });

  it('have narrow quotes for Latin text, and only where asked for', () => {
    const narrow = withNarrowPunctuation(regular);
    expect(textOutline(regular, '’').advance).toBe(1);
    for (const quote of '’‘“”') expect(textOutline(narrow, quote).advance).toBeLessThan(0.5);
    expect(textOutline(narrow, '…')).not.toEqual(textOutline(regular, '…'));
    expect(textOutline(narrow, '上新 plan')).toEqual(textOutline(regular, '上新 plan'));
    expect(Buffer.compare(withNarrowPunctuation(whole), whole)).toBe(0);
  });

  it('name what they cannot draw, once each', () => {
    expect(missingCharacters('保温杯 ¥89\n𰻞𰻞面 犇 🎉', regular)).toEqual(['𰻞', '🎉']);
    expect(missingCharacters('龘', regular)).toEqual(['龘']);
    expect(missingCharacters('龘', whole)).toEqual([]);
  });

  it('finds every text of a definition', () => {
    expect(textsOf({ a: ['x', { text: 'y' }], b: { stack: [{ text: ['z', 1, null] }] } })).toBe('xyz');
  });
});
