import { meanOf } from '#engine/kernels/statistics.ts';
import { leadTimeOf } from '#engine/monitor/advise-launch.ts';
import type { CommittedPlan } from '#engine/monitor/committed-plan.ts';
import { buildReplanProblem } from '#engine/monitor/replan-problem.ts';
import type { ReplanProblem } from '#engine/monitor/replan-report.ts';
import type { TrackedPlan } from '#engine/monitor/track-plan.ts';
import type { Advice, AdviceTurn, StockNote } from '#engine/monitor/tracking.ts';
import { pairLoss } from '#engine/planning/evaluate/evaluate-plan.ts';
import { type LaunchWeeks, launchPriceOf, notLaunched } from '#engine/planning/problem/launch-instance.ts';
import { buildLaunchTables, type LaunchTables } from '#engine/planning/problem/launch-tables.ts';
import { checkPlan } from '#engine/planning/rules/check-plan.ts';

/** Below this share of the launches' expected revenue a gain is not worth a line; and it has to come in at least half of the scenarios. */
const leastGainShare = 0.01;
const leastProbability = 0.5;
/** Sums of money that are equal but for rounding. */
const leastMoney = 1e-6;
/** Demand is varied by up to this factor either way to find where an advice turns. */
const mostFactor = 4;

/** Advice is for what is due next: so many weeks ahead, and so many launches or waves. */
const weeksAhead = 13;
const mostUnits = 24;

/** Launches that have to move together (a wave), as places in the instance. */
type Unit = readonly number[];

/** The same tracking with advice for what has not launched: see {@link adviseNext}. */
export function withNextAdvice(plan: CommittedPlan, tracked: TrackedPlan, notes: readonly StockNote[]): TrackedPlan {
  if (!plan.hasCosts) return tracked;
  const problem = buildReplanProblem(plan, tracked, notes);
  const found = new Map(unitsOf(plan, problem).flatMap((unit) => adviseNext(plan, tracked, problem, unit)));
  const launches = tracked.report.launches.map((launch) => {
    const advice = found.get(launch.candidateId);
    return advice ? { ...launch, advice } : launch;
  });
  return { ...tracked, report: { ...tracked.report, launches } };
}

function unitsOf(plan: CommittedPlan, { locks, kept, now, instance }: ReplanProblem): Unit[] {
  if (now >= instance.weeks) return [];
  const isFrozen = new Set(locks.fixed.map(({ product }) => product));
  const isOpen = (i: number): boolean => !isFrozen.has(i) && kept[i] >= 0;
  const waves = (plan.instance.constraints.waves ?? [])
    .map(({ members }) => members.filter(isOpen))
    .filter((members) => members.length > 1);
  const inWave = new Set(waves.flat());
  const alone = plan.candidates.flatMap((_, i) => (isOpen(i) && !inWave.has(i) ? [[i]] : []));
  const firstOf = (unit: Unit): number => Math.min(...unit.map((i) => kept[i]));
  return [...waves, ...alone]
    .filter((unit) => firstOf(unit) < now + weeksAhead)
    .sort((a, b) => firstOf(a) - firstOf(b) || a[0] - b[0])
    .slice(0, mostUnits);
}

/**
 * What the next launch, or wave, could do alone: come earlier (its initial order still has to be ordered and arrive), come later, or be left out; everything else as committed, at today's
 * levels and in today's scenarios, within the rules. The best of each kind that pays, best first, for every launch of the unit.
 */
function adviseNext(
  plan: CommittedPlan,
  tracked: TrackedPlan,
  problem: ReplanProblem,
  unit: Unit,
): [candidateId: string, advice: Advice[]][] {
  const { keptInstance: instance, kept, now, locks } = problem;
  const allowed = checkPlan(instance, kept, locks).length;
  const lead = Math.max(...unit.map((i) => leadTimeOf(plan, i)));
  const from = Math.min(...unit.map((i) => kept[i]));
  const tables = tablesOf(problem, unit, 1);
  const price = (weeks: LaunchWeeks, priced: LaunchTables): Float64Array => gainOf(problem, unit, priced, weeks);
  const shifts = Array.from({ length: instance.weeks }, (_, week) => week - from)
    .filter((shift) => shift > 0 || (shift < 0 && from + shift >= now + lead))
    .map((shift) => kept.map((week, i) => (unit.includes(i) ? week + shift : week)));
  const out = kept.map((week, i) => (unit.includes(i) ? notLaunched : week));
  const best = new Map<Advice['action'], { weeks: LaunchWeeks; gain: Float64Array; mean: number }>();
  for (const weeks of [...shifts, out]) {
    if (unit.some((i) => weeks[i] >= instance.weeks)) continue;
    if (checkPlan(instance, weeks, locks).length > allowed) continue;
    const gain = price(weeks, tables);
    const mean = meanOf(gain);
    const action = weeks === out ? 'drop' : weeks[unit[0]] < kept[unit[0]] ? 'bring-forward' : 'delay';
    if (mean > (best.get(action)?.mean ?? 0)) best.set(action, { weeks, gain, mean });
  }
  const least = leastGainShare * unit.reduce((sum, i) => sum + expectedRevenue(plan, tracked, i), 0);
  const lines = [...best]
    .filter(([, { gain, mean }]) => mean > least && chanceOf(gain) >= leastProbability)
    .sort(([, a], [, b]) => b.mean - a.mean);
  const turns = new Map(lines.map(([action, { weeks }]) => [action, demandTurns(problem, unit, weeks)]));
  const turnsOf = (action: Advice['action']): readonly DemandTurn[] => turns.get(action) ?? [];
  return unit.map((i) => [
    plan.candidates[i].id,
    lines.map(([action, { weeks, gain }]): Advice => {
      const dayOf = (week: number): number => plan.startDay + 7 * week;
      const sorted = gain.slice().sort();
      const at = (p: number): number => sorted[Math.min(sorted.length - 1, Math.floor(p * sorted.length))];
      const isEarlier = action === 'bring-forward';
      return {
        candidateId: plan.candidates[i].id,
        ...{ action, pieces: null, discount: null, arrives: null },
        dayBefore: dayOf(kept[i]),
        dayAfter: weeks[i] < 0 ? null : dayOf(weeks[i]),
        until: dayOf(isEarlier ? weeks[i] - leadTimeOf(plan, i) : kept[i]),
        together: unit.filter((other) => other !== i).map((other) => plan.candidates[other].id),
        gain: { mean: meanOf(gain), lo80: at(0.1), hi80: at(0.9) },
        gainProbability: chanceOf(gain),
        turns: [
          ...turnsOf(action).map(({ what, factor }) => ({ what, value: factor * expectedPieces(plan, tracked, i) })),
          ...(isEarlier ? [{ what: 'lead-time-above' as const, value: weeks[i] - now }] : []),
        ],
      };
    }),
  ]);
}

/** Accounts of the unit's own launches with their demand times `factor`. */
function tablesOf({ keptInstance }: ReplanProblem, unit: Unit, factor: number): LaunchTables {
  const { products, scenarios, cannibalisation } = keptInstance;
  return buildLaunchTables({
    ...keptInstance,
    products: unit.map((i) => ({ ...products[i], peakDemand: products[i].peakDemand * factor })),
    cannibalisation: { ...cannibalisation, pairs: [] },
    scenarios: { ...scenarios, demand: scenarios.demand.map((row) => unit.map((i) => row[i])) },
  });
}

/** Money by future of other weeks for the unit against the kept ones, what it takes from others and they from it included. */
function gainOf(
  { keptInstance, kept }: ReplanProblem,
  unit: Unit,
  tables: LaunchTables,
  weeks: LaunchWeeks,
): Float64Array {
  const loss = pairLoss(keptInstance, weeks) - pairLoss(keptInstance, kept);
  const profit = (place: number, week: number, s: number): number => (week < 0 ? 0 : tables.profitOf(place, week)[s]);
  return Float64Array.from({ length: tables.scenarios }, (_, s) =>
    unit.reduce(
      (sum, i, place) => sum + profit(place, weeks[i], s) - profit(place, kept[i], s),
      -loss * tables.market[s],
    ),
  );
}

interface DemandTurn {
  readonly what: Extract<AdviceTurn['what'], `remaining-demand-${string}`>;
  readonly factor: number;
}

/** Demand of the unit, over what is expected now, at which the expected gain is gone: below 1, and above. */
function demandTurns(problem: ReplanProblem, unit: Unit, weeks: LaunchWeeks): DemandTurn[] {
  const pays = (factor: number): boolean =>
    meanOf(gainOf(problem, unit, tablesOf(problem, unit, factor), weeks)) > leastMoney;
  return ([1 / mostFactor, mostFactor] as const).flatMap((end): DemandTurn[] => {
    if (pays(end)) return [];
    let [good, bad] = [1, end];
    for (let step = 0; step < 8; step++) {
      const middle = Math.sqrt(good * bad);
      if (pays(middle)) good = middle;
      else bad = middle;
    }
    return [{ what: end < 1 ? 'remaining-demand-below' : 'remaining-demand-above', factor: good }];
  });
}

function expectedPieces(plan: CommittedPlan, { outlooks }: TrackedPlan, i: number): number {
  return outlooks[i]?.reforecast.remaining.mean ?? plan.candidates[i].total.mean;
}

function expectedRevenue(plan: CommittedPlan, tracked: TrackedPlan, i: number): number {
  return expectedPieces(plan, tracked, i) * launchPriceOf(plan.instance.products[i], 0);
}

function chanceOf(gain: Float64Array): number {
  return gain.reduce((count, money) => count + (money > 0 ? 1 : 0), 0) / gain.length;
}
