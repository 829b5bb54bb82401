import type { PlanRules } from '#engine/planning/rules/plan-rules.ts';
import type { LinearObjective } from '#engine/planning/rules/plan-state.ts';
import { buildCliques, type DualCliques } from './dual-cliques.ts';
import { listPairs } from './dual-pairs.ts';
import { buildRows, type DualRows } from './dual-rows.ts';
import { createChooser } from './dual-waves.ts';
import { PairMessages } from './pair-messages.ts';

/** Prices at the lowest bound in money per unit: capacity (T), budget periods (P), total budget, slots of events that have a limit, promotion budget. */
export interface ShadowPrices {
  readonly capacity: Float64Array;
  readonly budgetPeriods: Float64Array;
  readonly budgetTotal: number;
  readonly slots?: Float64Array;
  readonly promotionBudget?: number;
}

/**
 * Steps without a lower bound after which the step length is cut, what it is cut to, and how much of the last direction a
 * step keeps. By trials on the reference instances, with and without chains of precedence: steps cut sooner or kept straighter
 * stop short of what the relaxation allows (docs/methods/planning.md).
 */
const patience = 10;
const cut = 0.8;
const deflect = 0.95;

/** Steps before which the cliques' diagonals are fitted to where the bound stands by then. */
const refitAt: readonly number[] = [100, 200, 300, 500, 700, 900, 1200];

/**
 * Lagrangian dual of the launch plan: every rule that links products (capacity, budgets, category minima and maxima,
 * spacing, exclusive groups, declared limits) is paid for by a price, and each product then picks its best week alone. Any prices give a
 * valid upper bound; subgradient steps lower it. With options a product picks week and option at once. Cannibalisation enters by dual decomposition: a pair whose launches
 * clash in the relaxed solution gets a copy of both weeks, kept equal to the products' own by prices (messages), so that
 * the bound goes down to that of the pairwise (local polytope) relaxation; so do pairs that help each other, and a launch
 * with one that must come before it where the relaxed solution has them in the wrong order. A wave picks its week as one.
 * Where many take from many, a share of the losses is counted clique by clique instead (dual-cliques.ts).
 *
 * Sources: Held, Wolfe, Crowder, "Validation of subgradient optimization" (1974), Polyak's step with the deflected
 * direction of Camerini, Fratta, Maffioli (1975); Komodakis, Paragios, Tziritas, "MRF energy minimization via dual
 * decomposition" (2011).
 */
export class LagrangianDual {
  private readonly rows: DualRows;
  private readonly price: Float64Array;
  private readonly bestPrice: Float64Array;
  private readonly direction: Float64Array;
  private readonly usage: Float64Array;
  private readonly pairs: PairMessages;
  private readonly cliques: DualCliques;
  /** Value less all prices, M x T, and the week that each product chooses by it. */
  private readonly reduced: Float64Array;
  private readonly choice: Int32Array;
  private readonly chooseWeeks: () => number;
  private lowest = Number.POSITIVE_INFINITY;
  private scale = 1;
  private stalled = 0;
  private steps = 0;

  /** `cliqueShare`: part of the losses within cliques that is counted clique by clique, the rest pair by pair. Any part is valid. */
  constructor(rules: PlanRules, objective: LinearObjective, cliqueShare = 0) {
    const { products, weeks } = rules;
    this.rows = buildRows(rules, objective);
    this.price = new Float64Array(this.rows.count);
    this.bestPrice = new Float64Array(this.rows.count);
    this.direction = new Float64Array(this.rows.count);
    this.usage = new Float64Array(this.rows.count);
    this.cliques = buildCliques(rules, objective.pairScale, cliqueShare);
    this.pairs = new PairMessages(rules, listPairs(rules, objective.pairScale, this.cliques.shareOf));
    this.reduced = new Float64Array(products * weeks);
    this.choice = new Int32Array(products);
    this.chooseWeeks = createChooser(rules, this.reduced, this.choice);
  }

  /** Lowest bound so far. */
  bound(): number {
    return this.lowest;
  }

  /** Lets clashing pairs in from now on. */
  admitPairs(): void {
    this.pairs.open();
    this.scale = 1;
    this.stalled = 0;
  }

  /** One evaluation and one subgradient step towards `target` (a known value). Returns the bound at the old prices. */
  step(target: number): number {
    const { price, direction, pairs, cliques, choice } = this;
    if (refitAt.includes(this.steps)) cliques.refit();
    this.steps += 1;
    const value = this.evaluate();
    this.stalled += 1;
    if (value < this.lowest) this.keep(value);
    if (this.stalled > patience) {
      this.scale *= cut;
      this.stalled = 0;
    }
    const norm = pairs.turn(choice, deflect, this.turnPrices()) + cliques.turn(choice, deflect);
    if (norm === 0) return value;
    const length = (this.scale * Math.max(0, value - target)) / norm;
    cliques.move(length);
    for (let r = 0; r < price.length; r++) {
      price[r] = Math.max(0, price[r] - length * direction[r]);
    }
    pairs.move(length);
    return value;
  }

  /** Value less all prices at the lowest bound (by column), -Infinity where closed: what a launch is worth beside the others. */
  reducedValues(): Float64Array {
    this.reduce(this.bestPrice, true);
    return this.rows.spread(this.bestPrice, this.reduced);
  }

  shadowPrices(): ShadowPrices {
    const budget = this.rows.pricesOf('budget', this.bestPrice);
    return {
      capacity: this.rows.pricesOf('capacity', this.bestPrice),
      budgetPeriods: budget.slice(1),
      budgetTotal: budget[0],
      slots: this.rows.pricesOf('slots', this.bestPrice),
      promotionBudget: this.rows.pricesOf('promotion-budget', this.bestPrice)[0] ?? 0,
    };
  }

  private reduce(prices: Float64Array, isBest: boolean): void {
    this.rows.charge(prices, this.reduced);
    this.cliques.charge(this.reduced, isBest);
    this.pairs.charge(this.reduced, isBest);
  }

  /** The bound at the present prices. */
  private evaluate(): number {
    const { rows, price, choice } = this;
    this.reduce(price, false);
    let value = this.chooseWeeks();
    rows.countUse(choice, this.usage);
    value += this.pairs.choose(choice) + this.cliques.constant();
    for (let r = 0; r < rows.count; r++) {
      if (price[r] === 0) continue;
      value += rows.isLowerLimit[r] ? -price[r] * rows.rightSide[r] : price[r] * rows.rightSide[r];
    }
    return value;
  }

  private keep(value: number): void {
    if (value < this.lowest - 1e-7 * Math.abs(this.lowest)) this.stalled = 0;
    this.lowest = value;
    this.bestPrice.set(this.price);
    this.pairs.keep();
    this.cliques.keep();
  }

  /** Turns the prices' direction to what is used too much or too little; its length squared. */
  private turnPrices(): number {
    const { rows, price, direction, usage } = this;
    let norm = 0;
    for (let r = 0; r < rows.count; r++) {
      if (rows.rightSide[r] === Number.POSITIVE_INFINITY) continue;
      let slope = rows.rightSide[r] - usage[r];
      if (rows.isLowerLimit[r]) slope = -slope;
      if (price[r] === 0 && slope > 0) slope = 0;
      direction[r] = slope + deflect * direction[r];
      norm += direction[r] * direction[r];
    }
    return norm;
  }
}
