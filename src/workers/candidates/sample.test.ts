import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { parseIsoDate, startOfWeek } from '#engine/calendar/epoch-day.ts';
import { learnCrossEffects } from '#engine/cannibalisation/cannibalisation-history.ts';
import { findLaunches } from '#engine/launch/history/find-launches.ts';
import { validateInstance } from '#engine/planning/problem/validate-instance.ts';
import { createFreeControl } from '#workers/job-control.ts';
import { handlers as planning } from '#workers/planning/handlers.ts';
import { handlers } from '../../../scripts/engine/node-candidates.ts';
import {
  sample,
  sampleFolder,
  sampleForecast,
  samplePanel,
  sampleQuestion,
} from '../../../scripts/engine/testing/sample-world.ts';

/** The bundled sample shop against what was planted in it. */
interface SimulatedProduct {
  readonly id: string;
  readonly category: string;
  readonly promotionSensitivity: number;
  readonly discountDepth: number;
  readonly launched: string | null;
  readonly curve: string;
  readonly stretch: number;
  readonly peakWeekly: number;
}

interface Truth {
  readonly curves: Readonly<Record<string, { readonly weeks: readonly number[]; readonly plateau: number }>>;
  readonly categories: readonly {
    readonly code: string;
    readonly name: string;
    readonly elasticity: number;
    readonly season: readonly number[];
  }[];
  readonly promotions: readonly {
    readonly name: string;
    readonly discount: number;
    readonly uplift: number;
    readonly share: Readonly<Record<string, number>>;
  }[];
  readonly products: readonly SimulatedProduct[];
  readonly candidates: readonly SimulatedProduct[];
  readonly cannibalisation: readonly { readonly newer: string; readonly older: string; readonly share: number }[];
}

const truth = JSON.parse(readFileSync(path.join(sampleFolder, 'truth.json'), 'utf8')) as Truth;
const { calendar, candidates } = sample;
const panel = samplePanel;
const output = sampleForecast;
const { horizon } = sampleQuestion;

/** Planted relative demand by week since the launch. */
function simulatedCurve({ curve, stretch }: SimulatedProduct): number[] {
  const { weeks, plateau } = truth.curves[curve];
  return Array.from({ length: horizon }, (_, a) => {
    const at = a / stretch;
    const low = Math.floor(at);
    return low + 1 < weeks.length ? weeks[low] + (at - low) * (weeks[low + 1] - weeks[low]) : plateau;
  });
}

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

test('finds the planted launches, in their weeks, and no others', () => {
  const simulated = new Map(
    truth.products.filter(({ launched }) => launched !== null).map((product) => [product.id, product]),
  );
  const used = output.findings.filter(({ exclusion }) => exclusion === null);
  expect(used.every(({ productId }) => simulated.has(productId))).toBe(true);
  const recent = output.findings.filter(({ exclusion }) => exclusion === 'too-recent').length;
  expect(used.length + recent).toBeGreaterThanOrEqual(simulated.size - 2);
  const late = used.filter(({ productId, firstWeek }) => {
    const week = startOfWeek(parseIsoDate(simulated.get(productId)?.launched ?? ''));
    return Math.abs(firstWeek - week) > 7;
  });
  expect(late.map(({ productId }) => productId)).toEqual([]);
});

test('the launch curve is the mean of the planted ones', () => {
  const used = new Set(output.findings.filter(({ exclusion }) => exclusion === null).map(({ productId }) => productId));
  const curves = truth.products.filter(({ id }) => used.has(id)).map(simulatedCurve);
  const shares = curves.map((curve) => curve.map((value) => value / sum(curve)));
  const mean = Array.from({ length: horizon }, (_, a) => sum(shares.map((share) => share[a])) / shares.length);
  // week 0 is partial: launches begin in the middle of a week
  for (let a = 1; a < horizon; a++) expect(Math.abs(output.shape[a] / mean[a] - 1)).toBeLessThan(0.15);
});

/**
 * What a promotion does to an average category for a whole week: the planted draw and price cut of its products by their size, those that take
 * no part among them.
 */
function simulatedEffect({ discount, uplift, share }: Truth['promotions'][number]): number {
  const factors = truth.categories.map(({ code, elasticity, name: category }) => {
    const part = share[code] ?? 1;
    const own = truth.products.filter((product) => product.category === category);
    const drawn = own.map(({ peakWeekly, promotionSensitivity, discountDepth }) =>
      part > 0 && discountDepth > 0
        ? peakWeekly * (1 + uplift * part * promotionSensitivity) * (1 - discount * discountDepth) ** -elasticity
        : peakWeekly,
    );
    return sum(drawn) / sum(own.map(({ peakWeekly }) => peakWeekly));
  });
  expect(factors.every((factor) => factor > 0.9)).toBe(true);
  return sum(factors) / factors.length;
}

test('effects of all eight promotions within 15 %, those that only some categories join in among them', () => {
  const names = [...new Set(truth.promotions.map(({ name }) => name))];
  expect(names).toHaveLength(8);
  const errors = names.map((name) => {
    const simulated = truth.promotions.find((promotion) => promotion.name === name);
    const found = output.events.find((event) => event.name === name);
    if (!simulated || !found) throw new Error(`no promotion ${name}`);
    expect(found.discount).toBeCloseTo(simulated.discount, 2);
    return Math.abs((1 + found.uplift) / simulatedEffect(simulated) - 1);
  });
  expect(Math.max(...errors)).toBeLessThan(0.15);
  expect(sum(errors) / errors.length).toBeLessThan(0.06);
});

test('seasons of the categories follow the planted ones', () => {
  const errors = output.seasons.flatMap(({ category, byWeek }) => {
    const simulated = truth.categories.find(({ name }) => name === category);
    return simulated ? simulated.season.map((value, w) => Math.abs(Math.log(byWeek[w] / value))) : [];
  });
  expect(sum(errors) / errors.length).toBeLessThan(0.09);
});

// Prices in the sample move as discounts only: what a lasting price would do is known less well than the promotional response, and the
// intervals say so (the regression before held them for known within 25 %).
test('price elasticities of the categories inside their intervals; one is too imprecise to be said', () => {
  const told = output.priceResponse.filter(({ verdict }) => verdict === 'estimate');
  expect(told.length).toBeGreaterThanOrEqual(5);
  for (const { category, regular } of told) {
    const simulated = -(truth.categories.find(({ name }) => name === category)?.elasticity ?? Number.NaN);
    expect(regular!.lo95 < simulated && simulated < regular!.hi95).toBe(true);
    expect(Math.abs(regular!.value - simulated)).toBeLessThan(0.6);
  }
});

test('cannibalisation: the sign of at least 90 % of the planted pairs, strength on average, and little where none was planted', () => {
  const effects = learnCrossEffects(panel, findLaunches(panel));
  expect(effects.identifiable).toBe(true);
  const simulated = new Map(truth.cannibalisation.map(({ newer, older, share }) => [`${newer} ${older}`, share]));
  const shareOf = ({ newer, older }: { newer: string; older: string }) => simulated.get(`${newer} ${older}`);
  const found = effects.pairs.filter((pair) => shareOf(pair) !== undefined);
  expect(found.length).toBeGreaterThan(25);
  expect(found.filter(({ effect }) => effect < 0).length / found.length).toBeGreaterThanOrEqual(0.9);
  const mean = sum(found.map(({ effect }) => effect)) / found.length;
  // A share holds at the newer one's strongest week; over its first 13 weeks it sells about three quarters of that.
  const meanSimulated = (0.75 * sum(found.map((pair) => shareOf(pair) ?? 0))) / found.length;
  expect(-mean / meanSimulated).toBeGreaterThan(0.5);
  expect(-mean / meanSimulated).toBeLessThan(1.5);
  const others = effects.pairs.filter((pair) => shareOf(pair) === undefined);
  expect(Math.abs(sum(others.map(({ effect }) => effect)) / others.length)).toBeLessThan(0.03);
});

test('typical curves of the sample: quick, steady and slow as planted', () => {
  const used = new Set(output.findings.filter(({ exclusion }) => exclusion === null).map(({ productId }) => productId));
  const curves = Object.fromEntries(
    ['fast', 'steady', 'slow'].map((kind) => {
      const own = truth.products.filter(({ id, curve }) => used.has(id) && curve === kind).map(simulatedCurve);
      const shares = own.map((curve) => curve.map((value) => value / sum(curve)));
      return [kind, Array.from({ length: horizon }, (_, a) => sum(shares.map((share) => share[a])) / shares.length)];
    }),
  );
  expect(output.curves.map(({ name }) => name)).toEqual(['quick', 'steady', 'slow']);
  for (const { name, shape } of output.curves) {
    const simulated = curves[name === 'quick' ? 'fast' : name];
    const distance = Array.from(shape, (share, a) => Math.abs(share - simulated[a]));
    // Share of the units that stand in a wrong week; the curves themselves differ by 0.2 to 0.3.
    expect(sum(distance) / 2).toBeLessThan(0.1);
  }
});

test('ranges hold the planted demand of the candidates', () => {
  const inside = output.forecasts.filter((forecast) => {
    const simulated = truth.candidates.find(({ id }) => id === forecast.id);
    if (!simulated) throw new Error(`no candidate ${forecast.id}`);
    const season = forecast.total / forecast.neutralTotal;
    const total = sum(simulatedCurve(simulated)) * simulated.peakWeekly * season;
    return total >= forecast.totalLo80 && total <= forecast.totalHi80;
  });
  expect(inside.length / output.forecasts.length).toBeGreaterThanOrEqual(0.65);
});

test('the instance of the sample is well formed', async () => {
  const { instance, baseline, hasCosts } = await handlers.buildInstance(
    {
      panel,
      calendar,
      candidates,
      forecasts: output.forecasts,
      outlooks: [],
      constraints: { capacity: 3, capacityByWeek: [], budget: null, budgetPeriods: [], blackouts: [], categories: [] },
      currency: 'CNY',
      weeks: 26,
      start: null,
      scenarios: 80,
      alpha: 0.9,
      seed: 1,
    },
    createFreeControl(),
  );
  expect(validateInstance(instance)).toEqual([]);
  expect([instance.products.length, hasCosts, baseline?.length]).toEqual([candidates.length, true, candidates.length]);
});

test('few changes of the manager’s plan carry the gain: 95 % of it with fewer than four fifths of the moves, and the bridge adds up', async () => {
  const capacity = 7;
  const { instance, baseline } = await handlers.buildInstance(
    {
      ...{ panel, calendar, candidates, forecasts: output.forecasts, outlooks: [] },
      constraints: { capacity, capacityByWeek: [], budget: null, budgetPeriods: [], blackouts: [], categories: [] },
      ...{ currency: 'CNY', weeks: 26, start: null, scenarios: 100, alpha: 0.9, seed: 20251111 },
    },
    createFreeControl(),
  );
  if (!baseline) throw new Error('the sample has a plan of its own');
  const asked = { instance, objective: 'profit' as const, weights: { demand: 0.5, market: 0.5 }, lambda: 0, seed: 1 };
  const control = createFreeControl<never>();
  const best = await planning.optimise({ ...asked, method: 'memetic', moves: null }, createFreeControl());
  const choose = (leastGain: number | null) =>
    planning.chooseMoves({ ...asked, weeks: best.weeks, own: baseline, leastGain }, control);
  const changes = (weeks: readonly number[]): number => weeks.filter((week, i) => week !== baseline[i]).length;
  const own = await planning.evaluatePlan({ ...asked, weeks: baseline }, control);
  const few = await choose(null);
  expect(few.figures.violations).toEqual([]);
  const [gain, kept] = [best, few].map(({ figures }) => figures.profit - own.figures.profit);
  expect(kept).toBeGreaterThanOrEqual(0.95 * gain);
  // Since festival goods end, the manager’s plan misses more, and more changes carry what it misses.
  expect(changes(few.weeks)).toBeLessThan(0.8 * changes(best.weeks));
  // None is made for next to nothing.
  for (const step of few.steps) expect(step.isForRules || step.gain > 0.002 * few.figures.profit).toBe(true);
  expect(few.steps.reduce((sum, step) => sum + step.gain, 0)).toBeCloseTo(kept, 4);
  // A dearer threshold leaves more of the manager's weeks; nothing that breaks a rule is left as it is.
  const dear = await choose(8_000);
  expect(changes(dear.weeks)).toBeLessThan(changes(few.weeks));
  expect(dear.figures.violations).toEqual([]);
});
