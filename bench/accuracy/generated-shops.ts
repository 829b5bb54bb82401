/**
 * Shops with a known truth: what decides how much a launch sells differs from one kind to the next. Prices differ by a factor of e either way
 * in all of them, names say brand and thing, and one launch in twelve flops unless asked otherwise.
 */
import type { ProductHistory } from '#engine/launch/history/launch.ts';
import { createRandom, type Random } from '#engine/random.ts';
import type { LaunchRows } from '../../scripts/engine/launch-rows.ts';

/** Standard deviation of the log level by brand and by category, and what a unit of ln price takes from it. */
export const shopKinds = {
  brand: { brand: 0.9, category: 0, price: 0 },
  category: { brand: 0, category: 0.9, price: 0 },
  price: { brand: 0, category: 0, price: 1.5 },
  none: { brand: 0, category: 0, price: 0 },
  mixed: { brand: 0.4, category: 0.4, price: 0.7 },
} as const;

export type ShopKind = keyof typeof shopKinds;

export interface GeneratedShop {
  /** There since week 0. */
  readonly assortment: readonly ProductHistory[];
  /** In the order of their weeks, 13 weeks or more each. */
  readonly launches: readonly ProductHistory[];
}

export const shopStart = 19359;
const brands = ['nordic', 'arden', 'kestrel', 'mirabel', 'tolva', 'quill'];
const things = ['lamp', 'cup', 'towel', 'tray', 'clock', 'vase', 'basket', 'candle'];
const categories = ['home', 'kitchen', 'bath', 'garden', 'gifts'];
const curve = [0.5, 1, 0.95, 0.85, 0.75, 0.68, 0.6, 0.55, 0.5, 0.46, 0.42, 0.4, 0.38];
const curveSum = 8.04;
const scatter = 0.7;
const assortmentSize = 40;

/** `firstWeeks`: those of the launches, ascending; sales are known up to week `weeks`. */
export function generateShop(
  kind: ShopKind,
  firstWeeks: readonly number[],
  weeks: number,
  seed: number,
  flopShare = 1 / 12,
): GeneratedShop {
  const random = createRandom(seed);
  const effects = shopKinds[kind];
  const drawEffects = (names: readonly string[], spread: number): Map<string, number> =>
    new Map(names.map((name) => [name, spread * random.normal()]));
  const byBrand = drawEffects(brands, effects.brand);
  const byCategory = drawEffects(categories, effects.category);
  const base = Math.log(300) + 0.5 * random.normal();
  const draw = (id: string, first: number, isLaunch: boolean): ProductHistory => {
    const brand = pick(brands, random);
    const category = pick(categories, random);
    const logPrice = 0.7 * random.normal();
    const mean = base + (byBrand.get(brand) ?? 0) + (byCategory.get(category) ?? 0) - effects.price * logPrice;
    const total = Math.exp(mean + scatter * random.normal());
    const isFlop = isLaunch && random.next() < flopShare;
    const weekly = Float64Array.from({ length: weeks - first }, (_, age) => {
      if (isFlop) return age === 0 ? 1 + random.below(6) : 0;
      const share = isLaunch ? curve[Math.min(age, curve.length - 1)] / curveSum : 1 / curve.length;
      return Math.max(age === 0 ? 1 : 0, Math.round(total * share * (1 + 0.3 * random.normal())));
    });
    return {
      id,
      description: `${brand} ${pick(things, random)}`,
      category,
      price: Math.round(1000 * Math.exp(logPrice)) / 100,
      attributes: {},
      firstWeek: shopStart + 7 * first,
      weekly,
    };
  };
  return {
    assortment: Array.from({ length: assortmentSize }, (_, i) => draw(`A${i}`, 0, false)),
    launches: firstWeeks.map((first, i) => draw(`L${i}`, first, true)),
  };
}

/** As a table of weekly sales. */
export function toRows({ assortment, launches }: GeneratedShop): LaunchRows {
  const all = [...assortment, ...launches];
  return {
    weekStart: 'monday',
    horizon: curve.length,
    products: all.map(({ id, description, category }) => ({ id, name: description, category })),
    rows: all.flatMap(({ id, firstWeek, weekly, price }) =>
      Array.from(weekly.entries()).flatMap(([age, units]) =>
        units > 0
          ? [
              {
                product: id,
                week: new Date(86_400_000 * (firstWeek + 7 * age)).toISOString().slice(0, 10),
                units,
                price,
              },
            ]
          : [],
      ),
    ),
  };
}

function pick(names: readonly string[], random: Random): string {
  return names[random.below(names.length)];
}
