import type { PlanRules } from '#engine/planning/rules/plan-rules.ts';
import type { LinearObjective } from '#engine/planning/rules/plan-state.ts';
import { buildCliques } from './dual-cliques.ts';
import { bestInOrder, bestOfPair, bestTogether, creditOf, listPairs } from './dual-pairs.ts';
import { buildRows } from './dual-rows.ts';
import { createChooser } from './dual-waves.ts';

/**
 * Lagrangian dual of the launch plan: every rule that links products (capacity, budgets, category minima and maxima,
 * spacing, exclusive groups, declared limits) is paid for by a price, and each product then picks its best week alone. Any prices give a
 * valid upper bound; subgradient steps lower it. Cannibalisation enters by dual decomposition: a pair whose launches
 * clash in the relaxed solution gets a copy of both weeks, kept equal to the products' own by prices (messages), so that
 * the bound goes down to that of the pairwise (local polytope) relaxation; so do pairs that help each other, and a launch
 * with one that must come before it where the relaxed solution has them in the wrong order. A wave picks its week as one.
 * Where many take from many, a share of the losses is counted crowd by crowd instead (dual-crowds.ts).
 *
 * Sources: Held, Wolfe, Crowder, "Validation of subgradient optimization" (1974), Polyak's step with the deflected
 * direction of Camerini, Fratta, Maffioli (1975); Komodakis, Paragios, Tziritas, "MRF energy minimization via dual
 * decomposition" (2011).
 */
export interface LagrangianDual {
  /** One evaluation and one subgradient step towards `target` (a known value). Returns the bound at the old prices. */
  step(target: number): number;
  /** Lets clashing pairs in from now on. */
  admitPairs(): void;
  /** Lowest bound so far. */
  readonly bound: () => number;
  /** Number of pairs with messages. */
  readonly admitted: () => number;
  /** Value less all prices at the lowest bound (M x T), -Infinity where closed: what a launch is worth beside the others. */
  reducedValues(): Float64Array;
  /** Prices at the lowest bound in money per unit: capacity (T), budget periods (P), total budget. */
  shadowPrices(): { capacity: Float64Array; budgetPeriods: Float64Array; budgetTotal: number };
}

/**
 * Steps without a lower bound after which the step length is cut, what it is cut to, and how much of the last direction a
 * step keeps. By trials on the reference instances, with and without chains of precedence: steps cut sooner or kept straighter
 * stop short of what the relaxation allows (docs/methods/planning.md).
 */
const patience = 10;
const cut = 0.8;
const deflect = 0.95;

/** Steps before which the crowds' diagonals are fitted to where the bound stands by then. */
const refitAt: readonly number[] = [100, 200, 300, 500, 700, 900, 1200];

/** `cliqueShare`: part of the losses within crowds that is counted crowd by crowd, the rest pair by pair. Any part is valid. */
export function createLagrangianDual(rules: PlanRules, objective: LinearObjective, cliqueShare = 0): LagrangianDual {
  const { products, weeks, decay } = rules;
  const rows = buildRows(rules, objective);
  const price = new Float64Array(rows.count);
  const direction = new Float64Array(rows.count);
  const usage = new Float64Array(rows.count);
  const bestPrice = new Float64Array(rows.count);
  let bestBound = Number.POSITIVE_INFINITY;

  const cliques = buildCliques(rules, objective.pairScale, cliqueShare);
  const pairs = listPairs(rules, objective.pairScale, cliques.shareOf);
  const messages = new Float64Array(pairs.count * 2 * weeks);
  const messageDirection = new Float64Array(pairs.count * 2 * weeks);
  const bestMessages = new Float64Array(pairs.count * 2 * weeks);
  const isAdmitted = new Uint8Array(pairs.count);
  let admitted = 0;
  let pairsOpen = false;

  const reduced = new Float64Array(products * weeks);
  const choice = new Int32Array(products);
  const pairChoice = new Int32Array(pairs.count * 2);
  const scratch = { prefix: new Float64Array(weeks + 1), suffix: new Float64Array(weeks + 2) };
  const chooseWeeks = createChooser(rules, reduced, choice);

  const reduce = (prices: Float64Array, sent: Float64Array): void => {
    rows.charge(prices, reduced);
    cliques.charge(reduced, prices === bestPrice);
    for (let e = 0; e < pairs.count; e++) {
      if (isAdmitted[e] === 0) continue;
      const at = e * 2 * weeks;
      const first = pairs.first[e] * weeks;
      const second = pairs.second[e] * weeks;
      for (let t = 0; t < weeks; t++) {
        reduced[first + t] -= sent[at + t];
        reduced[second + t] -= sent[at + weeks + t];
      }
    }
  };

  /** True when the relaxed solution does not see what the pair costs, or gains, or forbids. */
  const isWrong = (e: number): boolean => {
    const a = choice[pairs.first[e]];
    const b = choice[pairs.second[e]];
    if (pairs.kind[e] === 'order') return b >= 0 && (a < 0 || b - a < pairs.leastWeeks[e]);
    if (pairs.kind[e] === 'wave') return a >= 0 && b >= 0 && a !== b;
    return pairs.loss[e] < 0 || (a >= 0 && b >= 0 && Math.abs(a - b) < decay.length);
  };

  const bestOf = (e: number): number => {
    const at = e * 2 * weeks;
    switch (pairs.kind[e]) {
      case 'market':
        return bestOfPair(messages, at, weeks, decay, pairs.loss[e], scratch, pairChoice, e * 2);
      case 'order':
        return bestInOrder(messages, at, weeks, pairs.leastWeeks[e], pairChoice, e * 2);
      case 'wave':
        return bestTogether(messages, at, weeks, pairChoice, e * 2);
    }
  };

  const choosePairs = (): number => {
    let sum = 0;
    for (let e = 0; e < pairs.count; e++) {
      if (isAdmitted[e] === 0) {
        if (!pairsOpen || !isWrong(e)) {
          sum += creditOf(pairs.loss[e], decay);
          continue;
        }
        isAdmitted[e] = 1;
        admitted += 1;
      }
      sum += bestOf(e);
    }
    return sum;
  };

  const bound = (): number => {
    reduce(price, messages);
    let value = chooseWeeks();
    rows.countUse(choice, usage);
    value += choosePairs() + cliques.constant();
    for (let r = 0; r < rows.count; r++) {
      if (price[r] === 0) continue;
      value += rows.isLowerLimit[r] ? -price[r] * rows.rightSide[r] : price[r] * rows.rightSide[r];
    }
    return value;
  };

  let scale = 1;
  let stalled = 0;
  let steps = 0;
  return {
    step(target) {
      if (refitAt.includes(steps)) cliques.refit();
      steps += 1;
      const value = bound();
      stalled += 1;
      if (value < bestBound) {
        if (value < bestBound - 1e-7 * Math.abs(bestBound)) stalled = 0;
        bestBound = value;
        bestPrice.set(price);
        bestMessages.set(messages);
        cliques.keep();
      }
      if (stalled > patience) {
        scale *= cut;
        stalled = 0;
      }
      let norm = 0;
      for (let r = 0; r < rows.count; r++) {
        if (rows.rightSide[r] === Number.POSITIVE_INFINITY) continue;
        let slope = rows.rightSide[r] - usage[r];
        if (rows.isLowerLimit[r]) slope = -slope;
        if (price[r] === 0 && slope > 0) slope = 0;
        direction[r] = slope + deflect * direction[r];
        norm += direction[r] * direction[r];
      }
      for (let e = 0; e < pairs.count; e++) {
        if (isAdmitted[e] === 0) continue;
        const at = e * 2 * weeks;
        for (let k = 0; k < 2 * weeks; k++) messageDirection[at + k] *= deflect;
        const own = [choice[pairs.first[e]], choice[pairs.second[e]]];
        for (let side = 0; side < 2; side++) {
          const copy = pairChoice[e * 2 + side];
          if (copy >= 0) messageDirection[at + side * weeks + copy] += 1;
          if (own[side] >= 0) messageDirection[at + side * weeks + own[side]] -= 1;
        }
        for (let k = 0; k < 2 * weeks; k++) norm += messageDirection[at + k] * messageDirection[at + k];
      }
      norm += cliques.turn(choice, deflect);
      if (norm === 0) return value;
      const length = (scale * Math.max(0, value - target)) / norm;
      cliques.move(length);
      for (let r = 0; r < rows.count; r++) {
        price[r] = Math.max(0, price[r] - length * direction[r]);
      }
      for (let e = 0; e < pairs.count; e++) {
        if (isAdmitted[e] === 0) continue;
        const at = e * 2 * weeks;
        for (let k = at; k < at + 2 * weeks; k++) messages[k] -= length * messageDirection[k];
      }
      return value;
    },
    admitPairs() {
      pairsOpen = true;
      scale = 1;
      stalled = 0;
    },
    bound: () => bestBound,
    admitted: () => admitted,
    reducedValues() {
      reduce(bestPrice, bestMessages);
      return reduced.slice();
    },
    shadowPrices() {
      const budget = rows.pricesOf('budget', bestPrice);
      return {
        capacity: rows.pricesOf('capacity', bestPrice),
        budgetPeriods: budget.slice(1),
        budgetTotal: budget[0],
      };
    },
  };
}
