import { neededProducts, type PlanRules, requiredOf } from '#engine/planning/rules/plan-rules.ts';

const isIn = 1;
const isOut = -1;

/** A partial plan: which products launch (1), stay out (-1) or may do either (0), and in which weeks each still can (n x T). */
export interface PartialPlan {
  readonly status: Int8Array;
  readonly weeks: Uint8Array;
}

/**
 * What is known of a partial plan while rules are propagated in it. Products that a plan may need are numbered anew, 0 to n - 1;
 * measures are of the last {@link measure} and do not follow what is closed meanwhile.
 */
export class LaunchDomains {
  readonly rules: PlanRules;
  /** Product of the problem by number. */
  readonly products: readonly number[];
  readonly count: number;
  readonly weeks: number;
  readonly category: Int32Array;
  readonly ofCategory: readonly (readonly number[])[];
  readonly effort: Float64Array;
  /** Weeks left: how many, the first, the last, and the least money that one of them takes (Infinity without one). */
  readonly size: Int32Array;
  readonly first: Int32Array;
  readonly last: Int32Array;
  readonly least: Float64Array;
  /** Effort of launches whose week is settled, by week. */
  readonly load: Float64Array;
  /** Cells looked at so far. */
  work = 0;
  /** The product at which a rule could not be kept; -1: at none in particular. */
  failedAt = -1;
  private plan: PartialPlan;
  private readonly numbers: ReadonlyMap<number, number>;

  constructor(rules: PlanRules) {
    this.rules = rules;
    this.products = neededProducts(rules);
    this.count = this.products.length;
    this.weeks = rules.weeks;
    this.numbers = new Map(this.products.map((product, k) => [product, k]));
    this.category = Int32Array.from(this.products, (i) => rules.category[i]);
    this.ofCategory = Array.from({ length: rules.categories }, (_, c) =>
      [...this.products.keys()].filter((k) => this.category[k] === c),
    );
    this.effort = Float64Array.from(this.products, (i) => rules.effort[i]);
    this.size = new Int32Array(this.count);
    this.first = new Int32Array(this.count);
    this.last = new Int32Array(this.count);
    this.least = new Float64Array(this.count);
    this.load = new Float64Array(this.weeks);
    this.plan = this.begin();
  }

  /** What the locks and the products' own weeks leave. */
  begin(): PartialPlan {
    const { rules, products, count, weeks } = this;
    const required = requiredOf(rules);
    const plan: PartialPlan = {
      status: Int8Array.from(products, (i) => (required[i] === 1 ? isIn : rules.fixed[i] === -1 ? isOut : 0)),
      weeks: new Uint8Array(count * weeks),
    };
    products.forEach((i, k) => {
      plan.weeks.set(rules.open.subarray(i * weeks, (i + 1) * weeks), k * weeks);
    });
    return plan;
  }

  /** Looks at a partial plan from now on. */
  lookAt(plan: PartialPlan): void {
    this.plan = plan;
    this.failedAt = -1;
  }

  localOf(product: number): number | undefined {
    return this.numbers.get(product);
  }

  isIn(k: number): boolean {
    return this.plan.status[k] === isIn;
  }

  isOut(k: number): boolean {
    return this.plan.status[k] === isOut;
  }

  isOpen(k: number, t: number): boolean {
    return this.plan.weeks[k * this.weeks + t] === 1;
  }

  /** True when the product launches for certain, and within from..to. */
  isWithin(k: number, from: number, to: number): boolean {
    return this.isIn(k) && this.first[k] >= from && this.last[k] <= to;
  }

  spendAt(k: number, t: number): number {
    return this.rules.spend[this.products[k] * this.weeks + t];
  }

  /** Measures what is left of every product; false: one that must launch has no week left. */
  measure(): boolean {
    const { count, weeks, size, first, last, least, plan } = this;
    this.work += count * weeks;
    for (let k = 0; k < count; k++) {
      size[k] = 0;
      least[k] = Number.POSITIVE_INFINITY;
      if (plan.status[k] === isOut) continue;
      for (let t = 0; t < weeks; t++) {
        if (plan.weeks[k * weeks + t] === 0) continue;
        if (size[k] === 0) first[k] = t;
        last[k] = t;
        size[k] += 1;
        least[k] = Math.min(least[k], this.spendAt(k, t));
      }
      if (size[k] > 0) continue;
      if (plan.status[k] === isIn) {
        this.failedAt = k;
        return false;
      }
      plan.status[k] = isOut;
    }
    return true;
  }

  /** Closes weeks of a product by a test; true when one was closed. */
  close(k: number, isClosed: (t: number) => boolean): boolean {
    const { plan, weeks, first, last } = this;
    let changed = false;
    for (let t = first[k]; t <= last[k]; t++) {
      if (plan.weeks[k * weeks + t] === 0 || !isClosed(t)) continue;
      plan.weeks[k * weeks + t] = 0;
      changed = true;
    }
    return changed;
  }

  /** Decides a product that may still do either. */
  decide(k: number, launches: boolean): boolean {
    const { status } = this.plan;
    if (status[k] !== 0) return false;
    status[k] = launches ? isIn : isOut;
    return true;
  }

  /** Keeps at most `max` of the members in (one that is named twice counts twice); null: more launch already. */
  keepAtMost(members: readonly number[], max: number): boolean | null {
    let launched = 0;
    for (const k of members) if (this.isIn(k)) launched += 1;
    if (launched > max) return null;
    if (members.length <= max) return false;
    let changed = false;
    for (const k of members) {
      if (this.plan.status[k] !== 0) continue;
      const times = members.reduce((sum, other) => sum + (other === k ? 1 : 0), 0);
      if (launched + times > max) changed = this.decide(k, false) || changed;
    }
    return changed;
  }

  /** Sum over what launches plus the least that category minima still ask for. */
  leastSum(of: Float64Array): number {
    const { rules, count, ofCategory, plan } = this;
    let sum = 0;
    for (let k = 0; k < count; k++) if (this.isIn(k)) sum += of[k];
    for (let c = 0; c < rules.categories; c++) {
      let short = rules.categoryMin[c];
      if (short === 0) continue;
      const costs: number[] = [];
      for (const k of ofCategory[c]) {
        if (this.isIn(k)) short -= 1;
        else if (plan.status[k] === 0) costs.push(of[k]);
      }
      costs.sort((a, b) => a - b);
      for (let n = 0; n < short; n++) sum += costs[n];
    }
    return sum;
  }
}
