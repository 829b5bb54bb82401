/**
 * The monitor by simulation: 200 quiet worlds (every launch sells as planned) and 200 troubled ones (levels drawn from the forecasts' own distribution, and in each
 * world one launch at 0.6 of what is planned, one out of stock for two weeks, one three weeks late, one at 2.2). Weeks have the noise of the sample's shop. Figures: false alarms
 * a launch over 13 weeks; weeks until 0.6 is noticed (of the one planted in each world, and of every launch of the same worlds were it the weak one); error of what is left after 4 weeks against the forecast before the launch; what re-planning earns over
 * keeping the plan in the world as it really is, with its interval. Each world is a shop of its own, with 60 launches of before that the noise is measured on. `--worlds=N` runs fewer,
 * `--seed=N` other worlds.
 */
import type { Actuals } from '#engine/monitor/actuals.ts';
import type { CommittedPlan } from '#engine/monitor/committed-plan.ts';
import { expectedDemand } from '#engine/monitor/expected-demand.ts';
import { observeLaunch } from '#engine/monitor/observed-launch.ts';
import { prepareReforecast, reforecastLaunch } from '#engine/monitor/reforecast-launch.ts';
import { describeReplan } from '#engine/monitor/replan-lines.ts';
import { buildReplanProblem } from '#engine/monitor/replan-problem.ts';
import {
  drawWeeks,
  type SimulatedProduct,
  simulatedBasis,
  simulatedCurve,
  simulatedInstance,
  simulatedPlan,
} from '#engine/monitor/testing/simulated-plan.ts';
import { trackPlan } from '#engine/monitor/track-plan.ts';
import { measureTrackingNoise } from '#engine/monitor/tracking-noise.ts';
import { readSignal, signalBoundaries } from '#engine/monitor/tracking-signal.ts';
import { scenarioProfits } from '#engine/planning/evaluate/evaluate-plan.ts';
import type { LaunchInstance, LaunchWeeks } from '#engine/planning/problem/launch-instance.ts';
import { buildLaunchTables } from '#engine/planning/problem/launch-tables.ts';
import { createRandom, type Random } from '#engine/random.ts';
import { createFreeControl } from '#workers/job-control.ts';
import { handlers as planning } from '#workers/planning/handlers.ts';
import type { Benchmark } from '../run.ts';

const launchesOfAWorld = 16;
const categories = 4;
const launchWeeks = 26;
const capacity = 1;
/** Pieces of the peak week: as large as the sample's launches. */
const usualPeak = 70;
const market = 0.15;
const ofCategory = 0.2;
const own = 0.35;
const spread = Math.sqrt(market ** 2 + ofCategory ** 2 + own ** 2);
const moves = 60_000;
/** Launches of before that each world's noise is measured on. */
const launchesBefore = 60;
const basisSeed = 7_000_000;
/** The rest is planned anew when half of the launches have been on sale for so many weeks. */
const weeksOnSale = 4;
const season = (w: number): number => 1 + 0.15 * Math.sin((2 * Math.PI * (w - 6)) / 52);

interface World {
  readonly plan: CommittedPlan;
  readonly instance: LaunchInstance;
  /** Real level of each launch over the planned one, real launch weeks, and pieces by week. */
  readonly levels: readonly number[];
  readonly real: LaunchWeeks;
  readonly sold: readonly (readonly number[])[];
  readonly roles: Readonly<Record<'weak' | 'stockOut' | 'late' | 'runaway', number>>;
}

/** Levels that products share: market, category and own, log-normal with mean 1. */
function drawLevels(random: Random, products: readonly SimulatedProduct[]): number[] {
  const shared = random.normal() * market;
  const byCategory = Array.from({ length: categories }, () => random.normal() * ofCategory);
  return products.map(({ category }) =>
    Math.exp(shared + byCategory[category] + own * random.normal() - spread ** 2 / 2),
  );
}

const none = [-1, -1, -1, -1];

/** The same places in an order that is drawn. */
function drawOrder(random: Random, places: readonly number[]): number[] {
  return places
    .map((place) => ({ place, at: random.next() }))
    .sort((a, b) => a.at - b.at)
    .map(({ place }) => place);
}

async function makeWorld(seed: number, isTroubled: boolean): Promise<World> {
  const random = createRandom(seed);
  // A shop of its own: what its earlier launches tell of the noise is part of what is scored.
  const basis = simulatedBasis(createRandom(seed + basisSeed), launchesBefore);
  const products = Array.from({ length: launchesOfAWorld }, (_, i): SimulatedProduct => {
    const peak = usualPeak * Math.exp(0.45 * random.normal());
    return {
      id: `p${i}`,
      category: i % categories,
      peak,
      stock: Math.round(peak * 9),
      week: 0,
      spread,
      price: 50,
      unitCost: 24,
      salvage: 7,
    };
  });
  const demand = Array.from({ length: 60 }, () => drawLevels(random, products));
  const means = products.map((_, i) => demand.reduce((sum, row) => sum + row[i], 0) / demand.length);
  const scenarios = { demand: demand.map((row) => row.map((value, i) => value / means[i])) };
  const instance = simulatedInstance(products, launchWeeks, capacity, scenarios, season);
  const found = await search(instance, null, null);
  const plan = simulatedPlan(products, instance, found, basis);
  const order = products
    .map((_, i) => i)
    .filter((i) => found[i] >= 0)
    .sort((a, b) => found[a] - found[b] || a - b);
  // Of the first half, which is on sale when the rest is planned anew; drawn, as plans put small launches first where the season rises.
  const [weak, stockOut, late, runaway] = isTroubled ? drawOrder(random, order.slice(0, order.length / 2)) : none;
  const drawn = drawLevels(random, products);
  const levels = products.map((_, i) => (!isTroubled ? 1 : i === weak ? 0.6 : i === runaway ? 2.2 : drawn[i]));
  const real = found.map((week, i) => (i === late ? week + 3 : week));
  const sold = products.map(({ peak }, i) => {
    const weeks = drawWeeks(random, peak, levels[i], (age) => season(real[i] + age));
    return i === stockOut ? weeks.map((pieces, age) => (age === 3 || age === 4 ? 0 : pieces)) : weeks;
  });
  return { plan, instance, levels, real, sold, roles: { weak, stockOut, late, runaway } };
}

async function search(
  instance: LaunchInstance,
  start: LaunchWeeks | null,
  locks: Parameters<typeof planning.optimise>[0]['locks'] | null,
): Promise<LaunchWeeks> {
  const answer = await planning.optimise(
    {
      ...{
        instance,
        objective: 'profit',
        method: 'memetic',
        weights: { demand: 0.5, market: 0.5 },
        lambda: 0,
        seed: 3,
        moves,
      },
      ...(locks ? { locks } : {}),
      ...(start ? { start } : {}),
    },
    createFreeControl(),
  );
  return answer.weeks;
}

/** The world's sales as known after so many weeks. */
function actualsOf({ plan, real, sold }: World, weeks: number): Actuals {
  return {
    start: plan.startDay,
    weeks,
    weekStart: 0,
    missingWeeks: [],
    series: plan.candidates.flatMap(({ id, name }, i) =>
      real[i] < 0 || real[i] >= weeks
        ? []
        : [
            {
              ...{ productId: id, name, nameAlternative: '', soldBefore: false, stockOutWeeks: [], promotion: null },
              units: Array.from({ length: weeks }, (_, w) => (w < real[i] ? null : (sold[i][w - real[i]] ?? 0))),
            },
          ],
    ),
  };
}

const matchesOf = (plan: CommittedPlan) =>
  plan.candidates.map(({ id }) => ({ candidateId: id, productIds: [id], by: 'id' as const }));

/** Profit in the world as it really is: no noise, real levels. */
function profitIn(world: World, instance: LaunchInstance, weeks: LaunchWeeks): number {
  const { scenarios } = world.instance;
  const real: LaunchInstance = {
    ...instance,
    products: instance.products.map((product, i) => ({
      ...product,
      peakDemand: world.instance.products[i].peakDemand,
    })),
    scenarios: {
      ...scenarios,
      count: 1,
      market: [1],
      promoScale: [1],
      seasonShift: [scenarios.seasonShift[0]],
      demand: [world.levels],
    },
  };
  return scenarioProfits(real, buildLaunchTables(real), weeks)[0];
}

/** Week in which each launch of the world would be noticed were it the one at 0.6; never: infinity. */
function noticedWeak(world: World, seed: number): number[] {
  const { plan, instance, real } = world;
  const random = createRandom(seed);
  const sold = instance.products.map(({ peakDemand }, i) =>
    drawWeeks(random, peakDemand, 0.6, (age) => season(real[i] + age)),
  );
  const { launches } = trackPlan(plan, actualsOf({ ...world, sold }, launchWeeks + 16), matchesOf(plan), []).report;
  return launches
    .filter(({ actualDay }) => actualDay !== null)
    .map(({ signal }) => (signal.direction === 'above' ? undefined : signal.raisedAt) ?? Number.POSITIVE_INFINITY);
}

interface Errors {
  before: number;
  after: number;
  total: number;
}

/** What is left after 4 known weeks: forecast before the launch, re-forecast, and what came. */
function addErrors(world: World, errors: Errors): void {
  const basis = prepareReforecast(world.plan);
  world.real.forEach((week, i) => {
    if (week < 0 || i === world.roles.stockOut) return;
    const actuals = actualsOf(world, week + 4);
    const asOf = actuals.start + 7 * actuals.weeks;
    const day = world.plan.startDay + 7 * week;
    const observed = observeLaunch(world.plan, i, actuals, matchesOf(world.plan)[i]);
    const stock = { onHand: 0, reorders: [] };
    const { reforecast } = reforecastLaunch(world.plan, basis, i, observed, stock, day, asOf);
    const came = world.sold[i].slice(4).reduce((sum, pieces) => sum + pieces, 0);
    const expected = expectedDemand(world.plan, i, day)
      .slice(4)
      .reduce((sum, pieces) => sum + pieces, 0);
    errors.before += Math.abs(expected - came);
    errors.after += Math.abs(reforecast.remaining.mean - came);
    errors.total += came;
  });
}

/** The signal alone, on many single launches of many shops: more exact than one launch of each world. */
function signalAlone(shift: number): Readonly<Record<string, number>> {
  const random = createRandom(shift + 5);
  const count = { launches: 0, alarms: 0, within4: 0, within8: 0 };
  for (let size = 0; size < 120; size++) {
    const peak = usualPeak * Math.exp(0.45 * random.normal());
    const expected = simulatedCurve.map((share) => share * peak);
    const noise = measureTrackingNoise(simulatedBasis(createRandom(shift + 99 + size), launchesBefore));
    const boundaries = signalBoundaries(noise, expected, 7);
    const raisedAt = (level: number): number => {
      const weeks = drawWeeks(random, peak, level).map((sold, age) => ({ sold, expected: expected[age], known: true }));
      return readSignal(noise, weeks, boundaries).raisedAt ?? Number.POSITIVE_INFINITY;
    };
    for (let draw = 0; draw < 40; draw++) {
      count.launches++;
      if (Number.isFinite(raisedAt(1))) count.alarms++;
      const weak = raisedAt(0.6);
      if (weak < 4) count.within4++;
      if (weak < 8) count.within8++;
    }
  }
  const percent = (part: number): number => round((100 * part) / count.launches, 2);
  return {
    'single launches': count.launches,
    'single launches false alarms percent': percent(count.alarms),
    'single launches 0.6 noticed within 4 weeks percent': percent(count.within4),
    'single launches 0.6 noticed within 8 weeks percent': percent(count.within8),
  };
}

const round = (value: number, digits = 3): number => Number(value.toFixed(digits));

const benchmark: Benchmark = async (words) => {
  const option = words.find((word) => word.startsWith('--worlds='));
  const worlds = option ? Number(option.slice('--worlds='.length)) : 200;
  const seed = Number(words.find((word) => word.startsWith('--seed='))?.slice('--seed='.length) ?? 0);
  const shift = seed * 1_000_000_000;
  let launches = 0;
  let alarms = 0;
  for (let w = 0; w < worlds; w++) {
    const world = await makeWorld(shift + 1000 + w, false);
    for (const launch of trackPlan(world.plan, actualsOf(world, launchWeeks + 13), matchesOf(world.plan), []).report
      .launches) {
      launches++;
      if (launch.signal.raisedAt !== null) alarms++;
    }
  }
  const noticed: number[] = [];
  const everyWeak: number[] = [];
  const strong: number[] = [];
  let stockOuts = 0;
  let lates = 0;
  const errors: Errors = { before: 0, after: 0, total: 0 };
  const gains: number[] = [];
  const kept: number[] = [];
  for (let w = 0; w < worlds; w++) {
    const world = await makeWorld(shift + 500_000 + w, true);
    const { plan, roles } = world;
    const { report } = trackPlan(plan, actualsOf(world, launchWeeks + 16), matchesOf(plan), []);
    const of = (i: number) => report.launches.find(({ candidateId }) => candidateId === plan.candidates[i].id);
    noticed.push(
      of(roles.weak)?.signal.direction === 'above'
        ? Number.POSITIVE_INFINITY
        : (of(roles.weak)?.signal.raisedAt ?? Number.POSITIVE_INFINITY),
    );
    everyWeak.push(...noticedWeak(world, shift + 900_000 + w));
    strong.push(of(roles.runaway)?.signal.raisedAt ?? Number.POSITIVE_INFINITY);
    const marked = of(roles.stockOut)
      ?.weeks.filter(({ marks }) => marks.includes('stock-out'))
      .map(({ age }) => age);
    if (marked?.join() === '3,4') stockOuts++;
    if (of(roles.late)?.timing === 'late' && of(roles.late)?.weeksLate === 3) lates++;
    addErrors(world, errors);
    const order = world.real.filter((week) => week >= 0).sort((a, b) => a - b);
    const replannedAfter = order[Math.floor(order.length / 2) - 1] + weeksOnSale;
    const tracked = trackPlan(plan, actualsOf(world, replannedAfter), matchesOf(plan), []);
    const problem = buildReplanProblem(plan, tracked, []);
    const weeks = await search(problem.instance, problem.kept, problem.locks);
    const replan = describeReplan(plan, problem, weeks, { upperBound: Number.NaN, stopped: false });
    const keeping = profitIn(world, problem.keptInstance, problem.kept);
    gains.push(profitIn(world, problem.instance, replan.weeks) - keeping);
    kept.push(keeping);
  }
  const within = (weeks: readonly number[], limit: number): number =>
    round((100 * weeks.filter((age) => age < limit).length) / weeks.length, 1);
  const mean = gains.reduce((sum, gain) => sum + gain, 0) / gains.length;
  const error = Math.sqrt(gains.reduce((sum, gain) => sum + (gain - mean) ** 2, 0) / (gains.length - 1) / gains.length);
  const keptMean = kept.reduce((sum, profit) => sum + profit, 0) / kept.length;
  return {
    ...signalAlone(shift),
    worlds,
    'quiet launches': launches,
    'false alarms percent of launches': round((100 * alarms) / launches, 2),
    '0.6 noticed within 4 weeks percent': within(noticed, 4),
    '0.6 noticed within 8 weeks percent': within(noticed, 8),
    '0.6 in any launch of these worlds': everyWeak.length,
    '0.6 in any launch noticed within 4 weeks percent': within(everyWeak, 4),
    '0.6 in any launch noticed within 8 weeks percent': within(everyWeak, 8),
    '2.2 noticed within 4 weeks percent': within(strong, 4),
    'stock-out weeks found percent': round((100 * stockOuts) / worlds, 1),
    'late launches found percent': round((100 * lates) / worlds, 1),
    'rest before launch wape': round((100 * errors.before) / errors.total, 2),
    'rest after 4 weeks wape': round((100 * errors.after) / errors.total, 2),
    'rest wape lower by percent': round(100 * (1 - errors.after / errors.before), 1),
    'replan gain': round(mean, 0),
    'replan gain lo95': round(mean - 1.96 * error, 0),
    'replan gain hi95': round(mean + 1.96 * error, 0),
    'replan gain percent of kept': round((100 * mean) / keptMean, 2),
    'replan worse percent of worlds': round((100 * gains.filter((gain) => gain < 0).length) / gains.length, 1),
  };
};

export default benchmark;
