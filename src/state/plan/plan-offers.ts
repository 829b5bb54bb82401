import type { Candidate } from '#engine/panel/candidate.ts';
import type {
  LaunchInstance,
  LaunchOption,
  LaunchProduct,
  LaunchWeeks,
} from '#engine/planning/problem/launch-instance.ts';

/** Option of each product by its place in the problem's list; -1: not launched. */
export type PlanOffers = readonly number[];

/** What a search answers with: places, as launch weeks and options. */
export function splitPlaces(
  { weeks }: Pick<LaunchInstance, 'weeks'>,
  places: LaunchWeeks,
  held: readonly (number | null)[] = [],
) {
  return {
    weeks: places.map((place) => (place < 0 ? -1 : place % weeks)),
    offers: places.map((place, i) => (place < 0 ? -1 : (held[i] ?? Math.floor(place / weeks)))),
  };
}

export function placesOf({ weeks }: Pick<LaunchInstance, 'weeks'>, launch: LaunchWeeks, offers?: PlanOffers): number[] {
  return launch.map((week, i) => (week < 0 ? -1 : Math.max(0, offers?.[i] ?? 0) * weeks + week));
}

/**
 * The problem with the one offer of each product that a plan makes, so that a launch is a week again; the manager's own price where that was
 * set since. The same object for the same offers and candidates.
 */
export function offeredInstance(
  built: LaunchInstance,
  offers: PlanOffers | undefined,
  candidates: readonly Candidate[],
): LaunchInstance {
  const byId = new Map(candidates.map((candidate) => [candidate.id, candidate]));
  const wanted = built.products.map((product, i) => {
    const candidate = byId.get(product.id);
    const isKept = candidate?.keepPrice === true && candidate.price > 0;
    const own = isKept ? candidate.price : managersPrice(product);
    const chosen = Math.max(0, offers?.[i] ?? 0);
    // Orders and promotions of the option found stay where its price is the kept one.
    const isAtOwn = product.options?.[chosen]?.priceByAge.every((price) => price === own) ?? chosen === 0;
    return { k: isKept && !isAtOwn ? 0 : chosen, price: isKept || chosen === 0 ? own : null };
  });
  const key = JSON.stringify(wanted);
  const known = made.get(built) ?? [];
  const same = known.find((one) => one.key === key);
  if (same) return same.instance;
  const products = built.products.map((product, i) => withOffer(product, built, wanted[i].k, wanted[i].price));
  const isSame = products.every((product, i) => product === built.products[i]);
  const instance = isSame ? built : { ...built, products };
  made.set(built, [{ key, instance }, ...known].slice(0, mostMade));
  return instance;
}

/** Problems remembered: the plan's and the manager's offers are asked for by turns. */
const mostMade = 4;
const made = new WeakMap<LaunchInstance, readonly { readonly key: string; readonly instance: LaunchInstance }[]>();

/** Price of the manager's own offer. */
export function managersPrice({ price, options }: Pick<LaunchProduct, 'price' | 'options'>): number {
  return options?.[0].priceByAge[0] ?? price;
}

/** One offer in place of the list; none where it is the price of the forecast, every promotion and the orders of the product. */
function withOffer(
  product: LaunchProduct,
  { curves }: Pick<LaunchInstance, 'curves'>,
  k: number,
  own: number | null,
): LaunchProduct {
  const { options, ...plain } = product;
  if (!options && (own === null || own === product.price)) return product;
  const { closed: _, ...found }: LaunchOption = options?.[k] ?? {
    priceByAge: curves[product.curve].map(() => product.price),
    takesPart: 'all',
    fee: 0,
    firstBuy: product.stockByWeek ?? product.stock,
    ...(product.reordersByWeek ? { reordersByWeek: product.reordersByWeek } : {}),
  };
  const option = own === null ? found : { ...found, priceByAge: found.priceByAge.map(() => own) };
  const isPlain = k === 0 && option.takesPart === 'all' && option.priceByAge[0] === product.price;
  if (isPlain) return plain;
  const { firstBuy, reordersByWeek } = option;
  const { stockByWeek: _stock, reordersByWeek: _reorders, ...rest } = plain;
  return {
    ...rest,
    ...(typeof firstBuy === 'number' ? { stock: firstBuy } : { stockByWeek: firstBuy }),
    ...(reordersByWeek ? { reordersByWeek } : {}),
    // What an option needs beside it; plans persisted by an older version lack them.
    ...{ lot: plain.lot ?? 1, kappa: plain.kappa ?? 1 },
    options: [option],
  };
}

/** Name of the offer of each product that stays when the problem is built anew; '': the manager's. */
export function namesOfOffers(products: LaunchInstance['products'], offers: PlanOffers): string[] {
  return products.map(({ options }, i) => (options && offers[i] > 0 ? (offerNames(options)[offers[i]] ?? '') : ''));
}

/** Option of each product that the manager holds it to; null: none, or the problem has it no longer. */
export function heldOffers(
  products: LaunchInstance['products'],
  held: Readonly<Record<string, string>> = {},
): (number | null)[] {
  return products.map(({ id, options }) => {
    const name = held[id];
    const at = name === '' ? 0 : offerNames(options ?? []).indexOf(name);
    return options === undefined || name === undefined || at < 0 ? null : at;
  });
}

/**
 * The problem in which a product that is held to an offer has no other, whichever the search takes of its list, in any week: what the
 * data says of its price there was the advice, and the word is the manager's.
 */
export function holdOffers(instance: LaunchInstance, held: readonly (number | null)[]): LaunchInstance {
  if (held.every((k) => k === null)) return instance;
  const products = instance.products.map((product, i) => {
    const { options } = product;
    const kept = options?.[held[i] ?? -1];
    if (!options || !kept) return product;
    const { closed: _, ...open } = kept;
    return { ...product, options: options.map(() => open) };
  });
  return { ...instance, products };
}

/** Prices, promotions, and the place among the options that differ in their orders alone. */
function offerNames(options: readonly LaunchOption[]): string[] {
  const counts = new Map<string, number>();
  return options.map(({ priceByAge, takesPart }) => {
    const name = JSON.stringify([priceByAge, takesPart]);
    const count = counts.get(name) ?? 0;
    counts.set(name, count + 1);
    return count === 0 ? name : `${name} ${count}`;
  });
}

/** Options of the products that bear these names; the manager's own where there is none. */
export function offersNamed(products: LaunchInstance['products'], names: readonly string[]): number[] {
  return products.map(({ options = [] }, i) => Math.max(0, names[i] ? offerNames(options).indexOf(names[i]) : 0));
}

/** What a later re-plan may choose from, by product: nothing where the manager holds it to its offer or its price. */
export function offersToKeep(
  { products }: Pick<LaunchInstance, 'products'>,
  candidates: readonly Candidate[],
  held: Readonly<Record<string, string>> = {},
): (readonly LaunchOption[])[] {
  const kept = new Set(candidates.filter(({ keepPrice }) => keepPrice).map(({ id }) => id));
  return products.map(({ id, options = [] }) => (id in held || kept.has(id) || options.length < 2 ? [] : options));
}
