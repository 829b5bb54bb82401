import type { Panel } from '#engine/panel/panel.ts';
import type { PreparedSeries } from '#workers/statistics/contract.ts';

/**
 * Adds what makes products and categories add up: each category with products among the series gets a series of the rest
 * of it (`rest:NAME`), and every part says what it is within. `total` and the categories come first and are sums.
 */
export function arrangeHierarchy(series: readonly PreparedSeries[], panel: Panel): PreparedSeries[] {
  const categoryOf = new Map(panel.products.map(({ id, category }) => [`product:${id}`, panel.categories[category]]));
  const total = series.find(({ id }) => id === 'total');
  const categories = series.filter(({ id }) => id.startsWith('category:'));
  const products = series.filter(({ id }) => id.startsWith('product:'));
  // Without categories on screen the total is the only sum.
  const sums = categories.length > 0 ? categories : total ? [total] : [];
  const arranged = new Map(series.map((one) => [one.id, one]));
  const rests: PreparedSeries[] = [];
  for (const sum of sums) {
    const name = sum.id === 'total' ? '' : sum.id.slice('category:'.length);
    const own = products.filter(({ id }) => sum.id === 'total' || categoryOf.get(id) === name);
    const above = sum.id === 'total' ? ['total'] : ['total', sum.id];
    if (own.length === 0) {
      if (sum.id !== 'total') arranged.set(sum.id, { ...sum, within: ['total'] });
      continue;
    }
    for (const one of own) arranged.set(one.id, { ...one, within: above });
    const values = sum.values.map((v, t) =>
      own.reduce((left, { values: sold }) => left - (Number.isNaN(sold[t]) ? 0 : sold[t]), v),
    );
    // What rounding leaves of a category that is all here is not a series.
    const scale = sum.values.reduce((most, v) => Math.max(v, most), 0);
    if (values.every((v) => !(v > 1e-9 * scale))) continue;
    rests.push({ ...sum, id: `rest:${name}`, values: values.map((v) => Math.max(0, v)), within: above });
  }
  return [...series.map(({ id }, i) => arranged.get(id) ?? series[i]), ...rests];
}
