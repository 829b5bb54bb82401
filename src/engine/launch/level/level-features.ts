import type { LevelData } from './level-data.ts';
import type { LevelReason } from './level-prediction.ts';
import { standardise } from './standardise.ts';

/** Facts of an item as numbers about 0 with spread 1, and the reason that each column stands for. */
export interface LevelFeatures {
  readonly reasons: readonly LevelReason[];
  of(item: number): Float64Array;
}

const neighbours = 10;
/** Launches' worth of the overall mean that a category's mean is pulled by. */
const categoryPull = 5;

/**
 * Columns for models that need numbers: ln price and its distance from the category's median (0 and a flag where unknown), what the
 * range and its visitors do, mean level of the 10 launches with the most words in common (weights: cosine squared) and how alike
 * they are, mean level of the category. A training launch's own level enters none of its columns. `levels`: one for each of `train`,
 * standardised.
 */
export function createLevelFeatures(data: LevelData, train: readonly number[], levels: Float64Array): LevelFeatures {
  // An unknown value is the mean.
  const column = (values: Float64Array): Float64Array => standardise(values, train).map((value) => value || 0);
  const price = column(data.logPrice);
  const range = column(data.assortmentSales);
  const interest = column(data.interest);
  const medians = new Map<string, number>();
  for (const category of new Set(train.map((item) => data.items[item].category))) {
    const prices = train
      .filter((item) => data.items[item].category === category && !Number.isNaN(data.logPrice[item]))
      .map((item) => data.logPrice[item])
      .sort((a, b) => a - b);
    if (prices.length > 0) medians.set(category, prices[prices.length >> 1]);
  }
  const place = new Map(train.map((item, at) => [item, at]));
  const columns: readonly Column[] = [
    ['price', (item) => price[item]],
    ['price', (item) => (Number.isNaN(data.logPrice[item]) ? 1 : 0)],
    [
      'price',
      (item) => {
        const median = medians.get(data.items[item].category);
        const distance = data.logPrice[item] - (median ?? Number.NaN);
        return Number.isNaN(distance) ? 0 : distance;
      },
    ],
    ...when(data.hasRange, ['range', (item) => range[item]]),
    ...when(data.hasNumbers, ['number', (item) => data.numberYouth[item] || 0]),
    ...when(data.hasInterest, ['interest', (item) => interest[item]]),
    ['text', (item) => wordNeighbours(data, train, levels, item).level],
    ['text', (item) => wordNeighbours(data, train, levels, item).closeness],
    ...when(data.hasCategories, ['category', categoryLevel(data, train, levels, place)]),
  ];
  const known = new Map<number, Float64Array>();
  return {
    reasons: columns.map(([reason]) => reason),
    of: (item) => {
      const before = known.get(item);
      if (before) return before;
      const row = Float64Array.from(columns, ([, figure]) => figure(item));
      known.set(item, row);
      return row;
    },
  };
}

type Column = readonly [LevelReason, (item: number) => number];

function when(isKnown: boolean, column: Column): readonly Column[] {
  return isKnown ? [column] : [];
}

function wordNeighbours(
  data: LevelData,
  train: readonly number[],
  levels: Float64Array,
  item: number,
): { readonly level: number; readonly closeness: number } {
  const alike = train
    .map((launch, at) => ({ at, cosine: launch === item ? -1 : data.words(item, launch) }))
    .sort((a, b) => b.cosine - a.cosine || a.at - b.at)
    .slice(0, neighbours)
    .filter(({ cosine }) => cosine > 0);
  const weight = alike.reduce((sum, { cosine }) => sum + cosine ** 2, 0);
  // A quarter's worth of weight at the overall mean of 0: faint likeness says little.
  const level = alike.reduce((sum, { at, cosine }) => sum + cosine ** 2 * levels[at], 0) / (weight + 0.25);
  return { level, closeness: alike.length > 0 ? alike[0].cosine : 0 };
}

function categoryLevel(
  data: LevelData,
  train: readonly number[],
  levels: Float64Array,
  place: ReadonlyMap<number, number>,
): (item: number) => number {
  const sums = new Map<string, { sum: number; count: number }>();
  train.forEach((item, at) => {
    const { category } = data.items[item];
    const known = sums.get(category) ?? { sum: 0, count: 0 };
    sums.set(category, { sum: known.sum + levels[at], count: known.count + 1 });
  });
  return (item) => {
    const own = place.get(item);
    const all = sums.get(data.items[item].category) ?? { sum: 0, count: 0 };
    const sum = all.sum - (own === undefined ? 0 : levels[own]);
    return sum / (all.count - (own === undefined ? 0 : 1) + categoryPull);
  };
}
