/**
 * Matrix products on panels. A matrix [rows][columns] in panel layout is stored as [columns / 8][rows][8]: eight columns
 * at a time, rows inside. Rows are padded to a multiple of 4, columns to a multiple of 8. Both kernels hold a tile of
 * 4 x 8 results in eight registers, read everything through one moving address with constant offsets, and touch memory
 * in order.
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
  const cEnd = c + (rows << 5);
  for (; c < cEnd; c += 128, a += 128) {
    let c00 = v128.load(start), c01 = v128.load(start, 16); start += startRowBytes;
    let c10 = v128.load(start), c11 = v128.load(start, 16); start += startRowBytes;
    let c20 = v128.load(start), c21 = v128.load(start, 16); start += startRowBytes;
    let c30 = v128.load(start), c31 = v128.load(start, 16); start += startRowBytes;
    let x: v128, b0: v128, b1: v128;
    for (let pa = a, pb = b; pb < bEnd; pa += aPanelBytes, pb += 256) {
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
      b0 = v128.load(pb, 128); b1 = v128.load(pb, 144);
      x = v128.load32_splat(pa, 16); c00 = multiplyAdd(x, b0, c00); c01 = multiplyAdd(x, b1, c01);
      x = v128.load32_splat(pa, 48); c10 = multiplyAdd(x, b0, c10); c11 = multiplyAdd(x, b1, c11);
      x = v128.load32_splat(pa, 80); c20 = multiplyAdd(x, b0, c20); c21 = multiplyAdd(x, b1, c21);
      x = v128.load32_splat(pa, 112); c30 = multiplyAdd(x, b0, c30); c31 = multiplyAdd(x, b1, c31);
      b0 = v128.load(pb, 160); b1 = v128.load(pb, 176);
      x = v128.load32_splat(pa, 20); c00 = multiplyAdd(x, b0, c00); c01 = multiplyAdd(x, b1, c01);
      x = v128.load32_splat(pa, 52); c10 = multiplyAdd(x, b0, c10); c11 = multiplyAdd(x, b1, c11);
      x = v128.load32_splat(pa, 84); c20 = multiplyAdd(x, b0, c20); c21 = multiplyAdd(x, b1, c21);
      x = v128.load32_splat(pa, 116); c30 = multiplyAdd(x, b0, c30); c31 = multiplyAdd(x, b1, c31);
      b0 = v128.load(pb, 192); b1 = v128.load(pb, 208);
      x = v128.load32_splat(pa, 24); c00 = multiplyAdd(x, b0, c00); c01 = multiplyAdd(x, b1, c01);
      x = v128.load32_splat(pa, 56); c10 = multiplyAdd(x, b0, c10); c11 = multiplyAdd(x, b1, c11);
      x = v128.load32_splat(pa, 88); c20 = multiplyAdd(x, b0, c20); c21 = multiplyAdd(x, b1, c21);
      x = v128.load32_splat(pa, 120); c30 = multiplyAdd(x, b0, c30); c31 = multiplyAdd(x, b1, c31);
      b0 = v128.load(pb, 224); b1 = v128.load(pb, 240);
      x = v128.load32_splat(pa, 28); c00 = multiplyAdd(x, b0, c00); c01 = multiplyAdd(x, b1, c01);
      x = v128.load32_splat(pa, 60); c10 = multiplyAdd(x, b0, c10); c11 = multiplyAdd(x, b1, c11);
      x = v128.load32_splat(pa, 92); c20 = multiplyAdd(x, b0, c20); c21 = multiplyAdd(x, b1, c21);
      x = v128.load32_splat(pa, 124); c30 = multiplyAdd(x, b0, c30); c31 = multiplyAdd(x, b1, c31);
    }
    v128.store(c, c00, 0); v128.store(c, c01, 16);
    v128.store(c, c10, 32); v128.store(c, c11, 48);
    v128.store(c, c20, 64); v128.store(c, c21, 80);
    v128.store(c, c30, 96); v128.store(c, c31, 112);
  }
}

/**
 * Four rows of one panel of a weight gradient: C[0..4)[0..8) += sum over blocks and rows of A[row][0..4) B[row][0..8).
 * A and B are panels (or half a panel of A), `blocks` of them `aBlockBytes` and `bBlockBytes` apart (one block a step).
 */
export function addOuterProducts(
  a: usize, aBlockBytes: usize, b: usize, bBlockBytes: usize, blocks: usize, rows: usize, c: usize,
): void {
  let c00 = v128.load(c, 0), c01 = v128.load(c, 16);
  let c10 = v128.load(c, 32), c11 = v128.load(c, 48);
  let c20 = v128.load(c, 64), c21 = v128.load(c, 80);
  let c30 = v128.load(c, 96), c31 = v128.load(c, 112);
  let x: v128, b0: v128, b1: v128;
  for (; blocks > 0; --blocks, a += aBlockBytes, b += bBlockBytes) {
    const bEnd = b + (rows << 5);
    for (let pa = a, pb = b; pb < bEnd; pa += 128, pb += 128) {
      b0 = v128.load(pb, 0); b1 = v128.load(pb, 16);
      x = v128.load32_splat(pa, 0); c00 = multiplyAdd(x, b0, c00); c01 = multiplyAdd(x, b1, c01);
      x = v128.load32_splat(pa, 4); c10 = multiplyAdd(x, b0, c10); c11 = multiplyAdd(x, b1, c11);
      x = v128.load32_splat(pa, 8); c20 = multiplyAdd(x, b0, c20); c21 = multiplyAdd(x, b1, c21);
      x = v128.load32_splat(pa, 12); c30 = multiplyAdd(x, b0, c30); c31 = multiplyAdd(x, b1, c31);
      b0 = v128.load(pb, 32); b1 = v128.load(pb, 48);
      x = v128.load32_splat(pa, 32); c00 = multiplyAdd(x, b0, c00); c01 = multiplyAdd(x, b1, c01);
      x = v128.load32_splat(pa, 36); c10 = multiplyAdd(x, b0, c10); c11 = multiplyAdd(x, b1, c11);
      x = v128.load32_splat(pa, 40); c20 = multiplyAdd(x, b0, c20); c21 = multiplyAdd(x, b1, c21);
      x = v128.load32_splat(pa, 44); c30 = multiplyAdd(x, b0, c30); c31 = multiplyAdd(x, b1, c31);
      b0 = v128.load(pb, 64); b1 = v128.load(pb, 80);
      x = v128.load32_splat(pa, 64); c00 = multiplyAdd(x, b0, c00); c01 = multiplyAdd(x, b1, c01);
      x = v128.load32_splat(pa, 68); c10 = multiplyAdd(x, b0, c10); c11 = multiplyAdd(x, b1, c11);
      x = v128.load32_splat(pa, 72); c20 = multiplyAdd(x, b0, c20); c21 = multiplyAdd(x, b1, c21);
      x = v128.load32_splat(pa, 76); c30 = multiplyAdd(x, b0, c30); c31 = multiplyAdd(x, b1, c31);
      b0 = v128.load(pb, 96); b1 = v128.load(pb, 112);
      x = v128.load32_splat(pa, 96); c00 = multiplyAdd(x, b0, c00); c01 = multiplyAdd(x, b1, c01);
      x = v128.load32_splat(pa, 100); c10 = multiplyAdd(x, b0, c10); c11 = multiplyAdd(x, b1, c11);
      x = v128.load32_splat(pa, 104); c20 = multiplyAdd(x, b0, c20); c21 = multiplyAdd(x, b1, c21);
      x = v128.load32_splat(pa, 108); c30 = multiplyAdd(x, b0, c30); c31 = multiplyAdd(x, b1, c31);
    }
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
