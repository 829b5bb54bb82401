/** The cold start on generated shops, beside simple baselines: whether it is ever worse than the best of them by more than the standard error. */
import { meanAndError, meanOf, quantileOf, sumOf } from '#engine/kernels/statistics.ts';
import { coldStart } from '#engine/launch/forecast/cold-start.ts';
import type { ProductHistory } from '#engine/launch/history/launch.ts';
import { nodeTrainer } from '../../scripts/engine/node-candidates.ts';
import { generateShop, type ShopKind, shopKinds, shopStart } from './generated-shops.ts';

const horizon = 13;
const sizes = [6, 12, 24, 40];
const testCount = 40;
/** Week in which the launches to be forecast begin. */
const begin = 78;
const priceBands = 3;

type Level = (totals: readonly number[]) => number;

const mean: Level = (totals) => meanOf(totals);
const median: Level = (totals) => quantileOf(Float64Array.from(totals).sort(), 0.5);

/** Level of a product's group among the launches given, of all of them where the group is empty. */
function byGroup(groupOf: (product: ProductHistory) => string, level: Level) {
  return (launches: readonly ProductHistory[], totals: readonly number[]) => (product: ProductHistory) => {
    const own = totals.filter((_, i) => groupOf(launches[i]) === groupOf(product));
    return level(own.length > 0 ? own : totals);
  };
}

function byPrice(level: Level) {
  return (launches: readonly ProductHistory[], totals: readonly number[]) => {
    const sorted = Float64Array.from(launches, ({ price }) => price).sort();
    const limits = Array.from({ length: priceBands - 1 }, (_, k) => quantileOf(sorted, (k + 1) / priceBands));
    const bandOf = ({ price }: ProductHistory): string => String(limits.filter((limit) => price > limit).length);
    return byGroup(bandOf, level)(launches, totals);
  };
}

/** Least squares of ln(1 + total) on ln price; `level` 'mean': times the mean of exp(residual). */
function priceLine(smeared: boolean) {
  return (launches: readonly ProductHistory[], totals: readonly number[]) => {
    const x = launches.map(({ price }) => Math.log(price));
    const y = totals.map(Math.log1p);
    const [mx, my] = [meanOf(x), meanOf(y)];
    const slope = sumOf(x.map((v, i) => (v - mx) * (y[i] - my))) / Math.max(1e-9, sumOf(x.map((v) => (v - mx) ** 2)));
    const fitted = (price: number): number => my + slope * (Math.log(price) - mx);
    const smear = smeared ? meanOf(launches.map(({ price }, i) => Math.exp(y[i] - fitted(price)))) : 1;
    return ({ price }: ProductHistory) => Math.max(0, smear * (Math.exp(fitted(price)) - 1));
  };
}

/** The ten nearest by words, category and price. */
function nearest(level: Level) {
  return (launches: readonly ProductHistory[], totals: readonly number[]) => (product: ProductHistory) => {
    const words = product.description.split(' ');
    const alike = launches
      .map((launch, i) => ({
        total: totals[i],
        likeness:
          words.filter((word) => launch.description.split(' ').includes(word)).length / words.length +
          (launch.category === product.category ? 0.5 : 0) +
          0.5 * Math.exp(-Math.abs(Math.log(launch.price / product.price)) / 0.5),
      }))
      .sort((a, b) => b.likeness - a.likeness)
      .slice(0, 10);
    return level(alike.map(({ total }) => total));
  };
}

const brandOf = ({ description }: ProductHistory): string => description.split(' ')[0];

const baselines = {
  'mean of all': byGroup(() => '', mean),
  'median of all': byGroup(() => '', median),
  'mean of category': byGroup(({ category }) => category, mean),
  'median of category': byGroup(({ category }) => category, median),
  'mean of brand': byGroup(brandOf, mean),
  'median of brand': byGroup(brandOf, median),
  'mean of price band': byPrice(mean),
  'median of price band': byPrice(median),
  'price line': priceLine(false),
  'price line, mean': priceLine(true),
  'mean of nearest': nearest(mean),
  'median of nearest': nearest(median),
};

/**
 * For each kind and number of launches: total WAPE over `shops` shops of 40 later launches each, by the median forecast beside every baseline and by the
 * mean forecast beside those that are means; the mean difference to the best baseline over shops with its standard error, and what the
 * 80 % ranges hold. Prints as it goes. `only`: one of the kinds; '' for all.
 */
export async function scoreShops(shops: number, seed: number, only: string): Promise<Record<string, number | string>> {
  const figures: Record<string, number | string> = {};
  const names = Object.keys(baselines);
  for (const kind of Object.keys(shopKinds) as ShopKind[]) {
    if (only !== '' && only !== kind) continue;
    for (const size of sizes) {
      const errors = new Map<string, number[]>();
      let inside = 0;
      for (let shop = 0; shop < shops; shop++) {
        const scored = await scoreShop(kind, size, seed + 1000 * shop + size);
        for (const [name, error] of scored.errors) errors.set(name, [...(errors.get(name) ?? []), error]);
        inside += scored.inside;
      }
      const own = errors.get('own median') ?? [];
      const ownMean = errors.get('own mean') ?? [];
      const name = `${kind}, ${size} launches`;
      figures[`${name}, median`] = compare(own, errors, names);
      figures[`${name}, mean`] = compare(
        ownMean,
        errors,
        names.filter((each) => each.includes('mean')),
      );
      figures[`${name}, coverage80`] = Number(((100 * inside) / (shops * testCount)).toFixed(1));
      console.log(`${name}: median ${figures[`${name}, median`]}; mean ${figures[`${name}, mean`]}`);
    }
  }
  return figures;
}

function compare(
  own: readonly number[],
  errors: ReadonlyMap<string, readonly number[]>,
  names: readonly string[],
): string {
  const errorsOf = (name: string): readonly number[] => errors.get(name) ?? [];
  const rival = names.reduce((a, b) => (meanOf(errorsOf(b)) < meanOf(errorsOf(a)) ? b : a));
  const gap = meanAndError(own.map((error, i) => error - errorsOf(rival)[i]));
  const { standardError } = meanAndError(errorsOf(rival));
  const figure = (value: number): string => value.toFixed(1);
  return `${figure(meanOf(own))}, best ${rival} ${figure(meanOf(errorsOf(rival)))} (se ${figure(standardError)}), gap ${figure(gap.mean)} (se ${figure(gap.standardError)})${gap.mean > standardError ? ' WORSE' : ''}`;
}

/** WAPE of the forecasts and of each baseline in one shop, and how many of its 40 launches lay in their range. */
async function scoreShop(kind: ShopKind, size: number, seed: number) {
  const firsts = [
    ...Array.from({ length: size }, (_, i) => horizon + Math.floor((i * (begin - 2 * horizon)) / size)),
    ...Array.from({ length: testCount }, () => begin),
  ];
  const { assortment, launches } = generateShop(kind, firsts, begin + horizon, seed);
  const cut = (product: ProductHistory): ProductHistory => ({
    ...product,
    weekly: product.weekly.slice(0, begin - (product.firstWeek - shopStart) / 7),
  });
  const known = launches.slice(0, size).map(cut);
  const tests = launches.slice(size);
  const totalOf = ({ weekly }: ProductHistory): number => sumOf(weekly.subarray(0, horizon));
  const totals = known.map(totalOf);
  const actual = tests.map(totalOf);
  const { forecasts } = await coldStart(
    {
      launches: known,
      products: assortment.map(cut),
      candidates: tests.map(({ weekly: _, firstWeek, ...facts }) => ({ ...facts, launchWeek: firstWeek })),
      horizon,
      hitThreshold: null,
      factors: null,
      preferences: [],
    },
    nodeTrainer,
  );
  const wape = (of: (i: number) => number): number =>
    (100 * sumOf(actual.map((total, i) => Math.abs(of(i) - total)))) / sumOf(actual);
  const errors = new Map([
    ['own median', wape((i) => forecasts[i].totalMedian)],
    ['own mean', wape((i) => forecasts[i].total)],
  ]);
  for (const [name, learn] of Object.entries(baselines)) {
    const of = learn(known, totals);
    errors.set(
      name,
      wape((i) => of(tests[i])),
    );
  }
  const inside = forecasts.filter((f, i) => actual[i] >= f.totalLo80 && actual[i] <= f.totalHi80).length;
  return { errors, inside };
}
