import type { EpochDay } from '#engine/calendar/epoch-day.ts';
import type { Candidate } from '#engine/panel/candidate.ts';
import type { LaunchLimit, LaunchProduct } from '#engine/planning/problem/launch-instance.ts';
import type { PlanConstraints } from '#engine/planning/problem/plan-request.ts';

/** What the rules of an instance are written from. `candidates[i]` is product i; undefined where its file has gone. */
export interface RuleSources {
  readonly constraints: PlanConstraints;
  readonly candidates: readonly (Candidate | undefined)[];
  readonly products: readonly LaunchProduct[];
  /** First day of launch week 0, and the number of launch weeks. */
  readonly start: EpochDay;
  readonly weeks: number;
}

/** What the manager has set of a declared rule, by field; null or absent: not set. */
export type RuleSettings = Readonly<Record<string, number | string | null>>;

/** A setting of a declared rule: a whole number between limits, or a column of the candidates' file. */
export type RuleField =
  | { readonly id: string; readonly kind: 'count'; readonly min: number; readonly max: number }
  | { readonly id: string; readonly kind: 'column' };

/**
 * A rule that limits how many of some products launch within some weeks, said once: its settings (from which the screen's
 * fields follow) and the limits that they stand for. Search, bound, feasibility, explanations, relaxation, what-if, undo and
 * the project file take the limits as they are. Its words: `plan:declared.<id>` (title, help, a label for each field),
 * `plan:rule`, `plan:broken`, `report:pdf.rule`, `report:pdf.declared` and `issues:plan-rule-<id>`.
 */
export interface DeclaredRule {
  readonly id: LaunchLimit['rule'];
  readonly fields: readonly RuleField[];
  /** Called where at least one field is set. Empty: what is set limits nothing. */
  readonly limits: (settings: RuleSettings, sources: RuleSources) => readonly Omit<LaunchLimit, 'rule'>[];
}

export function defineRule(rule: DeclaredRule): DeclaredRule {
  return rule;
}

/** Products by what a function says of their candidates; products of which it says nothing are in no group. */
export function groupProducts(
  candidates: RuleSources['candidates'],
  nameOf: (candidate: Candidate) => string | undefined,
): ReadonlyMap<string, readonly number[]> {
  const members = new Map<string, number[]>();
  candidates.forEach((candidate, i) => {
    const name = candidate && nameOf(candidate);
    if (name) members.set(name, [...(members.get(name) ?? []), i]);
  });
  return members;
}
