/**
 * Matrix products on panels. A matrix [rows][columns] in panel layout is stored as [columns / 8][rows][8]: eight columns
 * at a time, rows inside. Rows are padded to a multiple of 4, columns to a multiple of 8. Every kernel holds a tile of
 * results (6 x 8: twelve accumulators, two vectors of B and one splat fill the fifteen registers that V8 has to give on
 * x64; 4 x 8 for what is left) and reads panels in order through moving addresses with constant offsets. How far each
 * loop is unrolled was measured.
 */
import { multiplyAdd } from './vector';

/**
 * One panel of C = start + A B: for rows r, C[r][0..8) = start[r][0..8) + sum over k of A[r][k] B[k][0..8).
 * A in panel layout, `depth` columns of it in panels `aPanelBytes` apart; B one panel [depth][8]; C one panel. `start`
 * advances by `startRowBytes` a row: 32 with start = C adds to C, 0 with start = bias begins every row with the bias.
 */
export function multiplyPanel(
  a: usize, aPanelBytes: usize, depth: usize, b: usize, start: usize, startRowBytes: usize, c: usize, rows: usize,
): void {
  const bEnd = b + (depth << 5);
  let left = rows;
  // 4 and 8 are no sums of sixes: with 2 left over, two tiles of 4 rows take the place of a six.
  for (; left >= 6 && left != 8; left -= 6, c += 192, a += 192) {
    let c00 = v128.load(start), c01 = v128.load(start, 16); start += startRowBytes;
    let c10 = v128.load(start), c11 = v128.load(start, 16); start += startRowBytes;
    let c20 = v128.load(start), c21 = v128.load(start, 16); start += startRowBytes;
    let c30 = v128.load(start), c31 = v128.load(start, 16); start += startRowBytes;
    let c40 = v128.load(start), c41 = v128.load(start, 16); start += startRowBytes;
    let c50 = v128.load(start), c51 = v128.load(start, 16); start += startRowBytes;
    let x: v128, b0: v128, b1: v128, move: usize = 16;
    for (let pa = a, pb = b; pb < bEnd; pa += move, move = aPanelBytes - move, pb += 128) {
      b0 = v128.load(pb, 0); b1 = v128.load(pb, 16);
      x = v128.load32_splat(pa, 0); c00 = multiplyAdd(x, b0, c00); c01 = multiplyAdd(x, b1, c01);
      x = v128.load32_splat(pa, 32); c10 = multiplyAdd(x, b0, c10); c11 = multiplyAdd(x, b1, c11);
      x = v128.load32_splat(pa, 64); c20 = multiplyAdd(x, b0, c20); c21 = multiplyAdd(x, b1, c21);
      x = v128.load32_splat(pa, 96); c30 = multiplyAdd(x, b0, c30); c31 = multiplyAdd(x, b1, c31);
      x = v128.load32_splat(pa, 128); c40 = multiplyAdd(x, b0, c40); c41 = multiplyAdd(x, b1, c41);
      x = v128.load32_splat(pa, 160); c50 = multiplyAdd(x, b0, c50); c51 = multiplyAdd(x, b1, c51);
      b0 = v128.load(pb, 32); b1 = v128.load(pb, 48);
      x = v128.load32_splat(pa, 4); c00 = multiplyAdd(x, b0, c00); c01 = multiplyAdd(x, b1, c01);
      x = v128.load32_splat(pa, 36); c10 = multiplyAdd(x, b0, c10); c11 = multiplyAdd(x, b1, c11);
      x = v128.load32_splat(pa, 68); c20 = multiplyAdd(x, b0, c20); c21 = multiplyAdd(x, b1, c21);
      x = v128.load32_splat(pa, 100); c30 = multiplyAdd(x, b0, c30); c31 = multiplyAdd(x, b1, c31);
      x = v128.load32_splat(pa, 132); c40 = multiplyAdd(x, b0, c40); c41 = multiplyAdd(x, b1, c41);
      x = v128.load32_splat(pa, 164); c50 = multiplyAdd(x, b0, c50); c51 = multiplyAdd(x, b1, c51);
      b0 = v128.load(pb, 64); b1 = v128.load(pb, 80);
      x = v128.load32_splat(pa, 8); c00 = multiplyAdd(x, b0, c00); c01 = multiplyAdd(x, b1, c01);
      x = v128.load32_splat(pa, 40); c10 = multiplyAdd(x, b0, c10); c11 = multiplyAdd(x, b1, c11);
      x = v128.load32_splat(pa, 72); c20 = multiplyAdd(x, b0, c20); c21 = multiplyAdd(x, b1, c21);
      x = v128.load32_splat(pa, 104); c30 = multiplyAdd(x, b0, c30); c31 = multiplyAdd(x, b1, c31);
      x = v128.load32_splat(pa, 136); c40 = multiplyAdd(x, b0, c40); c41 = multiplyAdd(x, b1, c41);
      x = v128.load32_splat(pa, 168); c50 = multiplyAdd(x, b0, c50); c51 = multiplyAdd(x, b1, c51);
      b0 = v128.load(pb, 96); b1 = v128.load(pb, 112);
      x = v128.load32_splat(pa, 12); c00 = multiplyAdd(x, b0, c00); c01 = multiplyAdd(x, b1, c01);
      x = v128.load32_splat(pa, 44); c10 = multiplyAdd(x, b0, c10); c11 = multiplyAdd(x, b1, c11);
      x = v128.load32_splat(pa, 76); c20 = multiplyAdd(x, b0, c20); c21 = multiplyAdd(x, b1, c21);
      x = v128.load32_splat(pa, 108); c30 = multiplyAdd(x, b0, c30); c31 = multiplyAdd(x, b1, c31);
      x = v128.load32_splat(pa, 140); c40 = multiplyAdd(x, b0, c40); c41 = multiplyAdd(x, b1, c41);
      x = v128.load32_splat(pa, 172); c50 = multiplyAdd(x, b0, c50); c51 = multiplyAdd(x, b1, c51);
    }
    v128.store(c, c00, 0); v128.store(c, c01, 16);
    v128.store(c, c10, 32); v128.store(c, c11, 48);
    v128.store(c, c20, 64); v128.store(c, c21, 80);
    v128.store(c, c30, 96); v128.store(c, c31, 112);
    v128.store(c, c40, 128); v128.store(c, c41, 144);
    v128.store(c, c50, 160); v128.store(c, c51, 176);
  }
  for (; left > 0; left -= 4, c += 128, a += 128) {
    let c00 = v128.load(start), c01 = v128.load(start, 16); start += startRowBytes;
    let c10 = v128.load(start), c11 = v128.load(start, 16); start += startRowBytes;
    let c20 = v128.load(start), c21 = v128.load(start, 16); start += startRowBytes;
    let c30 = v128.load(start), c31 = v128.load(start, 16); start += startRowBytes;
    let x: v128, b0: v128, b1: v128, move: usize = 16;
    for (let pa = a, pb = b; pb < bEnd; pa += move, move = aPanelBytes - move, pb += 128) {
      b0 = v128.load(pb, 0); b1 = v128.load(pb, 16);
      x = v128.load32_splat(pa, 0); c00 = multiplyAdd(x, b0, c00); c01 = multiplyAdd(x, b1, c01);
      x = v128.load32_splat(pa, 32); c10 = multiplyAdd(x, b0, c10); c11 = multiplyAdd(x, b1, c11);
      x = v128.load32_splat(pa, 64); c20 = multiplyAdd(x, b0, c20); c21 = multiplyAdd(x, b1, c21);
      x = v128.load32_splat(pa, 96); c30 = multiplyAdd(x, b0, c30); c31 = multiplyAdd(x, b1, c31);
      b0 = v128.load(pb, 32); b1 = v128.load(pb, 48);
      x = v128.load32_splat(pa, 4); c00 = multiplyAdd(x, b0, c00); c01 = multiplyAdd(x, b1, c01);
      x = v128.load32_splat(pa, 36); c10 = multiplyAdd(x, b0, c10); c11 = multiplyAdd(x, b1, c11);
      x = v128.load32_splat(pa, 68); c20 = multiplyAdd(x, b0, c20); c21 = multiplyAdd(x, b1, c21);
      x = v128.load32_splat(pa, 100); c30 = multiplyAdd(x, b0, c30); c31 = multiplyAdd(x, b1, c31);
      b0 = v128.load(pb, 64); b1 = v128.load(pb, 80);
      x = v128.load32_splat(pa, 8); c00 = multiplyAdd(x, b0, c00); c01 = multiplyAdd(x, b1, c01);
      x = v128.load32_splat(pa, 40); c10 = multiplyAdd(x, b0, c10); c11 = multiplyAdd(x, b1, c11);
      x = v128.load32_splat(pa, 72); c20 = multiplyAdd(x, b0, c20); c21 = multiplyAdd(x, b1, c21);
      x = v128.load32_splat(pa, 104); c30 = multiplyAdd(x, b0, c30); c31 = multiplyAdd(x, b1, c31);
      b0 = v128.load(pb, 96); b1 = v128.load(pb, 112);
      x = v128.load32_splat(pa, 12); c00 = multiplyAdd(x, b0, c00); c01 = multiplyAdd(x, b1, c01);
      x = v128.load32_splat(pa, 44); c10 = multiplyAdd(x, b0, c10); c11 = multiplyAdd(x, b1, c11);
      x = v128.load32_splat(pa, 76); c20 = multiplyAdd(x, b0, c20); c21 = multiplyAdd(x, b1, c21);
      x = v128.load32_splat(pa, 108); c30 = multiplyAdd(x, b0, c30); c31 = multiplyAdd(x, b1, c31);
    }
    v128.store(c, c00, 0); v128.store(c, c01, 16);
    v128.store(c, c10, 32); v128.store(c, c11, 48);
    v128.store(c, c20, 64); v128.store(c, c21, 80);
    v128.store(c, c30, 96); v128.store(c, c31, 112);
  }
}

/** Panels of B that are taken together, so that a part of A serves several from the first-level cache. */
const PANELS_TOGETHER: usize = 2;

/**
 * Adds to a weight gradient C [depth][width] in panels: C[k][n] += sum over rows of A[row][k] B[row][n], A and B in panel
 * layout with panels `aPanelBytes` and `bPanelBytes` apart. For columns of A from `lateDepth` on the first `lateRows` rows
 * are left out: A is 0 there (h before the first step).
 */
export function addOuterProducts(
  a: usize, aPanelBytes: usize, depth: usize, b: usize, bPanelBytes: usize, width: usize, rows: usize, c: usize,
  lateDepth: usize, lateRows: usize,
): void {
  const cPanelBytes = depth << 5, panels = width >> 3;
  // In units of half panels, four columns: three of them make two tiles of six columns (4 + 2 and 2 + 4).
  const halves = depth >> 2;
  for (let n: usize = 0; n < panels; n += PANELS_TOGETHER) {
    const nEnd = min<usize>(n + PANELS_TOGETHER, panels);
    for (let half: usize = 0; half < halves;) {
      const left = half << 2 >= lateDepth ? lateRows : 0;
      const skipped = left << 5, some = rows - left;
      const first = a + skipped + (half >> 1) * aPanelBytes + ((half & 1) << 4);
      const second = a + skipped + ((half + 1) >> 1) * aPanelBytes + (((half + 1) & 1) << 4);
      const third = a + skipped + ((half + 2) >> 1) * aPanelBytes + (((half + 2) & 1) << 4);
      const whole = half + 3 <= halves;
      for (let panel = n; panel < nEnd; ++panel) {
        const from = b + skipped + panel * bPanelBytes, to = c + panel * cPanelBytes + (half << 7);
        if (whole) {
          addSix(first, second, from, some, to, to + 128);
          addSix(third, second + 8, from, some, to + 256, to + 192);
        } else {
          addFour(first, from, some, to);
        }
      }
      half += whole ? 3 : 1;
    }
  }
}

/** Four columns of A at `a` into C's rows at `c`, and two at `a2` into those at `c2`. */
function addSix(a: usize, a2: usize, b: usize, rows: usize, c: usize, c2: usize): void {
  let c00 = v128.load(c, 0), c01 = v128.load(c, 16);
  let c10 = v128.load(c, 32), c11 = v128.load(c, 48);
  let c20 = v128.load(c, 64), c21 = v128.load(c, 80);
  let c30 = v128.load(c, 96), c31 = v128.load(c, 112);
  let c40 = v128.load(c2, 0), c41 = v128.load(c2, 16);
  let c50 = v128.load(c2, 32), c51 = v128.load(c2, 48);
  let x: v128, b0: v128, b1: v128;
  for (const bEnd = b + (rows << 5); b < bEnd; a += 64, a2 += 64, b += 64) {
    b0 = v128.load(b, 0); b1 = v128.load(b, 16);
    x = v128.load32_splat(a, 0); c00 = multiplyAdd(x, b0, c00); c01 = multiplyAdd(x, b1, c01);
    x = v128.load32_splat(a, 4); c10 = multiplyAdd(x, b0, c10); c11 = multiplyAdd(x, b1, c11);
    x = v128.load32_splat(a, 8); c20 = multiplyAdd(x, b0, c20); c21 = multiplyAdd(x, b1, c21);
    x = v128.load32_splat(a, 12); c30 = multiplyAdd(x, b0, c30); c31 = multiplyAdd(x, b1, c31);
    x = v128.load32_splat(a2, 0); c40 = multiplyAdd(x, b0, c40); c41 = multiplyAdd(x, b1, c41);
    x = v128.load32_splat(a2, 4); c50 = multiplyAdd(x, b0, c50); c51 = multiplyAdd(x, b1, c51);
    b0 = v128.load(b, 32); b1 = v128.load(b, 48);
    x = v128.load32_splat(a, 32); c00 = multiplyAdd(x, b0, c00); c01 = multiplyAdd(x, b1, c01);
    x = v128.load32_splat(a, 36); c10 = multiplyAdd(x, b0, c10); c11 = multiplyAdd(x, b1, c11);
    x = v128.load32_splat(a, 40); c20 = multiplyAdd(x, b0, c20); c21 = multiplyAdd(x, b1, c21);
    x = v128.load32_splat(a, 44); c30 = multiplyAdd(x, b0, c30); c31 = multiplyAdd(x, b1, c31);
    x = v128.load32_splat(a2, 32); c40 = multiplyAdd(x, b0, c40); c41 = multiplyAdd(x, b1, c41);
    x = v128.load32_splat(a2, 36); c50 = multiplyAdd(x, b0, c50); c51 = multiplyAdd(x, b1, c51);
  }
  v128.store(c, c00, 0); v128.store(c, c01, 16);
  v128.store(c, c10, 32); v128.store(c, c11, 48);
  v128.store(c, c20, 64); v128.store(c, c21, 80);
  v128.store(c, c30, 96); v128.store(c, c31, 112);
  v128.store(c2, c40, 0); v128.store(c2, c41, 16);
  v128.store(c2, c50, 32); v128.store(c2, c51, 48);
}

function addFour(a: usize, b: usize, rows: usize, c: usize): void {
  let c00 = v128.load(c, 0), c01 = v128.load(c, 16);
  let c10 = v128.load(c, 32), c11 = v128.load(c, 48);
  let c20 = v128.load(c, 64), c21 = v128.load(c, 80);
  let c30 = v128.load(c, 96), c31 = v128.load(c, 112);
  let x: v128, b0: v128, b1: v128;
  for (const bEnd = b + (rows << 5); b < bEnd; a += 64, b += 64) {
    b0 = v128.load(b, 0); b1 = v128.load(b, 16);
    x = v128.load32_splat(a, 0); c00 = multiplyAdd(x, b0, c00); c01 = multiplyAdd(x, b1, c01);
    x = v128.load32_splat(a, 4); c10 = multiplyAdd(x, b0, c10); c11 = multiplyAdd(x, b1, c11);
    x = v128.load32_splat(a, 8); c20 = multiplyAdd(x, b0, c20); c21 = multiplyAdd(x, b1, c21);
    x = v128.load32_splat(a, 12); c30 = multiplyAdd(x, b0, c30); c31 = multiplyAdd(x, b1, c31);
    b0 = v128.load(b, 32); b1 = v128.load(b, 48);
    x = v128.load32_splat(a, 32); c00 = multiplyAdd(x, b0, c00); c01 = multiplyAdd(x, b1, c01);
    x = v128.load32_splat(a, 36); c10 = multiplyAdd(x, b0, c10); c11 = multiplyAdd(x, b1, c11);
    x = v128.load32_splat(a, 40); c20 = multiplyAdd(x, b0, c20); c21 = multiplyAdd(x, b1, c21);
    x = v128.load32_splat(a, 44); c30 = multiplyAdd(x, b0, c30); c31 = multiplyAdd(x, b1, c31);
  }
  v128.store(c, c00, 0); v128.store(c, c01, 16);
  v128.store(c, c10, 32); v128.store(c, c11, 48);
  v128.store(c, c20, 64); v128.store(c, c21, 80);
  v128.store(c, c30, 96); v128.store(c, c31, 112);
}

// @ts-ignore: decorator
@inline function transposeBlock(source: usize, target: usize): void {
  const r0 = v128.load(source, 0), r1 = v128.load(source, 32), r2 = v128.load(source, 64), r3 = v128.load(source, 96);
  const t0 = v128.shuffle<f32>(r0, r1, 0, 4, 1, 5), t1 = v128.shuffle<f32>(r0, r1, 2, 6, 3, 7);
  const t2 = v128.shuffle<f32>(r2, r3, 0, 4, 1, 5), t3 = v128.shuffle<f32>(r2, r3, 2, 6, 3, 7);
  v128.store(target, v128.shuffle<f32>(t0, t2, 0, 1, 4, 5), 0);
  v128.store(target, v128.shuffle<f32>(t0, t2, 2, 3, 6, 7), 32);
  v128.store(target, v128.shuffle<f32>(t1, t3, 0, 1, 4, 5), 64);
  v128.store(target, v128.shuffle<f32>(t1, t3, 2, 3, 6, 7), 96);
}

/** From panels of W [depth][width] to panels of W' [width][depth]: [width / 8][depth][8] to [depth / 8][width][8]. */
export function transposePanels(source: usize, depth: usize, width: usize, target: usize): void {
  for (let n: usize = 0; n < width; n += 8) {
    for (let k: usize = 0; k < depth; k += 8) {
      const from = source + ((n * depth + (k << 3)) << 2);
      const to = target + ((k * width + (n << 3)) << 2);
      transposeBlock(from, to);
      transposeBlock(from + 16, to + 128);
      transposeBlock(from + 128, to + 16);
      transposeBlock(from + 144, to + 144);
    }
  }
}
