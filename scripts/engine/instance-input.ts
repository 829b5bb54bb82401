import type { LaunchInstance, LaunchOption, LaunchProduct } from '#engine/planning/problem/launch-instance.ts';

/** A product as it stands in a file of `launch-plan/2`. */
interface FiledProduct extends Omit<LaunchProduct, 'price' | 'stock'> {
  readonly planPrice: number;
  readonly options: readonly LaunchOption[];
  /** Last accounting week with demand: goods of a festival. */
  readonly lastWeek?: number;
}

/**
 * An instance as it stands in a file of either format: a product of `launch-plan/2` has `planPrice` where ours has `price`, and its
 * initial order in its options alone, and its last week of demand where ours has the end of that week. What is malformed is left for `validateInstance` to name.
 */
export function readInstance(value: unknown): LaunchInstance {
  const filed = value as Omit<LaunchInstance, 'products'> & { readonly products: readonly FiledProduct[] };
  const isRead =
    filed?.format === 'launch-plan/2' &&
    Array.isArray(filed.products) &&
    filed.products.every((product) => typeof product === 'object' && product !== null);
  if (!isRead) return value as LaunchInstance;
  const products = filed.products.map(({ planPrice, lastWeek, ...product }): LaunchProduct => {
    const firstBuy = product.options?.[0]?.firstBuy;
    const ends = lastWeek === undefined ? {} : { sellsUntil: endOfWeek(lastWeek) };
    return { ...product, ...ends, price: planPrice, stock: typeof firstBuy === 'object' ? firstBuy[0] : firstBuy };
  });
  return { ...filed, products };
}

function endOfWeek(week: number): number {
  return typeof week === 'number' ? week + 1 : week;
}
