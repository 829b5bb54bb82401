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
  const signs = new Int32Array(n);
  const order = Int32Array.from(target.keys());
  const drawn = new Uint8Array(n);
  const rows = new Int32Array(rowCount);
  const trees: Tree[] = [];
  for (let k = 0; k < options.trees; k++) {
    for (let i = 0; i < n; i++) signs[i] = Math.sign(residual[i]);
    drawFirst(order, rowCount, random);
    drawFirst(features, featureCount, random);
    // In the order of the rows, so that memory is read from front to back.
    drawn.fill(0);
    for (let i = 0; i < rowCount; i++) drawn[order[i]] = 1;
    for (let i = 0, at = 0; i < n; i++) if (drawn[i] === 1) rows[at++] = i;
    const used = features.slice(0, featureCount).sort();
    const grown = growTree(binned, used, signs, residual, rows, options);
    if (!grown) continue;
    const { tree, ends } = grown;
    trees.push(tree);
    // The rows drawn stand leaf by leaf; the others have to find theirs.
    for (const [leaf, { from, to }] of ends.entries())
      for (let at = from; at < to; at++) residual[rows[at]] -= tree.values[leaf];
    for (let i = 0; i < n; i++) if (drawn[i] === 0) residual[i] -= stepOf(tree, binned.bins, i);
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
  let last: Float64Array = new Float64Array(columns[0]?.length ?? 0).fill(model.start);
  for (let k = 0; k < trees; k++) {
    const stage = stages.next();
    if (stage.done) break;
    last = stage.value;
  }
  return last;
}

/** Values after one tree, two, ...: the same array each time, grown in place. */
export function* predictStages(model: BoostedTrees, columns: readonly Float64Array[]): Generator<Float64Array, void> {
  const bins = putInBins(columns, model.edges);
  const sums = new Float64Array(columns[0]?.length ?? 0).fill(model.start);
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

/** Rows `from` to `to` of the row list with their histogram and best split. */
interface Leaf {
  readonly from: number;
  readonly to: number;
  readonly histogram: Histogram;
  readonly split: Split | null;
  /** Inner node and side that point here; -1 for the root. */
  readonly parent: number;
  readonly isLeft: boolean;
}

/** By feature and bin: how many rows there are, and the sum of the signs of their residuals. */
interface Histogram {
  readonly counts: Int32Array;
  readonly signs: Int32Array;
}

interface Split {
  readonly feature: number;
  readonly threshold: number;
  readonly gain: number;
}

/** A tree and, in the order of its leaves, which of the rows that it was grown on ended there. */
interface GrownTree {
  readonly tree: Tree;
  readonly ends: readonly { readonly from: number; readonly to: number }[];
}

/** Grows a tree on `rows`, which are ordered by leaf. Null where nothing is worth a split. */
function growTree(
  binned: BinnedColumns,
  features: Int32Array,
  signs: Int32Array,
  residual: Float64Array,
  rows: Int32Array,
  { leaves: most, smallestLeaf, learningRate }: BoostingOptions,
): GrownTree | null {
  const spare = new Int32Array(rows.length);
  const makeLeaf = (from: number, to: number, histogram: Histogram, parent: number, isLeft: boolean): Leaf => {
    const split = bestSplit(binned.binCount, features, histogram, to - from, smallestLeaf);
    return { from, to, histogram, split, parent, isLeft };
  };
  const fill = (from: number, to: number): Histogram => fillHistogram(binned, features, signs, rows, from, to);
  const leaves: Leaf[] = [makeLeaf(0, rows.length, fill(0, rows.length), -1, true)];
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
    const middle = partition(rows, spare, leaf.from, leaf.to, binned.bins[feature], threshold);
    // The larger child's histogram is what the smaller one leaves of the parent's.
    const leftIsSmaller = middle - leaf.from <= leaf.to - middle;
    const [from, to] = leftIsSmaller ? [leaf.from, middle] : [middle, leaf.to];
    const small = fill(from, to);
    const large = subtract(leaf.histogram, small);
    leaves[at] = makeLeaf(leaf.from, middle, leftIsSmaller ? small : large, node, true);
    leaves.push(makeLeaf(middle, leaf.to, leftIsSmaller ? large : small, node, false));
  }
  if (tree.feature.length === 0) return null;
  const steps = new Float64Array(rows.length);
  const values = leaves.map(({ from, to, parent, isLeft }, i) => {
    tree[isLeft ? 'left' : 'right'][parent] = -1 - i;
    const own = steps.subarray(0, to - from);
    for (let k = from; k < to; k++) own[k - from] = residual[rows[k]];
    return learningRate * medianOf(own);
  });
  return { tree: { ...tree, values }, ends: leaves };
}

function fillHistogram(
  { bins, binCount }: BinnedColumns,
  features: Int32Array,
  signs: Int32Array,
  rows: Int32Array,
  from: number,
  to: number,
): Histogram {
  const cells = { counts: new Int32Array(bins.length * binCount), signs: new Int32Array(bins.length * binCount) };
  for (const f of features) {
    const column = bins[f];
    const counts = cells.counts.subarray(f * binCount, (f + 1) * binCount);
    const sums = cells.signs.subarray(f * binCount, (f + 1) * binCount);
    for (let k = from; k < to; k++) {
      const row = rows[k];
      const bin = column[row];
      counts[bin]++;
      sums[bin] += signs[row];
    }
  }
  return cells;
}

function subtract(whole: Histogram, part: Histogram): Histogram {
  return {
    counts: whole.counts.map((count, i) => count - part.counts[i]),
    signs: whole.signs.map((sum, i) => sum - part.signs[i]),
  };
}

/** Split of the largest gain in squared sums / count; the first of equals. Null without a positive gain. */
function bestSplit(
  binCount: number,
  features: Int32Array,
  { counts, signs }: Histogram,
  size: number,
  smallest: number,
): Split | null {
  let total = 0;
  for (let b = 0; b < binCount; b++) total += signs[features[0] * binCount + b];
  const whole = (total * total) / size;
  let best: Split | null = null;
  for (const feature of features) {
    let sum = 0;
    let count = 0;
    for (let b = 0; b < binCount - 1; b++) {
      const own = counts[feature * binCount + b];
      if (own === 0) continue;
      sum += signs[feature * binCount + b];
      count += own;
      const rest = size - count;
      if (rest < smallest) break;
      if (count < smallest) continue;
      const gain = (sum * sum) / count + ((total - sum) * (total - sum)) / rest - whole;
      if (gain > 1e-9 && gain > (best?.gain ?? 0)) best = { feature, threshold: b, gain };
    }
  }
  return best;
}

/** Stable partition of rows[from..to) by bin <= threshold; where the right part begins. */
function partition(
  rows: Int32Array,
  spare: Int32Array,
  from: number,
  to: number,
  bins: Uint8Array,
  threshold: number,
): number {
  let left = from;
  let right = 0;
  for (let k = from; k < to; k++) {
    const row = rows[k];
    if (bins[row] <= threshold) rows[left++] = row;
    else spare[right++] = row;
  }
  for (let k = 0; k < right; k++) rows[left + k] = spare[k];
  return left;
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
