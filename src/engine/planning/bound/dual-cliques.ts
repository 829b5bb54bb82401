import type { PlanRules } from '#engine/planning/rules/plan-rules.ts';
import { createDiagonalSearch, type DiagonalSearch, hasFactor } from './least-diagonal.ts';

/**
 * Cliques: products of which many take from many. What the launches x of a clique lose to each other is half x'(L (x) K)x, with
 * the losses L of its pairs and K how they fade by weeks between. With enough on the diagonal of L it is convex, and a launch
 * is 0 or 1, so that what the diagonal D adds is known: half of D for each launch. A tangent at any point Z then bounds the
 * loss from below: (HZ)'x - half Z'HZ - half D'x, H = (L + D) (x) K. Where each product takes from many, the pairwise
 * relaxation says little (half of everybody launches and meets nobody); this one counts them together. Z moves like a price.
 *
 * Sources: Hammer, Rubin, "Some remarks on quadratic programming with 0-1 variables" (1970); Poljak, Rendl, Wolkowicz, "A
 * recipe for semidefinite relaxation for (0,1)-quadratic programming" (1995).
 */
export interface DualCliques {
  /** Part of what a pair takes from each other that is the clique's to count. */
  shareOf(i: number, j: number, loss: number): number;
  /** Takes the tangents off the value of every launch: at the present point, or where the bound was lowest. */
  charge(reduced: Float64Array, isBest: boolean): void;
  /** What the tangents leave beside the launches. */
  constant(): number;
  /** Turns the way of the next step to the weeks chosen, keeping so much of the last; its length squared. */
  turn(choice: Int32Array, kept: number): number;
  move(length: number): void;
  /** The bound is lowest here. */
  keep(): void;
  /** Diagonals that cost the least at the present point. */
  refit(): void;
}

interface Clique {
  readonly members: readonly number[];
  /** Losses with the diagonal, n x n. */
  readonly matrix: Float64Array;
  readonly search: DiagonalSearch;
  /** Mean of the first diagonal: makes lengths of steps comparable with those of prices. */
  readonly unit: number;
  /** n x T: where the tangent touches, its slope there; the way and what it changes in the slope. */
  readonly point: Float64Array;
  readonly slope: Float64Array;
  readonly way: Float64Array;
  readonly waySlope: Float64Array;
  /** Slope less half of the diagonal, where the bound was lowest. */
  readonly best: Float64Array;
}

/** Where products take from fewer than six others on average (three pairs each), all are looked at pair by pair alone. */
const leastPairsEach = 3;
const leastMembers = 3;
/** Larger ones take too long in one go: whoever waits must be able to cancel. */
const mostMembers = 320;
/** No diagonal costs less than this share of a launch: a product may yet move. */
const leastWeight = 0.03;

/** True where a plan has products that cliques say more of than pairs do. */
export function hasCliques(rules: PlanRules): boolean {
  return findCliques(rules).length > 0;
}

/** Cliques that count `share` of the losses of their pairs; 0: none. */
export function buildCliques(rules: PlanRules, pairScale: number, share: number): DualCliques {
  const { weeks } = rules;
  const decay = convexPart(rules.decay, weeks);
  const cliques = share > 0 && pairScale > 0 ? findCliques(rules) : [];
  const cliqueOf = new Int32Array(rules.products).fill(-1);
  cliques.forEach((members, c) => {
    for (const i of members) cliqueOf[i] = c;
  });
  const all = cliques.map((members) => createClique(rules, members, pairScale * share));

  /** Adds what `money` at week `from` amounts to in the weeks around. */
  const spread = (slope: Float64Array, row: number, from: number, money: number): void => {
    const last = Math.min(weeks - 1, from + decay.length - 1);
    for (let t = Math.max(0, from - decay.length + 1); t <= last; t++)
      slope[row + t] += money * decay[t > from ? t - from : from - t];
  };

  /** The point as the weeks around feel it. */
  const fade = ({ point }: Clique): Float64Array => {
    const faded = new Float64Array(point.length);
    point.forEach((amount, k) => {
      if (amount !== 0) spread(faded, k - (k % weeks), k % weeks, amount);
    });
    return faded;
  };

  /** Share of a launch that the diagonal would count wrongly at this point: 0 where it stands whole in one week, or not at all. */
  const openness = ({ members, point }: Clique, faded: Float64Array): Float64Array =>
    Float64Array.from(members, (_, a) => {
      let open = 0;
      for (let k = a * weeks; k < (a + 1) * weeks; k++) open += point[k] * (decay[0] - faded[k]);
      return Math.max(leastWeight * decay[0], open);
    });

  return {
    shareOf: (i, j, loss) => (loss > 0 && cliqueOf[i] >= 0 && cliqueOf[i] === cliqueOf[j] ? share : 0),
    charge(reduced, isBest) {
      for (const { members, matrix, slope, best } of all)
        members.forEach((i, a) => {
          const half = (decay[0] * matrix[a * members.length + a]) / 2;
          for (let t = 0; t < weeks; t++)
            reduced[i * weeks + t] -= isBest ? best[a * weeks + t] : slope[a * weeks + t] - half;
        });
    },
    constant() {
      let sum = 0;
      for (const { point, slope } of all) for (let k = 0; k < point.length; k++) sum += point[k] * slope[k];
      return sum / 2;
    },
    turn(choice, kept) {
      let norm = 0;
      for (const { members, matrix, point, slope, way, waySlope, unit } of all) {
        const n = members.length;
        for (let k = 0; k < way.length; k++) {
          way[k] = kept * way[k] - point[k];
          waySlope[k] = kept * waySlope[k] - slope[k];
        }
        for (let a = 0; a < n; a++) {
          const week = choice[members[a]];
          if (week < 0) continue;
          way[a * weeks + week] += 1;
          for (let b = 0; b < n; b++) if (matrix[a * n + b] !== 0) spread(waySlope, b * weeks, week, matrix[a * n + b]);
        }
        let sum = 0;
        for (let k = 0; k < way.length; k++) sum += way[k] * waySlope[k];
        norm += sum / unit;
      }
      return norm;
    },
    move(length) {
      for (const { point, slope, way, waySlope, unit } of all) {
        const step = length / unit;
        for (let k = 0; k < point.length; k++) {
          point[k] += step * way[k];
          slope[k] += step * waySlope[k];
        }
      }
    },
    keep() {
      for (const { members, matrix, slope, best } of all)
        for (let a = 0; a < members.length; a++) {
          const half = (decay[0] * matrix[a * members.length + a]) / 2;
          for (let k = a * weeks; k < (a + 1) * weeks; k++) best[k] = slope[k] - half;
        }
    },
    refit() {
      for (const clique of all) {
        const { members, matrix, slope, way, waySlope, search } = clique;
        const n = members.length;
        const faded = fade(clique);
        search.fit(openness(clique, faded)).forEach((entry, a) => {
          matrix[a * n + a] = entry;
        });
        slope.fill(0);
        for (let a = 0; a < n; a++)
          for (let b = 0; b < n; b++) {
            const money = matrix[a * n + b];
            if (money !== 0) for (let t = 0; t < weeks; t++) slope[b * weeks + t] += money * faded[a * weeks + t];
          }
        way.fill(0);
        waySlope.fill(0);
      }
    },
  };
}

/** Products joined by losses; none where each has but few, or where losses do not fade from the same week on. */
function findCliques(rules: PlanRules): number[][] {
  if (!(rules.decay[0] > 0) || rules.decay.some((part) => part < 0)) return [];
  const isSeen = new Uint8Array(rules.products);
  const found: number[][] = [];
  let ends = 0;
  let joined = 0;
  for (let i = 0; i < rules.products; i++) {
    if (isSeen[i] || rules.fixed[i] === -1) continue;
    const members = [i];
    isSeen[i] = 1;
    for (const one of members)
      for (let k = rules.pairStart[one]; k < rules.pairStart[one + 1]; k++) {
        const other = rules.pairOther[k];
        if (rules.fixed[other] === -1 || rules.pairLoss[k] <= 0) continue;
        ends += 1;
        if (isSeen[other]) continue;
        isSeen[other] = 1;
        members.push(other);
      }
    if (members.length > 1) joined += members.length;
    if (members.length >= leastMembers && members.length <= mostMembers) found.push(members);
  }
  return ends / 2 >= leastPairsEach * joined ? found : [];
}

function createClique(rules: PlanRules, members: readonly number[], scale: number): Clique {
  const n = members.length;
  const place = new Map(members.map((i, a) => [i, a]));
  const matrix = new Float64Array(n * n);
  members.forEach((i, a) => {
    for (let k = rules.pairStart[i]; k < rules.pairStart[i + 1]; k++) {
      const b = place.get(rules.pairOther[k]);
      if (b !== undefined && b !== a) matrix[a * n + b] += Math.max(0, rules.pairLoss[k] * scale);
    }
  });
  const search = createDiagonalSearch(matrix.slice(), n);
  let sum = 0;
  search.fit(new Float64Array(n).fill(1)).forEach((entry, a) => {
    matrix[a * n + a] = entry;
    sum += entry;
  });
  const empty = (): Float64Array => new Float64Array(n * rules.weeks);
  return {
    ...{ members, matrix, search, unit: sum / n },
    ...{ point: empty(), slope: empty(), way: empty(), waySlope: empty(), best: empty() },
  };
}

/** How losses fade, lowered beside the peak until the form over the weeks is convex; what is taken off is no loss that counts. */
function convexPart(decay: Float64Array, weeks: number): Float64Array {
  const lowered = (part: number): Float64Array => decay.map((value, d) => (d === 0 ? value : part * value));
  const isConvex = (part: number): boolean => {
    const faded = lowered(part);
    const form = Float64Array.from(
      { length: weeks * weeks },
      (_, k) => faded[Math.abs((k % weeks) - Math.floor(k / weeks))] ?? 0,
    );
    return hasFactor(form, weeks);
  };
  if (isConvex(1)) return decay;
  let low = 0;
  let high = 1;
  for (let k = 0; k < 12; k++) {
    const middle = (low + high) / 2;
    if (isConvex(middle)) low = middle;
    else high = middle;
  }
  return lowered(low);
}
