import { clamp, meanOf } from '#engine/kernels/statistics.ts';
import { clusteredRegression, withoutMeans } from './clustered-regression.ts';
import { type Estimate, estimateFromFew, estimateOf } from './price-response.ts';
import { levelsOf, measureSwitching } from './promotion-switching.ts';

/** Demand by product and week, and who took part in what was on. All arrays by row have one length. */
export interface PromotionRows {
  /** Kinds of promotions; the last, '', is that of none of the calendar's. */
  readonly kinds: readonly string[];
  /** Category of each product. */
  readonly category: Int32Array;
  readonly product: Int32Array;
  readonly week: Int32Array;
  /** Units, 0 or more. */
  readonly demand: Float64Array;
  /** 1: the product took part, 0: it did not. */
  readonly taken: Uint8Array;
  /** By week: what is on (index of `kinds`), and the share of the week's days. */
  readonly kind: Int32Array;
  readonly share: Float64Array;
}

/** Why the effect of taking part is not known. */
export type PromotionRefusal = 'promotion-unknown' | 'nobody-takes-part' | 'all-take-part' | 'too-imprecise';

/** Effect of taking part in one kind of promotion, relative to what is sold without it in such a week: 0.5 = half as much again. */
export interface PromotionKind {
  readonly name: string;
  readonly reason: PromotionRefusal | null;
  /** Products that took part, and those of the same category and week that did not. */
  readonly takers: number;
  readonly apart: number;
  /** What the product itself gains. */
  readonly gross: Estimate | null;
  /** The same less what other products of the category lose and what it lacks in the weeks before and after; null: cannot be told. */
  readonly net: Estimate | null;
}

export interface PromotionEffect {
  /** Why none of its kinds is known; null: one is. */
  readonly reason: PromotionRefusal | null;
  readonly kinds: readonly PromotionKind[];
  /** Share of the gain that other products of the category lose; null: cannot be told. */
  readonly switched: Estimate | null;
  /** Demand in the week before and in each of the two weeks after, relative to that of products that took no part. */
  readonly before: Estimate | null;
  readonly after: Estimate | null;
}

const weeksAfter = 2;
/** Products on either side, below which there is no contrast. */
const fewest = 3;
/** Widest standard error of the logarithm of the effect that is an answer. */
const widestError = 0.35;
const rounds = 3;

/**
 * Effect of taking part by contrast within the promotion (docs/methods/effects.md): ln demand of products that took part against those of their
 * category that did not, in the same week, each against its own level of the half year; errors by product. Kinds are shrunk towards their
 * common mean. What the category loses is learnt from how all of it stands in weeks in which more or less of it takes part.
 */
export function learnPromotionEffect(rows: PromotionRows): PromotionEffect {
  const sides = countSides(rows);
  const columns = rows.kinds.length;
  const { before, after, length } = weeksAround(rows);
  const known = [...rows.kinds.keys()].filter((k) => sides[k].takers >= fewest && sides[k].apart >= fewest);
  const named = rows.kinds.map((name, k): PromotionKind => {
    const { takers, apart, all } = sides[k];
    const reason = all === 0 ? 'nobody-takes-part' : 'all-take-part';
    return { name, takers, apart, reason, gross: null, net: null };
  });
  if (known.length === 0) {
    const reason = named.find((kind) => kind.reason === 'all-take-part')?.reason ?? 'nobody-takes-part';
    return { reason, kinds: named, switched: null, before: null, after: null };
  }
  let effects = new Float64Array(columns);
  let fit = contrast(rows, [...kindColumns(rows, effects), before, after], 0.1);
  for (let round = 1; round < rounds; round++) {
    effects = fit.value.slice(0, columns);
    fit = contrast(rows, [...kindColumns(rows, effects), before, after], fit.scatter);
  }
  const own = shrink(known, rows.kinds, fit, sides);
  const used = effects.map((value, k) => own.get(k)?.value ?? value);
  // Where no week lies alone before or after a promotion, nothing is known of these.
  const relative = [columns, columns + 1].map((at) =>
    Number.isFinite(fit.variance[at]) ? relativeTo1(estimateOf(fit.value[at], Math.sqrt(fit.variance[at]))) : null,
  );
  const ownLog = sumOf(kindColumns(rows, used), used);
  const aroundLog = sumOf([before, after], fit.value.slice(columns));
  const switched = measureSwitching(rows, ownLog, aroundLog, fit.scatter);
  return {
    kinds: named.map((kind, k): PromotionKind => {
      const log = own.get(k);
      if (!log) return kind;
      if (log.error > widestError) return { ...kind, reason: 'too-imprecise' };
      const net = switched && netOf(log, switched, relative, Math.max(0.3, length[k]));
      return { ...kind, reason: null, gross: relativeTo1(log), net };
    }),
    reason: known.every((k) => (own.get(k)?.error ?? 1) > widestError) ? 'too-imprecise' : null,
    switched,
    before: relative[0],
    after: relative[1],
  };
}

/** Share of the gain of taking part that others of the category and the weeks around lose, 0 to 1; 0 where it is not known. */
export function lostShare({ gross, net }: PromotionKind): number {
  return gross && net && gross.value > 0 ? clamp(1 - net.value / gross.value, 0, 1) : 0;
}

function sumOf(columns: readonly Float64Array[], slopes: Float64Array): Float64Array {
  return columns[0].map((_, row) => columns.reduce((sum, column, c) => sum + slopes[c] * column[row], 0));
}

function netOf(log: Estimate, switched: Estimate, around: readonly (Estimate | null)[], length: number): Estimate {
  const gain = Math.expm1(log.value);
  const [before, after] = around.map((part) => part ?? { value: 0, error: 0 });
  const value = gain * (1 - switched.value) + (before.value + weeksAfter * after.value) / length;
  const ofGain = Math.hypot((1 - switched.value) * (1 + gain) * log.error, gain * switched.error);
  return estimateOf(value, Math.hypot(ofGain, before.error / length, (weeksAfter * after.error) / length));
}

/** e^x - 1 of a logarithm and of its limits. */
function relativeTo1({ value, error, lo95, hi95 }: Estimate): Estimate {
  return { value: Math.expm1(value), error: Math.exp(value) * error, lo95: Math.expm1(lo95), hi95: Math.expm1(hi95) };
}

interface Sides {
  /** Products that took part and that did not, in weeks in which their category has both; all that took part. */
  readonly takers: number;
  readonly apart: number;
  readonly all: number;
}

function countSides({ kinds, category, product, week, taken, kind }: PromotionRows): Sides[] {
  const groups = new Map<string, [number, number]>();
  const groupOf = (row: number): string => `${category[product[row]]} ${week[row]}`;
  taken.forEach((isIn, row) => {
    const group = groups.get(groupOf(row)) ?? [0, 0];
    group[isIn]++;
    groups.set(groupOf(row), group);
  });
  const sides = kinds.map(() => [new Set<number>(), new Set<number>(), new Set<number>()] as const);
  taken.forEach((isIn, row) => {
    const k = kind[week[row]];
    if (isIn) sides[k][2].add(product[row]);
    const [apart, takers] = groups.get(groupOf(row)) ?? [0, 0];
    if (apart > 0 && takers > 0) sides[k][isIn].add(product[row]);
  });
  return sides.map(([apart, takers, all]) => ({ takers: takers.size, apart: apart.size, all: all.size }));
}

/** A column for each kind: the part of its effect that a week of which it covers a share has, where the product takes part. */
function kindColumns({ kinds, week, taken, kind, share }: PromotionRows, effects: Float64Array): Float64Array[] {
  return kinds.map((_, k) =>
    Float64Array.from(taken, (isIn, row) => {
      if (!isIn || kind[week[row]] !== k) return 0;
      const part = share[week[row]];
      return Math.abs(effects[k]) < 1e-6 ? part : Math.log1p(part * Math.expm1(effects[k])) / effects[k];
    }),
  );
}

/** Weeks without promotion that lie one before or up to two after one in which the product took part; mean length of a promotion in weeks by kind. */
function weeksAround({ kinds, product, week, taken, kind, share }: PromotionRows) {
  const at = new Map<string, number>();
  taken.forEach((_, row) => {
    at.set(`${product[row]} ${week[row]}`, row);
  });
  const isIn = (row: number, shift: number): boolean =>
    taken[at.get(`${product[row]} ${week[row] + shift}`) ?? -1] === 1;
  const mark = (shifts: readonly number[]): Float64Array =>
    Float64Array.from(taken, (own, row) => (own === 0 && shifts.some((shift) => isIn(row, shift)) ? 1 : 0));
  const length = kinds.map(() => [0, 0]);
  taken.forEach((own, row) => {
    if (own === 0) return;
    const [days, begun] = length[kind[week[row]]];
    length[kind[week[row]]] = [days + share[week[row]], begun + (isIn(row, -1) ? 0 : 1)];
  });
  return {
    before: mark([1]),
    after: mark(Array.from({ length: weeksAfter }, (_, w) => -1 - w)),
    length: length.map(([days, begun]) => days / Math.max(1, begun)),
  };
}

/** Least squares with levels by product and half year and by category and week taken out, errors clustered by product. */
function contrast(rows: PromotionRows, columns: readonly Float64Array[], scatter: number) {
  const { demand, product, week, category } = rows;
  const weeks = 1 + week.reduce((a, b) => Math.max(a, b), 0);
  const group = product.map((p, row) => category[p] * weeks + week[row]);
  const weight = demand.map((units) => 1 / (scatter + 1 / Math.max(1, units)));
  const y = demand.map((units) => Math.log(units + 0.5));
  const [left, ...x] = withoutMeans([levelsOf(rows), group], [y, ...columns], weight);
  const fit = clusteredRegression(left, x, product, weight);
  const noise = meanOf(fit.residual.map((value, row) => value ** 2 - 1 / Math.max(1, demand[row])));
  return { ...fit, scatter: clamp(noise, 0.01, 1) };
}

/** Kinds towards their mean by their spread beyond the errors (DerSimonian and Laird 1986); few products on a side widen the error. */
function shrink(
  known: readonly number[],
  kinds: readonly string[],
  { value, variance }: { readonly value: Float64Array; readonly variance: Float64Array },
  sides: readonly Sides[],
): Map<number, Estimate> {
  const few = (k: number): number => Math.min(sides[k].takers, sides[k].apart);
  const own = new Map(known.map((k) => [k, (variance[k] * few(k)) / (few(k) - 1)] as const));
  const named = known.filter((k) => kinds[k] !== '' && Number.isFinite(variance[k]));
  const sum = (of: (k: number, weight: number) => number): number =>
    named.reduce((total, k) => total + of(k, 1 / (own.get(k) ?? 1)), 0);
  const all = sum((_, weight) => weight);
  const mean = sum((k, weight) => weight * value[k]) / all;
  const excess = sum((k, weight) => weight * (value[k] - mean) ** 2) - (named.length - 1);
  const between = Math.max(0.01, excess / (all - sum((_, weight) => weight ** 2) / all));
  return new Map(
    known.map((k) => {
      const error2 = own.get(k) ?? 1;
      if (named.length < 2 || kinds[k] === '') return [k, estimateFromFew(value[k], Math.sqrt(error2), few(k))];
      const trust = between / (between + error2);
      // The mean's own error comes on top of what is left of the kind's.
      const error = Math.sqrt(trust * error2 + (1 - trust) ** 2 / all);
      return [k, estimateFromFew(trust * value[k] + (1 - trust) * mean, error, few(k))];
    }),
  );
}
