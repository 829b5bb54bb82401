import type { NamedColumn } from './sarima-problem.ts';

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
