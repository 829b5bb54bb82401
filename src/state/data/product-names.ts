import { useMemo } from 'react';
import { isoWeek } from '#engine/calendar/epoch-day.ts';
import type { Candidate } from '#engine/panel/candidate.ts';
import { localName } from '#i18n/local-name.ts';
import { useFormats, useLanguage } from '#i18n/use-formats.ts';
import { partsOf, type SpeakableIssue, useIssueWords } from '#i18n/use-issue-words.ts';
import { useCandidatesStore } from '#state/candidates/candidates-store.ts';
import { withOwnFacts } from '#state/candidates/own-facts.ts';
import { withOwnRules } from '#state/plan/plan-problem.ts';
import { type PlanResult, usePlanStore } from '#state/plan/plan-store.ts';
import { useDatasetStore } from './dataset-store.ts';

const none: readonly Candidate[] = [];

/** The candidates of the data at hand. */
export function useCandidates(): readonly Candidate[] {
  return useDatasetStore((state) => state.facts.dataset?.candidates ?? none);
}

/** The same with what the manager says on screen in place of the file. */
export function useOwnCandidates(): readonly Candidate[] {
  const candidates = useCandidates();
  const rules = usePlanStore((state) => state.settings.products);
  const choices = useCandidatesStore((state) => state.choices);
  return useMemo(() => withOwnRules(withOwnFacts(candidates, choices), rules), [candidates, choices, rules]);
}

/** A candidate's name in the reader's language. */
export function useCandidateName(): (candidate: Pick<Candidate, 'name' | 'nameAlternative'>) => string {
  const language = useLanguage();
  return ({ name, nameAlternative }) => localName(language, name, nameAlternative);
}

const indices = new WeakMap<object, ReadonlyMap<string, object>>();

/** Products or candidates by id; made once for each list, which may have 20,000: every line of a table or calendar asks. */
export function byIdOf<Named extends { readonly id: string }>(list: readonly Named[]): ReadonlyMap<string, Named> {
  const known = indices.get(list) as ReadonlyMap<string, Named> | undefined;
  if (known) return known;
  const made = new Map(list.map((each) => [each.id, each]));
  indices.set(list, made);
  return made;
}

/** Names in the reader's language: of the problem's products by index, and of its categories. */
export function useProductNames(result: PlanResult): (product: number) => string {
  const candidates = useCandidates();
  const nameOf = useCandidateName();
  const byId = byIdOf(candidates);
  return (product) => {
    const { id } = result.built.instance.products[product];
    // A plan outlives the file that its candidates came from.
    const candidate = byId.get(id) ?? result.names?.[product];
    return candidate ? nameOf(candidate) : id;
  };
}

/** A category's name in the reader's language. */
export function useCategoryName(): (name: string) => string {
  const language = useLanguage();
  return (name) => localName(language, name);
}

/** Names of launch weeks: "week 12, 2026". */
export function useWeekName(startDay: number): (week: number) => string {
  const formats = useFormats();
  return (week) => {
    const { year, week: number } = isoWeek(startDay + 7 * week);
    return formats.week(year, number);
  };
}

/** Parameters of the planner's issues that hold products by their ids, several between commas. */
const ofProducts: ReadonlySet<string> = new Set(['product', 'products', 'before', 'unmet']);

/** Issues of the planner as sentences, products by their names: the planner knows their ids alone. */
export function usePlanIssueWords(): (issue: SpeakableIssue) => string {
  const words = useIssueWords();
  const formats = useFormats();
  const byId = byIdOf(useCandidates());
  const nameOf = useCandidateName();
  const categoryName = useCategoryName();
  const named = (ids: string): string =>
    formats.list(
      ids.split(', ').map((id) => {
        const candidate = byId.get(id);
        return candidate ? nameOf(candidate) : categoryName(id);
      }),
    );
  const withNames = (issue: SpeakableIssue): SpeakableIssue => {
    if (!issue.code.startsWith('plan-')) return issue;
    const params = Object.entries(issue.params ?? {}).map(([key, value]) => {
      if (typeof value !== 'string') return [key, value];
      if (key === 'parts') return [key, JSON.stringify(partsOf(value).map(withNames))];
      return [key, ofProducts.has(key) && value !== '' ? named(value) : value];
    });
    return { code: issue.code, params: Object.fromEntries(params) };
  };
  return (issue) => words(withNames(issue));
}
