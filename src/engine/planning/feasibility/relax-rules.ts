import type { LaunchInstance, PlanLocks } from '#engine/planning/problem/launch-instance.ts';
import type { RuleRelief } from '#engine/planning/rules/plan-figures.ts';

interface Relaxed {
  readonly instance: LaunchInstance;
  readonly locks: PlanLocks;
}

/**
 * The problem with rules that give way for one product by the amounts named. A blackout is lifted for everyone, a wave only
 * lets this product go; all others become looser by just the amount.
 */
export function relaxRules(
  instance: LaunchInstance,
  locks: PlanLocks,
  product: number,
  reliefs: readonly RuleRelief[],
): Relaxed {
  let relaxed: Relaxed = { instance, locks };
  for (const relief of reliefs) relaxed = relaxRule(relaxed, product, relief);
  return relaxed;
}

function relaxRule({ instance, locks }: Relaxed, product: number, relief: RuleRelief): Relaxed {
  const { constraints, categories, products } = instance;
  const { rule, by, week, from, to, category, group, other } = relief;
  const withConstraints = (changes: Partial<LaunchInstance['constraints']>): Relaxed => ({
    instance: { ...instance, constraints: { ...constraints, ...changes } },
    locks,
  });
  const withCategory = (change: (known: LaunchInstance['categories'][number]) => object): Relaxed => ({
    instance: {
      ...instance,
      categories: categories.map((known, c) => (c === category ? { ...known, ...change(known) } : known)),
    },
    locks,
  });
  const withProduct = (change: object): Relaxed => ({
    instance: { ...instance, products: products.map((known, i) => (i === product ? { ...known, ...change } : known)) },
    locks,
  });
  switch (rule) {
    case 'capacity':
      return withConstraints({ capacity: constraints.capacity.map((room, t) => (t === week ? room + by : room)) });
    case 'budget': {
      const { total, periods } = constraints.budget;
      if (from === undefined) return withConstraints({ budget: { total: total + by, periods } });
      const wider = periods.map((period) =>
        period.from === from && period.to === to ? { ...period, amount: period.amount + by } : period,
      );
      return withConstraints({ budget: { total, periods: wider } });
    }
    case 'category-max':
      return withCategory(({ max }) => ({ max: max + by }));
    case 'category-spacing':
      return withCategory(({ spacingMax }) => ({ spacingMax: spacingMax + by }));
    case 'category-blackout':
      return withCategory(({ blackoutWeeks }) => ({ blackoutWeeks: blackoutWeeks.filter((t) => t !== week) }));
    case 'blackout':
      return withConstraints({ blackoutWeeks: constraints.blackoutWeeks.filter((t) => t !== week) });
    case 'exclusive-group':
      return withConstraints({
        exclusive: constraints.exclusive.map((known) =>
          known.id === group ? { ...known, max: known.max + by } : known,
        ),
      });
    case 'precedence':
      return withConstraints({
        precedence: (constraints.precedence ?? []).map((known) => {
          const isMeant =
            (known.before === other && known.after === product) || (known.before === product && known.after === other);
          return isMeant ? { ...known, minWeeks: known.minWeeks - by } : known;
        }),
      });
    case 'wave':
      return withConstraints({
        waves: (constraints.waves ?? []).map((known) =>
          known.id === group ? { ...known, members: known.members.filter((member) => member !== product) } : known,
        ),
      });
    case 'earliest':
      return withProduct({ earliest: products[product].earliest - by });
    case 'latest':
      return withProduct({ latest: products[product].latest + by });
    case 'locked':
      return { instance, locks: { ...locks, fixed: locks.fixed.filter((lock) => lock.product !== product) } };
    case 'forbidden-week':
      return {
        instance,
        locks: {
          ...locks,
          forbidden: locks.forbidden.filter((lock) => lock.product !== product || lock.week !== week),
        },
      };
    // Lower limits never keep a product out.
    case 'must-launch':
    case 'category-min':
      return { instance, locks };
  }
}
