import { type PlanRules, requiredOf } from '#engine/planning/rules/plan-rules.ts';
import { PlanState } from '#engine/planning/rules/plan-state.ts';
import { PlanMoves } from '#engine/planning/search/plan-moves.ts';
import { construct } from '#engine/planning/search/plan-population.ts';
import { buildSearchGuide } from '#engine/planning/search/search-guide.ts';
import { createRandom } from '#engine/random.ts';

/** Whether any plan keeps every rule. `work`: cells (product x week) looked at. */
export type Feasibility =
  | { readonly verdict: 'possible'; readonly weeks: Int32Array; readonly work: number }
  | { readonly verdict: 'impossible' | 'undecided'; readonly work: number };

/** Slack on sums of money, as in the plan's checker. */
const moneySlack = 1e-6;

const isIn = 1;
const isOut = -1;

/** A partial plan: which products launch (1), stay out (-1) or may do either (0), and in which weeks each still can. */
interface Node {
  readonly status: Int8Array;
  readonly weeks: Uint8Array;
}

/**
 * Decides by propagation and search whether a plan exists that keeps every rule, without a thought for what it earns. Exact:
 * `impossible` is proven, `possible` comes with a plan; `undecided` after `mostWork` cells. Only what must launch, what must
 * come before it and members of categories with a minimum take part: nothing else is ever needed.
 *
 * Constraint propagation to a fixed point (windows, order, waves, capacity, budgets, spacing, groups, minima, and the
 * energy of every span of weeks), then depth first over the product with the fewest weeks left by how often it has failed
 * (Boussemart and others 2004, dom/wdeg).
 */
export function decideFeasibility(rules: PlanRules, mostWork: number): Feasibility {
  const easy = buildPlainly(rules);
  if (easy) return { verdict: 'possible', weeks: easy, work: rules.products * rules.weeks };
  const solver = createSolver(rules, mostWork);
  const found = solver.solve();
  const work = solver.work();
  if (found === 'undecided' || found === 'impossible') return { verdict: found, work };
  return { verdict: 'possible', weeks: found, work };
}

/** Products that a plan may need: required ones, members of categories with a minimum, and what must come before these. */
export function neededProducts(rules: PlanRules): number[] {
  const required = requiredOf(rules);
  const needed = new Set<number>();
  for (let i = 0; i < rules.products; i++)
    if (required[i] === 1 || rules.categoryMin[rules.category[i]] > 0) needed.add(i);
  for (const i of needed) for (const { before } of rules.precedes[i]) needed.add(before);
  return [...needed].sort((a, b) => a - b);
}

/** What must launch and what minima ask for, one after the other, each in its roomiest week that still fits; null: some is left. */
function buildPlainly(rules: PlanRules): Int32Array | null {
  const { weeks, capacity, effort, spend, budgetTotal } = rules;
  const roominess = spend.map((money, cell) => {
    if (rules.open[cell] === 0) return Number.NEGATIVE_INFINITY;
    const share = capacity[cell % weeks] > 0 ? effort[Math.floor(cell / weeks)] / capacity[cell % weeks] : 1;
    return -share - (budgetTotal > 0 ? money / budgetTotal : 0);
  });
  // Worth nothing: only what is asked for is launched.
  const state = new PlanState(rules, { value: new Float64Array(spend.length), pairScale: 0 });
  const guide = buildSearchGuide(rules, roominess, Number.POSITIVE_INFINITY);
  const random = createRandom(1);
  construct(state, new PlanMoves(state, guide, random), guide, null, random, 0);
  return state.missing === 0 ? state.weeks : null;
}

function createSolver(rules: PlanRules, mostWork: number) {
  const { weeks: T, categories } = rules;
  const products = neededProducts(rules);
  const count = products.length;
  const localOf = new Map(products.map((product, k) => [product, k]));
  const locals = (members: readonly number[]): number[] =>
    [...new Set(members)].flatMap((member) => localOf.get(member) ?? []);
  const edges = products.flatMap((after, k) =>
    rules.precedes[after].map(({ before, minWeeks }) => ({ before: localOf.get(before) ?? -1, after: k, minWeeks })),
  );
  const waves = rules.waveMembers.map(locals).filter((members) => members.length > 1);
  // A group that names a product twice counts it twice, as the checker does.
  const groups = rules.groupMembers.map((members, g) => ({
    max: rules.groupMax[g],
    members: members.flatMap((member) => localOf.get(member) ?? []),
  }));
  const category = Int32Array.from(products, (i) => rules.category[i]);
  const ofCategory = Array.from({ length: categories }, (_, c) =>
    products.map((_, k) => k).filter((k) => category[k] === c),
  );
  const effort = Float64Array.from(products, (i) => rules.effort[i]);
  const spendAt = (k: number, t: number): number => rules.spend[products[k] * T + t];
  const weight = new Float64Array(count).fill(1);
  let work = 0;
  let failedAt = -1;

  const size = new Int32Array(count);
  const first = new Int32Array(count);
  const last = new Int32Array(count);
  const least = new Float64Array(count);
  const load = new Float64Array(T);
  const inWeek = new Int32Array(categories * T);

  /** Weeks left, first, last and cheapest of every product; false: one that must launch has none. */
  const measure = ({ status, weeks }: Node): boolean => {
    work += count * T;
    for (let k = 0; k < count; k++) {
      size[k] = 0;
      least[k] = Number.POSITIVE_INFINITY;
      if (status[k] === isOut) continue;
      for (let t = 0; t < T; t++) {
        if (weeks[k * T + t] === 0) continue;
        if (size[k] === 0) first[k] = t;
        last[k] = t;
        size[k] += 1;
        least[k] = Math.min(least[k], spendAt(k, t));
      }
      if (size[k] > 0) continue;
      if (status[k] === isIn) {
        failedAt = k;
        return false;
      }
      status[k] = isOut;
    }
    return true;
  };

  /** Closes weeks of a product by a test; true when one was closed. */
  const close = ({ weeks }: Node, k: number, isClosed: (t: number) => boolean): boolean => {
    let changed = false;
    for (let t = first[k]; t <= last[k]; t++) {
      if (weeks[k * T + t] === 0 || !isClosed(t)) continue;
      weeks[k * T + t] = 0;
      changed = true;
    }
    return changed;
  };

  const decide = ({ status }: Node, k: number, to: 1 | -1): boolean => {
    if (status[k] !== 0) return false;
    status[k] = to;
    return true;
  };

  // Each rule closes weeks and decides products; null: it can't be kept any more.
  const keepOrder = (node: Node): boolean | null => {
    const { status } = node;
    let changed = false;
    for (const { before, after, minWeeks } of edges) {
      if (status[after] === isOut) continue;
      if (status[before] === isOut) {
        if (status[after] === isIn) {
          failedAt = after;
          return null;
        }
        changed = decide(node, after, isOut) || changed;
        continue;
      }
      if (status[after] === isIn) {
        changed = decide(node, before, isIn) || changed;
        const latest = last[after] - minWeeks;
        if (last[before] > latest) changed = close(node, before, (t) => t > latest) || changed;
      }
      const earliest = first[before] + minWeeks;
      if (first[after] < earliest) changed = close(node, after, (t) => t < earliest) || changed;
    }
    return changed;
  };

  const keepWaves = (node: Node): boolean => {
    const { status, weeks } = node;
    let changed = false;
    for (const members of waves) {
      const launched = members.filter((k) => status[k] === isIn);
      if (launched.length === 0) continue;
      const together = launched.reduce((sum, k) => sum + effort[k], 0);
      const isShared = (t: number): boolean =>
        together <= rules.capacity[t] && launched.every((k) => weeks[k * T + t] === 1);
      for (const k of members) if (status[k] !== isOut) changed = close(node, k, (t) => !isShared(t)) || changed;
    }
    return changed;
  };

  const keepCounts = (node: Node): boolean | null => {
    const { status } = node;
    let changed = false;
    const atMost = (members: readonly number[], max: number): boolean => {
      let launched = 0;
      for (const k of members) if (status[k] === isIn) launched += 1;
      if (launched > max) return false;
      if (members.length <= max) return true;
      for (const k of members) {
        if (status[k] !== 0) continue;
        // A product named twice may be one too many by itself.
        const times = members.reduce((sum, other) => sum + (other === k ? 1 : 0), 0);
        if (launched + times > max) changed = decide(node, k, isOut) || changed;
      }
      return true;
    };
    for (const { members, max } of groups) if (!atMost(members, max)) return null;
    for (let c = 0; c < categories; c++) {
      if (!atMost(ofCategory[c], rules.categoryMax[c])) return null;
      const min = rules.categoryMin[c];
      if (min === 0) continue;
      let possible = 0;
      for (const k of ofCategory[c]) if (status[k] !== isOut) possible += 1;
      if (possible < min) return null;
      if (possible === min) for (const k of ofCategory[c]) changed = decide(node, k, isIn) || changed;
    }
    return changed;
  };

  /** Sum over what launches plus the least that category minima still ask for. */
  const leastOf = ({ status }: Node, of: Float64Array): number => {
    let sum = 0;
    for (let k = 0; k < count; k++) if (status[k] === isIn) sum += of[k];
    for (let c = 0; c < categories; c++) {
      let short = rules.categoryMin[c];
      if (short === 0) continue;
      const costs: number[] = [];
      for (const k of ofCategory[c]) {
        if (status[k] === isIn) short -= 1;
        else if (status[k] === 0) costs.push(of[k]);
      }
      costs.sort((a, b) => a - b);
      for (let n = 0; n < short; n++) sum += costs[n];
    }
    return sum;
  };

  const keepMoney = (node: Node): boolean | null => {
    const { status } = node;
    let changed = false;
    const total = rules.budgetTotal + moneySlack;
    if (leastOf(node, least) > total) return null;
    let spent = 0;
    for (let k = 0; k < count; k++) if (status[k] === isIn) spent += least[k];
    for (let k = 0; k < count; k++) {
      if (status[k] === isOut || size[k] < 2) continue;
      const others = spent - (status[k] === isIn ? least[k] : 0);
      changed = close(node, k, (t) => others + spendAt(k, t) > total) || changed;
    }
    for (let p = 0; p < rules.periodAmount.length; p++) {
      const from = rules.periodFrom[p];
      const to = rules.periodTo[p];
      const amount = rules.periodAmount[p] + moneySlack;
      const isInside = (k: number): boolean => status[k] === isIn && first[k] >= from && last[k] <= to;
      let inside = 0;
      for (let k = 0; k < count; k++) if (isInside(k)) inside += least[k];
      if (inside > amount) return null;
      for (let k = 0; k < count; k++) {
        if (status[k] === isOut || last[k] < from || first[k] > to) continue;
        const others = inside - (isInside(k) ? least[k] : 0);
        changed = close(node, k, (t) => t >= from && t <= to && others + spendAt(k, t) > amount) || changed;
      }
    }
    return changed;
  };

  /** Launches whose week is settled fill weeks and spacing; the others keep to what is left. */
  const keepRoom = (node: Node): boolean | null => {
    const { status } = node;
    load.fill(0);
    inWeek.fill(0);
    for (let k = 0; k < count; k++) {
      if (status[k] !== isIn || size[k] !== 1) continue;
      load[first[k]] += effort[k];
      inWeek[category[k] * T + first[k]] += 1;
      if (load[first[k]] > rules.capacity[first[k]]) {
        failedAt = k;
        return null;
      }
    }
    /** Most launches of the category in any stretch of its spacing that holds week t. */
    const crowd = (c: number, t: number): number => {
      const span = rules.spacingWeeks[c];
      let most = 0;
      for (let a = Math.max(0, t - span + 1); a <= Math.min(t, Math.max(0, T - span)); a++) {
        let sum = 0;
        for (let w = a; w < Math.min(a + span, T); w++) sum += inWeek[c * T + w];
        most = Math.max(most, sum);
      }
      return most;
    };
    const crowded = new Uint8Array(categories * T);
    for (let c = 0; c < categories; c++) {
      if (ofCategory[c].length === 0) continue;
      for (let t = 0; t < T; t++) {
        const most = crowd(c, t);
        if (most > rules.spacingMax[c]) return null;
        if (most + 1 > rules.spacingMax[c]) crowded[c * T + t] = 1;
      }
    }
    let changed = false;
    for (let k = 0; k < count; k++) {
      if (status[k] === isOut || (status[k] === isIn && size[k] === 1)) continue;
      changed =
        close(node, k, (t) => load[t] + effort[k] > rules.capacity[t] || crowded[category[k] * T + t] === 1) || changed;
    }
    return changed;
  };

  /** What must launch within any span of weeks needs no more than the span holds, in work and by spacing. */
  const keepSpans = ({ status, weeks }: Node): boolean => {
    const launched: number[] = [];
    for (let k = 0; k < count; k++) if (status[k] === isIn) launched.push(k);
    launched.sort((a, b) => last[a] - last[b] || a - b);
    work += launched.length * launched.length;
    const room = new Float64Array(T + 1);
    for (let t = 0; t < T; t++)
      room[t + 1] = room[t] + (launched.some((k) => weeks[k * T + t]) ? rules.capacity[t] : 0);
    const counts = new Int32Array(categories);
    for (const from of new Set(launched.map((k) => first[k]))) {
      let needed = 0;
      counts.fill(0);
      for (const k of launched) {
        if (first[k] < from) continue;
        needed += effort[k];
        const c = category[k];
        counts[c] += 1;
        const span = Math.ceil((last[k] - from + 1) / rules.spacingWeeks[c]);
        if (needed > room[last[k] + 1] - room[from] || counts[c] > span * rules.spacingMax[c]) {
          failedAt = k;
          return false;
        }
      }
    }
    return true;
  };

  let totalRoom = 0;
  for (const capacity of rules.capacity) totalRoom += capacity;

  const propagate = (node: Node): boolean => {
    for (;;) {
      if (work > mostWork) return true;
      if (!measure(node)) return false;
      let changed = false;
      for (const keep of [keepOrder, keepCounts, keepWaves, keepMoney, keepRoom]) {
        const outcome = keep(node);
        if (outcome === null) return false;
        if (!outcome) continue;
        changed = true;
        if (!measure(node)) return false;
      }
      if (changed) continue;
      return keepSpans(node) && leastOf(node, effort) <= totalRoom;
    }
  };

  const branch = (node: Node): number => {
    let chosen = -1;
    for (let k = 0; k < count; k++) {
      if (node.status[k] !== isIn || size[k] < 2) continue;
      if (chosen < 0 || size[k] * weight[chosen] < size[chosen] * weight[k]) chosen = k;
    }
    return chosen;
  };

  /** A member of a category that needs more: the one that takes least, by work and money; -1: no minimum is short. */
  const pickMember = ({ status }: Node): number => {
    let chosen = -1;
    for (let c = 0; c < categories; c++) {
      let launched = 0;
      for (const k of ofCategory[c]) if (status[k] === isIn) launched += 1;
      if (launched >= rules.categoryMin[c]) continue;
      for (const k of ofCategory[c]) {
        if (status[k] !== 0) continue;
        const isLess = chosen < 0 || weight[k] * effort[chosen] > weight[chosen] * effort[k];
        const isCheaper = chosen >= 0 && weight[k] === weight[chosen] && effort[k] === effort[chosen];
        if (isLess || (isCheaper && least[k] < least[chosen])) chosen = k;
      }
    }
    return chosen;
  };

  const solve = (): Int32Array | 'impossible' | 'undecided' => {
    const required = requiredOf(rules);
    const root: Node = {
      status: Int8Array.from(products, (i) => (required[i] === 1 ? isIn : rules.fixed[i] === -1 ? isOut : 0)),
      weeks: new Uint8Array(count * T),
    };
    products.forEach((i, k) => {
      root.weeks.set(rules.open.subarray(i * T, (i + 1) * T), k * T);
    });
    if (products.some((i) => required[i] === 1 && rules.fixed[i] === -1)) return 'impossible';
    const stack: Node[] = [root];
    for (let node = stack.pop(); node; node = stack.pop()) {
      failedAt = -1;
      if (!propagate(node)) {
        if (failedAt >= 0) weight[failedAt] += 1;
        continue;
      }
      if (work > mostWork) return 'undecided';
      const k = branch(node);
      const other: Node = { status: node.status.slice(), weeks: node.weeks.slice() };
      if (k < 0) {
        const member = pickMember(node);
        if (member < 0) return planOf(node);
        other.status[member] = isOut;
        node.status[member] = isIn;
        stack.push(other, node);
        continue;
      }
      let week = -1;
      for (let t = first[k]; t <= last[k]; t++) {
        if (node.weeks[k * T + t] === 0) continue;
        if (week < 0 || rules.capacity[t] - load[t] > rules.capacity[week] - load[week]) week = t;
      }
      other.weeks[k * T + week] = 0;
      node.weeks.fill(0, k * T, (k + 1) * T);
      node.weeks[k * T + week] = 1;
      stack.push(other, node);
    }
    return 'impossible';
  };

  const planOf = ({ status }: Node): Int32Array => {
    const plan = new Int32Array(rules.products).fill(-1);
    for (let k = 0; k < count; k++) if (status[k] === isIn) plan[products[k]] = first[k];
    return plan;
  };

  return { solve, work: () => work };
}
