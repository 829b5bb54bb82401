import type { Issue } from '#engine/issue.ts';
import { orthogonaliseColumns } from '#engine/kernels/least-squares.ts';
import type { NamedColumn } from './sarima-problem.ts';

export interface UsableRegressors {
  readonly xreg: readonly NamedColumn[];
  readonly newXreg: readonly NamedColumn[];
  /** `constant-regressor`, `collinear-regressor`, `regressor-missing`; `column` = name. */
  readonly issues: readonly Issue[];
}

/**
 * Regressors that can be estimated from the observed periods of `values`: finite, varying, not a combination of a
 * constant and those before them. An event that has not happened yet in the history is left out here, with its reason.
 */
export function selectUsableRegressors(
  values: Float64Array,
  xreg: readonly NamedColumn[],
  newXreg: readonly NamedColumn[],
): UsableRegressors {
  if (xreg.length === 0) return { xreg: [], newXreg: [], issues: [] };
  const rows = Array.from(values.keys()).filter((t) => !Number.isNaN(values[t]));
  const pick = (column: Float64Array): Float64Array => Float64Array.from(rows, (t) => column[t]);
  const issues: Issue[] = [];
  const kept: NamedColumn[] = [];
  const keptNew: NamedColumn[] = [];
  let basis: Float64Array[] = [new Float64Array(rows.length).fill(1)];
  for (const column of xreg) {
    const future = newXreg.find((other) => other.name === column.name);
    const observed = pick(column.values);
    const trial = [...basis, observed];
    const gaps =
      !column.values.every(Number.isFinite) || (newXreg.length > 0 && !future?.values.every(Number.isFinite));
    let trouble: string | null = null;
    if (gaps) trouble = 'regressor-missing';
    else if (observed.every((v) => Math.abs(v - observed[0]) < 1e-12)) trouble = 'constant-regressor';
    else if (orthogonaliseColumns(trial, 1e-7).dependent.length > 0) trouble = 'collinear-regressor';
    if (trouble) {
      issues.push({ code: trouble, severity: 'info', column: column.name });
      continue;
    }
    basis = trial;
    kept.push(column);
    if (future) keptNew.push(future);
  }
  return { xreg: kept, newXreg: keptNew, issues };
}

/** Sine and cosine pairs of `harmonics` of a season, for periods `from`..`from + n - 1` (0 = the first observation). */
export function fourierRegressors(n: number, period: number, harmonics: number, from = 0): NamedColumn[] {
  const columns: NamedColumn[] = [];
  for (let k = 1; k <= harmonics; k++) {
    const angle = (t: number): number => (2 * Math.PI * k * (from + t + 1)) / period;
    if (2 * k !== period)
      columns.push({ name: `S${k}-${period}`, values: Float64Array.from({ length: n }, (_, t) => Math.sin(angle(t))) });
    columns.push({ name: `C${k}-${period}`, values: Float64Array.from({ length: n }, (_, t) => Math.cos(angle(t))) });
  }
  return columns;
}
