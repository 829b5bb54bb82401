import type { Contours } from '#export/testing/glyph-outline.ts';

/** Ink by pixel, row by row: 0 = paper, 1 = ink. */
export interface Raster {
  readonly width: number;
  readonly height: number;
  readonly ink: Float64Array;
}

/**
 * Fills contours by the non-zero winding rule with 4 x 4 samples a pixel. `scale` is pixels per em, the origin of the
 * baseline lies at (`left`, `baseline`) pixels.
 */
export function fillContours(
  contours: Contours,
  width: number,
  height: number,
  scale: number,
  left: number,
  baseline: number,
): Raster {
  const ink = new Float64Array(width * height);
  const samples = 4;
  for (let row = 0; row < height * samples; row++) {
    const y = (baseline - (row + 0.5) / samples) / scale;
    const crossings: [number, number][] = [];
    for (const polygon of contours) {
      polygon.forEach(([ax, ay], i) => {
        const [bx, by] = polygon[(i + 1) % polygon.length];
        if (ay <= y === by <= y) return;
        crossings.push([left + (ax + ((y - ay) / (by - ay)) * (bx - ax)) * scale, by > ay ? 1 : -1]);
      });
    }
    crossings.sort((a, b) => a[0] - b[0]);
    let winding = 0;
    crossings.forEach(([x, turn], i) => {
      winding += turn;
      if (winding === 0 || i + 1 >= crossings.length) return;
      const from = Math.max(0, Math.ceil(x * samples - 0.5));
      const to = Math.min(width * samples, Math.ceil(crossings[i + 1][0] * samples - 0.5));
      for (let sample = from; sample < to; sample++) {
        ink[Math.floor(row / samples) * width + Math.floor(sample / samples)] += 1 / (samples * samples);
      }
    });
  }
  return { width, height, ink };
}

/** A binary PGM as pdftoppm writes it, dark = ink. */
export function readPgm(bytes: Uint8Array): Raster {
  const head = /^P5\s+(\d+)\s+(\d+)\s+255\s/.exec(new TextDecoder('latin1').decode(bytes.subarray(0, 64)));
  if (!head) throw new Error('not an 8-bit PGM');
  const [width, height] = [Number(head[1]), Number(head[2])];
  return { width, height, ink: Float64Array.from(bytes.subarray(head[0].length), (grey) => 1 - grey / 255) };
}

function correlationAt(page: Raster, pattern: Raster, left: number, top: number): number {
  let [sa, sb, saa, sbb, sab] = [0, 0, 0, 0, 0];
  for (let y = 0; y < pattern.height; y++) {
    for (let x = 0; x < pattern.width; x++) {
      const a = page.ink[(top + y) * page.width + left + x] ?? 0;
      const b = pattern.ink[y * pattern.width + x];
      sa += a;
      sb += b;
      saa += a * a;
      sbb += b * b;
      sab += a * b;
    }
  }
  const n = pattern.width * pattern.height;
  const spread = Math.sqrt((saa - (sa * sa) / n) * (sbb - (sb * sb) / n));
  return spread > 0 ? (sab - (sa * sb) / n) / spread : 0;
}

/** Highest correlation of the pattern with the page within `reach` pixels of the place where it should be. */
export function bestCorrelation(page: Raster, pattern: Raster, left: number, top: number, reach: number): number {
  let best = -1;
  for (let dy = -reach; dy <= reach; dy++) {
    for (let dx = -reach; dx <= reach; dx++) best = Math.max(best, correlationAt(page, pattern, left + dx, top + dy));
  }
  return best;
}
