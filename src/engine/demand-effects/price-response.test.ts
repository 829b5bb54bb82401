import { expect, test } from 'vitest';
import { plantPanel } from '#engine/launch/testing/simulated-panel.ts';
import type { Panel } from '#engine/panel/panel.ts';
import { createRandom } from '#engine/random.ts';
import { learnPriceResponse } from './price-response.ts';

const { panel } = plantPanel(6);

/** The panel with price cuts of single products and the demand that they bring, by elasticity and category. */
function withPriceMoves(elasticities: readonly number[]): Panel {
  const random = createRandom(9);
  const units = panel.units.slice();
  const price = panel.price.slice();
  panel.products.forEach((product, row) => {
    for (let t = 0; t < panel.periods; t++) {
      if (random.next() > 0.15) continue;
      const cut = 0.75 + 0.2 * random.next();
      price[row * panel.periods + t] *= cut;
      units[row * panel.periods + t] *= cut ** elasticities[product.category];
    }
  });
  return { ...panel, units, price };
}

test('planted elasticities within 10 %, inside their intervals', () => {
  const simulated = [-2, -1.2];
  learnPriceResponse(withPriceMoves(simulated)).forEach((response, c) => {
    expect(response.identifiable).toBe(true);
    expect(Math.abs(response.elasticity / simulated[c] - 1)).toBeLessThan(0.1);
    expect(response.lo95).toBeLessThan(simulated[c]);
    expect(response.hi95).toBeGreaterThan(simulated[c]);
  });
});

test('prices that never move cannot be learnt from', () => {
  for (const response of learnPriceResponse(panel)) {
    expect([response.identifiable, response.elasticity]).toEqual([false, Number.NaN]);
  }
});
