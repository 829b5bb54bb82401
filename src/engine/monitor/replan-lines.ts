import { moneyRange } from '#engine/monitor/commit-plan.ts';
import type { CommittedPlan } from '#engine/monitor/committed-plan.ts';
import { offerChange, takeOffers } from '#engine/monitor/replan-offers.ts';
import type {
  DifferenceReason,
  OfferChange,
  ReplanLine,
  ReplanProblem,
  ReplanReport,
} from '#engine/monitor/replan-report.ts';
import { scenarioProfits } from '#engine/planning/evaluate/evaluate-plan.ts';
import { type LaunchInstance, type LaunchWeeks, stockAt } from '#engine/planning/problem/launch-instance.ts';
import { buildLaunchTables, type LaunchTables } from '#engine/planning/problem/launch-tables.ts';
import { checkPlan } from '#engine/planning/rules/check-plan.ts';

/** A level that moves by more than this is why. */
const levelMoved = 0.05;

/**
 * The new plan against the committed one, launch by launch, in today's scenarios. `places`: option and launch week of each product in `offered`, the problem with the
 * offers that were chosen from.
 */
export function describeReplan(
  plan: CommittedPlan,
  asked: ReplanProblem,
  places: LaunchWeeks,
  search: { readonly upperBound: number; readonly stopped: boolean },
  offered: LaunchInstance = asked.instance,
): ReplanReport {
  const { instance, weeks } = takeOffers(offered, places);
  const problem = { ...asked, instance };
  const tables = buildLaunchTables(problem.instance);
  const keptTables = buildLaunchTables(problem.keptInstance);
  const kept = scenarioProfits(problem.keptInstance, keptTables, problem.kept);
  const fresh = scenarioProfits(problem.instance, tables, weeks);
  const lines = plan.candidates.flatMap((_, i) =>
    describeLine(plan, problem, { tables, keptTables }, weeks, i, offerChange(instance, asked.instance, i, weeks[i])),
  );
  return {
    problem,
    weeks,
    lines,
    keptProfit: moneyRange(kept),
    newProfit: moneyRange(fresh),
    gain: moneyRange(fresh.map((profit, s) => profit - kept[s])),
    ...search,
  };
}

function describeLine(
  plan: CommittedPlan,
  problem: ReplanProblem,
  priced: PricedTwice,
  weeks: LaunchWeeks,
  i: number,
  change: OfferChange | null,
): ReplanLine[] {
  const candidate = plan.candidates[i];
  const dayOf = (week: number): number | null => (week < 0 ? null : plan.startDay + 7 * week);
  const before = plan.weeks[i];
  const after = weeks[i];
  if (before < 0 && after < 0) return [];
  const isFrozen = problem.locks.fixed.some(({ product }) => product === i);
  const stockAfter = after < 0 ? 0 : stockAt(problem.instance.products[i], after);
  const offer = isFrozen ? null : change;
  const kind = isFrozen ? 'frozen' : kindOf(before, after, offer !== null, candidate.stock === stockAfter);
  const isChanged = kind !== 'frozen' && kind !== 'kept';
  return [
    {
      candidateId: candidate.id,
      name: candidate.name,
      kind,
      dayBefore: dayOf(before),
      dayAfter: dayOf(after),
      stockBefore: candidate.stock,
      stockAfter,
      offer,
      reason: reasonOf(problem, weeks, i, kind),
      levelFactor: problem.levelFactors[i],
      levelSource: problem.levelSources[i],
      gain: isChanged ? lineGain(problem, priced, weeks, i) : 0,
    },
  ];
}

function kindOf(before: number, after: number, isOfferNew: boolean, isStockKept: boolean): ReplanLine['kind'] {
  if (before < 0) return 'added';
  if (after < 0) return 'dropped';
  if (after !== before) return after < before ? 'earlier' : 'later';
  if (isOfferNew) return 'offer';
  return isStockKept ? 'kept' : 'stock';
}

/** The launches of today's problem priced with today's initial orders, and with the committed ones. */
interface PricedTwice {
  readonly tables: LaunchTables;
  readonly keptTables: LaunchTables;
}

/** Expected profit of the new plan less that of the same plan with this one launch in its week and with its offer as committed; NaN where a rule forbids that. */
function lineGain(problem: ReplanProblem, { tables, keptTables }: PricedTwice, weeks: LaunchWeeks, i: number): number {
  const back = weeks.map((week, product) => (product === i ? problem.kept[i] : week));
  const { instance, keptInstance } = problem;
  const mixed = { ...instance, products: instance.products.with(i, keptInstance.products[i]) };
  if (checkPlan(mixed, back, problem.locks).length > 0) return Number.NaN;
  const mean = (plan: LaunchWeeks): number => {
    const profits = scenarioProfits(instance, tables, plan);
    return profits.reduce((sum, profit) => sum + profit, 0) / profits.length;
  };
  const place = i * tables.weeks + back[i];
  const otherBuy = back[i] < 0 ? 0 : keptTables.mean[place] - tables.mean[place];
  return mean(weeks) - mean(back) - otherBuy;
}

/**
 * Why a line differs, the first that holds: it has launched; its week is over; its own level moved; a launch that it takes sales from (or loses to) moved; a launch has
 * made room in, or taken room from, its week; else the money left.
 */
function reasonOf(problem: ReplanProblem, weeks: LaunchWeeks, i: number, kind: ReplanLine['kind']): DifferenceReason {
  if (kind === 'frozen') return 'launched';
  if (kind === 'kept') return 'none';
  const { kept, levelFactors, instance, now } = problem;
  if (kept[i] >= 0 && kept[i] === now && weeks[i] >= now && kind === 'later') return 'week-over';
  const change = Math.log(levelFactors[i]);
  if (change > levelMoved) return 'demand-up';
  if (change < -levelMoved) return 'demand-down';
  if (kind === 'offer') return 'none';
  if (kind === 'stock') return change >= 0 ? 'demand-up' : 'demand-down';
  const moved = instance.products.map((_, j) => j !== i && kept[j] !== weeks[j]);
  const isNeighbour = instance.cannibalisation.pairs.some(
    ({ i: a, j: b, loss }) => loss !== 0 && ((a === i && moved[b]) || (b === i && moved[a])),
  );
  if (isNeighbour) return 'neighbour';
  if (weeks[i] >= 0 && moved.some((isMoved, j) => isMoved && kept[j] === weeks[i])) return 'room-freed';
  if (kept[i] >= 0 && moved.some((isMoved, j) => isMoved && weeks[j] === kept[i])) return 'room-taken';
  return 'budget';
}
