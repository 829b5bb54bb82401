import { quantileOf } from '#engine/kernels/statistics.ts';
import { eventsOf, type LaunchInstance, type LaunchOption } from '#engine/planning/problem/launch-instance.ts';
import { LaunchSimulation } from '#engine/planning/problem/launch-simulation.ts';

/** A way to take part in what lies ahead, and the launch weeks (length T; 1) in which no other is better. */
export interface Participation {
  readonly takesPart: LaunchOption['takesPart'];
  readonly open: Uint8Array;
}

/** Promotions that a launch stays out of, and those met by one of its weeks: in or out of each is settled. */
interface Way {
  readonly out: number[];
  readonly settled: Set<number>;
  readonly open: Uint8Array;
}

/** Promotions of one launch of which every combination is tried; with more: all, none, without each and each alone. */
const mostCombined = 3;

/**
 * The ways in which an offer of product i may take part in the promotions among the events (`promotions`: their indices), by what it expects to earn:
 * uplift, price cut, fee and what is lost elsewhere (`promo.lost`). A promotion with a limit or a fee is a decision in every week that meets it; another
 * one where staying out, all else joined, earns as much in the half of the scenarios in which promotions work least or in the other half. Where it
 * earns less in both it is joined: promotions share a stock, so what one sells is worth more the fewer others there are. Of the ways of a week those stay that no
 * other beats in both halves without more limited places, so the one that is best for the expected profit does; ways that are the same in what their weeks meet
 * are one. `isAsked`: the launch weeks that matter. O(T x ways x S x ages).
 */
export function participations(
  draft: LaunchInstance,
  i: number,
  option: LaunchOption,
  promotions: readonly number[],
  isAsked: (t: number) => boolean = () => true,
): readonly Participation[] {
  const events = draft.events ?? [];
  const { options: _, ...plain } = draft.products[i];
  const all = { ...draft, products: draft.products.with(i, plain) };
  const ways: Way[] = [];
  for (let t = 0; t < draft.weeks; t++) {
    if (!isAsked(t)) continue;
    const met = eventsOf(all, i, t, 0).filter((e) => promotions.includes(e));
    const found = met.length === 0 ? [[]] : bestOuts(draft, i, option, t, met);
    for (const out of found) placeWay(ways, met, out, t, draft.weeks);
  }
  return ways.map(({ out, open }) => ({ takesPart: joining(events.length, out), open }));
}

function joining(events: number, out: readonly number[]): LaunchOption['takesPart'] {
  return out.length === 0 ? 'all' : Array.from({ length: events }, (_, e) => e).filter((e) => !out.includes(e));
}

/** Sums of profit over the scenarios in which promotions work less than in the middle one, and over the others. */
type Halves = readonly [weak: number, strong: number];

/** Sets of the promotions met that a launch in week t stays out of, none of them worse than another. */
function bestOuts(
  draft: LaunchInstance,
  i: number,
  option: LaunchOption,
  t: number,
  met: readonly number[],
): (readonly number[])[] {
  const events = draft.events ?? [];
  const limited = met.filter((e) => typeof events[e].slots === 'number' || events[e].fee > 0);
  const [joined, ...apart] = valuesOf(draft, i, option, t, [[], ...met.map((e) => [e])]);
  const open = met.filter((e, at) => limited.includes(e) || apart[at].some((money, half) => money >= joined[half]));
  const outs = combinationsOf(open);
  const larger = outs.filter((out) => out.length > 1);
  const rest = larger.length > 0 ? valuesOf(draft, i, option, t, larger) : [];
  const values = outs.map((out) => {
    if (out.length > 1) return rest[larger.indexOf(out)];
    return out.length === 0 ? joined : apart[met.indexOf(out[0])];
  });
  const beats = (a: number, b: number): boolean => {
    const needsNoMore = limited.every((e) => outs[a].includes(e) || !outs[b].includes(e));
    if (a === b || !needsNoMore || values[a].some((money, half) => money < values[b][half])) return false;
    // Of two alike the first stays.
    const isSame = values[a].every((money, half) => money === values[b][half]);
    return !isSame || a < b || limited.some((e) => outs[a].includes(e) && !outs[b].includes(e));
  };
  return outs.filter((_, b) => !outs.some((_other, a) => beats(a, b)));
}

/** Subsets of what may be left out, the empty one first. */
function combinationsOf(open: readonly number[]): (readonly number[])[] {
  if (open.length > mostCombined)
    return [[], ...open.map((e) => [e]), ...open.map((e) => open.filter((other) => other !== e)), open];
  return Array.from({ length: 2 ** open.length }, (_, mask) => open.filter((_event, bit) => (mask >> bit) & 1));
}

function valuesOf(
  draft: LaunchInstance,
  i: number,
  option: LaunchOption,
  t: number,
  outs: readonly (readonly number[])[],
): Halves[] {
  const events = draft.events?.length ?? 0;
  const options = outs.map((out) => ({ ...option, takesPart: joining(events, out) }));
  const product = { ...draft.products[i], options };
  const simulation = new LaunchSimulation({ ...draft, products: draft.products.with(i, product) }, i);
  const { promoScale } = draft.scenarios;
  const middle = quantileOf(Float64Array.from(promoScale).sort(), 0.5);
  return outs.map((_, k) => {
    simulation.run(t, k, '', false);
    let weak = 0;
    let strong = 0;
    simulation.profit.forEach((money, s) => {
      if (promoScale[s] > middle) strong += money;
      else weak += money;
    });
    return [weak, strong];
  });
}

/** Week t with these left out of those met becomes part of a way that says the same, else one of its own. */
function placeWay(ways: Way[], met: readonly number[], out: readonly number[], t: number, weeks: number): void {
  const known = ways.find(
    (way) => way.open[t] === 0 && met.every((e) => !way.settled.has(e) || way.out.includes(e) === out.includes(e)),
  );
  const way = known ?? { out: [], settled: new Set<number>(), open: new Uint8Array(weeks) };
  if (!known) ways.push(way);
  way.open[t] = 1;
  for (const e of met) {
    if (out.includes(e) && !way.out.includes(e)) way.out.push(e);
    way.settled.add(e);
  }
}
