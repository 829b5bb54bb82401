import type { Panel } from '#engine/panel/panel.ts';
import { createRandom } from '#engine/random.ts';

/**
 * A panel with stock-outs, late starts, attributes that some products lack, and integers throughout; in some weeks a part of
 * a product's pieces was sold under a promotion.
 */
export function randomPanel(seed: number): Panel {
  const random = createRandom(seed);
  const whole = (most: number): number => Math.floor(random.next() * most);
  const count = 1 + whole(12);
  const periods = 3 + whole(120);
  const units = new Float64Array(count * periods);
  const revenue = new Float64Array(count * periods);
  const promotion = new Float64Array(count * periods);
  const stockOut = new Uint8Array(count * periods);
  const products = Array.from({ length: count }, (_, p) => {
    const first = whole(periods);
    const price = 1 + whole(90);
    for (let t = 0; t < periods; t++) {
      const cell = p * periods + t;
      stockOut[cell] = t >= first && random.next() < 0.05 ? 1 : 0;
      units[cell] = t < first || stockOut[cell] ? Number.NaN : whole(20);
      revenue[cell] = units[cell] * price;
      const promoted = random.next() < 0.3 ? units[cell] : random.next() < 0.3 ? whole(units[cell] + 1) : 0;
      promotion[cell] = units[cell] > 0 ? promoted / units[cell] : 0;
    }
    const attributes = {
      ...(whole(3) > 0 ? { colour: ['red', 'blue'][whole(2)] } : {}),
      ...(whole(4) > 0 ? { size: ['small', 'large', 'huge'][whole(3)] } : {}),
    };
    return { id: `P${p}`, name: `P${p}`, category: whole(3), firstSale: 0, lastSale: 0, attributes };
  });
  return {
    ...{ period: 'week', start: 19_000, periods, weekStart: 0, products, categories: ['A', 'B', 'C'] },
    ...{ units, revenue, price: revenue, promotion, stockOut, views: null, visitors: null, dwellSeconds: null },
    ...{ carts: null, favourites: null, completeFrom: 0, completeTo: periods - whole(2) },
  };
}
