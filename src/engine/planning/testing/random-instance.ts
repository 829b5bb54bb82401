import type { LaunchInstance, LaunchOption, LaunchProduct } from '#engine/planning/problem/launch-instance.ts';
import { createRandom } from '#engine/random.ts';

/** Size and richness of {@link randomInstance}. */
export interface RandomInstanceSettings {
  readonly seed: number;
  readonly products: number;
  readonly weeks: number;
  readonly scenarios?: number;
  /** With precedence, waves and a pair that gains from being close. */
  readonly withRelations?: boolean;
}

/** A seeded instance with every kind of rule, for property tests and benchmarks; no must-launch product. */
export function randomInstance(settings: RandomInstanceSettings): LaunchInstance {
  const { seed, products: count, weeks, scenarios = 8, withRelations = false } = settings;
  const random = createRandom(seed);
  const between = (low: number, high: number): number => low + (high - low) * random.next();
  const curve = [0.6, 1, 0.8, 0.5, 0.3];
  const horizon = weeks + curve.length;
  const categoryCount = count > 3 ? 2 : 1;
  const season = (): number[] => Array.from({ length: horizon + 2 }, () => between(0.5, 1.5));
  const products = Array.from({ length: count }, (_, i): LaunchProduct => {
    const price = between(20, 200);
    const unitCost = price * between(0.3, 0.7);
    const peakDemand = between(20, 120);
    const earliest = random.below(Math.max(1, weeks - 2));
    return {
      id: `P${i + 1}`,
      category: i % categoryCount,
      price,
      unitCost,
      salvage: unitCost * between(0, 0.8),
      fixedCost: between(0, 4000),
      stock: Math.round(peakDemand * between(1.5, 4)),
      peakDemand,
      curve: 'only',
      promoSensitivity: between(0, 1.5),
      effort: 1 + random.below(2),
      earliest,
      latest: Math.min(weeks - 1, earliest + 1 + random.below(weeks)),
      must: false,
    };
  });
  const spend = products.reduce((sum, product) => sum + product.stock * product.unitCost, 0);
  const pairs = [];
  for (let i = 0; i + 1 < count; i++) if (random.next() < 0.6) pairs.push({ i, j: i + 1, loss: between(500, 5000) });
  if (withRelations && count > 2) pairs.push({ i: 0, j: 2, loss: -between(200, 1500) });
  return {
    format: 'launch-plan/1',
    id: `random-${seed}`,
    weeks,
    horizon,
    curves: { only: curve },
    promo: {
      uplift: Array.from({ length: horizon }, () => (random.next() < 0.25 ? between(0.2, 1) : 0)),
      discount: Array.from({ length: horizon }, () => (random.next() < 0.25 ? between(0, 0.2) : 0)),
      name: Array.from({ length: horizon }, () => ''),
    },
    seasonOffset: 1,
    categories: Array.from({ length: categoryCount }, (_, c) => ({
      id: `C${c + 1}`,
      name: `Category ${c + 1}`,
      season: season(),
      min: random.below(2),
      max: Math.max(1, Math.ceil(count / categoryCount) - random.below(2)),
      spacingWeeks: 1 + random.below(2),
      spacingMax: 1 + random.below(2),
      blackoutWeeks: random.next() < 0.3 ? [random.below(weeks)] : [],
    })),
    products,
    cannibalisation: { decay: [1, 0.6, 0.3], pairs },
    constraints: {
      capacity: Array.from({ length: weeks }, () => 1 + random.below(3)),
      blackoutWeeks: weeks > 3 && random.next() < 0.5 ? [random.below(weeks)] : [],
      budget: {
        total: spend * between(0.4, 0.9),
        periods: [{ from: 0, to: weeks >> 1, amount: spend * between(0.25, 0.6) }],
      },
      exclusive: count > 3 ? [{ id: 'G1', members: [0, count - 1], max: 1 }] : [],
      ...(withRelations && count > 3
        ? {
            precedence: [{ before: 1, after: 3, minWeeks: 1 }],
            waves: [{ id: 'W1', members: [0, 2] }],
          }
        : {}),
    },
    risk: { alpha: 0.75 },
    scenarios: {
      count: scenarios,
      market: Array.from({ length: scenarios }, () => between(0.8, 1.2)),
      promoScale: Array.from({ length: scenarios }, () => between(0.7, 1.3)),
      seasonShift: Array.from({ length: scenarios }, () =>
        Array.from({ length: categoryCount }, () => random.below(3) - 1),
      ),
      demand: Array.from({ length: scenarios }, () => Array.from({ length: count }, () => between(0.6, 1.4))),
    },
  };
}

/**
 * The instance as one of `launch-plan/2`, with every rule that offers are under: two or three options a product (markdowns, events,
 * orders that follow the week, up to two reorders, some too early for the lead time), slots, budgets of both kinds, a price order.
 */
export function addOffers(instance: LaunchInstance, seed: number, most = 3): LaunchInstance {
  const random = createRandom(seed);
  const between = (low: number, high: number): number => low + (high - low) * random.next();
  const { weeks, horizon, curves, constraints, scenarios } = instance;
  const events = [1, weeks - 1].map((from, e) => ({
    ...{ id: `E${e + 1}`, from, to: from, fee: Math.round(between(50, 400)) },
    slots: e === 0 ? 1 : random.next() < 0.5 ? 2 : null,
  }));
  const products = instance.products.map((product) => {
    const ages = curves[product.curve].length;
    const lot = 5;
    const option = (): LaunchOption => {
      const price = product.price * (1 + 0.1 * (random.below(3) - 1));
      const cut = random.next() < 0.3 ? 2 + random.below(2) : ages;
      const reviewAge = random.below(2);
      const buy = (share: number): number => lot * Math.max(1, Math.round((product.stock * share) / lot));
      const firstBuy = buy(between(0.4, 1.2));
      return {
        priceByAge: Array.from({ length: ages }, (_, a) => (a < cut ? price : price * 0.8)),
        takesPart: random.next() < 0.4 ? 'all' : random.next() < 0.5 ? 'none' : [random.below(2)],
        fee: random.next() < 0.3 ? Math.round(between(20, 200)) : 0,
        firstBuy: random.next() < 0.2 ? Array.from({ length: weeks }, () => buy(between(0.4, 1.2))) : firstBuy,
        reorders: [0, 1, 2].slice(0, random.below(3)).map((n) => ({
          ...{ reviewAge: reviewAge + n, arrivalAge: reviewAge + n + 1 + random.below(2) },
          targetRatio: between(0.6, 1.1),
        })),
      };
    };
    return {
      ...product,
      ...{ leadTimeWeeks: 1 + random.below(2), lot, minimumFirstBuy: lot * random.below(3), kappa: between(20, 100) },
      ...(random.next() < 0.3 ? { sellsUntil: weeks + 1 } : {}),
      options: Array.from({ length: 2 + random.below(most - 1) }, option),
    };
  });
  return {
    ...instance,
    format: 'launch-plan/2',
    weeklyDiscountRate: random.next() < 0.5 ? 0 : 0.01,
    events: events.filter(({ to }) => to < horizon),
    products,
    constraints: {
      ...constraints,
      budget: { ...constraints.budget, reorderShare: [0, 0.5, 1][random.below(3)] },
      promotionBudget: random.next() < 0.5 ? Math.round(between(200, 900)) : null,
      priceOrder: [{ cheaper: 0, dearer: 1 }],
    },
    scenarios: {
      ...scenarios,
      elasticity: Array.from({ length: scenarios.count }, () => products.map(() => -between(0.8, 3))),
    },
  };
}

/** How many of each {@link addRelations} adds. */
export interface RelationCounts {
  readonly precedence: number;
  readonly waves: number;
  readonly groups: number;
  readonly musts: number;
}

/** An instance with seeded chains of precedence (no cycles), waves of two or three, exclusive groups and must-launches. */
export function addRelations(instance: LaunchInstance, seed: number, counts: RelationCounts): LaunchInstance {
  const random = createRandom(seed);
  const count = instance.products.length;
  const list = <Item>(length: number, make: (k: number) => Item): Item[] => Array.from({ length }, (_, k) => make(k));
  const draw = (size: number): number[] => {
    const drawn = new Set<number>();
    while (drawn.size < Math.min(size, count)) drawn.add(random.below(count));
    return [...drawn];
  };
  const precedence = list(counts.precedence, () => {
    const [a, b] = draw(2).sort((x, y) => x - y);
    return { before: a, after: b, minWeeks: random.below(3) };
  });
  const waves = list(counts.waves, (k) => ({ id: `W${k + 1}`, members: draw(2 + random.below(2)) }));
  const groups = list(counts.groups, (k) => ({ id: `X${k + 1}`, members: draw(3), max: 1 + random.below(2) }));
  const musts = new Set(draw(counts.musts));
  const { constraints } = instance;
  return {
    ...instance,
    products: instance.products.map((product, i) => ({ ...product, must: product.must || musts.has(i) })),
    constraints: {
      ...constraints,
      exclusive: [...constraints.exclusive, ...groups],
      precedence: [...(constraints.precedence ?? []), ...precedence],
      waves: [...(constraints.waves ?? []), ...waves],
    },
  };
}
