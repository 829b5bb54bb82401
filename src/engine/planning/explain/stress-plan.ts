import { meanAndTail, tailCountOf } from '#engine/planning/evaluate/evaluate-plan.ts';
import {
  type LaunchInstance,
  type LaunchWeeks,
  optionOfPlace,
  weekOfPlace,
} from '#engine/planning/problem/launch-instance.ts';
import { LaunchSimulation } from '#engine/planning/problem/launch-simulation.ts';

/** A scenario that differs from what was planned for. */
export type StressId =
  | 'as-planned'
  | 'demand-lower'
  | 'demand-higher'
  | 'promotions-weaker'
  | 'events-later'
  | 'supplier-late';

/** What the same launch weeks and initial orders earn in it. */
export interface StressOutcome {
  readonly id: StressId;
  readonly profit: number;
  readonly tailMean: number;
  readonly lossProbability: number;
  readonly expectedLeftover: number;
}

interface Stress {
  readonly id: StressId;
  readonly demand: number;
  readonly promotions: number;
  /** Weeks by which events come later than the calendar says. */
  readonly eventsLater: number;
  /** Weeks by which every launch comes later than planned. */
  readonly launchesLater: number;
}

const calm = { demand: 1, promotions: 1, eventsLater: 0, launchesLater: 0 };
const stresses: readonly Stress[] = [
  { ...calm, id: 'as-planned' },
  { ...calm, id: 'demand-lower', demand: 0.8 },
  { ...calm, id: 'demand-higher', demand: 1.2 },
  { ...calm, id: 'promotions-weaker', promotions: 0.5 },
  { ...calm, id: 'events-later', eventsLater: 1 },
  { ...calm, id: 'supplier-late', launchesLater: 2 },
];

/** What one launch brings in one of these scenarios, by scenario, with its leftover; launches keep it when others move. */
interface StressedLaunch {
  readonly profits: Float64Array;
  readonly leftover: number;
}

/** Launches known by scenario, product and week; instances that differ only in their rules may share it. */
export type StressCache = Map<string, StressedLaunch>;

/** Launches that a cache holds before it is emptied: some of the largest plans in all scenarios. */
const mostKnown = 8000;

/**
 * The plan's weeks and initial orders in scenarios that it was not made for: demand 20 % lower or higher, promotions half as
 * strong, every event a week later, every launch two weeks late. Nothing is planned anew, rules are not checked;
 * cannibalisation stays, since all launches keep their distances. Sales end at the horizon. O(scenarios x launches x S).
 */
export function stressPlan(instance: LaunchInstance, weeks: LaunchWeeks): StressOutcome[] {
  const steps = stressInSteps(instance, weeks, new Map());
  for (let step = steps.next(); ; step = steps.next()) if (step.done) return step.value;
}

/** The same, yielding after every few launches, and with what `cache` knows of earlier plans. */
export function* stressInSteps(
  instance: LaunchInstance,
  weeks: LaunchWeeks,
  cache: StressCache,
): Generator<undefined, StressOutcome[], unknown> {
  if (cache.size > mostKnown) cache.clear();
  const outcomes: StressOutcome[] = [];
  for (const stress of stresses) outcomes.push(yield* outcomeOf(stress, instance, weeks, cache));
  return outcomes;
}

function changed(instance: LaunchInstance, { demand, promotions, eventsLater }: Stress): LaunchInstance {
  const { scenarios, promo } = instance;
  const later = (values: readonly number[]): number[] =>
    values.map((_, w) => (w < eventsLater ? 0 : values[w - eventsLater]));
  return {
    ...instance,
    promo: {
      ...promo,
      ...{ uplift: later(promo.uplift), discount: later(promo.discount) },
      ...(promo.apart && promo.lost ? { apart: later(promo.apart), lost: later(promo.lost) } : {}),
    },
    scenarios: {
      ...scenarios,
      demand: scenarios.demand.map((row) => row.map((factor) => factor * demand)),
      promoScale: scenarios.promoScale.map((scale) => scale * promotions),
      market: scenarios.market.map((market) => market * demand),
    },
  };
}

/** Launches simulated between two yields. */
const launchesPerChunk = 10;

function* outcomeOf(
  stress: Stress,
  instance: LaunchInstance,
  weeks: LaunchWeeks,
  cache: StressCache,
): Generator<undefined, StressOutcome, unknown> {
  const { id, launchesLater } = stress;
  const { count } = instance.scenarios;
  const profits = new Float64Array(count);
  let leftover = 0;
  let simulated = 0;
  let scenario: LaunchInstance | null = null;
  for (let i = 0; i < weeks.length; i++) {
    if (weeks[i] < 0) continue;
    const week = Math.min(weekOfPlace(instance, weeks[i]) + launchesLater, instance.horizon - 1);
    const option = optionOfPlace(instance, weeks[i]);
    const key = `${id}/${i}/${week}/${option}`;
    let launch = cache.get(key);
    if (!launch) {
      scenario ??= changed(instance, stress);
      launch = simulate(scenario, i, week, option);
      cache.set(key, launch);
      simulated += 1;
      if (simulated % launchesPerChunk === 0) yield;
    }
    for (let s = 0; s < count; s++) profits[s] += launch.profits[s];
    leftover += launch.leftover;
  }
  const { market } = instance.scenarios;
  const { pairs, decay } = instance.cannibalisation;
  for (const { i, j, loss } of pairs) {
    const distance = Math.abs(weekOfPlace(instance, weeks[i]) - weekOfPlace(instance, weeks[j]));
    if (weeks[i] < 0 || weeks[j] < 0 || distance >= decay.length) continue;
    for (let s = 0; s < count; s++) profits[s] -= loss * decay[distance] * (market[s] * stress.demand);
  }
  const { mean, tailMean } = meanAndTail(profits, tailCountOf(instance));
  const losses = profits.reduce((sum, profit) => sum + (profit < 0 ? 1 : 0), 0);
  return { id, profit: mean, tailMean, lossProbability: losses / count, expectedLeftover: leftover };
}

function simulate(scenario: LaunchInstance, i: number, week: number, option: number): StressedLaunch {
  const simulation = new LaunchSimulation(scenario, i);
  simulation.run(week, option);
  const { profit, left } = simulation;
  return { profits: profit, leftover: left.reduce((sum, units) => sum + units / left.length, 0) };
}
