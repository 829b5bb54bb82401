import { createRandom, type Random } from '#engine/random.ts';

export interface ForestSettings {
  readonly trees: number;
  /** Fewest rows of a leaf. */
  readonly leaf: number;
  readonly seed: number;
  /** Share of the features that is tried at each split; a third unless said. */
  readonly tried?: number;
}

/** Share of the training rows in an item's forecast, by row; sums to 1. */
export type ForestWeights = Float64Array;

interface Node {
  /** Feature that is split; -1: a leaf. */
  feature: number;
  threshold: number;
  low: number;
  high: number;
  rows: readonly number[];
}

/**
 * Random forest for regression (Breiman 2001) that answers with the weights of the training rows, so that mean and quantiles can be
 * read off (Meinshausen 2006). Each tree grows on as many rows as there are, drawn with replacement, a share of the features tried
 * at each split, split by the largest fall of the squared error. `rows`: features of one length, no NaN. Same seed, same forest.
 * `unseenBy`: a training row, answered by the trees that have not drawn it alone (by all where there is none).
 */
export function growForest(
  rows: readonly Float64Array[],
  target: Float64Array,
  settings: ForestSettings,
): (row: Float64Array, unseenBy?: number) => ForestWeights {
  const random = createRandom(settings.seed);
  const forest = Array.from({ length: settings.trees }, () => growTree(rows, target, settings, random));
  return (row, unseenBy) => {
    const weights = new Float64Array(rows.length);
    const unseen = unseenBy === undefined ? forest : forest.filter(([root]) => !root.rows.includes(unseenBy));
    const asked = unseen.length > 0 ? unseen : forest;
    for (const nodes of asked) {
      let at = 0;
      while (nodes[at].feature >= 0)
        at = row[nodes[at].feature] <= nodes[at].threshold ? nodes[at].low : nodes[at].high;
      const leaf = nodes[at].rows;
      for (const r of leaf) weights[r] += 1 / leaf.length / asked.length;
    }
    return weights;
  };
}

function growTree(
  rows: readonly Float64Array[],
  target: Float64Array,
  { leaf, tried: share = 1 / 3 }: ForestSettings,
  random: Random,
): Node[] {
  const features = rows[0].length;
  const tried = Math.max(1, Math.ceil(share * features));
  const nodes: Node[] = [];
  const grow = (own: number[]): number => {
    const at = nodes.length;
    const node: Node = { feature: -1, threshold: 0, low: -1, high: -1, rows: own };
    nodes.push(node);
    const split =
      own.length >= 2 * leaf ? bestSplit(rows, target, own, leaf, drawFeatures(features, tried, random)) : null;
    if (!split) return at;
    node.feature = split.feature;
    node.threshold = split.threshold;
    node.low = grow(own.filter((r) => rows[r][split.feature] <= split.threshold));
    node.high = grow(own.filter((r) => rows[r][split.feature] > split.threshold));
    return at;
  };
  grow(Array.from(rows, () => random.below(rows.length)));
  return nodes;
}

function drawFeatures(features: number, tried: number, random: Random): number[] {
  const order = Array.from({ length: features }, (_, f) => f);
  for (let i = 0; i < tried; i++) {
    const j = i + random.below(features - i);
    [order[i], order[j]] = [order[j], order[i]];
  }
  return order.slice(0, tried);
}

function bestSplit(
  rows: readonly Float64Array[],
  target: Float64Array,
  own: readonly number[],
  leaf: number,
  features: readonly number[],
): { readonly feature: number; readonly threshold: number } | null {
  let total = 0;
  for (const r of own) total += target[r];
  let best: { feature: number; threshold: number } | null = null;
  // A split must gain something: the square of the sum over the count rises with the spread between the sides.
  let bestGain = (total * total) / own.length + 1e-9;
  for (const feature of features) {
    const sorted = [...own].sort((a, b) => rows[a][feature] - rows[b][feature]);
    let low = 0;
    for (let k = 1; k < sorted.length; k++) {
      low += target[sorted[k - 1]];
      const [before, after] = [rows[sorted[k - 1]][feature], rows[sorted[k]][feature]];
      if (k < leaf || sorted.length - k < leaf || before === after) continue;
      const gain = (low * low) / k + (total - low) ** 2 / (sorted.length - k);
      if (gain <= bestGain) continue;
      bestGain = gain;
      best = { feature, threshold: (before + after) / 2 };
    }
  }
  return best;
}
