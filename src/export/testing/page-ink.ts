import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Raster, readPgm } from '#export/testing/raster.ts';

export interface PageInk {
  readonly shareOfInk: number;
  readonly inMargin: number;
}

/** Share of a page that is dark, and dark pixels in a margin of so many pixels. */
export function inkOf({ width, height, ink }: Raster, margin: number): PageInk {
  let dark = 0;
  let inMargin = 0;
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      if (ink[y * width + x] < 0.2) continue;
      dark++;
      if (x < margin || y < margin || x >= width - margin || y >= height - margin) inMargin++;
    }
  return { shareOfInk: dark / (width * height), inMargin };
}

/** Every page of a PDF at a low resolution, drawn by poppler; the margin looked at is 15 points: the foot stands in the rest. */
export function allPages(file: string): PageInk[] {
  const folder = mkdtempSync(path.join(tmpdir(), 'page-ink-'));
  execFileSync('pdftoppm', ['-gray', '-r', '48', file, path.join(folder, 'page')]);
  const inks = readdirSync(folder)
    .sort()
    .map((name) => inkOf(readPgm(new Uint8Array(readFileSync(path.join(folder, name)))), 10));
  rmSync(folder, { recursive: true });
  return inks;
}
