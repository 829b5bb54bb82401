import type { LaunchInstance, LaunchOption, LaunchProduct } from './launch-instance.ts';

/** A product as it stands in a file of `launch-plan/2`. */
interface FiledProduct extends Omit<LaunchProduct, 'price' | 'stock'> {
  readonly planPrice: number;
  readonly options: readonly LaunchOption[];
}

/**
 * An instance as it stands in a file of either format: a product of `launch-plan/2` has `planPrice` where ours has `price`, and its
 * initial order in its options alone. What is malformed is left for `validateInstance` to name.
 */
export function readInstance(value: unknown): LaunchInstance {
  const filed = value as Omit<LaunchInstance, 'products'> & { readonly products: readonly FiledProduct[] };
  const isRead =
    filed?.format === 'launch-plan/2' &&
    Array.isArray(filed.products) &&
    filed.products.every((product) => typeof product === 'object' && product !== null);
  if (!isRead) return value as LaunchInstance;
  const products = filed.products.map(({ planPrice, ...product }): LaunchProduct => {
    const firstBuy = product.options?.[0]?.firstBuy;
    return { ...product, price: planPrice, stock: typeof firstBuy === 'object' ? firstBuy[0] : firstBuy };
  });
  return { ...filed, products };
}
