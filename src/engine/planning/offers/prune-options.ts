import type { LaunchTables } from '#engine/planning/problem/launch-tables.ts';
import type { OptimiseRequest } from '#engine/planning/problem/plan-problem.ts';
import { listPlaces, type PlanRules } from '#engine/planning/rules/plan-rules.ts';

/**
 * Closes options that another of the same product and week makes superfluous: it uses no more of any row of the ledger that can
 * bind, and for a sum over launches its value is no lower, for profit less risk no lower in any scenario (P - lambda R rises with
 * each), for the front in (P, R) the same in every scenario (less profit in good scenarios lowers R). Exact: weeks, pairs and all
 * other rules see no option. Source: reference `launch-plan/2`, "Dominance".
 */
export function pruneOptions(
  rules: PlanRules,
  tables: LaunchTables,
  value: Float64Array,
  objective: OptimiseRequest['objective'],
): PlanRules {
  if (rules.row[rules.products] === rules.products * rules.weeks) return rules;
  const { cellStart, places, ledger } = rules;
  const canBind = bindingRows(rules);
  const rowCount = canBind.length;
  const openColumns = rules.openColumns.slice();
  const uses = new Float64Array(2 * rowCount);
  const fill = (column: number, at: number): void => {
    uses.fill(0, at, at + rowCount);
    for (let u = ledger.start[column]; u < ledger.start[column + 1]; u++) uses[at + ledger.row[u]] = ledger.amount[u];
  };
  const isNoDearer = (): boolean => {
    for (let r = 0; r < rowCount; r++) if (canBind[r] === 1 && uses[r] > uses[rowCount + r]) return false;
    return true;
  };
  const isNoWorse = (i: number, a: number, b: number): boolean => {
    if (objective === 'profit' || objective === 'article') return value[rules.row[i] + a] >= value[rules.row[i] + b];
    const ofA = tables.profitOf(i, a);
    const ofB = tables.profitOf(i, b);
    return objective === 'front' ? ofA.every((v, s) => v === ofB[s]) : ofA.every((v, s) => v >= ofB[s]);
  };
  for (let cell = 0; cell < rules.open.length; cell++) {
    const i = Math.floor(cell / rules.weeks);
    const row = rules.row[i];
    for (let b = cellStart[cell]; b < cellStart[cell + 1]; b++) {
      fill(row + places[b], rowCount);
      for (let a = cellStart[cell]; a < cellStart[cell + 1]; a++) {
        // What is closed was closed by another that is open, or by a chain that ends at one.
        if (a === b || openColumns[row + places[a]] === 0 || !isNoWorse(i, places[a], places[b])) continue;
        fill(row + places[a], 0);
        if (!isNoDearer()) continue;
        openColumns[row + places[b]] = 0;
        break;
      }
    }
  }
  return { ...rules, ...listPlaces(rules.row, rules.weeks, openColumns) };
}

/** 1 for each row that all products could exceed together, each at its largest use. */
function bindingRows({ ledger, products, row, openColumns }: PlanRules): Uint8Array {
  const largest = new Float64Array(ledger.max.length);
  const most = new Float64Array(ledger.max.length);
  for (let i = 0; i < products; i++) {
    most.fill(0);
    for (let column = row[i]; column < row[i + 1]; column++)
      if (openColumns[column] === 1)
        for (let u = ledger.start[column]; u < ledger.start[column + 1]; u++)
          most[ledger.row[u]] = Math.max(most[ledger.row[u]], ledger.amount[u]);
    most.forEach((amount, r) => {
      largest[r] += amount;
    });
  }
  return Uint8Array.from(ledger.max, (max, r) => (largest[r] > max ? 1 : 0));
}
