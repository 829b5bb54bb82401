import * as v from 'valibot';
import type {
  LaunchCategory,
  LaunchConstraints,
  LaunchEvent,
  LaunchInstance,
  LaunchLimit,
  LaunchOption,
  LaunchProduct,
  LaunchReorder,
  LaunchScenarios,
} from '#engine/planning/problem/launch-instance.ts';
import * as s from './schema.ts';

/** Launch weeks of a plan, and weeks in which sales are counted: ten years at most. */
export const weeksSchema: s.Schema<number> = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(520));
const indices = s.listOf(s.count);

const categorySchema = s.objectOf<LaunchCategory>({
  id: s.text,
  name: s.text,
  season: s.figures,
  min: s.count,
  max: s.figure,
  spacingWeeks: s.count,
  spacingMax: s.figure,
  blackoutWeeks: indices,
});

const reordersSchema = s.listOf(
  s.objectOf<LaunchReorder>({ reviewAge: s.count, arrivalAge: s.count, targetRatio: s.finite }),
);

export const optionSchema = s.objectOf<LaunchOption>({
  priceByAge: s.figures,
  takesPart: s.anyOf(s.oneOf('all', 'none'), indices),
  fee: s.finite,
  firstBuy: s.anyOf(s.finite, s.figures),
  reorders: s.optional(reordersSchema),
  reordersByWeek: s.optional(s.listOf(reordersSchema)),
  closed: s.optional(s.figures),
});

const eventSchema = s.objectOf<LaunchEvent>({
  id: s.text,
  name: s.optional(s.text),
  from: s.count,
  to: s.count,
  slots: s.optional(s.orNull(s.count)),
  fee: s.finite,
});

const productSchema = s.objectOf<LaunchProduct>({
  id: s.text,
  category: s.count,
  ...s.each(s.finite, 'price', 'unitCost', 'salvage', 'fixedCost', 'stock'),
  stockByWeek: s.optional(s.figures),
  reordersByWeek: s.optional(s.listOf(reordersSchema)),
  response: s.optional(
    s.objectOf<NonNullable<LaunchProduct['response']>>(s.each(s.finite, 'elasticity', 'error', 'seenFrom')),
  ),
  peakDemand: s.finite,
  curve: s.text,
  ...s.each(s.finite, 'promoSensitivity', 'effort', 'earliest', 'latest'),
  sellsUntil: s.optional(s.finite),
  must: v.boolean(),
  options: s.optional(s.listOf(optionSchema)),
  leadTimeWeeks: s.optional(s.finite),
  lot: s.optional(s.finite),
  minimumFirstBuy: s.optional(s.finite),
  kappa: s.optional(s.finite),
});

interface Group {
  readonly id: string;
  readonly members: readonly number[];
}

const constraintsSchema = s.objectOf<LaunchConstraints>({
  capacity: s.figures,
  blackoutWeeks: indices,
  budget: s.objectOf<LaunchConstraints['budget']>({
    total: s.figure,
    reorderShare: s.optional(s.finite),
    periods: s.listOf(
      s.objectOf<LaunchConstraints['budget']['periods'][number]>({ from: s.finite, to: s.finite, amount: s.figure }),
    ),
  }),
  exclusive: s.listOf(
    s.objectOf<LaunchConstraints['exclusive'][number]>({ id: s.text, members: indices, max: s.count }),
  ),
  precedence: s.optional(
    s.listOf(
      s.objectOf<NonNullable<LaunchConstraints['precedence']>[number]>({
        before: s.count,
        after: s.count,
        minWeeks: s.finite,
      }),
    ),
  ),
  waves: s.optional(s.listOf(s.objectOf<Group>({ id: s.text, members: indices }))),
  promotionBudget: s.optional(s.orNull(s.figure)),
  priceOrder: s.optional(
    s.listOf(s.objectOf<NonNullable<LaunchConstraints['priceOrder']>[number]>({ cheaper: s.count, dearer: s.count })),
  ),
  limits: s.optional(
    s.listOf(
      s.objectOf<LaunchLimit>({
        name: s.text,
        members: indices,
        ...s.each(s.count, 'from', 'to', 'max'),
        rule: s.word<LaunchLimit['rule']>(),
      }),
    ),
  ),
});

const scenariosSchema = s.objectOf<LaunchScenarios>({
  count: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100_000)),
  market: s.figures,
  promoScale: s.figures,
  seasonShift: s.listOf(s.figures),
  demand: s.listOf(s.figures),
  elasticity: s.optional(s.listOf(s.figures)),
});

const anyInstance = s.objectOf<LaunchInstance>({
  format: s.oneOf('launch-plan/1', 'launch-plan/2'),
  weeklyDiscountRate: s.optional(s.finite),
  events: s.optional(s.listOf(eventSchema)),
  id: s.text,
  currency: s.optional(s.text),
  weeks: weeksSchema,
  horizon: weeksSchema,
  startIsoWeek: s.optional(s.count),
  curves: s.recordOf(s.figures),
  promo: s.objectOf<LaunchInstance['promo']>({
    ...{ uplift: s.figures, discount: s.figures, name: s.listOf(s.text) },
    ...{ apart: s.optional(s.figures), lost: s.optional(s.figures) },
  }),
  seasonOffset: s.count,
  categories: s.listOf(categorySchema),
  products: s.listOf(productSchema),
  cannibalisation: s.objectOf<LaunchInstance['cannibalisation']>({
    decay: s.figures,
    pairs: s.listOf(
      s.objectOf<LaunchInstance['cannibalisation']['pairs'][number]>({ i: s.count, j: s.count, loss: s.finite }),
    ),
  }),
  constraints: constraintsSchema,
  risk: s.objectOf<LaunchInstance['risk']>({ alpha: v.pipe(v.number(), v.minValue(0), v.maxValue(1)) }),
  scenarios: scenariosSchema,
});

/** The planning problem, its indices and lengths in order: code that computes with it does not look again. */
export const instanceSchema: s.Schema<LaunchInstance> = s.checked(anyInstance, 'indices and lengths that fit', fits);

function fits({ products, categories, curves, weeks, horizon, promo, cannibalisation, ...rest }: LaunchInstance) {
  const { constraints, scenarios } = rest;
  const isProduct = (index: number): boolean => index < products.length;
  const members = [...constraints.exclusive, ...(constraints.waves ?? []), ...(constraints.limits ?? [])].flatMap(
    (group) => group.members,
  );
  return (
    horizon >= weeks &&
    products.every(({ category, curve }) => category < categories.length && Object.hasOwn(curves, curve)) &&
    products.every(({ stockByWeek }) => !stockByWeek || stockByWeek.length === weeks) &&
    products.every(({ reordersByWeek }) => !reordersByWeek || reordersByWeek.length === weeks) &&
    [promo.uplift, promo.discount, promo.name].every(({ length }) => length >= horizon) &&
    categories.every(({ season }) => season.length >= horizon) &&
    cannibalisation.pairs.every(({ i, j }) => isProduct(i) && isProduct(j)) &&
    constraints.capacity.length === weeks &&
    members.every(isProduct) &&
    (constraints.precedence ?? []).every(({ before, after }) => isProduct(before) && isProduct(after)) &&
    [scenarios.market, scenarios.promoScale, scenarios.seasonShift, scenarios.demand].every(
      ({ length }) => length === scenarios.count,
    ) &&
    scenarios.demand.every(({ length }) => length === products.length) &&
    scenarios.seasonShift.every(({ length }) => length === categories.length)
  );
}

/** Launch week of every product, -1 where it is left out. */
export const launchWeeksSchema: s.Schema<readonly number[]> = s.listOf(s.indexOrNone);
