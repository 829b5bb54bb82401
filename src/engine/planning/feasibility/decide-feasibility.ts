import { type PlanRules, requiredOf } from '#engine/planning/rules/plan-rules.ts';
import { PlanState } from '#engine/planning/rules/plan-state.ts';
import { planningRules } from '#engine/planning/rules/planning-rules.ts';
import { PlanMoves } from '#engine/planning/search/plan-moves.ts';
import { construct } from '#engine/planning/search/plan-population.ts';
import { buildSearchGuide } from '#engine/planning/search/search-guide.ts';
import { createRandom } from '#engine/random.ts';
import { LaunchDomains, type PartialPlan } from './launch-domains.ts';

/** Whether any plan keeps every rule. `work`: cells (product x week) looked at. */
export type Feasibility =
  | { readonly verdict: 'possible'; readonly places: Int32Array; readonly work: number }
  | { readonly verdict: 'impossible' | 'undecided'; readonly work: number };

/**
 * Decides by propagation and search whether a plan exists that keeps every rule, without a thought for what it earns. Exact:
 * `impossible` is proven, `possible` comes with a plan; `undecided` after `mostWork` cells. Only what must launch, what must
 * come before it and members of categories with a minimum take part: nothing else is ever needed.
 *
 * Constraint propagation to a fixed point (each rule's own, and the energy of every span of weeks), then depth first over the
 * product with the fewest weeks left by how often it has failed (Boussemart and others 2004, dom/wdeg).
 */
export function decideFeasibility(rules: PlanRules, mostWork: number): Feasibility {
  const easy = buildPlainly(rules);
  if (easy) return { verdict: 'possible', places: easy, work: rules.products * rules.weeks };
  return new FeasibilitySearch(rules, mostWork).solve();
}

/** What must launch and what minima ask for, one after the other, each in its roomiest week that still fits; null: some is left. */
function buildPlainly(rules: PlanRules): Int32Array | null {
  const { products, row, weekOf, capacity, effort, openColumns, ledger } = rules;
  const roominess = new Float64Array(openColumns.length).fill(Number.NEGATIVE_INFINITY);
  for (let i = 0; i < products; i++)
    for (let column = row[i]; column < row[i + 1]; column++) {
      if (openColumns[column] === 0) continue;
      const room = capacity[weekOf[column - row[i]]];
      let share = room > 0 ? effort[i] / room : 1;
      for (let u = ledger.start[column]; u < ledger.start[column + 1]; u++)
        if (ledger.max[ledger.row[u]] > 0) share += ledger.amount[u] / ledger.max[ledger.row[u]];
      roominess[column] = -share;
    }
  // Worth nothing: only what is asked for is launched.
  const state = new PlanState(rules, { value: new Float64Array(openColumns.length), pairScale: 0 });
  const guide = buildSearchGuide(rules, roominess, Number.POSITIVE_INFINITY);
  const random = createRandom(1);
  construct(state, new PlanMoves(state, guide, random), guide, null, random, 0);
  return state.missing === 0 ? state.places : null;
}

class FeasibilitySearch {
  private readonly rules: PlanRules;
  private readonly mostWork: number;
  private readonly domains: LaunchDomains;
  /** By phase. */
  private readonly propagators: readonly (readonly (() => boolean | null)[])[];
  /** Times that each product has been where a partial plan failed, from 1 on. */
  private readonly weight: Float64Array;
  private readonly totalRoom: number;

  constructor(rules: PlanRules, mostWork: number) {
    this.rules = rules;
    this.mostWork = mostWork;
    this.domains = new LaunchDomains(rules);
    this.weight = new Float64Array(this.domains.count).fill(1);
    this.totalRoom = rules.capacity.reduce((sum, capacity) => sum + capacity, 0);
    const phases: (() => boolean | null)[][] = [];
    for (const { propagators = [] } of planningRules)
      for (const { phase, create } of propagators) {
        phases[phase] ??= [];
        phases[phase].push(create(this.domains));
      }
    this.propagators = phases;
  }

  solve(): Feasibility {
    const { rules, domains, weight, mostWork } = this;
    const required = requiredOf(rules);
    if (domains.products.some((i) => required[i] === 1 && rules.fixed[i] === -1))
      return { verdict: 'impossible', work: domains.work };
    const stack: PartialPlan[] = [domains.begin()];
    for (let plan = stack.pop(); plan; plan = stack.pop()) {
      domains.lookAt(plan);
      if (!this.propagate()) {
        if (domains.failedAt >= 0) weight[domains.failedAt] += 1;
        continue;
      }
      if (domains.work > mostWork) return { verdict: 'undecided', work: domains.work };
      const other = { status: plan.status.slice(), weeks: plan.weeks.slice() };
      if (!this.branch(plan, other)) return { verdict: 'possible', places: this.planOf(), work: domains.work };
      stack.push(other, plan);
    }
    return { verdict: 'impossible', work: domains.work };
  }

  private propagate(): boolean {
    const { domains, propagators } = this;
    for (;;) {
      if (domains.work > this.mostWork) return true;
      if (!domains.measure()) return false;
      let changed = false;
      for (const phase of propagators) {
        let isPhaseChanged = false;
        for (const keep of phase) {
          const outcome = keep();
          if (outcome === null) return false;
          isPhaseChanged = outcome || isPhaseChanged;
        }
        if (!isPhaseChanged) continue;
        changed = true;
        if (!domains.measure()) return false;
      }
      if (changed) continue;
      return this.keepsSpans() && domains.leastSum(domains.effort) <= this.totalRoom;
    }
  }

  /** What must launch within any span of weeks needs no more than the span holds, by every rule that limits one. */
  private keepsSpans(): boolean {
    const { domains } = this;
    const { first, last } = domains;
    const launched = [...domains.products.keys()].filter((k) => domains.isIn(k));
    launched.sort((a, b) => last[a] - last[b] || a - b);
    domains.work += launched.length * launched.length;
    const limits = planningRules.flatMap(({ spanLimit }) => (spanLimit ? [spanLimit(domains)] : []));
    for (const from of new Set(launched.map((k) => first[k]))) {
      for (const limit of limits) limit.begin(from);
      for (const k of launched) {
        if (first[k] < from || !limits.some((limit) => limit.isExceededWith(k, from))) continue;
        domains.failedAt = k;
        return false;
      }
    }
    return true;
  }

  /** Splits a partial plan in two, the more promising half in `plan`; false: nothing is open. */
  private branch(plan: PartialPlan, other: PartialPlan): boolean {
    const { domains, rules } = this;
    const { weeks, first, last, load } = domains;
    const k = this.pickLaunch();
    if (k < 0) {
      const member = this.pickMember(plan);
      if (member < 0) return false;
      other.status[member] = -1;
      plan.status[member] = 1;
      return true;
    }
    let week = -1;
    for (let t = first[k]; t <= last[k]; t++) {
      if (!domains.isOpen(k, t)) continue;
      if (week < 0 || rules.capacity[t] - load[t] > rules.capacity[week] - load[week]) week = t;
    }
    other.weeks[k * weeks + week] = 0;
    plan.weeks.fill(0, k * weeks, (k + 1) * weeks);
    plan.weeks[k * weeks + week] = 1;
    return true;
  }

  /** What launches with the fewest weeks left, by how often it has failed; -1: all have one. */
  private pickLaunch(): number {
    const { domains, weight } = this;
    const { size } = domains;
    let chosen = -1;
    for (let k = 0; k < domains.count; k++) {
      if (!domains.isIn(k) || size[k] < 2) continue;
      if (chosen < 0 || size[k] * weight[chosen] < size[chosen] * weight[k]) chosen = k;
    }
    return chosen;
  }

  /** A member of a category that needs more: the one that takes least, by work and money; -1: no minimum is short. */
  private pickMember({ status }: PartialPlan): number {
    const { domains, rules, weight } = this;
    const { ofCategory, effort, least } = domains;
    let chosen = -1;
    for (let c = 0; c < rules.categories; c++) {
      let launched = 0;
      for (const k of ofCategory[c]) if (domains.isIn(k)) launched += 1;
      if (launched >= rules.categoryMin[c]) continue;
      for (const k of ofCategory[c]) {
        if (status[k] !== 0) continue;
        const isLess = chosen < 0 || weight[k] * effort[chosen] > weight[chosen] * effort[k];
        const isCheaper = chosen >= 0 && weight[k] === weight[chosen] && effort[k] === effort[chosen];
        if (isLess || (isCheaper && least[k] < least[chosen])) chosen = k;
      }
    }
    return chosen;
  }

  /** Weeks are settled; of the options in them the first. */
  private planOf(): Int32Array {
    const { domains, rules } = this;
    const plan = new Int32Array(rules.products).fill(-1);
    for (let k = 0; k < domains.count; k++) {
      const i = domains.products[k];
      if (domains.isIn(k)) plan[i] = rules.places[rules.cellStart[i * rules.weeks + domains.first[k]]];
    }
    return plan;
  }
}
