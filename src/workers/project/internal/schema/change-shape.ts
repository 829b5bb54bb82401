import * as v from 'valibot';
import { count, day, figure, flag, listOf, orNull, text } from './shapes.ts';

const named = v.object({ count, names: listOf(text) });
const beforeAfter = v.tuple([figure, figure]);

/** What the last import changed: `DatasetChange` of the stores. */
export const changeShape = v.object({
  monthly: flag,
  regrouped: flag,
  productsAdded: named,
  productsGone: named,
  periodsAdded: v.object({ count, from: orNull(day), to: orNull(day) }),
  periodsGone: count,
  revised: count,
  revisedPeriods: listOf(v.object({ start: day, units: beforeAfter, revenue: beforeAfter, products: count })),
  revisedProducts: listOf(v.object({ id: text, name: text, units: beforeAfter, revenue: beforeAfter, periods: count })),
  columnsAdded: named,
  columnsGone: named,
  candidatesAdded: named,
  candidatesGone: named,
  filesReplaced: listOf(text),
  filesSame: listOf(text),
});
