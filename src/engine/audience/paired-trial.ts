import { meanAndError } from '#engine/kernels/statistics.ts';

/** Standard errors by which a method must lead its baseline, and cases that it takes to tell. */
const clearLead = 2;
const fewestCases = 8;

/** A method beside its baseline on the same held-out cases of the user's own data. */
export interface Trial {
  readonly cases: number;
  /** Means over the cases, 0 to 1. */
  readonly own: number;
  readonly baseline: number;
  /** Standard error of the mean difference. */
  readonly error: number;
  /** `holds`: ahead by more than two standard errors; `too-few`: under 8 cases, nothing can be said. */
  readonly verdict: 'holds' | 'no-better' | 'too-few';
}

/** Compares in pairs. */
export function compareInPairs(own: readonly number[], baseline: readonly number[]): Trial {
  const cases = own.length;
  if (cases === 0) return { cases, own: Number.NaN, baseline: Number.NaN, error: Number.NaN, verdict: 'too-few' };
  const lead = meanAndError(own.map((value, at) => value - baseline[at]));
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / cases;
  const holds = lead.mean > clearLead * lead.standardError && lead.mean > 0;
  const verdict = cases < fewestCases ? 'too-few' : holds ? 'holds' : 'no-better';
  return { cases, own: mean(own), baseline: mean(baseline), error: lead.standardError, verdict };
}
