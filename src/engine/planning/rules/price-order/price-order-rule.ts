import { launchPriceOf } from '#engine/planning/problem/launch-instance.ts';
import { type LedgerRow, ledgerBlocks } from '#engine/planning/rules/ledger.ts';
import { type PlanningRule, withConstraints } from '#engine/planning/rules/planning-rule.ts';

/** Prices may differ by rounding. */
const tolerance = 1e-6;

/**
 * Of two launched products of a family the cheaper has no higher launch price. For each price that the dearer may have: not both
 * the cheaper above it and the dearer at or below it.
 */
export const priceOrderRule: PlanningRule = {
  names: ['price-order'],
  constraints: ({ constraints, products }) => {
    const indexOf = (id: string): number => products.findIndex((product) => product.id === id);
    const pairs = (constraints.priceOrder ?? [])
      .map(({ cheaper, dearer }) => ({ cheaper: indexOf(cheaper), dearer: indexOf(dearer) }))
      .filter(({ cheaper, dearer }) => cheaper >= 0 && dearer >= 0);
    return pairs.length > 0 ? { priceOrder: pairs } : {};
  },
  ...ledgerBlocks('price-order'),
  relax: (problem, _, { product, other }) =>
    withConstraints(problem, {
      priceOrder: (problem.instance.constraints.priceOrder ?? []).filter(
        ({ cheaper, dearer }) => cheaper !== product || dearer !== other,
      ),
    }),
  ledger: (instance) => {
    const { priceOrder = [] } = instance.constraints;
    const rows: LedgerRow[] = [];
    const sides: { readonly row: number; readonly price: number; readonly isCheaper: boolean }[][] =
      instance.products.map(() => []);
    for (const { cheaper, dearer } of priceOrder) {
      const { options, price: own } = instance.products[dearer];
      for (const price of new Set(options?.map(({ priceByAge }) => priceByAge[0]) ?? [own])) {
        sides[cheaper].push({ row: rows.length, price, isCheaper: true });
        sides[dearer].push({ row: rows.length, price, isCheaper: false });
        rows.push({ binding: { rule: 'price-order', product: cheaper, other: dearer }, max: 1 });
      }
    }
    return {
      ...{ rows, isMoney: false },
      use(i, _, k, add) {
        const launchPrice = launchPriceOf(instance.products[i], k);
        for (const { row, price, isCheaper } of sides[i])
          if (isCheaper ? launchPrice > price + tolerance : launchPrice <= price) add(row, 1);
      },
    };
  },
};
