import { notLaunched } from '#engine/planning/problem/launch-instance.ts';
import type { LaunchTables } from '#engine/planning/problem/launch-tables.ts';
import { type PlanRules, requiredOf } from './plan-rules.ts';

/** Slack on sums of money, below the evaluator's 1e-6 so that rounding never makes a plan infeasible. */
const moneySlack = 5e-7;

/**
 * A separable objective with pair losses: value of launching i in week t (M x T) less
 * `pairLoss * pairScale * decay[distance]` for each pair.
 */
export interface LinearObjective {
  readonly value: Float64Array;
  readonly pairScale: number;
}

/** Expected profit less `lambda` times the CVaR deviation, kept scenario by scenario. */
export interface RiskObjective {
  readonly tables: LaunchTables;
  readonly lambda: number;
  /** Number of worst scenarios in the tail. */
  readonly tailCount: number;
}

/**
 * A plan under change. It never breaks an upper limit (capacity, budgets, maxima, spacing, groups, declared limits, precedence, waves);
 * lower limits (must-launch, category minima, locked launches) that are not met yet are counted in `missing`, so that a
 * search can start from an empty plan and drive them to zero. All changes are O(rules of the product + its pairs).
 */
export class PlanState {
  readonly rules: PlanRules;
  readonly weeks: Int32Array;
  /** Sum of values less pair losses. Rounding drifts by parts in 1e12; {@link resync} removes it. */
  total = 0;
  /** Unmet lower limits: must-launch products and locked launches missing, and category minima. */
  missing = 0;
  readonly load: Float64Array;
  readonly categoryCount: Int32Array;
  readonly groupCount: Int32Array;
  readonly limitCount: Int32Array;
  /** Launched products by week as linked lists: first of the week, then `nextInWeek`; -1 ends. */
  readonly firstInWeek: Int32Array;
  readonly nextInWeek: Int32Array;
  private readonly previousInWeek: Int32Array;
  private readonly spentInPeriod: Float64Array;
  private spentTotal = 0;
  private readonly categoryWeek: Int32Array;
  private readonly required: Uint8Array;
  private objective: LinearObjective;
  /** True when some pair gains from being close: then value alone is no upper limit of a gain. */
  readonly hasHalo: boolean;

  private risk: RiskObjective | null;
  private readonly scenarioProfit: Float64Array;
  private readonly sorted: Float64Array;

  /** `risk`: judge by {@link score} over scenarios; the linear objective then only guides the choice of weeks. */
  constructor(rules: PlanRules, objective: LinearObjective, risk: RiskObjective | null = null) {
    this.rules = rules;
    this.objective = objective;
    this.risk = risk;
    this.scenarioProfit = new Float64Array(risk ? risk.tables.scenarios : 0);
    this.sorted = new Float64Array(risk ? risk.tables.scenarios : 0);
    this.weeks = new Int32Array(rules.products).fill(notLaunched);
    this.load = new Float64Array(rules.weeks);
    this.categoryCount = new Int32Array(rules.categories);
    this.groupCount = new Int32Array(rules.groupMax.length);
    this.limitCount = new Int32Array(rules.limitMax.length);
    this.firstInWeek = new Int32Array(rules.weeks);
    this.nextInWeek = new Int32Array(rules.products);
    this.previousInWeek = new Int32Array(rules.products);
    this.spentInPeriod = new Float64Array(rules.periodAmount.length);
    this.categoryWeek = new Int32Array(rules.categories * rules.weeks);
    this.required = requiredOf(rules);
    this.hasHalo = rules.pairLoss.some((loss) => loss < 0);
    this.clear();
  }

  /** True for a must-launch product, one that is locked to a week, and the rest of their bundles. */
  isRequired(i: number): boolean {
    return this.required[i] === 1;
  }

  /** Value of launching i in week t, pairs left aside. */
  valueOf(i: number, t: number): number {
    return this.objective.value[i * this.rules.weeks + t];
  }

  /** The empty plan. */
  clear(): void {
    const { rules } = this;
    this.weeks.fill(notLaunched);
    this.firstInWeek.fill(-1);
    this.load.fill(0);
    this.categoryCount.fill(0);
    this.groupCount.fill(0);
    this.limitCount.fill(0);
    this.spentInPeriod.fill(0);
    this.categoryWeek.fill(0);
    this.spentTotal = 0;
    this.total = 0;
    this.scenarioProfit.fill(0);
    this.missing = 0;
    for (let i = 0; i < rules.products; i++) this.missing += this.required[i];
    for (let c = 0; c < rules.categories; c++) this.missing += rules.categoryMin[c];
  }

  /** Takes over a plan that keeps every upper limit (another state's weeks). */
  adopt(weeks: ArrayLike<number>): void {
    this.clear();
    for (let i = 0; i < weeks.length; i++) if (weeks[i] >= 0) this.place(i, weeks[i]);
  }

  /** Another objective for the same plan; a new `risk` needs the same tables. */
  setObjective(objective: LinearObjective, risk: RiskObjective | null = this.risk): void {
    this.objective = objective;
    this.risk = risk;
    this.resync();
  }

  /** Value of the objective: the linear total, or expected profit less lambda times the CVaR deviation. */
  score(): number {
    if (!this.risk) return this.total;
    const { mean, tailMean } = this.profitAndTail();
    return mean - this.risk.lambda * (mean - tailMean);
  }

  /** Mean of the scenario profits and of the worst `tailCount` of them; needs a risk objective. */
  profitAndTail(): { mean: number; tailMean: number } {
    const { scenarioProfit, sorted } = this;
    const tailCount = this.risk?.tailCount ?? 1;
    let sum = 0;
    let kept = 0;
    for (const profit of scenarioProfit) {
      sum += profit;
      if (kept === tailCount && profit >= sorted[kept - 1]) continue;
      let at = kept < tailCount ? kept : kept - 1;
      while (at > 0 && sorted[at - 1] > profit) {
        sorted[at] = sorted[at - 1];
        at -= 1;
      }
      sorted[at] = profit;
      if (kept < tailCount) kept += 1;
    }
    let tail = 0;
    for (let k = 0; k < kept; k++) tail += sorted[k];
    return { mean: sum / scenarioProfit.length, tailMean: tail / kept };
  }

  /** Profit by scenario of the present plan (a view; copy to keep). */
  scenarioProfits(): Float64Array {
    return this.scenarioProfit;
  }

  /** Rebuilds all sums from the weeks: removes the drift of many additions and subtractions. */
  resync(): void {
    this.adopt(this.weeks.slice());
  }

  /** Value of product i in week t beside the others' present weeks; its own present week is ignored. */
  gain(i: number, t: number): number {
    const { objective } = this;
    return objective.value[i * this.rules.weeks + t] - this.pairLoss(i, t) * objective.pairScale;
  }

  /** Money that product i in week t takes from its launched neighbours, before the market factor. */
  pairLoss(i: number, t: number): number {
    const { rules, weeks } = this;
    const { pairOther, pairLoss, decay } = rules;
    const end = rules.pairStart[i + 1];
    const reach = decay.length;
    let loss = 0;
    for (let k = rules.pairStart[i]; k < end; k++) {
      const week = weeks[pairOther[k]];
      if (week < 0) continue;
      const distance = week > t ? week - t : t - week;
      if (distance < reach) loss += pairLoss[k] * decay[distance];
    }
    return loss;
  }

  /** Change of the total when the launched or unlaunched product i goes to week t (or -1), rules left aside. */
  moveDelta(i: number, t: number): number {
    const from = this.weeks[i];
    return (t < 0 ? 0 : this.gain(i, t)) - (from < 0 ? 0 : this.gain(i, from));
  }

  /** True when an unlaunched product may launch in week t without breaking an upper limit; its bundle must then come along. */
  canPlace(i: number, t: number): boolean {
    const { rules } = this;
    if (rules.open[i * rules.weeks + t] === 0) return false;
    if (this.load[t] + rules.effort[i] > rules.capacity[t]) return false;
    if (this.shortBudget(rules.spend[i * rules.weeks + t], t) !== -2) return false;
    const c = rules.category[i];
    if (this.categoryCount[c] >= rules.categoryMax[c]) return false;
    if (!this.hasSpace(c, t)) return false;
    for (const g of rules.groupsOf[i]) if (this.groupCount[g] >= rules.groupMax[g]) return false;
    return this.fitsOrder(i, t) && this.fitsWave(i, t) && this.fullLimit(i, t) < 0;
  }

  /** The first declared limit that one more launch of i in week t would break; -1: none. */
  fullLimit(i: number, t: number): number {
    const { limitsOf, limitFrom, limitTo, limitMax } = this.rules;
    for (const limit of limitsOf[i])
      if (t >= limitFrom[limit] && t <= limitTo[limit] && this.limitCount[limit] + 1 > limitMax[limit]) return limit;
    return -1;
  }

  /** True when one more launch of category c in week t keeps the spacing. */
  hasSpace(c: number, t: number): boolean {
    const { rules, categoryWeek } = this;
    const span = rules.spacingWeeks[c];
    const most = rules.spacingMax[c];
    const row = c * rules.weeks;
    const first = Math.max(0, t - span + 1);
    const last = Math.min(t, Math.max(0, rules.weeks - span));
    for (let a = first; a <= last; a++) {
      let count = 1;
      const end = Math.min(a + span, rules.weeks);
      for (let w = a; w < end; w++) count += categoryWeek[row + w];
      if (count > most) return false;
    }
    return true;
  }

  fitsOrder(i: number, t: number): boolean {
    const { rules, weeks } = this;
    for (const { before, minWeeks } of rules.precedes[i]) {
      const isStillToCome = weeks[before] < 0 && rules.bundleOf[i] >= 0 && rules.bundleOf[before] === rules.bundleOf[i];
      if (!isStillToCome && (weeks[before] < 0 || t - weeks[before] < minWeeks)) return false;
    }
    for (const { after, minWeeks } of rules.follows[i])
      if (weeks[after] >= 0 && weeks[after] - t < minWeeks) return false;
    return true;
  }

  fitsWave(i: number, t: number): boolean {
    const { rules, weeks } = this;
    for (const wave of rules.wavesOf[i])
      for (const member of rules.waveMembers[wave])
        if (member !== i && weeks[member] >= 0 && weeks[member] !== t) return false;
    return true;
  }

  /** -1: the total budget has no room for `spend`; p >= 0: that period has none; -2: there is room in week t. */
  shortBudget(spend: number, t: number): number {
    const { rules } = this;
    if (this.spentTotal + spend > rules.budgetTotal + moneySlack) return -1;
    for (let p = 0; p < rules.periodAmount.length; p++) {
      if (t < rules.periodFrom[p] || t > rules.periodTo[p]) continue;
      if (this.spentInPeriod[p] + spend > rules.periodAmount[p] + moneySlack) return p;
    }
    return -2;
  }

  /** Every budget that `spend` in week t would break, and by how much; the total budget has no weeks. */
  budgetsExceeded(spend: number, t: number): { readonly by: number; readonly from?: number; readonly to?: number }[] {
    const { rules } = this;
    const found: { by: number; from?: number; to?: number }[] = [];
    const total = this.spentTotal + spend - rules.budgetTotal;
    if (total > moneySlack) found.push({ by: total });
    for (let p = 0; p < rules.periodAmount.length; p++) {
      if (t < rules.periodFrom[p] || t > rules.periodTo[p]) continue;
      const by = this.spentInPeriod[p] + spend - rules.periodAmount[p];
      if (by > moneySlack) found.push({ by, from: rules.periodFrom[p], to: rules.periodTo[p] });
    }
    return found;
  }

  /** Launches by which one more of category c in week t would exceed its spacing; 0: it fits. */
  spacingExceeded(c: number, t: number): number {
    const { rules, categoryWeek } = this;
    const span = rules.spacingWeeks[c];
    let most = 0;
    for (let a = Math.max(0, t - span + 1); a <= Math.min(t, Math.max(0, rules.weeks - span)); a++) {
      let count = 1;
      for (let w = a; w < Math.min(a + span, rules.weeks); w++) count += categoryWeek[c * rules.weeks + w];
      most = Math.max(most, count - rules.spacingMax[c]);
    }
    return most;
  }

  /** Launches an unlaunched product; the caller has asked {@link canPlace}. */
  place(i: number, t: number): void {
    this.total += this.gain(i, t);
    if (this.risk) this.addScenarios(this.risk, i, t, 1);
    this.weeks[i] = t;
    const next = this.firstInWeek[t];
    this.nextInWeek[i] = next;
    this.previousInWeek[i] = -1;
    if (next >= 0) this.previousInWeek[next] = i;
    this.firstInWeek[t] = i;
    this.count(i, t, 1);
  }

  /** Takes a launched product out; the caller minds the launches that need it before them. */
  remove(i: number): void {
    const t = this.weeks[i];
    this.weeks[i] = notLaunched;
    const next = this.nextInWeek[i];
    const previous = this.previousInWeek[i];
    if (next >= 0) this.previousInWeek[next] = previous;
    if (previous >= 0) this.nextInWeek[previous] = next;
    else this.firstInWeek[t] = next;
    this.count(i, t, -1);
    this.total -= this.gain(i, t);
    if (this.risk) this.addScenarios(this.risk, i, t, -1);
  }

  private addScenarios(risk: RiskObjective, i: number, t: number, sign: 1 | -1): void {
    const { tables } = risk;
    const { scenarioProfit } = this;
    const at = (i * tables.weeks + t) * tables.scenarios;
    const loss = this.pairLoss(i, t);
    for (let s = 0; s < scenarioProfit.length; s++)
      scenarioProfit[s] += sign * (tables.profit[at + s] - loss * tables.market[s]);
  }

  private count(i: number, t: number, sign: 1 | -1): void {
    const { rules } = this;
    const c = rules.category[i];
    const spend = sign * rules.spend[i * rules.weeks + t];
    this.load[t] += sign * rules.effort[i];
    this.spentTotal += spend;
    for (let p = 0; p < rules.periodAmount.length; p++)
      if (t >= rules.periodFrom[p] && t <= rules.periodTo[p]) this.spentInPeriod[p] += spend;
    this.categoryWeek[c * rules.weeks + t] += sign;
    const enough = rules.categoryMin[c];
    const before = this.categoryCount[c];
    this.categoryCount[c] = before + sign;
    this.missing += Math.max(0, enough - before - sign) - Math.max(0, enough - before);
    this.missing -= sign * this.required[i];
    for (const g of rules.groupsOf[i]) this.groupCount[g] += sign;
    for (const limit of rules.limitsOf[i])
      if (t >= rules.limitFrom[limit] && t <= rules.limitTo[limit]) this.limitCount[limit] += sign;
  }
}
