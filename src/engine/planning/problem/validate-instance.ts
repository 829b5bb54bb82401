import type { Issue } from '#engine/issue.ts';
import type { LaunchInstance } from './launch-instance.ts';

/**
 * Checks an instance that came from outside (a file, another program): every field there, of its type and range, every
 * index within bounds. Answers with one error per fault, at most twenty; `path` names the place. Empty = well formed.
 * `known`: an instance that was well formed; parts that the two share are not read again.
 */
export function validateInstance(value: unknown, known: LaunchInstance | null = null): Issue[] {
  const faults = new Faults();
  if (!isRecord(value)) return [faults.issue('', 'object')];
  if (value.format !== 'launch-plan/1' && value.format !== 'launch-plan/2')
    return [faults.issue('format', 'launch-plan/1 or launch-plan/2')];
  checkShape(value, faults, known);
  if (faults.found.length === 0) checkIndices(value as unknown as LaunchInstance, faults);
  return faults.found.slice(0, 20);
}

class Faults {
  readonly found: Issue[] = [];

  issue(path: string, expected: string): Issue {
    return { code: 'plan-instance-malformed', severity: 'error', params: { path, expected } };
  }

  add(path: string, expected: string): void {
    this.found.push(this.issue(path, expected));
  }

  number(value: unknown, path: string, least = Number.NEGATIVE_INFINITY): void {
    if (typeof value !== 'number' || Number.isNaN(value) || value < least)
      this.add(path, least === Number.NEGATIVE_INFINITY ? 'number' : `number >= ${least}`);
  }

  whole(value: unknown, path: string, least: number, most: number): void {
    if (!Number.isInteger(value) || (value as number) < least || (value as number) > most)
      this.add(path, `integer ${least}..${most}`);
  }

  numbers(value: unknown, path: string, length: number, least = Number.NEGATIVE_INFINITY): void {
    if (!Array.isArray(value) || value.length < length) {
      this.add(path, `${length} numbers`);
      return;
    }
    const bad = value.findIndex((entry) => typeof entry !== 'number' || Number.isNaN(entry) || entry < least);
    if (bad >= 0) this.number(value[bad], `${path}[${bad}]`, least);
  }

  list(value: unknown, path: string): readonly Record<string, unknown>[] {
    if (Array.isArray(value) && value.every(isRecord)) return value;
    this.add(path, 'list of objects');
    return [];
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function part(value: Record<string, unknown>, key: string, faults: Faults): Record<string, unknown> {
  const inner = value[key];
  if (isRecord(inner)) return inner;
  faults.add(key, 'object');
  return {};
}

function checkShape(value: Record<string, unknown>, faults: Faults, known: LaunchInstance | null): void {
  faults.whole(value.weeks, 'weeks', 1, 1000);
  faults.whole(value.horizon, 'horizon', typeof value.weeks === 'number' ? value.weeks : 1, 2000);
  faults.whole(value.seasonOffset, 'seasonOffset', 0, 2000);
  if (faults.found.length > 0) return;
  const weeks = value.weeks as number;
  const horizon = value.horizon as number;
  for (const [name, curve] of Object.entries(part(value, 'curves', faults)))
    faults.numbers(curve, `curves.${name}`, 1, 0);
  const promo = part(value, 'promo', faults);
  faults.numbers(promo.uplift, 'promo.uplift', horizon);
  faults.numbers(promo.discount, 'promo.discount', horizon);
  for (const key of ['apart', 'lost'])
    if (promo[key] !== undefined) faults.numbers(promo[key], `promo.${key}`, horizon);
  faults.list(value.categories, 'categories').forEach((category, c) => {
    const path = `categories[${c}]`;
    faults.numbers(category.season, `${path}.season`, horizon);
    faults.number(category.min, `${path}.min`, 0);
    faults.number(category.max, `${path}.max`, 0);
    faults.number(category.spacingWeeks, `${path}.spacingWeeks`, 1);
    faults.number(category.spacingMax, `${path}.spacingMax`, 0);
    faults.numbers(category.blackoutWeeks, `${path}.blackoutWeeks`, 0);
  });
  faults.list(value.products, 'products').forEach((product, i) => {
    checkProduct(product, `products[${i}]`, weeks, faults);
  });
  const constraints = part(value, 'constraints', faults);
  faults.numbers(constraints.capacity, 'constraints.capacity', weeks, 0);
  faults.numbers(constraints.blackoutWeeks, 'constraints.blackoutWeeks', 0);
  const budget = isRecord(constraints.budget) ? constraints.budget : {};
  faults.number(budget.total, 'constraints.budget.total', 0);
  faults.list(budget.periods, 'constraints.budget.periods').forEach((period, p) => {
    faults.number(period.amount, `constraints.budget.periods[${p}].amount`, 0);
    faults.number(period.from, `constraints.budget.periods[${p}].from`);
    faults.number(period.to, `constraints.budget.periods[${p}].to`);
  });
  const lengthOf = (list: unknown): number => (Array.isArray(list) ? list.length : -1);
  const isKnown =
    known !== null &&
    known.scenarios === value.scenarios &&
    known.categories.length === lengthOf(value.categories) &&
    known.products.length === lengthOf(value.products) &&
    known.risk.alpha === part(value, 'risk', faults).alpha;
  if (!isKnown) checkScenarios(value, faults);
}

function checkProduct(product: Record<string, unknown>, path: string, weeks: number, faults: Faults): void {
  if (typeof product.id !== 'string') faults.add(`${path}.id`, 'text');
  if (typeof product.must !== 'boolean') faults.add(`${path}.must`, 'true or false');
  if (typeof product.curve !== 'string') faults.add(`${path}.curve`, 'text');
  for (const key of ['price', 'unitCost', 'stock', 'peakDemand', 'effort'])
    faults.number(product[key], `${path}.${key}`, 0);
  if (product.stockByWeek !== undefined) faults.numbers(product.stockByWeek, `${path}.stockByWeek`, weeks, 0);
  for (const key of ['leadTimeWeeks', 'minimumFirstBuy'])
    if (product[key] !== undefined) faults.number(product[key], `${path}.${key}`, 0);
  if (product.sellsUntil !== undefined) faults.number(product.sellsUntil, `${path}.sellsUntil`);
  for (const key of ['lot', 'kappa'])
    if (product[key] !== undefined) faults.number(product[key], `${path}.${key}`, Number.MIN_VALUE);
  for (const key of ['salvage', 'fixedCost', 'promoSensitivity', 'earliest', 'latest'])
    faults.number(product[key], `${path}.${key}`);
}

function checkScenarios(value: Record<string, unknown>, faults: Faults): void {
  const scenarios = part(value, 'scenarios', faults);
  faults.whole(scenarios.count, 'scenarios.count', 1, 100_000);
  const alpha = part(value, 'risk', faults).alpha;
  if (typeof alpha !== 'number' || !(alpha >= 0 && alpha < 1)) faults.add('risk.alpha', 'number in [0, 1)');
  if (faults.found.length > 0) return;
  const count = scenarios.count as number;
  faults.numbers(scenarios.market, 'scenarios.market', count);
  faults.numbers(scenarios.promoScale, 'scenarios.promoScale', count);
  const rows: readonly (readonly [string, number])[] = [
    ...(scenarios.elasticity === undefined ? [] : ([['elasticity', (value.products as unknown[]).length]] as const)),
    ['seasonShift', (value.categories as unknown[]).length],
    ['demand', (value.products as unknown[]).length],
  ];
  for (const [key, length] of rows) {
    const matrix = scenarios[key];
    if (!Array.isArray(matrix) || matrix.length < count) faults.add(`scenarios.${key}`, `${count} rows`);
    else
      matrix.slice(0, count).forEach((row, s) => {
        faults.numbers(row, `scenarios.${key}[${s}]`, length);
      });
  }
}

function checkIndices(instance: LaunchInstance, faults: Faults): void {
  const { products, categories, cannibalisation, constraints, scenarios, horizon, seasonOffset } = instance;
  const last = products.length - 1;
  products.forEach((product, i) => {
    faults.whole(product.category, `products[${i}].category`, 0, categories.length - 1);
    if (!(product.curve in instance.curves)) faults.add(`products[${i}].curve`, 'name of a curve');
  });
  checkOffers(instance, faults);
  categories.forEach(({ season }, c) => {
    let least = 0;
    let most = 0;
    for (let s = 0; s < scenarios.count; s++) {
      least = Math.min(least, scenarios.seasonShift[s][c]);
      most = Math.max(most, scenarios.seasonShift[s][c]);
    }
    if (seasonOffset + least < 0) faults.add('seasonOffset', `integer >= ${-least}`);
    if (season.length < horizon + seasonOffset + most)
      faults.add(`categories[${c}].season`, `${horizon + seasonOffset + most} numbers`);
  });
  if (!isRecord(cannibalisation)) {
    faults.add('cannibalisation', 'object');
    return;
  }
  faults.numbers(cannibalisation.decay, 'cannibalisation.decay', 0);
  faults.list(cannibalisation.pairs, 'cannibalisation.pairs').forEach((pair, k) => {
    faults.whole(pair.i, `cannibalisation.pairs[${k}].i`, 0, last);
    faults.whole(pair.j, `cannibalisation.pairs[${k}].j`, 0, last);
    faults.number(pair.loss, `cannibalisation.pairs[${k}].loss`);
  });
  faults.list(constraints.limits ?? [], 'constraints.limits').forEach((limit, k) => {
    for (const key of ['from', 'to', 'max']) faults.number(limit[key], `constraints.limits[${k}].${key}`, 0);
  });
  for (const key of ['exclusive', 'waves', 'limits'] as const) {
    faults.list(constraints[key] ?? [], `constraints.${key}`).forEach((group, g) => {
      if (!Array.isArray(group.members)) faults.add(`constraints.${key}[${g}].members`, 'list');
      else
        group.members.forEach((member, k) => {
          faults.whole(member, `constraints.${key}[${g}].members[${k}]`, 0, last);
        });
    });
  }
  faults.list(constraints.priceOrder ?? [], 'constraints.priceOrder').forEach((rule, k) => {
    faults.whole(rule.cheaper, `constraints.priceOrder[${k}].cheaper`, 0, last);
    faults.whole(rule.dearer, `constraints.priceOrder[${k}].dearer`, 0, last);
  });
  faults.list(constraints.precedence ?? [], 'constraints.precedence').forEach((rule, k) => {
    faults.whole(rule.before, `constraints.precedence[${k}].before`, 0, last);
    faults.whole(rule.after, `constraints.precedence[${k}].after`, 0, last);
    faults.number(rule.minWeeks, `constraints.precedence[${k}].minWeeks`, 0);
  });
}

/** Events that share a week, options that are no offer: what no plan can mend. */
function checkOffers(instance: LaunchInstance, faults: Faults): void {
  const { events = [], products, curves, weeks, horizon, constraints } = instance;
  if (constraints.budget.reorderShare !== undefined)
    faults.number(constraints.budget.reorderShare, 'constraints.budget.reorderShare', 0);
  if (typeof constraints.promotionBudget === 'number')
    faults.number(constraints.promotionBudget, 'constraints.promotionBudget', 0);
  faults.list(events, 'events').forEach((event, e) => {
    faults.whole(event.from, `events[${e}].from`, 0, horizon - 1);
    faults.whole(event.to, `events[${e}].to`, Number(event.from), horizon - 1);
    faults.number(event.fee, `events[${e}].fee`, 0);
    if (typeof event.slots === 'number') faults.whole(event.slots, `events[${e}].slots`, 0, 1e9);
    const meets = (other: (typeof events)[number]): boolean =>
      other.from <= Number(event.to) && Number(event.from) <= other.to;
    if (events.slice(0, e).some(meets)) faults.add(`events[${e}]`, 'weeks that no other event has');
  });
  products.forEach(({ options, curve, price, lot, kappa }, i) => {
    if (options === undefined) return;
    const ages = curves[curve]?.length ?? 0;
    if (!(price > 0)) faults.add(`products[${i}].planPrice`, 'number > 0');
    if (!(Number(lot) > 0)) faults.add(`products[${i}].lot`, 'number > 0');
    if (!(Number(kappa) > 0)) faults.add(`products[${i}].kappa`, 'number > 0');
    if (options.length === 0) faults.add(`products[${i}].options`, 'at least one');
    faults.list(options, `products[${i}].options`).forEach((option, k) => {
      const path = `products[${i}].options[${k}]`;
      const { priceByAge, takesPart, firstBuy, reorders = [], closed } = option as unknown as (typeof options)[number];
      faults.numbers(priceByAge, `${path}.priceByAge`, ages, Number.MIN_VALUE);
      if (Array.isArray(priceByAge) && !hasOneMarkdown(priceByAge))
        faults.add(`${path}.priceByAge`, 'at most one markdown, permanent and downwards');
      faults.number(option.fee, `${path}.fee`);
      if (takesPart !== 'all' && takesPart !== 'none') {
        if (!Array.isArray(takesPart)) faults.add(`${path}.takesPart`, 'all, none or events');
        else for (const e of takesPart) faults.whole(e, `${path}.takesPart`, 0, events.length - 1);
      }
      if (Array.isArray(firstBuy)) faults.numbers(firstBuy, `${path}.firstBuy`, weeks, 0);
      else faults.number(firstBuy, `${path}.firstBuy`, 0);
      if (closed) faults.numbers(closed, `${path}.closed`, weeks, 0);
      const listed = faults.list(reorders, `${path}.reorders`);
      if (listed.length > 2) faults.add(`${path}.reorders`, 'two at most');
      listed.forEach(({ reviewAge, arrivalAge, targetRatio }, n) => {
        faults.whole(
          reviewAge,
          `${path}.reorders[${n}].reviewAge`,
          n === 0 ? 0 : Number(listed[n - 1].reviewAge) + 1,
          ages - 1,
        );
        faults.whole(arrivalAge, `${path}.reorders[${n}].arrivalAge`, Number(reviewAge), ages - 1);
        faults.number(targetRatio, `${path}.reorders[${n}].targetRatio`, 0);
      });
    });
  });
}

function hasOneMarkdown(prices: readonly number[]): boolean {
  const cut = prices.findIndex((price) => price !== prices[0]);
  return cut < 0 || (prices[cut] < prices[0] && prices.slice(cut).every((price) => price === prices[cut]));
}
