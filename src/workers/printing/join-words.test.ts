import { expect, it } from 'vitest';
import { joinWords } from '#workers/printing/internal/join-words.ts';

/** Glyphs 1 and 2 of font F1 are as wide as its size and half as wide. */
const widths = new Map([['F1', [0, 1000, 500]]]);

const drawn = (x: number, glyphs: string, { y = 700, red = 0.5 } = {}): string =>
  `/Gs1 gs\n/DeviceRGB cs\n${red} 0 0 scn\nf\nq\n1 0 0 -1 0 841.89 cm\nBT\n1 0 0 1 ${x} ${y} Tm\n/F1 8 Tf\n[${glyphs}] TJ\nET\nQ\n`;

it('words that follow each other are one text at the place of the first', () => {
  const page = `before\n${drawn(44, '<0001> 0')}${drawn(52, '<00010002> 0')}${drawn(64, '<0001> 0')}after\n`;
  expect(joinWords(page, widths)).toBe(`before\n${drawn(44, '<0001> 0 <00010002> 0 <0001> 0')}after\n`);
});

it('kerning counts: 100 thousandths of the size are taken back', () => {
  const page = drawn(44, '<0001> 100 <0001> 0') + drawn(59.2, '<0002> 0');
  expect(joinWords(page, widths)).toBe(drawn(44, '<0001> 100 <0001> 0 <0002> 0'));
});

it.each([
  ['begins elsewhere', drawn(53, '<0001> 0')],
  ['stands in another line', drawn(52, '<0001> 0', { y: 690 })],
  ['has another colour', drawn(52, '<0001> 0', { red: 0.6 })],
  ['comes after something else', `0 0 m\n${drawn(52, '<0001> 0')}`],
])('a word that %s stays as it is', (_, next) => {
  const page = drawn(44, '<0001> 0') + next;
  expect(joinWords(page, widths)).toBe(page);
});

it('a word after a glyph of unknown width stays as it is', () => {
  const page = drawn(44, '<0009> 0') + drawn(52, '<0001> 0');
  expect(joinWords(page, widths)).toBe(page);
});
