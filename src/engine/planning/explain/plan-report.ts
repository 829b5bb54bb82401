import { evaluatePlan } from '#engine/planning/evaluate/evaluate-plan.ts';
import { type FitnessWeights, type PaperReturns, paperReturns } from '#engine/planning/evaluate/paper-fitness.ts';
import {
  type LaunchInstance,
  type LaunchWeeks,
  noLocks,
  type PlanLocks,
} from '#engine/planning/problem/launch-instance.ts';
import type { LaunchTables } from '#engine/planning/problem/launch-tables.ts';
import { createSalesCache, type SalesCache } from '#engine/planning/problem/sales-cache.ts';
import { compileRules } from '#engine/planning/rules/compile-rules.ts';
import type {
  AvoidedNeighbour,
  BindingRule,
  BindingWeek,
  LaunchReport,
  NotSelectedReport,
  PlanReport,
  RuleRelief,
} from '#engine/planning/rules/plan-figures.ts';
import { PlanState } from '#engine/planning/rules/plan-state.ts';
import { entryChangesOf } from './entry-changes.ts';
import { blocksAt, explainBlock, explainOwnBlock } from './explain-block.ts';
import { waveWindows, windowAround } from './launch-window.ts';

/** Settings of {@link reportPlan}. */
export interface ReportSettings {
  readonly weights: FitnessWeights;
  readonly locks?: PlanLocks;
  /** Tolerance of the launch window as a share of the plan's profit. */
  readonly windowShare: number;
  /** What is known from earlier reports of instances that differ in their rules alone. */
  readonly sales?: SalesCache;
  readonly returns?: PaperReturns;
}

/** Prices a plan and explains it launch by launch; any plan may be asked about. O(M T (pairs of a product + rules)). */
export function reportPlan(
  instance: LaunchInstance,
  tables: LaunchTables,
  weeks: LaunchWeeks,
  {
    weights,
    locks = noLocks,
    windowShare,
    sales = createSalesCache(instance, tables),
    returns = paperReturns(instance),
  }: ReportSettings,
): PlanReport {
  const figures = evaluatePlan(instance, weeks, { tables, returns, sales, weights, locks });
  const state = new PlanState(compileRules(instance, locks, tables.reordered), {
    value: tables.mean,
    pairScale: tables.meanMarket,
  });
  state.adopt(weeks);
  const launches: LaunchReport[] = [];
  const notSelected: NotSelectedReport[] = [];
  for (let i = 0; i < weeks.length; i++) {
    if (weeks[i] >= 0)
      launches.push(
        reportLaunch(instance, { meanMarket: tables.meanMarket, sales, windowShare }, state, i, figures.profit),
      );
    else notSelected.push(reportNotSelected(instance, state, i));
  }
  const windows = waveWindows(instance, state, figures.profit, windowShare);
  launches.forEach((launch, k) => {
    const window = windows.get(launch.product);
    if (!window) return;
    const { windowFrom, windowTo, members } = window;
    const windowWith = members.filter((member) => member !== launch.product);
    launches[k] = { ...launch, windowFrom, windowTo, windowWith };
  });
  launches.sort((a, b) => a.week - b.week || a.product - b.product);
  notSelected.sort((a, b) => orderOf(b.gain) - orderOf(a.gain) || a.product - b.product);
  return { figures, launches, notSelected };
}

function orderOf(gain: number): number {
  return Number.isNaN(gain) ? Number.MIN_SAFE_INTEGER : gain;
}

function reportLaunch(
  instance: LaunchInstance,
  { meanMarket, sales, windowShare }: Pick<LaunchTables, 'meanMarket'> & { sales: SalesCache; windowShare: number },
  state: PlanState,
  i: number,
  planProfit: number,
): LaunchReport {
  const { weeks: count } = instance;
  const week = state.weeks[i];
  const place = state.places[i];
  const neighbours = reportNeighbours(state, i, meanMarket);
  const contribution = state.gain(i, place);
  state.remove(i);
  const profitByWeek = new Float64Array(count);
  const blockedBy: (BindingRule | null)[] = [];
  for (let t = 0; t < count; t++) {
    const block = t === week ? null : explainBlock(instance, state, i, t);
    blockedBy.push(block);
    const isOwn = t !== week && explainOwnBlock(instance, state, i, t) !== null;
    profitByWeek[t] = isOwn ? Number.NaN : planProfit - contribution + state.gain(i, state.bestPlace(i, t));
  }
  const avoids = reportAvoided(instance, state, i, place, meanMarket);
  state.place(i, place);
  const allowed = profitByWeek.map((profit, t) =>
    t === week ? planProfit : blockedBy[t] === null ? profit : Number.NaN,
  );
  const { leftover: _leftover, ...ofLaunch } = sales(i, place);
  const cost = (t: number): number =>
    t >= 0 && t < count && blockedBy[t] === null ? profitByWeek[t] - planProfit : Number.NaN;
  const shared = contribution - ofLaunch.ownProfit;
  return {
    product: i,
    week,
    contribution,
    profitByWeek,
    blockedBy,
    ...windowAround(allowed, week, windowShare),
    costEarlier: cost(week - 1),
    costLater: cost(week + 1),
    neighbours,
    binds: reportBinding(profitByWeek, blockedBy, planProfit),
    avoids,
    ...ofLaunch,
    profitLo80: ofLaunch.profitLo80 + shared,
    profitHi80: ofLaunch.profitHi80 + shared,
  };
}

function reportNeighbours(state: PlanState, i: number, meanMarket: number): { product: number; loss: number }[] {
  const { rules, weeks } = state;
  const found: { product: number; loss: number }[] = [];
  for (let k = rules.pairStart[i]; k < rules.pairStart[i + 1]; k++) {
    const product = rules.pairOther[k];
    if (weeks[product] < 0) continue;
    const distance = Math.abs(weeks[product] - weeks[i]);
    const loss = distance < rules.decay.length ? rules.pairLoss[k] * rules.decay[distance] * meanMarket : 0;
    if (loss !== 0) found.push({ product, loss });
  }
  return found.sort((a, b) => b.loss - a.loss);
}

/** Most rules that a launch is said to be bound by. */
const mostBinding = 3;

function reportBinding(
  profitByWeek: Float64Array,
  blockedBy: readonly (BindingRule | null)[],
  planProfit: number,
): BindingWeek[] {
  const found: BindingWeek[] = [];
  blockedBy.forEach((rule, week) => {
    const gain = profitByWeek[week] - planProfit;
    if (rule && gain > 0) found.push({ week, gain, rule });
  });
  found.sort((a, b) => b.gain - a.gain || a.week - b.week);
  const isFirstOfRule = ({ rule }: BindingWeek, k: number): boolean =>
    found.findIndex((other) => other.rule.rule === rule.rule) === k;
  return found.filter(isFirstOfRule).slice(0, mostBinding);
}

/**
 * In the open week that is best for the launch by itself: the neighbour with which it would share the most, when that is
 * more than here and the reason why the week is not the best for the plan. `i` is not placed.
 */
function reportAvoided(
  instance: LaunchInstance,
  state: PlanState,
  i: number,
  place: number,
  meanMarket: number,
): AvoidedNeighbour | null {
  const { rules, weeks } = state;
  const week = rules.weekOf[place];
  let preferred = week;
  let most = state.valueOf(i, place);
  for (let t = 0; t < instance.weeks; t++) {
    if (explainBlock(instance, state, i, t) !== null) continue;
    const value = state.valueOf(i, state.bestPlace(i, t));
    if (value <= most) continue;
    most = value;
    preferred = t;
  }
  if (preferred === week || state.gain(i, state.bestPlace(i, preferred)) > state.gain(i, place)) return null;
  const lossAt = (k: number, t: number): number => {
    const distance = Math.abs(weeks[rules.pairOther[k]] - t);
    return distance < rules.decay.length ? rules.pairLoss[k] * rules.decay[distance] * meanMarket : 0;
  };
  let avoided: AvoidedNeighbour | null = null;
  for (let k = rules.pairStart[i]; k < rules.pairStart[i + 1]; k++) {
    const product = rules.pairOther[k];
    if (weeks[product] < 0) continue;
    const loss = lossAt(k, preferred);
    if (loss > lossAt(k, week) && loss > (avoided?.loss ?? 0)) avoided = { product, week: preferred, loss };
  }
  return avoided;
}

function reportNotSelected(instance: LaunchInstance, state: PlanState, i: number): NotSelectedReport {
  const gainByWeek = new Float64Array(instance.weeks).fill(Number.NaN);
  const blockedByWeek: (BindingRule | null)[] = [];
  let openWeek = -1;
  let anyWeek = -1;
  const { fixed } = state.rules;
  for (let t = 0; t < instance.weeks; t++) {
    const block = explainBlock(instance, state, i, t);
    blockedByWeek.push(block);
    if (explainOwnBlock(instance, state, i, t) !== null) continue;
    gainByWeek[t] = state.gain(i, state.bestPlace(i, t));
    if (anyWeek < 0 || gainByWeek[t] > gainByWeek[anyWeek]) anyWeek = t;
    if (block === null && (openWeek < 0 || gainByWeek[t] > gainByWeek[openWeek])) openWeek = t;
  }
  const judge = (
    reason: NotSelectedReport['reason'],
    bestWeek: number,
    blocks: readonly BindingRule[] = [],
  ): NotSelectedReport => {
    const blockedBy = blocks.length > 0 ? blockedByWeek[bestWeek] : null;
    const gain = bestWeek < 0 ? Number.NaN : state.gain(i, state.bestPlace(i, bestWeek));
    return { product: i, bestWeek, gain, reason, blockedBy, blocks, gainByWeek, blockedByWeek, entryChanges };
  };
  const entryChanges = entryChangesOf(instance, state, i);
  if (fixed[i] === -1) return judge('locked-out', -1);
  if (anyWeek < 0) return judge('no-open-week', -1);
  if (openWeek >= 0 && gainByWeek[openWeek] > 0) return judge('would-pay', openWeek);
  const way = easiestWeek(instance, state, i, gainByWeek);
  return way
    ? judge('blocked', way.week, way.blocks)
    : judge('unprofitable', anyWeek, blocksAt(instance, state, i, anyWeek).map(ruleOf));
}

/**
 * The week in which the fewest rules are in the way of a gain, the greatest gain of such; where its wave has launched, the
 * wave's week, as long as that gains: beside its wave is where it belongs. Null: it gains nowhere.
 */
function easiestWeek(
  instance: LaunchInstance,
  state: PlanState,
  i: number,
  gainByWeek: Float64Array,
): { readonly week: number; readonly blocks: readonly BindingRule[] } | null {
  const blocksOf = (t: number): BindingRule[] => blocksAt(instance, state, i, t).map(ruleOf);
  const wave = weekOfWave(state, i);
  if (wave >= 0 && state.gain(i, state.bestPlace(i, wave)) > 0) return { week: wave, blocks: blocksOf(wave) };
  let best: { readonly week: number; readonly blocks: readonly BindingRule[] } | null = null;
  for (let week = 0; week < instance.weeks; week++) {
    if (!(gainByWeek[week] > 0)) continue;
    const blocks = blocksOf(week);
    const fewer = best ? best.blocks.length - blocks.length : 1;
    if (fewer > 0 || (fewer === 0 && best && gainByWeek[week] > gainByWeek[best.week])) best = { week, blocks };
  }
  return best;
}

/** The week of the launched members of a candidate's waves; -1: none has launched, or they are apart. */
function weekOfWave({ rules, weeks }: PlanState, i: number): number {
  const found = new Set<number>();
  for (const wave of rules.wavesOf[i])
    for (const member of rules.waveMembers[wave]) if (member !== i && weeks[member] >= 0) found.add(weeks[member]);
  const [week = -1] = found;
  return found.size === 1 ? week : -1;
}

function ruleOf({ by: _by, ...rule }: RuleRelief): BindingRule {
  return rule;
}
