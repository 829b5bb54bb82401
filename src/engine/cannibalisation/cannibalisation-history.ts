import { demandIndex } from '#engine/demand-effects/demand-index.ts';
import { invertPositiveDefinite } from '#engine/kernels/cholesky.ts';
import { normalQuantile } from '#engine/kernels/normal-distribution.ts';
import { sumOf } from '#engine/kernels/statistics.ts';
import type { ProductFacts } from '#engine/launch/history/launch.ts';
import type { LaunchHistory } from '#engine/launch/history/launch-finding.ts';
import { factsOfProduct, launchPrice } from '#engine/launch/history/panel-histories.ts';
import { priceCloseness } from '#engine/launch/level/similarity.ts';
import { cosine, createWordIndex, createWordWeighing, type WordVector } from '#engine/launch/level/word-vectors.ts';
import type { Panel } from '#engine/panel/panel.ts';

/** What a launch did, or would do, to another product's demand: relative change, negative = takes sales away (cannibalisation), positive = brings some (halo). */
export interface CrossEffect {
  readonly effect: number;
  readonly lo80: number;
  readonly hi80: number;
}

/** One earlier launch and one product that was on sale before it. */
export interface ObservedPair extends CrossEffect {
  readonly newer: string;
  readonly older: string;
}

export interface CrossEffects {
  /** False: the history can't tell; the stated prior is used instead. */
  readonly identifiable: boolean;
  /** Pairs behind the estimate. */
  readonly pairs: readonly ObservedPair[];
  /** Expected effect between two products of one category. */
  between(a: ProductFacts, b: ProductFacts): CrossEffect;
}

/** Weeks compared before and after a launch; week 0, which is partial, is left out. */
const windowWeeks = 13;
/** Known weeks that each side needs. */
const leastWeeks = 6;
/** Pairs below which nothing is estimated. */
const leastPairs = 20;
/** Columns that are the older product's own: constant, change of its price, its change around that week in other years, its youth. */
const ownColumns = 4;
/** Weeks in which half of a product's youth is over: its own launch curve falls long after the weeks that are left out. */
const youthWeeks = 26;
/** Prior standard deviations: of each attribute's share in the effect, and of the own columns. */
const priorSpread = 0.15;
const wideSpread = 2;
/** Least variance between pairs that share the same. */
const leastBetween = 0.03 ** 2;
const settledWeeks = 13;
/** Neighbours of a launch that are alike, and that are not, in a category with many. */
const mostOfAKind = 20;
const z80 = 1.2815515655446004;
/** Chance of finding an effect where there is none, over all that two products can share. */
const falseAlarm = 0.1;

interface Pair {
  readonly newer: string;
  readonly older: string;
  readonly x: Float64Array;
  /** Change of the older one's demand against its category, in logarithms. */
  readonly change: number;
  /** Variance of the change by the chance of the counts. */
  readonly chance: number;
}

/**
 * Cannibalisation and halo from history. For every launch and every product of its category that was on sale half a year before: the
 * change of the older one's ln units, from 13 weeks before to 13 weeks after the launch, against the mean of the category in each week (season,
 * promotions and market are taken out so). It is explained by what the two share: words, price and each attribute of the catalogue, in a
 * ridge regression (normal priors of mean 0, spread 0.15) whose constant, the change of products that share nothing, is no effect. Single
 * pairs are pulled to what their likeness says by the noise of unlike pairs (empirical Bayes). Standard errors are clustered by the older product.
 * Identifiable where one of the shared things makes a difference that chance alone would bring in one of ten histories (Bonferroni).
 */
export function learnCrossEffects(panel: Panel, history: Pick<LaunchHistory, 'launches'>): CrossEffects {
  const facts = panel.products.map((product, row) =>
    factsOfProduct(panel, product, launchPrice(panel, row, Math.max(0, firstPeriod(panel, row)))),
  );
  const attributes = sharedAttributes(facts);
  const weighing = createWordWeighing(facts);
  const vectors = new Map<ProductFacts, WordVector>();
  const weigh = (product: ProductFacts): WordVector => {
    const vector = vectors.get(product) ?? weighing(product);
    vectors.set(product, vector);
    return vector;
  };
  const wordsInCommon = createWordIndex(facts.map(weigh));
  const shareOf = (a: ProductFacts, b: ProductFacts): Float64Array =>
    Float64Array.from([
      cosine(weigh(a), weigh(b)),
      priceCloseness(a.price, b.price),
      ...attributes.map((name) => (a.attributes[name] && a.attributes[name] === b.attributes[name] ? 1 : 0)),
    ]);
  const pairs = observePairs(panel, history, facts, shareOf, (product) => wordsInCommon(weigh(product)));
  const fit = pairs.length >= leastPairs ? fitRidge(pairs) : null;
  const identifiable = fit !== null && isClear(fit);
  const unknown: CrossEffect = { effect: Number.NaN, lo80: Number.NaN, hi80: Number.NaN };
  if (!fit || !identifiable) return { identifiable: false, pairs: [], between: () => unknown };
  const interval = (effect: number, error: number): CrossEffect => ({
    effect: Math.expm1(effect),
    lo80: Math.expm1(effect - z80 * error),
    hi80: Math.expm1(effect + z80 * error),
  });
  return {
    identifiable,
    pairs: pairs.map(({ newer, older, x, change, chance }) => {
      const expected = sharedPart(fit, x);
      const noise = fit.drift + chance;
      const trust = fit.between / (fit.between + noise);
      const own = change - dot(fit.coefficients.subarray(0, ownColumns), x.subarray(0, ownColumns));
      const effect = trust * own + (1 - trust) * expected.effect;
      return { newer, older, ...interval(effect, Math.sqrt(trust * noise + ((1 - trust) * expected.error) ** 2)) };
    }),
    between: (a, b) => {
      const { effect, error } = sharedPart(fit, Float64Array.from([1, 0, 0, 0, ...shareOf(a, b)]));
      return interval(effect, Math.sqrt(error ** 2 + fit.between));
    },
  };
}

/** Attributes that tell kinds of products: values that are no numbers and recur in the assortment. */
function sharedAttributes(facts: readonly ProductFacts[]): string[] {
  const names = [...new Set(facts.flatMap((product) => Object.keys(product.attributes)))].sort();
  return names.filter((name) => {
    const values = facts.flatMap(({ attributes }) => (attributes[name] ? [attributes[name]] : []));
    const isNumber = values.every((value) => Number.isFinite(Number(value)));
    return values.length > 0 && !isNumber && new Set(values).size <= 0.75 * values.length;
  });
}

function firstPeriod(panel: Panel, row: number): number {
  return Math.floor((panel.products[row].firstSale - panel.start) / 7);
}

function observePairs(
  panel: Panel,
  { launches }: Pick<LaunchHistory, 'launches'>,
  facts: readonly ProductFacts[],
  shareOf: (a: ProductFacts, b: ProductFacts) => Float64Array,
  alikeTo: (product: ProductFacts) => Float64Array,
): Pair[] {
  const rowOf = new Map(panel.products.map(({ id }, row) => [id, row]));
  const lastDay = panel.start + 7 * panel.completeTo - 28;
  const even = new Float64Array(panel.completeTo - panel.completeFrom).fill(1);
  const indices = panel.categories.map((_, c) => demandIndex(panel, c, even).log.map(Math.exp));
  return launches.flatMap((launch) => {
    const newer = rowOf.get(launch.id);
    if (newer === undefined) return [];
    const at = Math.round((launch.firstWeek - panel.start) / 7);
    return chooseNeighbours(panel, newer, alikeTo(facts[newer])).flatMap((older): Pair[] => {
      const product = panel.products[older];
      // A product on its way out falls for reasons of its own.
      if (product.lastSale < panel.start + 7 * (at + 2 * windowWeeks) && product.lastSale < lastDay) return [];
      const first = Math.floor((product.firstSale - panel.start) / 7);
      const settled = first <= panel.completeFrom ? panel.completeFrom : first + settledWeeks;
      const changeAt = (week: number) => changeAround(panel, indices[product.category], older, week, settled);
      const youth = first <= panel.completeFrom ? 0 : 2 ** (-(at - first) / youthWeeks);
      const change = changeAt(at);
      if (!change) return [];
      const others = [-2, -1, 1, 2].flatMap((years) => changeAt(at + 52 * years)?.log ?? []);
      const usual = sumOf(others) / Math.max(1, others.length);
      return [
        {
          newer: launch.id,
          older: product.id,
          x: Float64Array.from([1, change.price, usual, youth, ...shareOf(facts[newer], facts[older])]),
          change: change.log,
          chance: change.chance,
        },
      ];
    });
  });
}

/** Products of its category that a launch is compared with: all of up to 40, else the 20 with most words in common and 20 spread over the others. */
function chooseNeighbours(panel: Panel, newer: number, alike: Float64Array): number[] {
  const { category } = panel.products[newer];
  const others = panel.products.flatMap((product, row) =>
    row !== newer && product.category === category ? [row] : [],
  );
  if (others.length <= 2 * mostOfAKind) return others;
  const sorted = others.sort((a, b) => alike[b] - alike[a] || a - b);
  const rest = sorted.slice(mostOfAKind).sort((a, b) => a - b);
  const spread = Array.from(
    { length: mostOfAKind },
    (_, k) => rest[Math.floor(((k + 0.5) * rest.length) / mostOfAKind)],
  );
  return [...sorted.slice(0, mostOfAKind), ...spread];
}

/**
 * ln of a product's units in the 13 weeks after week `week` over those before, each over the category's demand index of the same known
 * weeks; `price`: the same of its mean price; `chance`: variance of the counts (Poisson). Null where too little is known.
 */
function changeAround(
  panel: Panel,
  index: Float64Array,
  row: number,
  week: number,
  settled: number,
): { readonly log: number; readonly price: number; readonly chance: number } | null {
  if (week - windowWeeks < settled || week + 1 + windowWeeks > panel.completeTo) return null;
  const side = (from: number) => {
    const sums = { units: 0, expected: 0, revenue: 0, weeks: 0 };
    for (let t = from; t < from + windowWeeks; t++) {
      const units = panel.units[row * panel.periods + t];
      const expected = index[t - panel.completeFrom];
      if (Number.isNaN(units) || Number.isNaN(expected)) continue;
      const price = panel.price[row * panel.periods + t];
      sums.units += units;
      sums.expected += expected;
      sums.revenue += units > 0 && price > 0 ? units * price : 0;
      sums.weeks++;
    }
    return sums.weeks >= leastWeeks && sums.units > 0 ? sums : null;
  };
  const before = side(week - windowWeeks);
  const after = side(week + 1);
  if (!before || !after) return null;
  const prices = [after, before].map(({ revenue, units }) => revenue / units);
  const price = Math.log(prices[0] / prices[1]);
  return {
    log: Math.log(after.units / after.expected) - Math.log(before.units / before.expected),
    price: Number.isFinite(price) ? price : 0,
    chance: 1 / before.units + 1 / after.units,
  };
}

interface RidgeFit {
  readonly coefficients: Float64Array;
  /** Covariance of the coefficients, clustered by older product; row by row. */
  readonly covariance: Float64Array;
  /** Variance of a change beside the chance of its counts: of unlike pairs, and what alike pairs have on top. */
  readonly drift: number;
  readonly between: number;
}

function fitRidge(pairs: readonly Pair[]): RidgeFit {
  const m = pairs[0].x.length;
  let drift = 0.04;
  let coefficients: Float64Array = new Float64Array(m);
  let inverse: Float64Array = new Float64Array(m * m);
  const errorOf = ({ x, change }: Pair): number => change - dot(coefficients, x);
  for (let round = 0; round < 6; round++) {
    const normal = new Float64Array(m * m);
    const right = new Float64Array(m);
    for (const { x, change, chance } of pairs) {
      const weight = 1 / (drift + chance);
      for (let i = 0; i < m; i++) {
        right[i] += weight * x[i] * change;
        for (let j = 0; j < m; j++) normal[i * m + j] += weight * x[i] * x[j];
      }
    }
    for (let i = 0; i < m; i++) normal[i * m + i] += 1 / (i < ownColumns ? wideSpread : priorSpread) ** 2;
    inverse = invertPositiveDefinite(normal, m) ?? inverse;
    coefficients = multiply(inverse, right, m);
    const excess = pairs.map((pair) => errorOf(pair) ** 2 - pair.chance);
    drift = Math.max(0.002, sumOf(excess) / pairs.length);
  }
  const parts = pairs.map((pair) => {
    const error = errorOf(pair) / (drift + pair.chance);
    return {
      pair,
      score: multiply(
        inverse,
        pair.x.map((value) => value * error),
        m,
      ),
    };
  });
  const covariance = new Float64Array(m * m);
  const add = (sign: number, clusterOf: (pair: Pair, at: number) => string): void => {
    const sums = new Map<string, Float64Array>();
    parts.forEach(({ pair, score }, at) => {
      const sum = sums.get(clusterOf(pair, at)) ?? new Float64Array(m);
      score.forEach((value, i) => {
        sum[i] += value;
      });
      sums.set(clusterOf(pair, at), sum);
    });
    const small = sums.size / Math.max(1, sums.size - 1);
    for (const sum of sums.values())
      for (let i = 0; i < m; i++) for (let j = 0; j < m; j++) covariance[i * m + j] += sign * small * sum[i] * sum[j];
  };
  add(1, ({ older }) => older);
  add(1, ({ newer }) => newer);
  add(-1, (_, at) => String(at));
  // Pairs that share less than most are all drift; what alike pairs scatter more is their own.
  const likeness = pairs.map(({ x }) => x.subarray(ownColumns).reduce((sum, value) => sum + value, 0));
  const middle = [...likeness].sort((a, b) => a - b)[likeness.length >> 1];
  const scatter = (keep: (i: number) => boolean): number => {
    const own = pairs.filter((_, i) => keep(i));
    return own.reduce((sum, pair) => sum + errorOf(pair) ** 2 - pair.chance, 0) / Math.max(1, own.length);
  };
  const unlike = Math.max(
    0.002,
    scatter((i) => likeness[i] <= middle),
  );
  const between = Math.max(leastBetween, scatter((i) => likeness[i] > middle) - unlike);
  return { coefficients, covariance, drift: unlike, between };
}

/** True when some shared thing moves demand by more than chance. */
function isClear({ coefficients, covariance }: RidgeFit): boolean {
  const m = coefficients.length;
  const bound = normalQuantile(1 - falseAlarm / (2 * Math.max(1, m - ownColumns)));
  return coefficients.some(
    (value, i) => i >= ownColumns && Math.abs(value) > bound * Math.sqrt(Math.max(1e-12, covariance[i * m + i])),
  );
}

/** What sharing `x` adds to the change beyond the constant, with its standard error. */
function sharedPart(fit: RidgeFit, x: Float64Array): { readonly effect: number; readonly error: number } {
  const m = x.length;
  const shared = x.map((value, i) => (i < ownColumns ? 0 : value));
  let variance = 0;
  for (let i = 0; i < m; i++) for (let j = 0; j < m; j++) variance += shared[i] * fit.covariance[i * m + j] * shared[j];
  return { effect: dot(fit.coefficients, shared), error: Math.sqrt(Math.max(1e-8, variance)) };
}

function dot(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, value, i) => sum + value * b[i], 0);
}

function multiply(matrix: Float64Array, vector: Float64Array, m: number): Float64Array {
  return Float64Array.from({ length: m }, (_, i) => dot(matrix.subarray(i * m, (i + 1) * m), vector));
}
