import type { PlanRules } from '#engine/planning/plan-rules.ts';
import type { LinearObjective } from '#engine/planning/plan-state.ts';

/**
 * Lagrangian dual of the launch plan: every rule that links products (capacity, budgets, category minima and maxima,
 * spacing, exclusive groups) is paid for by a price, and each product then picks its best week alone. Any prices give a
 * valid upper bound; subgradient steps lower it. Cannibalisation enters by dual decomposition: a pair whose launches
 * clash in the relaxed solution gets a copy of both weeks, kept equal to the products' own by prices (messages), so that
 * the bound goes down to that of the pairwise (local polytope) relaxation. Precedence and waves are left out, which
 * keeps the bound valid.
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

/** Steps without a lower bound after which the step length is cut. */
const patience = 15;

interface Rows {
  readonly count: number;
  readonly rightSide: Float64Array;
  /** Rows are scaled to about one launch each; money for one unit of a row's own = price / unit. */
  readonly unit: Float64Array;
  readonly isLowerLimit: Uint8Array;
  readonly capacity: number;
  readonly total: number;
  readonly periods: number;
  readonly windows: number;
  readonly maxima: number;
  readonly minima: number;
  readonly groups: number;
}

function layOutRows(rules: PlanRules): Rows {
  const { weeks, categories } = rules;
  const capacity = 0;
  const total = capacity + weeks;
  const periods = total + 1;
  const windows = periods + rules.periodAmount.length;
  const maxima = windows + categories * weeks;
  const minima = maxima + categories;
  const groups = minima + categories;
  const count = groups + rules.groupMax.length;
  const rightSide = new Float64Array(count).fill(Number.POSITIVE_INFINITY);
  const unit = new Float64Array(count).fill(1);
  const isLowerLimit = new Uint8Array(count);
  let meanSpend = 0;
  for (const spend of rules.spend) meanSpend += spend / rules.spend.length;
  const moneyUnit = meanSpend > 0 ? meanSpend : 1;
  for (let t = 0; t < weeks; t++) rightSide[capacity + t] = rules.capacity[t];
  rightSide[total] = rules.budgetTotal / moneyUnit;
  unit[total] = moneyUnit;
  for (let p = 0; p < rules.periodAmount.length; p++) {
    rightSide[periods + p] = rules.periodAmount[p] / moneyUnit;
    unit[periods + p] = moneyUnit;
  }
  for (let c = 0; c < categories; c++) {
    const starts = Math.max(1, weeks - rules.spacingWeeks[c] + 1);
    for (let a = 0; a < starts; a++) rightSide[windows + c * weeks + a] = rules.spacingMax[c];
    rightSide[maxima + c] = rules.categoryMax[c];
    rightSide[minima + c] = rules.categoryMin[c];
    isLowerLimit[minima + c] = 1;
  }
  for (let g = 0; g < rules.groupMax.length; g++) rightSide[groups + g] = rules.groupMax[g];
  return { count, rightSide, unit, isLowerLimit, capacity, total, periods, windows, maxima, minima, groups };
}

export function createLagrangianDual(rules: PlanRules, objective: LinearObjective): LagrangianDual {
  const { products, weeks, categories } = rules;
  const rows = layOutRows(rules);
  const price = new Float64Array(rows.count);
  const direction = new Float64Array(rows.count);
  const usage = new Float64Array(rows.count);
  const bestPrice = new Float64Array(rows.count);
  let bestBound = Number.POSITIVE_INFINITY;

  const pairs = listPairs(rules, objective.pairScale);
  /** Largest gains of pairs that help each other: credited in full. */
  const haloCredit = pairs.halo;
  const messages = new Float64Array(pairs.count * 2 * weeks);
  const messageDirection = new Float64Array(pairs.count * 2 * weeks);
  const bestMessages = new Float64Array(pairs.count * 2 * weeks);
  const isAdmitted = new Uint8Array(pairs.count);
  let admitted = 0;
  let pairsOpen = false;

  const reduced = new Float64Array(products * weeks);
  const choice = new Int32Array(products);
  const pairChoice = new Int32Array(pairs.count * 2);
  const weekPrice = new Float64Array(weeks);
  const moneyPrice = new Float64Array(weeks);
  const windowPrice = new Float64Array(categories * weeks);
  const scratch = { prefix: new Float64Array(weeks + 1), suffix: new Float64Array(weeks + 2) };

  const reduce = (prices: Float64Array, sent: Float64Array): void => {
    for (let t = 0; t < weeks; t++) {
      weekPrice[t] = prices[rows.capacity + t];
      let money = prices[rows.total];
      for (let p = 0; p < rules.periodAmount.length; p++)
        if (t >= rules.periodFrom[p] && t <= rules.periodTo[p]) money += prices[rows.periods + p];
      moneyPrice[t] = money / rows.unit[rows.total];
    }
    for (let c = 0; c < categories; c++) {
      const always = prices[rows.maxima + c] - prices[rows.minima + c];
      const span = rules.spacingWeeks[c];
      for (let t = 0; t < weeks; t++) {
        let sum = always;
        const last = Math.min(t, Math.max(0, weeks - span));
        for (let a = Math.max(0, t - span + 1); a <= last; a++) sum += prices[rows.windows + c * weeks + a];
        windowPrice[c * weeks + t] = sum;
      }
    }
    for (let i = 0; i < products; i++) {
      let own = 0;
      for (const g of rules.groupsOf[i]) own += prices[rows.groups + g];
      const c = rules.category[i] * weeks;
      const row = i * weeks;
      const effort = rules.effort[i];
      for (let t = 0; t < weeks; t++) {
        reduced[row + t] =
          rules.open[row + t] === 0
            ? Number.NEGATIVE_INFINITY
            : objective.value[row + t] -
              effort * weekPrice[t] -
              rules.spend[row + t] * moneyPrice[t] -
              windowPrice[c + t] -
              own;
      }
    }
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

  /** Products by wave: the first wave of a product binds it here; larger waves and others are left out: still a bound. */
  const waveOf = Int32Array.from({ length: products }, (_, i) => {
    const wave = rules.wavesOf[i][0] ?? -1;
    return wave >= 0 && rules.waveMembers[wave].length <= 8 ? wave : -1;
  });
  const membersOf = rules.waveMembers.map((members, wave) => members.filter((i) => waveOf[i] === wave));
  const isRequired = Uint8Array.from({ length: products }, (_, i) => (rules.must[i] || rules.fixed[i] >= 0 ? 1 : 0));

  /** Members that a wave launches in week t at best, as a bit mask: every subset that the capacity takes is weighed. */
  const bestSubset = (members: readonly number[], t: number): { mask: number; worth: number } => {
    let best = { mask: 0, worth: Number.NEGATIVE_INFINITY };
    for (let mask = 0; mask < 1 << members.length; mask++) {
      let worth = 0;
      let effort = 0;
      for (let k = 0; k < members.length; k++) {
        if ((mask >> k) & 1) {
          worth += reduced[members[k] * weeks + t];
          effort += rules.effort[members[k]];
        } else if (isRequired[members[k]] === 1) worth = Number.NEGATIVE_INFINITY;
      }
      if (worth > best.worth && effort <= rules.capacity[t]) best = { mask, worth };
    }
    return best;
  };

  /** A wave's best week and members; its worth, -Infinity when a required member never can. */
  const chooseWave = (members: readonly number[]): number => {
    let best = { mask: 0, worth: members.some((i) => isRequired[i] === 1) ? Number.NEGATIVE_INFINITY : 0 };
    let week = -1;
    for (let t = 0; t < weeks; t++) {
      const here = bestSubset(members, t);
      if (here.worth <= best.worth) continue;
      best = here;
      week = t;
    }
    members.forEach((i, k) => {
      choice[i] = week >= 0 && (best.mask >> k) & 1 ? week : -1;
    });
    return best.worth;
  };

  const chooseAlone = (i: number): number => {
    const row = i * weeks;
    let best = isRequired[i] === 1 ? Number.NEGATIVE_INFINITY : 0;
    let week = -1;
    for (let t = 0; t < weeks; t++) {
      if (reduced[row + t] > best) {
        best = reduced[row + t];
        week = t;
      }
    }
    choice[i] = week;
    return best;
  };

  const countUse = (i: number, week: number): void => {
    usage[rows.capacity + week] += rules.effort[i];
    const spend = rules.spend[i * weeks + week] / rows.unit[rows.total];
    usage[rows.total] += spend;
    for (let p = 0; p < rules.periodAmount.length; p++)
      if (week >= rules.periodFrom[p] && week <= rules.periodTo[p]) usage[rows.periods + p] += spend;
    const c = rules.category[i];
    usage[rows.maxima + c] += 1;
    usage[rows.minima + c] += 1;
    const span = rules.spacingWeeks[c];
    const last = Math.min(week, Math.max(0, weeks - span));
    for (let a = Math.max(0, week - span + 1); a <= last; a++) usage[rows.windows + c * weeks + a] += 1;
    for (const g of rules.groupsOf[i]) usage[rows.groups + g] += 1;
  };

  /** Best weeks of products and waves; returns the sum of their values. Fills `usage` with the rows' use. */
  const chooseWeeks = (): number => {
    usage.fill(0);
    let sum = 0;
    const add = (worth: number): void => {
      if (worth > Number.NEGATIVE_INFINITY) sum += worth;
    };
    for (const members of membersOf) if (members.length > 0) add(chooseWave(members));
    for (let i = 0; i < products; i++) if (waveOf[i] < 0) add(chooseAlone(i));
    for (let i = 0; i < products; i++) if (choice[i] >= 0) countUse(i, choice[i]);
    return sum;
  };

  const choosePairs = (): number => {
    let sum = 0;
    const reach = rules.decay.length;
    for (let e = 0; e < pairs.count; e++) {
      if (isAdmitted[e] === 0) {
        const a = choice[pairs.first[e]];
        const b = choice[pairs.second[e]];
        if (!pairsOpen || a < 0 || b < 0 || Math.abs(a - b) >= reach) continue;
        isAdmitted[e] = 1;
        admitted += 1;
      }
      sum += bestOfPair(messages, e * 2 * weeks, weeks, rules.decay, pairs.loss[e], scratch, pairChoice, e * 2);
    }
    return sum;
  };

  const bound = (): number => {
    reduce(price, messages);
    let value = chooseWeeks() + choosePairs() + haloCredit;
    for (let r = 0; r < rows.count; r++) {
      if (price[r] === 0) continue;
      value += rows.isLowerLimit[r] ? -price[r] * rows.rightSide[r] : price[r] * rows.rightSide[r];
    }
    return value;
  };

  const deflect = 0.6;
  let scale = 1;
  let stalled = 0;
  return {
    step(target) {
      const value = bound();
      stalled += 1;
      if (value < bestBound) {
        if (value < bestBound - 1e-7 * Math.abs(bestBound)) stalled = 0;
        bestBound = value;
        bestPrice.set(price);
        bestMessages.set(messages);
      }
      if (stalled > patience) {
        scale *= 0.7;
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
      if (norm === 0) return value;
      const length = (scale * Math.max(0, value - target)) / norm;
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
      const periods = rules.periodAmount.length;
      return {
        capacity: bestPrice.slice(rows.capacity, rows.capacity + weeks),
        budgetPeriods: bestPrice.slice(rows.periods, rows.periods + periods).map((p) => p / rows.unit[rows.total]),
        budgetTotal: bestPrice[rows.total] / rows.unit[rows.total],
      };
    },
  };
}

/** Pairs that lose, and the greatest gain of those that help each other, which is credited in full. */
function listPairs(rules: PlanRules, pairScale: number) {
  const first: number[] = [];
  const second: number[] = [];
  const loss: number[] = [];
  let halo = 0;
  let mostDecay = 0;
  for (const share of rules.decay) mostDecay = Math.max(mostDecay, share);
  for (let i = 0; i < rules.products; i++) {
    for (let k = rules.pairStart[i]; k < rules.pairStart[i + 1]; k++) {
      const j = rules.pairOther[k];
      if (j < i) continue;
      const money = rules.pairLoss[k] * pairScale;
      if (money < 0) halo -= money * mostDecay;
      if (money <= 0 || rules.fixed[i] === -1 || rules.fixed[j] === -1) continue;
      first.push(i);
      second.push(j);
      loss.push(money);
    }
  }
  return { count: first.length, first, second, loss, halo };
}

/**
 * max over weeks t, u (or 'not launched', worth 0) of a(t) + b(u) - loss * decay[|t - u|], with a = messages[at..],
 * b = messages[at + T..]. Writes the two weeks (-1: not launched). O(T x length of decay).
 */
function bestOfPair(
  messages: Float64Array,
  at: number,
  weeks: number,
  decay: Float64Array,
  loss: number,
  scratch: { prefix: Float64Array; suffix: Float64Array },
  chosen: Int32Array,
  slot: number,
): number {
  const { prefix, suffix } = scratch;
  const b = at + weeks;
  const reach = decay.length;
  prefix[0] = Number.NEGATIVE_INFINITY;
  for (let u = 0; u < weeks; u++) prefix[u + 1] = Math.max(prefix[u], messages[b + u]);
  suffix[weeks] = Number.NEGATIVE_INFINITY;
  for (let u = weeks - 1; u >= 0; u--) suffix[u] = Math.max(suffix[u + 1], messages[b + u]);
  let best = 0;
  let bestFirst = -1;
  let partner = Number.NaN;
  if (prefix[weeks] > best) {
    best = prefix[weeks];
    partner = prefix[weeks];
  }
  for (let t = 0; t < weeks; t++) {
    const own = messages[at + t];
    if (own + Math.max(0, prefix[weeks]) <= best) continue;
    let other = Math.max(0, prefix[Math.max(0, t - reach + 1)], suffix[Math.min(weeks, t + reach)]);
    const last = Math.min(weeks - 1, t + reach - 1);
    for (let u = Math.max(0, t - reach + 1); u <= last; u++) {
      const value = messages[b + u] - loss * decay[u > t ? u - t : t - u];
      if (value > other) other = value;
    }
    if (own + other > best) {
      best = own + other;
      bestFirst = t;
      partner = other;
    }
  }
  chosen[slot] = bestFirst;
  chosen[slot + 1] = -1;
  if (Number.isNaN(partner) || partner === 0) return best;
  for (let u = 0; u < weeks; u++) {
    const distance = Math.abs(u - bestFirst);
    const cost = bestFirst >= 0 && distance < reach ? loss * decay[distance] : 0;
    if (messages[b + u] - cost === partner) {
      chosen[slot + 1] = u;
      break;
    }
  }
  return best;
}
