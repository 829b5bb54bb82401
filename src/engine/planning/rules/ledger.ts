import type { LaunchInstance } from '#engine/planning/problem/launch-instance.ts';
import { columnRows } from '#engine/planning/problem/launch-tables.ts';
import type { BindingRule, PlanRule, RuleRelief } from './plan-figures.ts';
import type { PlanningRule } from './planning-rule.ts';

/** Adds what a launch uses of a row, by the row's number in its rule. */
export type AddUse = (row: number, amount: number) => void;

/** A sum over launches that a rule limits: money, slots. */
export interface LedgerRow {
  readonly binding: BindingRule;
  readonly max: number;
}

/** The rows of one rule and what a launch of product i in week t with option k uses of them. */
export interface LedgerPart {
  readonly rows: readonly LedgerRow[];
  readonly isMoney: boolean;
  readonly use: (i: number, t: number, k: number, add: AddUse) => void;
}

/** Expected units of each of two reorders by column; null: not known, or there are none. */
export type ReorderedUnits = Float64Array | null;

/**
 * Limits on sums over launches, whatever they are of, as sparse rows: column c uses `amount[u]` of row `row[u]`, u from `start[c]`
 * to `start[c + 1] - 1`. Written by the rules that have a part in it, counted by the search and priced by the bound alike.
 */
export interface Ledger {
  readonly rules: readonly PlanRule[];
  readonly bindings: readonly BindingRule[];
  readonly max: Float64Array;
  /** What the search lets a sum reach, and what proofs let it: money is rounded. */
  readonly limit: Float64Array;
  readonly proofLimit: Float64Array;
  /** A launch uses about so much of it. */
  readonly unit: Float64Array;
  readonly start: Int32Array;
  readonly row: Int32Array;
  readonly amount: Float64Array;
}

/** Slack on sums of money, below the evaluator's 1e-6 so that rounding never makes a plan infeasible; and in proofs, at it. */
const moneySlack = 5e-7;
const proofSlack = 1e-6;

export function buildLedger(
  instance: LaunchInstance,
  rules: readonly PlanningRule[],
  reordered: ReorderedUnits,
): Ledger {
  const { weeks, products } = instance;
  const columns = columnRows(instance);
  const parts = rules.flatMap(({ names, ledger }) => {
    const part = ledger?.(instance, columns, reordered);
    return part && part.rows.length > 0 ? [{ ...part, name: names[0] }] : [];
  });
  const rows = parts.flatMap(({ rows: own, name, isMoney }) => own.map((row) => ({ ...row, name, isMoney })));
  const start = new Int32Array(columns[products.length] + 1);
  const row: number[] = [];
  const amount: number[] = [];
  let at = 0;
  const add: AddUse = (own, much) => {
    if (much === 0) return;
    row.push(at + own);
    amount.push(much);
  };
  for (let i = 0; i < products.length; i++)
    for (let column = columns[i]; column < columns[i + 1]; column++) {
      const place = column - columns[i];
      at = 0;
      for (const { use, rows: own } of parts) {
        use(i, place % weeks, Math.floor(place / weeks), add);
        at += own.length;
      }
      start[column + 1] = row.length;
    }
  const sum = new Float64Array(rows.length);
  const users = new Float64Array(rows.length);
  row.forEach((r, u) => {
    sum[r] += amount[u];
    users[r] += 1;
  });
  let first = 0;
  const unit = new Float64Array(rows.length).fill(1);
  for (const { rows: own, isMoney } of parts) {
    if (isMoney && users[first] > 0) unit.fill(sum[first] / users[first], first, first + own.length);
    first += own.length;
  }
  return {
    rules: rows.map(({ name }) => name),
    bindings: rows.map(({ binding }) => binding),
    max: Float64Array.from(rows, ({ max }) => max),
    limit: Float64Array.from(rows, ({ max, isMoney }) => max + (isMoney ? moneySlack : 0)),
    proofLimit: Float64Array.from(rows, ({ max, isMoney }) => max + (isMoney ? proofSlack : 0)),
    unit,
    start,
    row: Int32Array.from(row),
    amount: Float64Array.from(amount),
  };
}

/** The part of a planning rule that says which of its rows is in the way. */
export function ledgerBlocks(name: PlanRule): Pick<PlanningRule, 'block' | 'reliefs'> {
  const exceeded: NonNullable<PlanningRule['reliefs']> = (_, state, i, t): RuleRelief[] =>
    state.rowsExceeded(i, state.bestPlace(i, t), name);
  return {
    block: (_, state, i, t) => {
      const { ledger } = state.rules;
      const short = state.shortRow(i, state.bestPlace(i, t), name);
      return short < 0 ? null : ledger.bindings[short];
    },
    reliefs: exceeded,
  };
}
