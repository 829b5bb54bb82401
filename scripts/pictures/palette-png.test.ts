import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { decodePng, toPalettePng } from './palette-png.ts';

/** A grey, a white and a red pixel over three others, written byte by byte without this code: RGB, a row by the left and one by the row above. */
const small = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAMAAAACCAIAAAASFvFNAAAAG0lEQVR4nGNsaGior68/ycjIBGRxi8ob/f4DAEyKB7QZcoGdAAAAAElFTkSuQmCC',
  'base64',
);

describe('toPalettePng', () => {
  it('reads what another program wrote', () => {
    const { width, height, rgb } = decodePng(small);
    expect([width, height]).toEqual([3, 2]);
    expect([...rgb]).toEqual([128, 128, 128, 255, 255, 255, 200, 0, 0, 0, 0, 0, 10, 20, 30, 250, 251, 252]);
  });

  it('keeps size and colours to half a step of its grid, and is smaller', () => {
    const folder = path.join(import.meta.dirname, '../../docs');
    const file = readdirSync(folder, { recursive: true, encoding: 'utf8' }).find((name) => name.endsWith('.png'));
    const png = readFileSync(path.join(folder, file as string));
    const before = decodePng(png);
    const made = toPalettePng(png);
    const after = decodePng(made);
    expect([after.width, after.height]).toEqual([before.width, before.height]);
    let off = 0;
    before.rgb.forEach((value, i) => {
      if (Math.abs(value - after.rgb[i]!) > 8) off += 1;
    });
    expect(off / before.rgb.length).toBeLessThan(0.001);
    expect(made.length).toBeLessThan(png.length);
  });
});
