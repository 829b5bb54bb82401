import type { PromotionRows } from '#engine/pricing/promotion-effect.ts';
import { createRandom } from '#engine/random.ts';

/** What is planted: logarithms, but for the shares. */
export interface PlantedPromotions {
  readonly seed: number;
  /** Effect of taking part by kind, and how products differ in it. */
  readonly own: readonly number[];
  readonly spread: number;
  /** Share of a gain that the category loses, the promotion's draw on everyone, the weeks before and after. */
  readonly switched: number;
  readonly draw: number;
  readonly before: number;
  readonly after: number;
  /** Least and greatest chance of a product to take part, by category and promotion. */
  readonly joins: readonly [number, number];
}

const weeks = 130;
const categories = 4;
const products = 12;
const every = 9;

/** Two and a half years of four categories of twelve products: a promotion of two weeks every nine, by a nested logit with counting noise. */
export function plantPromotions(planted: PlantedPromotions): PromotionRows {
  const { own, spread, switched, draw, before, after, joins } = planted;
  const random = createRandom(planted.seed);
  const kind = new Int32Array(weeks).fill(own.length);
  for (let t = 4; t < weeks; t++) if (t % every < 2) kind[t] = Math.floor(t / every) % own.length;
  const rows: { product: number; week: number; demand: number; taken: number }[] = [];
  for (let c = 0; c < categories; c++) {
    const chances = Array.from(
      { length: Math.ceil(weeks / every) },
      () => joins[0] + random.next() * (joins[1] - joins[0]),
    );
    const level = Array.from({ length: products }, () => Math.exp(3.5 + 0.6 * random.normal()));
    const extra = level.map(() => spread * random.normal());
    const isIn = level.map(() => chances.map((chance) => random.next() < chance));
    const takes = (i: number, t: number): boolean =>
      t >= 0 && t < weeks && kind[t] < own.length && isIn[i][Math.floor(t / every)];
    const all = level.reduce((sum, value) => sum + value, 0);
    for (let t = 0; t < weeks; t++) {
      const gain = (i: number): number => (takes(i, t) ? own[kind[t]] + extra[i] : 0);
      const inclusive = level.reduce((sum, value, i) => sum + value * Math.exp(gain(i)), 0) / all;
      const common =
        0.25 * Math.cos((2 * Math.PI * (t + 13 * c)) / 52) +
        (kind[t] < own.length ? draw : 0) -
        switched * Math.log(inclusive);
      const shock = 0.08 * random.normal();
      level.forEach((usual, i) => {
        const around = takes(i, t) ? 0 : takes(i, t + 1) ? before : takes(i, t - 1) || takes(i, t - 2) ? after : 0;
        const mean = usual * Math.exp(common + shock + gain(i) + around + 0.2 * random.normal());
        const demand = Math.max(0, Math.round(mean + Math.sqrt(mean) * random.normal()));
        rows.push({ product: c * products + i, week: t, demand, taken: takes(i, t) ? 1 : 0 });
      });
    }
  }
  return {
    kinds: [...own.map((_, k) => `kind ${k}`), ''],
    kind,
    share: new Float64Array(weeks).fill(1),
    category: Int32Array.from({ length: categories * products }, (_, p) => Math.floor(p / products)),
    product: Int32Array.from(rows, ({ product }) => product),
    week: Int32Array.from(rows, ({ week }) => week),
    demand: Float64Array.from(rows, ({ demand }) => demand),
    taken: Uint8Array.from(rows, ({ taken }) => taken),
  };
}

/** What a product that takes part gains by kind, and what of it is left when the category and the weeks around are counted; two weeks long. */
export function plantedTruth({ own, switched, before, after }: PlantedPromotions, spread = 0) {
  return own.map((log) => {
    const gross = Math.expm1(log + spread);
    return { gross, net: gross * (1 - switched) + (Math.expm1(before) + 2 * Math.expm1(after)) / 2 };
  });
}
