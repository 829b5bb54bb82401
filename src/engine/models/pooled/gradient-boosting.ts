import { selectInPlace } from '#engine/kernels/select-in-place.ts';
import type { Random } from '#engine/random.ts';
import { type BinnedColumns, binColumns, putInBins } from './bin-columns.ts';

export interface BoostingOptions {
  readonly trees: number;
  readonly leaves: number;
  /** Share of each tree's step that is taken. */
  readonly learningRate: number;
  /** Fewest rows in a leaf. */
  readonly smallestLeaf: number;
  /** Share of the rows, and of the features, that each tree sees (Friedman 2002). */
  readonly rowShare: number;
  readonly featureShare: number;
}

/** Chosen on origins before the accuracy protocols' first: docs/methods/backtest.md. */
export const defaultBoosting: BoostingOptions = {
  trees: 400,
  leaves: 8,
  learningRate: 0.03,
  smallestLeaf: 50,
  rowShare: 0.5,
  featureShare: 0.5,
};

/** Inner nodes of one tree: go left where the bin is at most `threshold`; children >= 0 are nodes, else leaf -1 - i. */
interface Tree {
  readonly feature: readonly number[];
  readonly threshold: readonly number[];
  readonly left: readonly number[];
  readonly right: readonly number[];
  /** Steps of the leaves, learning rate included. */
  readonly values: readonly number[];
}

/** Plain data: it can be sent between workers. */
export interface BoostedTrees {
  /** Of the bins of each feature. */
  readonly edges: readonly Float64Array[];
  readonly start: number;
  readonly trees: readonly Tree[];
}

/**
 * Gradient boosting of regression trees for the conditional median (Friedman 2001, LAD_TreeBoost): each tree is grown
 * best-first on the signs of the residuals by histograms of at most 64 bins; a leaf's step is the median residual of its
 * rows. `columns[f][i]` is feature f of row i; NaN has a bin of its own, below all others. `target` is finite. Nothing is
 * mutated; one seed, one answer. Cost about rows x features x trees x log2(leaves).
 */
export function fitBoostedTrees(
  columns: readonly Float64Array[],
  target: Float64Array,
  random: Random,
  options: BoostingOptions = defaultBoosting,
): BoostedTrees {
  const binned = binColumns(columns);
  const n = target.length;
  const rowCount = Math.max(1, Math.round(options.rowShare * n));
  const features = Int32Array.from(columns.keys());
  const featureCount = Math.max(1, Math.round(options.featureShare * features.length));
  const start = n > 0 ? medianOf(target.slice()) : 0;
  const residual = target.map((v) => v - start);
  const weights = new Float64Array(n);
  const order = Int32Array.from(target.keys());
  // 0 for a row that is drawn.
  const isOther = new Uint8Array(n);
  // One more each, which the last write of a choice without a branch may touch.
  const rows = new Int32Array(n + 1);
  const others = new Int32Array(n + 1);
  const trees: Tree[] = [];
  for (let k = 0; k < options.trees; k++) {
    for (let i = 0; i < n; i++) weights[i] = oneRow + Math.sign(residual[i]);
    drawFirst(order, rowCount, random);
    isOther.fill(1);
    for (let i = 0; i < rowCount; i++) isOther[order[i]] = 0;
    // In the order of the rows, so that memory is read from front to back.
    for (let i = 0, other = 0; i < n; i++) {
      rows[i - other] = i;
      others[other] = i;
      other += isOther[i];
    }
    drawFirst(features, featureCount, random);
    const used = features.slice(0, featureCount).sort();
    const [drawn, rest] = [rows.subarray(0, rowCount), others.subarray(0, n - rowCount)];
    const grown = growTree(binned, used, weights, residual, drawn, rest, options);
    if (!grown) continue;
    trees.push(grown.tree);
    for (const [leaf, end] of grown.ends.entries()) {
      const step = grown.tree.values[leaf];
      for (const row of end.drawn) residual[row] -= step;
      for (const row of end.rest) residual[row] -= step;
    }
  }
  return { edges: binned.edges, start, trees };
}

/** Values for rows given as raw features, in the order of the fit, by the first `trees` trees. */
export function predictBoostedTrees(
  model: BoostedTrees,
  columns: readonly Float64Array[],
  trees = model.trees.length,
): Float64Array {
  const stages = predictStages(model, columns);
  let values = stages.next().value ?? new Float64Array();
  for (let k = 0; k < trees; k++) values = stages.next().value ?? values;
  return values;
}

/** Values before the first tree, after one, two, ...: the same array each time, grown in place. */
export function* predictStages(model: BoostedTrees, columns: readonly Float64Array[]): Generator<Float64Array, void> {
  const bins = putInBins(columns, model.edges);
  const sums = new Float64Array(columns[0]?.length ?? 0).fill(model.start);
  yield sums;
  for (const tree of model.trees) {
    for (let i = 0; i < sums.length; i++) sums[i] += stepOf(tree, bins, i);
    yield sums;
  }
}

/** What a tree adds to row `i` of the binned features. */
function stepOf(tree: Tree, bins: readonly Uint8Array[], i: number): number {
  let node = 0;
  while (node >= 0) node = bins[tree.feature[node]][i] <= tree.threshold[node] ? tree.left[node] : tree.right[node];
  return tree.values[-1 - node];
}

/** Shuffles a random choice of `count` entries to the front. */
function drawFirst(x: Int32Array, count: number, random: Random): void {
  for (let i = 0; i < count && i < x.length - 1; i++) {
    const j = i + random.below(x.length - i);
    const kept = x[i];
    x[i] = x[j];
    x[j] = kept;
  }
}

/** The rows of a leaf, those that the tree is grown on and the others, with the former's histogram and best split. */
interface Leaf {
  readonly drawn: Int32Array;
  readonly rest: Int32Array;
  readonly histogram: Float64Array;
  readonly split: Split | null;
  /** Inner node and side that point here; -1 for the root. */
  readonly parent: number;
  readonly isLeft: boolean;
}

/** A cell of a histogram holds its number of rows, so many times this, and the sum of the signs of their residuals: one addition a row. */
const oneRow = 2 ** 32;

interface Split {
  readonly feature: number;
  readonly threshold: number;
  readonly gain: number;
}

/** A tree and, in the order of its leaves, the rows that ended there. */
interface GrownTree {
  readonly tree: Tree;
  readonly ends: readonly Leaf[];
}

/** Grows a tree on `rows`; `others` only find their leaves. Both become ordered by leaf. Null where nothing is worth a split. */
function growTree(
  binned: BinnedColumns,
  features: Int32Array,
  weights: Float64Array,
  residual: Float64Array,
  rows: Int32Array,
  others: Int32Array,
  { leaves: most, smallestLeaf, learningRate }: BoostingOptions,
): GrownTree | null {
  const spare = new Int32Array(Math.max(rows.length, others.length) + 1);
  const makeLeaf = (drawn: Int32Array, rest: Int32Array, histogram: Float64Array, parent: number, isLeft: boolean) => {
    const split = bestSplit(binned.binCount, features, histogram, drawn.length, smallestLeaf);
    return { drawn, rest, histogram, split, parent, isLeft };
  };
  const fill = (drawn: Int32Array): Float64Array => fillHistogram(binned, features, weights, drawn);
  const leaves: Leaf[] = [makeLeaf(rows, others, fill(rows), -1, true)];
  const tree = { feature: [] as number[], threshold: [] as number[], left: [] as number[], right: [] as number[] };
  while (leaves.length < most) {
    let at = -1;
    leaves.forEach(({ split }, i) => {
      if (split && (at < 0 || split.gain > (leaves[at].split?.gain ?? 0))) at = i;
    });
    const leaf = leaves[at];
    if (!leaf?.split) break;
    const { feature, threshold } = leaf.split;
    const node = tree.feature.length;
    tree.feature.push(feature);
    tree.threshold.push(threshold);
    tree.left.push(0);
    tree.right.push(0);
    if (leaf.parent >= 0) tree[leaf.isLeft ? 'left' : 'right'][leaf.parent] = node;
    const [left, right] = partition(leaf.drawn, spare, binned.bins[feature], threshold);
    const [restLeft, restRight] = partition(leaf.rest, spare, binned.bins[feature], threshold);
    const leftIsSmaller = left.length <= right.length;
    const small = fill(leftIsSmaller ? left : right);
    // The larger child's histogram is what the smaller one leaves of the parent's, which is asked no more.
    const large = leaf.histogram;
    for (let i = 0; i < large.length; i++) large[i] -= small[i];
    leaves[at] = makeLeaf(left, restLeft, leftIsSmaller ? small : large, node, true);
    leaves.push(makeLeaf(right, restRight, leftIsSmaller ? large : small, node, false));
  }
  if (tree.feature.length === 0) return null;
  const steps = new Float64Array(rows.length);
  const values = leaves.map(({ drawn, parent, isLeft }, i) => {
    tree[isLeft ? 'left' : 'right'][parent] = -1 - i;
    const own = steps.subarray(0, drawn.length);
    for (let k = 0; k < drawn.length; k++) own[k] = residual[drawn[k]];
    return learningRate * medianOf(own);
  });
  return { tree: { ...tree, values }, ends: leaves };
}

/** By place of the feature in `features` and bin. */
function fillHistogram(
  { bins, binCount }: BinnedColumns,
  features: Int32Array,
  weights: Float64Array,
  rows: Int32Array,
): Float64Array {
  // Four features at a time; where the last four are not full, what is written beyond the last is never read.
  const cells = new Float64Array(4 * Math.ceil(features.length / 4) * binCount);
  const column = (f: number): Uint8Array => bins[features[Math.min(f, features.length - 1)]];
  for (let f = 0; f < features.length; f += 4) {
    const [a, b, c, d] = [column(f), column(f + 1), column(f + 2), column(f + 3)];
    const [ofA, ofB, ofC, ofD] = [f, f + 1, f + 2, f + 3].map((each) => each * binCount);
    for (let k = 0; k < rows.length; k++) {
      const row = rows[k];
      const weight = weights[row];
      cells[ofA + a[row]] += weight;
      cells[ofB + b[row]] += weight;
      cells[ofC + c[row]] += weight;
      cells[ofD + d[row]] += weight;
    }
  }
  return cells;
}

/** Split of the largest gain in squared sums / count; the first of equals. Null without a positive gain. */
function bestSplit(
  binCount: number,
  features: Int32Array,
  histogram: Float64Array,
  size: number,
  smallest: number,
): Split | null {
  let total = 0;
  for (let b = 0; b < binCount; b++) total += signsOf(histogram[b]);
  const whole = (total * total) / size;
  let best: Split | null = null;
  for (let f = 0; f < features.length; f++) {
    let sum = 0;
    let count = 0;
    for (let b = 0; b < binCount - 1; b++) {
      const cell = histogram[f * binCount + b];
      if (cell === 0) continue;
      const signs = signsOf(cell);
      sum += signs;
      count += (cell - signs) / oneRow;
      const rest = size - count;
      if (rest < smallest) break;
      if (count < smallest) continue;
      const gain = (sum * sum) / count + ((total - sum) * (total - sum)) / rest - whole;
      if (gain > 1e-9 && gain > (best?.gain ?? 0)) best = { feature: features[f], threshold: b, gain };
    }
  }
  return best;
}

function signsOf(cell: number): number {
  return cell - oneRow * Math.round(cell / oneRow);
}

/** Stable partition of `rows` by bin <= threshold, without a branch on the bin. */
function partition(
  rows: Int32Array,
  spare: Int32Array,
  bins: Uint8Array,
  threshold: number,
): [left: Int32Array, right: Int32Array] {
  let right = 0;
  for (let k = 0; k < rows.length; k++) {
    const row = rows[k];
    rows[k - right] = row;
    spare[right] = row;
    right += (threshold - bins[row]) >>> 31;
  }
  const left = rows.length - right;
  rows.set(spare.subarray(0, right), left);
  return [rows.subarray(0, left), rows.subarray(left)];
}

/** Median, the mean of the middle two for an even count; reorders `x`. */
function medianOf(x: Float64Array): number {
  const half = x.length >> 1;
  const upper = selectInPlace(x, half);
  if (x.length % 2 === 1) return upper;
  let lower = x[0];
  for (let i = 1; i < half; i++) if (x[i] > lower) lower = x[i];
  return (lower + upper) / 2;
}
