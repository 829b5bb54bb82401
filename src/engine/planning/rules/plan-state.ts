import { notLaunched } from '#engine/planning/problem/launch-instance.ts';
import type { LaunchTables } from '#engine/planning/problem/launch-tables.ts';
import type { PlanRule, RuleRelief } from './plan-figures.ts';
import { type PlanRules, requiredOf } from './plan-rules.ts';

/**
 * A separable objective with pair losses: value of every launch (by column, see {@link PlanRules}) less
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
  /** Launch weeks, and with which option: places. */
  readonly weeks: Int32Array;
  readonly places: Int32Array;
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
  /** What the launches use of the rows of the ledger. */
  private readonly used: Float64Array;
  private readonly categoryWeek: Int32Array;
  private readonly required: Uint8Array;
  private readonly objective: LinearObjective;
  /** True when some pair gains from being close: then value alone is no upper limit of a gain. */
  readonly hasHalo: boolean;

  private readonly risk: RiskObjective | null;
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
    this.places = new Int32Array(rules.products).fill(notLaunched);
    this.load = new Float64Array(rules.weeks);
    this.categoryCount = new Int32Array(rules.categories);
    this.groupCount = new Int32Array(rules.groupMax.length);
    this.limitCount = new Int32Array(rules.limitMax.length);
    this.firstInWeek = new Int32Array(rules.weeks);
    this.nextInWeek = new Int32Array(rules.products);
    this.previousInWeek = new Int32Array(rules.products);
    this.used = new Float64Array(rules.ledger.max.length);
    this.categoryWeek = new Int32Array(rules.categories * rules.weeks);
    this.required = requiredOf(rules);
    this.hasHalo = rules.pairLoss.some((loss) => loss < 0);
    this.clear();
  }

  /** True for a must-launch product, one that is locked to a week, and the rest of their bundles. */
  isRequired(i: number): boolean {
    return this.required[i] === 1;
  }

  /** Value of launching i at a place, pairs left aside. */
  valueOf(i: number, place: number): number {
    return this.objective.value[this.rules.row[i] + place];
  }

  /**
   * The place of product i in week t that is worth the most of those that the ledger has room for; where it has none, or the week
   * is closed, of all. With one option it is the week.
   */
  bestPlace(i: number, t: number): number {
    const { row, weeks } = this.rules;
    const end = row[i + 1] - row[i];
    if (end === weeks) return t;
    let best = -1;
    let isFree = false;
    for (let place = t; place < end; place += weeks) {
      const fits = this.rules.openColumns[row[i] + place] === 1 && this.shortRow(i, place) < 0;
      if (fits === isFree ? best < 0 || this.valueOf(i, place) > this.valueOf(i, best) : fits) best = place;
      isFree ||= fits;
    }
    return best;
  }

  /** The empty plan. */
  clear(): void {
    const { rules } = this;
    this.weeks.fill(notLaunched);
    this.places.fill(notLaunched);
    this.firstInWeek.fill(-1);
    this.load.fill(0);
    this.categoryCount.fill(0);
    this.groupCount.fill(0);
    this.limitCount.fill(0);
    this.used.fill(0);
    this.categoryWeek.fill(0);
    this.total = 0;
    this.scenarioProfit.fill(0);
    this.missing = 0;
    for (let i = 0; i < rules.products; i++) this.missing += this.required[i];
    for (let c = 0; c < rules.categories; c++) this.missing += rules.categoryMin[c];
  }

  /** Takes over a plan that keeps every upper limit (another state's places). */
  adopt(places: ArrayLike<number>): void {
    this.clear();
    for (let i = 0; i < places.length; i++) if (places[i] >= 0) this.place(i, places[i]);
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

  /** Rebuilds all sums from the places: removes the drift of many additions and subtractions. */
  resync(): void {
    this.adopt(this.places.slice());
  }

  /** Value of product i at a place beside the others' present weeks; its own present week is ignored. */
  gain(i: number, place: number): number {
    const { objective, rules } = this;
    return objective.value[rules.row[i] + place] - this.pairLoss(i, rules.weekOf[place]) * objective.pairScale;
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

  /** Change of the total when the launched or unlaunched product i goes to a place (or -1), rules left aside. */
  moveDelta(i: number, place: number): number {
    const from = this.places[i];
    return (place < 0 ? 0 : this.gain(i, place)) - (from < 0 ? 0 : this.gain(i, from));
  }

  /** True when an unlaunched product may launch at a place without breaking an upper limit; its bundle must then come along. */
  canPlace(i: number, place: number): boolean {
    const { rules } = this;
    const t = rules.weekOf[place];
    if (rules.openColumns[rules.row[i] + place] === 0) return false;
    if (this.load[t] + rules.effort[i] > rules.capacity[t]) return false;
    if (this.shortRow(i, place) >= 0) return false;
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

  /** The first row of the ledger (of one rule) that has no room for a launch of i at a place; -1: all have. */
  shortRow(i: number, place: number, rule: PlanRule | null = null): number {
    const { start, row, amount, limit, rules } = this.rules.ledger;
    const column = this.rules.row[i] + place;
    for (let u = start[column]; u < start[column + 1]; u++)
      if (this.used[row[u]] + amount[u] > limit[row[u]] && (rule === null || rules[row[u]] === rule)) return row[u];
    return -1;
  }

  /** Every row of a rule that a launch of i at a place would exceed, and by how much. */
  rowsExceeded(i: number, place: number, rule: PlanRule): RuleRelief[] {
    const { start, row, amount, limit, max, rules, bindings } = this.rules.ledger;
    const column = this.rules.row[i] + place;
    const found: RuleRelief[] = [];
    for (let u = start[column]; u < start[column + 1]; u++) {
      const r = row[u];
      const sum = this.used[r] + amount[u];
      if (rules[r] === rule && sum > limit[r]) found.push({ ...bindings[r], by: sum - max[r] });
    }
    return found;
  }

  /** True when a launched product uses a row of the ledger. */
  usesRow(i: number, r: number): boolean {
    const { start, row } = this.rules.ledger;
    const column = this.rules.row[i] + this.places[i];
    for (let u = start[column]; u < start[column + 1]; u++) if (row[u] === r) return true;
    return false;
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
  place(i: number, place: number): void {
    const t = this.rules.weekOf[place];
    this.total += this.gain(i, place);
    if (this.risk) this.addScenarios(this.risk, i, place, 1);
    this.weeks[i] = t;
    this.places[i] = place;
    const next = this.firstInWeek[t];
    this.nextInWeek[i] = next;
    this.previousInWeek[i] = -1;
    if (next >= 0) this.previousInWeek[next] = i;
    this.firstInWeek[t] = i;
    this.count(i, place, 1);
  }

  /** Takes a launched product out; the caller minds the launches that need it before them. */
  remove(i: number): void {
    const t = this.weeks[i];
    const place = this.places[i];
    this.weeks[i] = notLaunched;
    this.places[i] = notLaunched;
    const next = this.nextInWeek[i];
    const previous = this.previousInWeek[i];
    if (next >= 0) this.previousInWeek[next] = previous;
    if (previous >= 0) this.nextInWeek[previous] = next;
    else this.firstInWeek[t] = next;
    this.count(i, place, -1);
    this.total -= this.gain(i, place);
    if (this.risk) this.addScenarios(this.risk, i, place, -1);
  }

  private addScenarios({ tables }: RiskObjective, i: number, place: number, sign: 1 | -1): void {
    const { scenarioProfit } = this;
    const profit = tables.profitOf(i, place);
    const loss = this.pairLoss(i, this.rules.weekOf[place]);
    for (let s = 0; s < scenarioProfit.length; s++) scenarioProfit[s] += sign * (profit[s] - loss * tables.market[s]);
  }

  private count(i: number, place: number, sign: 1 | -1): void {
    const { rules } = this;
    const t = rules.weekOf[place];
    const c = rules.category[i];
    this.load[t] += sign * rules.effort[i];
    const { start, row, amount } = rules.ledger;
    const column = rules.row[i] + place;
    for (let u = start[column]; u < start[column + 1]; u++) this.used[row[u]] += sign * amount[u];
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
