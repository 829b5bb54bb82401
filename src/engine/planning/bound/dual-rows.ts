import type { PlanRules } from '#engine/planning/rules/plan-rules.ts';
import type { LinearObjective } from '#engine/planning/rules/plan-state.ts';
import { planningRules } from '#engine/planning/rules/planning-rules.ts';

/**
 * The rules that link products as rows of a linear programme, rule after rule; each row has a multiplier, its price.
 * Precedence and waves are no rows: see dual-pairs and dual-waves.
 */
export interface DualRows {
  readonly count: number;
  /** Infinity: no limit. */
  readonly rightSide: Float64Array;
  /** Rows are scaled to about one launch each; money for one unit of a row's own = price / unit. */
  readonly unit: Float64Array;
  readonly isLowerLimit: Uint8Array;
  /** Value of every launch less the prices of the rows that it uses, M x T; -Infinity where closed. Writes into `reduced`. */
  readonly charge: (prices: Float64Array, reduced: Float64Array) => void;
  /** What the launches of the weeks chosen use of each row; -1: not launched. Writes into `usage`. */
  readonly countUse: (choice: Int32Array, usage: Float64Array) => void;
  /** Prices of a rule's rows in money for one unit of their own. */
  readonly pricesOf: (rule: string, prices: Float64Array) => Float64Array;
}

export function buildRows(rules: PlanRules, objective: LinearObjective): DualRows {
  let count = 0;
  const blocks = planningRules.flatMap(({ names, rows }) => {
    if (!rows) return [];
    const block = rows(rules);
    const at = count;
    count += block.count;
    return [{ block, at, name: names[0] }];
  });
  const built: DualRows = {
    count,
    rightSide: new Float64Array(count).fill(Number.POSITIVE_INFINITY),
    unit: new Float64Array(count).fill(1),
    isLowerLimit: new Uint8Array(count),
    charge(prices, reduced) {
      for (let cell = 0; cell < reduced.length; cell++)
        reduced[cell] = rules.open[cell] === 0 ? Number.NEGATIVE_INFINITY : objective.value[cell];
      for (const { block, at } of blocks) block.charge(prices, at, reduced);
    },
    countUse(choice, usage) {
      usage.fill(0);
      for (const { block, at } of blocks) block.countUse(choice, at, usage);
    },
    pricesOf(rule, prices) {
      const found = blocks.find(({ name }) => name === rule);
      if (!found) throw new RangeError(`no rows of ${rule}`);
      const { at, block } = found;
      return prices.slice(at, at + block.count).map((price, k) => price / built.unit[at + k]);
    },
  };
  for (const { block, at } of blocks) block.fill(built, at);
  return built;
}
