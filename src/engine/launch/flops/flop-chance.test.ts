import { expect, test } from 'vitest';
import { prepareLevelData } from '#engine/launch/level/level-data.ts';
import { createRandom } from '#engine/random.ts';
import { learnFlops } from './flop-chance.ts';
import { flopRuleOf, isFlop } from './flop-rule.ts';
import { learnSellingWeeks } from './selling-weeks.ts';

const horizon = 13;
const rule = flopRuleOf(horizon);

/** Launches of which the cheap flop with probability `chance(price)`; weeks as long as each has been on sale. */
function plant(count: number, chanceOf: (price: number) => number, seed: number, weeks = (_: number) => 20) {
  const random = createRandom(seed);
  const launches = Array.from({ length: count }, (_, i) => {
    const price = random.next() < 0.5 ? 2 : 20;
    const flops = random.next() < chanceOf(price);
    const weekly = Float64Array.from({ length: weeks(i) }, (_, a) =>
      flops ? (a === 0 ? 2 : 0) : random.next() < 0.8 || a === 0 ? 10 + random.below(20) : 0,
    );
    const facts = { id: `P${i}`, description: `thing ${i % 7}`, category: '', price, attributes: {} };
    return { ...facts, firstWeek: 14_000 + 7 * i, weekly };
  });
  const asked = [2, 20].map((price) => ({
    ...{ id: `C${price}`, description: 'thing', category: '', price, attributes: {} },
    launchWeek: 14_000 + 7 * (count + 1),
  }));
  const data = prepareLevelData(launches, [], asked, null);
  const evidence = launches.map(({ weekly }, item) => ({ item, weekly }));
  return { learnt: learnFlops(data, evidence, horizon, rule), launches, items: [count, count + 1] };
}

test('a flop sells in fewer than four weeks of thirteen, or fewer than ten units', () => {
  expect(isFlop([5, 5, 5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], horizon, rule)).toBe(true);
  expect(isFlop([2, 2, 2, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0], horizon, rule)).toBe(true);
  expect(isFlop([3, 3, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0], horizon, rule)).toBe(false);
  // What comes after the horizon is no part of it; a week out of stock sold, as far as anyone knows.
  expect(isFlop([5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 5, 5, 5], horizon, rule)).toBe(true);
  expect(isFlop([9, 9, 9, Number.NaN, 0, 0, 0, 0, 0, 0, 0, 0, 0], horizon, rule)).toBe(false);
});

test('the chance falls with every week that sells and rises with every one that does not', () => {
  const { launches } = plant(60, () => 0.3, 1);
  const seen = learnSellingWeeks(
    launches.map(({ weekly }) => weekly),
    horizon,
    rule,
  );
  expect(seen([9, 0, 0])).toBeGreaterThan(seen([9, 0]));
  expect(seen([9, 9, 0])).toBeLessThan(seen([9, 0, 0]));
  expect(seen([9, 9, 9, 9])).toBe(0);
  expect(seen([9, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0])).toBe(1);
});

test('where a fact tells flops, the chance is by it; where none does, it is the same for all', () => {
  const byPrice = plant(120, (price) => (price === 2 ? 0.6 : 0.05), 2);
  const [cheap, dear] = byPrice.items.map(byPrice.learnt.of);
  expect(byPrice.learnt.byFacts).toBe(true);
  expect(cheap).toBeGreaterThan(0.4);
  expect(dear).toBeLessThan(0.2);
  const byNone = plant(120, () => 0.3, 3);
  expect(byNone.learnt.byFacts).toBe(false);
  const [one, other] = byNone.items.map(byNone.learnt.of);
  expect(one).toBe(other);
  expect(one).toBeCloseTo(byNone.launches.filter(({ weekly }) => isFlop(weekly, horizon, rule)).length / 120, 1);
});

test('launches under way are learnt from by the weeks seen', () => {
  // The last thirty have three to twelve weeks behind them: the cheap ones among them are flops in the making.
  const begun = plant(
    60,
    (price) => (price === 2 ? 0.7 : 0.05),
    4,
    (i) => (i < 30 ? 20 : 3 + (i % 10)),
  );
  const [cheap, dear] = begun.items.map(begun.learnt.of);
  expect(cheap).toBeGreaterThan(dear + 0.2);
});

test('few launches: a tenth, moved by what they did', () => {
  const few = plant(6, () => 0, 5);
  expect(few.learnt.byFacts).toBe(false);
  expect(few.learnt.of(6)).toBeGreaterThan(0.01);
  expect(few.learnt.of(6)).toBeLessThan(0.06);
});
