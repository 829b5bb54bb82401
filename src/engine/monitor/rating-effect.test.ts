import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Actuals } from '#engine/monitor/actuals.ts';
import { compareActuals } from '#engine/monitor/compare-actuals.ts';
import { expectedDemand } from '#engine/monitor/expected-demand.ts';
import { applyRatings, learnRatingEffect } from '#engine/monitor/rating-effect.ts';
import {
  type SimulatedProduct,
  simulatedBasis,
  simulatedInstance,
  simulatedPlan,
} from '#engine/monitor/testing/simulated-plan.ts';
import { trackPlan } from '#engine/monitor/track-plan.ts';
import { createRandom } from '#engine/random.ts';

const products = Array.from(
  { length: 14 },
  (_, i): SimulatedProduct => ({ id: `p${i}`, category: 0, peak: 80, stock: 900, week: 0, spread: 0.4 }),
);
const instance = simulatedInstance(products, 4, 20, { demand: [products.map(() => 1)] });
const plan = simulatedPlan(
  products,
  instance,
  products.map(() => 0),
  simulatedBasis(createRandom(2), 30),
);

/** Launches as planned for four weeks, then by `effect` a star more or less; their ratings lie at 3 to 5. */
function world(effect: number) {
  const random = createRandom(6);
  const stars = products.map((_, i) => 3 + (2 * i) / (products.length - 1));
  const actuals: Actuals = {
    ...{ start: plan.startDay, weeks: 12, weekStart: 0, missingWeeks: [] },
    series: plan.candidates.map(({ id, name }, i) => ({
      ...{ productId: id, name, nameAlternative: '', soldBefore: false, stockOutWeeks: [], promotion: null },
      units: Array.from(expectedDemand(plan, i, plan.startDay).slice(0, 12), (mean, age) =>
        Math.round(mean * Math.exp((age < 4 ? 0 : effect * (stars[i] - 4)) + 0.05 * random.normal())),
      ),
    })),
  };
  const reviews = products.flatMap(({ id }, i) =>
    [0, 1, 2, 3].map((k) => ({ productId: id, day: plan.startDay + 3 + 6 * k, rating: stars[i], text: '' })),
  );
  const matches = products.map(({ id }) => ({ candidateId: id, productIds: [id], by: 'id' as const }));
  const tracked = trackPlan(plan, actuals, matches, []);
  return { tracked, effect: learnRatingEffect(plan, tracked, reviews) };
}

test('ratings that foretell what is left are used, with about the planted slope', () => {
  const { tracked, effect } = world(0.3);
  expect(effect).toMatchObject({ used: true, launches: 14 });
  // The prior pulls the slope towards 0: not all of the planted effect is taken.
  expect(effect.wapeOn).toBeLessThan(0.75 * effect.wapeOff);
  expect(effect.slope).toBeLessThan(0.32);
  expect(effect.slope).toBeGreaterThan(0.15);
  const on = applyRatings(tracked.report, effect);
  const last = effect.launchesAhead.find(({ candidateId }) => candidateId === 'p13');
  const launch = on.launches.find(({ candidateId }) => candidateId === 'p13');
  expect(last?.factor).toBeGreaterThan(1.1);
  expect(launch?.reforecast.remaining.mean).toBeCloseTo(last?.on ?? 0, 9);
});

test('ratings that say nothing are left out', () => {
  const { effect } = world(0);
  expect(effect.used).toBe(false);
  expect(Math.abs(effect.slope)).toBeLessThan(0.06);
});

test('whatever comes again: known weeks stay as known, new ones join, and accepting gives the new numbers', () => {
  const cell = fc.oneof(fc.constant(null), fc.integer({ min: -2, max: 30 }));
  const column = fc.array(cell, { minLength: 1, maxLength: 8 });
  const make = (units: readonly (number | null)[]): Actuals => ({
    ...{ start: 7, weeks: units.length, weekStart: 0 },
    missingWeeks: units.flatMap((value, t) => ((value ?? 0) > 0 ? [] : [t])),
    series: [
      { productId: 'a', name: 'a', nameAlternative: '', soldBefore: false, units, stockOutWeeks: [], promotion: null },
    ],
  });
  fc.assert(
    fc.property(column, column, (before, after) => {
      const [known, fresh] = [make(before), make(after)];
      const { actuals, revised, comparison } = compareActuals(known, fresh);
      const [kept, taken] = [actuals.series[0].units, revised.series[0].units];
      expect(kept.length).toBe(Math.max(before.length, after.length));
      for (let t = 0; t < kept.length; t++) {
        const wasKnown = t < before.length && !known.missingWeeks.includes(t);
        const isFresh = t < after.length && !fresh.missingWeeks.includes(t);
        if (wasKnown) expect(kept[t]).toBe(before[t]);
        if (isFresh) expect(taken[t]).toBe(after[t]);
        const isRevised = wasKnown && isFresh && before[t] !== after[t];
        expect(comparison.revisions.some(({ week }) => week === 7 + 7 * t)).toBe(isRevised);
      }
    }),
    { seed: 5, numRuns: 300 },
  );
});
