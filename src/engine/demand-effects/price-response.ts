import type { Panel } from '#engine/panel/panel.ts';

/** Effect of price on demand in one category: a price 1 % higher changes demand by `elasticity` % (negative). */
export interface PriceResponse {
  readonly category: string;
  /** False: prices hardly moved against each other, or the interval is too wide to act on; the figures are then NaN. */
  readonly identifiable: boolean;
  readonly elasticity: number;
  readonly lo95: number;
  readonly hi95: number;
  /** Products behind it. */
  readonly products: number;
}

interface Cell {
  readonly product: number;
  /** Week, counted apart for products under a promotion and others. */
  readonly week: number;
  /** ln units and ln price; the two-way means are taken out in place. */
  logUnits: number;
  logPrice: number;
}

interface Slope {
  readonly category: string;
  readonly value: number;
  readonly variance: number;
  readonly products: number;
}

const settledWeeks = 13;
const leastWeeks = 26;
const partlyPromoted = 0.1;
const demeaningRounds = 30;
/** A standard error above this says nothing that a price could be set by. */
const widestError = 0.75;
const z95 = 1.959963984540054;

/**
 * Price elasticities by category from the weekly panel. Within a category ln(units) is regressed on ln(price), an effect of each
 * product and one of each week (apart for products under a promotion and others, where the sales tell them apart) taken out of
 * both: neither season, events and the market, which a category's products share, nor what a promotion does besides its price can
 * be mistaken for price. What is left are price moves of one product against the others. Left out: the first 13 weeks of a
 * launch, weeks without sales, stock-outs, weeks that a promotion covers in part. Standard errors are clustered by product. The
 * categories' slopes are pulled to their common mean by their own and the common uncertainty (empirical Bayes; DerSimonian
 * and Laird 1986 for the spread between categories).
 */
export function learnPriceResponse(panel: Panel): PriceResponse[] {
  const slopes = panel.categories.flatMap((category, c) => {
    const slope = categorySlope(collectCells(panel, c));
    return slope ? [{ category, ...slope }] : [];
  });
  const pooled = poolSlopes(slopes);
  return panel.categories.map((category) => {
    const own = slopes.find((slope) => slope.category === category);
    if (!own || !pooled) {
      return { category, identifiable: false, elasticity: Number.NaN, lo95: Number.NaN, hi95: Number.NaN, products: 0 };
    }
    const trust = pooled.between / (pooled.between + own.variance);
    const value = trust * own.value + (1 - trust) * pooled.mean;
    const error = Math.sqrt(trust * own.variance + (1 - trust) ** 2 * pooled.variance);
    const identifiable = error <= widestError && Math.sqrt(own.variance) <= 2 * widestError;
    return {
      category,
      identifiable,
      elasticity: identifiable ? value : Number.NaN,
      lo95: identifiable ? value - z95 * error : Number.NaN,
      hi95: identifiable ? value + z95 * error : Number.NaN,
      products: own.products,
    };
  });
}

function collectCells(panel: Panel, category: number): Cell[] {
  return panel.products.flatMap((product, row) => {
    if (product.category !== category) return [];
    const first = Math.floor((product.firstSale - panel.start) / 7);
    const from = first <= panel.completeFrom ? panel.completeFrom : first + settledWeeks;
    const cells: Cell[] = [];
    for (let t = from; t < panel.completeTo; t++) {
      const units = panel.units[row * panel.periods + t];
      const price = panel.price[row * panel.periods + t];
      if (units > 0 && price > 0) {
        const promoted = panel.promotion?.[row * panel.periods + t] ?? 0;
        // A week that a promotion begins or ends in mixes two prices in the proportion that they sold.
        if (promoted > partlyPromoted && promoted < 1 - partlyPromoted) continue;
        const week = 2 * t + (promoted > 0.5 ? 1 : 0);
        cells.push({ product: row, week, logUnits: Math.log(units), logPrice: Math.log(price) });
      }
    }
    return cells.length >= leastWeeks ? cells : [];
  });
}

/** Slope of the two-way demeaned logarithms with a variance clustered by product; null without price moves of its own. */
function categorySlope(cells: Cell[]): Omit<Slope, 'category'> | null {
  const products = new Set(cells.map(({ product }) => product)).size;
  if (products < 3) return null;
  for (let round = 0; round < demeaningRounds; round++) {
    takeOutMeans(cells, ({ product }) => product);
    takeOutMeans(cells, ({ week }) => week);
  }
  const squares = cells.reduce((sum, { logPrice }) => sum + logPrice * logPrice, 0);
  if (squares / cells.length < 1e-5) return null;
  const value = cells.reduce((sum, { logPrice, logUnits }) => sum + logPrice * logUnits, 0) / squares;
  const scores = new Map<number, number>();
  for (const { product, logPrice, logUnits } of cells) {
    scores.set(product, (scores.get(product) ?? 0) + logPrice * (logUnits - value * logPrice));
  }
  let meat = 0;
  for (const score of scores.values()) meat += score * score;
  return { value, variance: ((products / (products - 1)) * meat) / squares ** 2, products };
}

function takeOutMeans(cells: readonly Cell[], keyOf: (cell: Cell) => number): void {
  const sums = new Map<number, { units: number; price: number; count: number }>();
  for (const cell of cells) {
    const key = keyOf(cell);
    const sum = sums.get(key) ?? { units: 0, price: 0, count: 0 };
    sum.units += cell.logUnits;
    sum.price += cell.logPrice;
    sum.count++;
    sums.set(key, sum);
  }
  for (const cell of cells) {
    const sum = sums.get(keyOf(cell));
    if (!sum) continue;
    cell.logUnits -= sum.units / sum.count;
    cell.logPrice -= sum.price / sum.count;
  }
}

/** Mean slope, its variance, and the variance between categories (at least 0.01). */
function poolSlopes(
  slopes: readonly Slope[],
): { readonly mean: number; readonly variance: number; readonly between: number } | null {
  if (slopes.length === 0) return null;
  const weighted = (between: number) => {
    let weights = 0;
    let sum = 0;
    for (const { value, variance } of slopes) {
      weights += 1 / (variance + between);
      sum += value / (variance + between);
    }
    return { mean: sum / weights, variance: 1 / weights };
  };
  const fixed = weighted(0);
  let q = 0;
  let weights = 0;
  let squares = 0;
  for (const { value, variance } of slopes) {
    q += (value - fixed.mean) ** 2 / variance;
    weights += 1 / variance;
    squares += 1 / variance ** 2;
  }
  const scale = weights - squares / weights;
  const between = Math.max(0.01, scale > 0 ? (q - (slopes.length - 1)) / scale : 0);
  return { ...weighted(between), between };
}
