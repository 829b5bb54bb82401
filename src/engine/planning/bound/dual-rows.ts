import type { PlanRules } from '#engine/planning/rules/plan-rules.ts';
import type { LinearObjective } from '#engine/planning/rules/plan-state.ts';
import { planningRules } from '#engine/planning/rules/planning-rules.ts';

/**
 * The rules that link products as rows of a linear programme, rule after rule; each row has a multiplier, its price.
 * Precedence and waves are no rows: see dual-pairs and dual-waves. The rows of the ledger come last: what a launch uses of them
 * depends on its option, so each product and week first picks the option that is worth the most beside their prices; all else that
 * links products looks at weeks alone.
 */
export interface DualRows {
  readonly count: number;
  /** Infinity: no limit. */
  readonly rightSide: Float64Array;
  /** Rows are scaled to about one launch each; money for one unit of a row's own = price / unit. */
  readonly unit: Float64Array;
  readonly isLowerLimit: Uint8Array;
  /**
   * Value of every launch with its best option less the prices of the rows that it uses, M x T; -Infinity where closed. Writes
   * into `reduced`.
   */
  readonly charge: (prices: Float64Array, reduced: Float64Array) => void;
  /** What the launches of the weeks chosen use of each row, with the options last charged; -1: not launched. Writes into `usage`. */
  readonly countUse: (choice: Int32Array, usage: Float64Array) => void;
  /** The same as `reduced`, which {@link charge} and others have written, for every option: by column. */
  readonly spread: (prices: Float64Array, reduced: Float64Array) => Float64Array;
  /** Prices of a rule's rows in money for one unit of their own. */
  readonly pricesOf: (rule: string, prices: Float64Array) => Float64Array;
}

export function buildRows(rules: PlanRules, objective: LinearObjective): DualRows {
  const { ledger, weeks, cellStart, places } = rules;
  let count = 0;
  const blocks = planningRules.flatMap(({ names, rows }) => {
    if (!rows) return [];
    const block = rows(rules);
    const at = count;
    count += block.count;
    return [{ block, at, name: names[0] }];
  });
  const sums = count;
  count += ledger.max.length;
  const scale = new Float64Array(ledger.max.length);
  /** Place that each product and week picks, and what that is worth before what weeks cost. */
  const picked = new Int32Array(rules.products * weeks);
  const worth = new Float64Array(rules.products * weeks);
  const worthOf = (column: number): number => {
    let value = objective.value[column];
    for (let u = ledger.start[column]; u < ledger.start[column + 1]; u++)
      value -= ledger.amount[u] * scale[ledger.row[u]];
    return value;
  };
  const chargeSums = (prices: Float64Array): void => {
    for (let r = 0; r < scale.length; r++) scale[r] = prices[sums + r] / ledger.unit[r];
    for (let cell = 0, i = 0; i < rules.products; i++) {
      const row = rules.row[i];
      for (let t = 0; t < weeks; t++, cell++) {
        let best = Number.NEGATIVE_INFINITY;
        for (let k = cellStart[cell]; k < cellStart[cell + 1]; k++) {
          const value = worthOf(row + places[k]);
          if (value <= best) continue;
          best = value;
          picked[cell] = places[k];
        }
        worth[cell] = best;
      }
    }
  };
  const built: DualRows = {
    count,
    rightSide: new Float64Array(count).fill(Number.POSITIVE_INFINITY),
    unit: new Float64Array(count).fill(1),
    isLowerLimit: new Uint8Array(count),
    charge(prices, reduced) {
      chargeSums(prices);
      reduced.set(worth);
      for (const { block, at } of blocks) block.charge(prices, at, reduced);
    },
    countUse(choice, usage) {
      usage.fill(0);
      for (const { block, at } of blocks) block.countUse(choice, at, usage);
      for (let i = 0; i < rules.products; i++) {
        if (choice[i] < 0) continue;
        const column = rules.row[i] + picked[i * weeks + choice[i]];
        for (let u = ledger.start[column]; u < ledger.start[column + 1]; u++)
          usage[sums + ledger.row[u]] += ledger.amount[u] / ledger.unit[ledger.row[u]];
      }
    },
    spread(prices, reduced) {
      chargeSums(prices);
      const columns = new Float64Array(rules.openColumns.length).fill(Number.NEGATIVE_INFINITY);
      for (let cell = 0; cell < reduced.length; cell++) {
        const row = rules.row[Math.floor(cell / weeks)];
        const ofWeek = reduced[cell] - worth[cell];
        for (let k = cellStart[cell]; k < cellStart[cell + 1]; k++)
          columns[row + places[k]] = worthOf(row + places[k]) + ofWeek;
      }
      return columns;
    },
    pricesOf(rule, prices) {
      const found = blocks.find(({ name }) => name === rule);
      if (found) {
        const { at, block } = found;
        return prices.slice(at, at + block.count).map((price, k) => price / built.unit[at + k]);
      }
      return Float64Array.from(
        [...ledger.rules.keys()].filter((r) => ledger.rules[r] === rule),
        (r) => prices[sums + r] / ledger.unit[r],
      );
    },
  };
  for (const { block, at } of blocks) block.fill(built, at);
  built.rightSide.set(
    ledger.proofLimit.map((limit, r) => limit / ledger.unit[r]),
    sums,
  );
  built.unit.set(ledger.unit, sums);
  return built;
}
