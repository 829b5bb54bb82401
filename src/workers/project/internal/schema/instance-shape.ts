import * as v from 'valibot';
import type {
  LaunchCategory,
  LaunchConstraints,
  LaunchInstance,
  LaunchLimit,
  LaunchProduct,
  LaunchScenarios,
} from '#engine/planning/problem/launch-instance.ts';
import {
  checked,
  count,
  figure,
  figures,
  finite,
  indexOrNone,
  listOf,
  objectOf,
  oneOf,
  optional,
  recordOf,
  type Shape,
  text,
  word,
} from './shapes.ts';

/** Launch weeks of a plan, and weeks in which sales are counted: ten years at most. */
export const weeksShape: Shape<number> = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(520));
const indices = listOf(count);

const categoryShape = objectOf<LaunchCategory>({
  id: text,
  name: text,
  season: figures,
  min: count,
  max: figure,
  spacingWeeks: count,
  spacingMax: figure,
  blackoutWeeks: indices,
});

const productShape = objectOf<LaunchProduct>({
  id: text,
  category: count,
  price: finite,
  unitCost: finite,
  salvage: finite,
  fixedCost: finite,
  stock: finite,
  stockByWeek: optional(figures),
  peakDemand: finite,
  curve: text,
  promoSensitivity: finite,
  effort: finite,
  earliest: finite,
  latest: finite,
  must: v.boolean(),
});

interface Group {
  readonly id: string;
  readonly members: readonly number[];
}

const constraintsShape = objectOf<LaunchConstraints>({
  capacity: figures,
  blackoutWeeks: indices,
  budget: objectOf<LaunchConstraints['budget']>({
    total: figure,
    periods: listOf(
      objectOf<LaunchConstraints['budget']['periods'][number]>({ from: finite, to: finite, amount: figure }),
    ),
  }),
  exclusive: listOf(objectOf<LaunchConstraints['exclusive'][number]>({ id: text, members: indices, max: count })),
  precedence: optional(
    listOf(
      objectOf<NonNullable<LaunchConstraints['precedence']>[number]>({
        before: count,
        after: count,
        minWeeks: finite,
      }),
    ),
  ),
  waves: optional(listOf(objectOf<Group>({ id: text, members: indices }))),
  limits: optional(
    listOf(
      objectOf<LaunchLimit>({
        name: text,
        members: indices,
        from: count,
        to: count,
        max: count,
        rule: word<LaunchLimit['rule']>(),
      }),
    ),
  ),
});

const scenariosShape = objectOf<LaunchScenarios>({
  count: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100_000)),
  market: figures,
  promoScale: figures,
  seasonShift: listOf(figures),
  demand: listOf(figures),
});

const anyInstance = objectOf<LaunchInstance>({
  format: oneOf('launch-plan/1'),
  id: text,
  currency: optional(text),
  weeks: weeksShape,
  horizon: weeksShape,
  startIsoWeek: optional(count),
  curves: recordOf(figures),
  promo: objectOf<LaunchInstance['promo']>({ uplift: figures, discount: figures, name: listOf(text) }),
  seasonOffset: count,
  categories: listOf(categoryShape),
  products: listOf(productShape),
  cannibalisation: objectOf<LaunchInstance['cannibalisation']>({
    decay: figures,
    pairs: listOf(objectOf<LaunchInstance['cannibalisation']['pairs'][number]>({ i: count, j: count, loss: finite })),
  }),
  constraints: constraintsShape,
  risk: objectOf<LaunchInstance['risk']>({ alpha: v.pipe(v.number(), v.minValue(0), v.maxValue(1)) }),
  scenarios: scenariosShape,
});

/** The planning problem, its indices and lengths in order: code that computes with it does not look again. */
export const instanceShape: Shape<LaunchInstance> = checked(anyInstance, 'indices and lengths that fit', fits);

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
export const launchWeeksShape: Shape<readonly number[]> = listOf(indexOrNone);
