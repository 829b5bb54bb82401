import type { Ledger } from './ledger.ts';

/** A product whose week the search may choose. */
export const free = -2;

/**
 * The constraints of an instance (and the manager's locks) as flat arrays for the search.
 * M products, T weeks, C categories, P budget periods, G exclusive groups.
 */
export interface PlanRules {
  readonly products: number;
  readonly weeks: number;
  readonly categories: number;
  /** Column of a launch in arrays of all of them: `row[i] + place`; with one option each M x T by product and week. */
  readonly row: Int32Array;
  /** Launch week of a place. */
  readonly weekOf: Int32Array;
  /** M x T: 1 where the product's own rules and locks leave the week open. */
  readonly open: Uint8Array;
  /** By column: 1 where the option may be taken too. */
  readonly openColumns: Uint8Array;
  /** Open places of product i in week t: `places[cellStart[i * T + t] ..]`. */
  readonly cellStart: Int32Array;
  readonly places: Int32Array;
  /** Locked week, -1 locked out, {@link free}. */
  readonly fixed: Int32Array;
  readonly must: Uint8Array;
  readonly effort: Float64Array;
  readonly capacity: Float64Array;
  /** M x T: money for the smallest initial order with which it may launch in that week. */
  readonly spend: Float64Array;
  /** Sums over launches that are limited: money, slots. */
  readonly ledger: Ledger;
  readonly budgetTotal: number;
  readonly periodFrom: Int32Array;
  readonly periodTo: Int32Array;
  readonly periodAmount: Float64Array;
  readonly category: Int32Array;
  readonly categoryMin: Int32Array;
  readonly categoryMax: Float64Array;
  readonly spacingWeeks: Int32Array;
  readonly spacingMax: Float64Array;
  /** Exclusive groups of each product. */
  readonly groupsOf: readonly (readonly number[])[];
  readonly groupMembers: readonly (readonly number[])[];
  readonly groupMax: Float64Array;
  /** Declared limits of each product: at most so many of the members launch in the limit's weeks. */
  readonly limitsOf: readonly (readonly number[])[];
  readonly limitMembers: readonly (readonly number[])[];
  readonly limitFrom: Int32Array;
  readonly limitTo: Int32Array;
  readonly limitMax: Float64Array;
  /** Products that must precede it, and those that must follow it, with the least distance in weeks. */
  readonly precedes: readonly (readonly { readonly before: number; readonly minWeeks: number }[])[];
  readonly follows: readonly (readonly { readonly after: number; readonly minWeeks: number }[])[];
  /** Waves of each product. */
  readonly wavesOf: readonly (readonly number[])[];
  readonly waveMembers: readonly (readonly number[])[];
  /** Bundle of each product (-1: none): products that must each follow the other at no distance, so that all launch in one week or none. */
  readonly bundleOf: Int32Array;
  readonly bundleMembers: readonly (readonly number[])[];
  /** Cannibalisation by product: entries pairStart[i] .. pairStart[i + 1] - 1; loss in money at distance 0. */
  readonly pairStart: Int32Array;
  readonly pairOther: Int32Array;
  readonly pairLoss: Float64Array;
  readonly decay: Float64Array;
}

/**
 * 1 where a product must launch: by itself, by a lock on a week, or because another of its bundle must. Length M.
 */
export function requiredOf({ must, fixed, bundleMembers }: PlanRules): Uint8Array {
  const required = Uint8Array.from(must, (asked, i) => (asked === 1 || fixed[i] >= 0 ? 1 : 0));
  for (const members of bundleMembers)
    if (members.some((i) => required[i] === 1)) for (const i of members) required[i] = 1;
  return required;
}

/** Products that a plan may need: required ones, members of categories with a minimum, and what must come before these. */
export function neededProducts(rules: PlanRules): number[] {
  const required = requiredOf(rules);
  const needed = new Set<number>();
  for (let i = 0; i < rules.products; i++)
    if (required[i] === 1 || rules.categoryMin[rules.category[i]] > 0) needed.add(i);
  for (const i of needed) for (const { before } of rules.precedes[i]) needed.add(before);
  return [...needed].sort((a, b) => a - b);
}

/** Columns that are open, as such, by week, and as lists. */
export function listPlaces(
  row: Int32Array,
  weeks: number,
  columns: Uint8Array,
): Pick<PlanRules, 'open' | 'openColumns' | 'cellStart' | 'places'> {
  const products = row.length - 1;
  const open = new Uint8Array(products * weeks);
  const cellStart = new Int32Array(products * weeks + 1);
  const places: number[] = [];
  for (let cell = 0; cell < open.length; cell++) {
    const i = Math.floor(cell / weeks);
    for (let place = cell % weeks; place < row[i + 1] - row[i]; place += weeks)
      if (columns[row[i] + place] === 1) places.push(place);
    cellStart[cell + 1] = places.length;
    if (cellStart[cell + 1] > cellStart[cell]) open[cell] = 1;
  }
  return { open, openColumns: columns, cellStart, places: Int32Array.from(places) };
}
