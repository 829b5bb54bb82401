import { type EpochDay, isoWeek, startOfWeek } from '#engine/calendar/epoch-day.ts';
import type { Issue } from '#engine/issue.ts';
import type { Candidate } from '#engine/panel/candidate.ts';
import type { LaunchInstance, LaunchWeeks, PlanLocks } from '#engine/planning/problem/launch-instance.ts';
import type { BuildInstanceInput, PlanConstraints } from '#engine/planning/problem/plan-request.ts';
import { inputHash } from '#state/runtime/input-hash.ts';
import type { DaySpan, PlanDecisions, PlanResult, PlanSettings, ProductRule, SavedPlan } from './plan-store.ts';

/** Candidates as their file has them, with what the manager says instead on screen. */
export function withOwnRules(candidates: readonly Candidate[], rules: PlanSettings['products']): readonly Candidate[] {
  return candidates.map((candidate) => {
    const rule = rules[candidate.id];
    return rule ? withRule(candidate, rule) : candidate;
  });
}

function withRule(candidate: Candidate, rule: ProductRule): Candidate {
  const { earliest, latest, exclusiveGroup, wave, ...rest } = candidate;
  const stock = rule.order ?? candidate.stock;
  return {
    ...rest,
    ...optional('earliest', rule.earliest === undefined ? earliest : rule.earliest),
    ...optional('latest', rule.latest === undefined ? latest : rule.latest),
    ...optional('exclusiveGroup', rule.group === undefined ? exclusiveGroup : rule.group),
    ...optional('wave', rule.wave === undefined ? wave : rule.wave),
    ...(rule.price === undefined
      ? {}
      : { price: rule.price, planPrice: candidate.planPrice ?? candidate.price, keepPrice: true }),
    ...(rule.keepPrice ? { keepPrice: true } : {}),
    mustLaunch: rule.must ?? candidate.mustLaunch,
    effort: rule.effort ?? candidate.effort,
    ...(rule.after ? { after: rule.after } : {}),
    ...(rule.closed ? { closed: rule.closed } : {}),
    ...(stock === undefined ? {} : { stock }),
  };
}

/** Left out where there is none: null, or an empty name. */
function optional<Key extends string, Value>(key: Key, value: Value | null | undefined): Partial<Record<Key, Value>> {
  return value === undefined || value === null || value === '' ? {} : ({ [key]: value } as Record<Key, Value>);
}

/** Effort that the manager's own plan puts into its fullest week; null: the candidates have no planned launches. */
export function ownPlanCapacity(candidates: readonly Candidate[], weekStart: number): number | null {
  const byWeek = new Map<EpochDay, number>();
  for (const { plannedLaunch, effort } of candidates) {
    if (plannedLaunch === undefined) continue;
    const week = startOfWeek(plannedLaunch, weekStart);
    byWeek.set(week, (byWeek.get(week) ?? 0) + effort);
  }
  return byWeek.size === 0 ? null : Math.max(...byWeek.values());
}

/** The constraints as the builder of the problem takes them; `candidates` with the manager's own rules. */
export function constraintsOf(
  settings: PlanSettings,
  candidates: readonly Candidate[],
  weekStart: number,
): PlanConstraints {
  return { ...settings.constraints, capacity: capacityOf(settings, candidates, weekStart) };
}

/** Scenarios drawn, tail of the risk figure. */
const scenarios = 200;
const alpha = 0.9;

/** What a problem is built from: on the page and by the verb `monitor commit` alike. `candidates` with the manager's own rules. */
export function problemInput(
  { panel, calendar, currency }: Pick<BuildInstanceInput, 'panel' | 'calendar' | 'currency'>,
  settings: PlanSettings,
  known: Pick<BuildInstanceInput, 'candidates' | 'forecasts' | 'priceResponse' | 'outlooks' | 'seed'>,
): BuildInstanceInput {
  const constraints = constraintsOf(settings, known.candidates, panel.weekStart);
  return { ...known, panel, calendar, currency, constraints, weeks: settings.weeks, start: null, scenarios, alpha };
}

function capacityOf({ capacity }: PlanSettings, candidates: readonly Candidate[], weekStart: number): number | null {
  if (capacity.kind === 'none') return null;
  return capacity.kind === 'limit' ? capacity.effort : ownPlanCapacity(candidates, weekStart);
}

/** Name of the rules alone: equal names, equal rules. */
export function rulesHash(settings: PlanSettings): string {
  const known = hashes.get(settings);
  if (known !== undefined) return known;
  const { capacity, constraints, products, weeks } = settings;
  const made = inputHash({ capacity, constraints, products, weeks });
  hashes.set(settings, made);
  return made;
}

/** Settings are never changed in place. */
const hashes = new WeakMap<PlanSettings, string>();

/** Profit that no plan under the current rules and locks exceeds; null where the search proved none for them. */
export function provenBound(
  result: PlanResult,
  settings: PlanSettings,
  decisions: Pick<PlanDecisions, 'locks' | 'offers'>,
): number | null {
  const { search, settings: searched } = result;
  const isProfit = search.objective === 'profit' || search.objective === 'front';
  const isOfThese = rulesHash(settings) === rulesHash(searched) && isHeld(result, decisions);
  return isProfit && isOfThese ? search.upperBound : null;
}

/** A bound stays one where more is locked than the search knew, not where less is. */
export function isHeld(
  { locks = {}, held = {} }: Pick<PlanResult, 'locks' | 'held'>,
  now: Pick<PlanDecisions, 'locks' | 'offers'>,
): boolean {
  return (
    Object.entries(locks).every(([id, day]) => now.locks[id] === day) &&
    Object.entries(held).every(([id, name]) => now.offers?.[id] === name)
  );
}

export function weightsOf({ demandWeight }: PlanSettings): { readonly demand: number; readonly market: number } {
  return { demand: demandWeight, market: 1 - demandWeight };
}

/**
 * Weeks closed to single candidates, and locks by candidate and day, as locks of the instance; those of candidates that it
 * does not hold are left aside.
 */
export function locksOf(
  { locks }: Pick<PlanDecisions, 'locks'>,
  { products, weeks }: Pick<LaunchInstance, 'products' | 'weeks'>,
  startDay: EpochDay,
  candidates: readonly Candidate[],
): PlanLocks {
  const fixed: { product: number; week: number }[] = [];
  products.forEach(({ id }, product) => {
    const day = locks[id];
    if (day === undefined) return;
    const week = day === null ? -1 : Math.floor((day - startDay) / 7);
    if (week < weeks && week >= -1) fixed.push({ product, week });
  });
  return { fixed, forbidden: forbiddenWeeks({ products, weeks }, startDay, candidates) };
}

/** A candidate's closed weeks as pairs of product and launch week. */
export function forbiddenWeeks(
  { products, weeks }: Pick<LaunchInstance, 'products' | 'weeks'>,
  startDay: EpochDay,
  candidates: readonly Candidate[],
): PlanLocks['forbidden'] {
  const closed = new Map(candidates.map(({ id, closed: spans }) => [id, spans ?? []]));
  return products.flatMap(({ id }, product) =>
    weeksTouched(closed.get(id) ?? [], startDay, weeks).map((week) => ({ product, week })),
  );
}

/** Launch weeks that spans of days touch, in order. */
export function weeksTouched(spans: readonly DaySpan[], startDay: EpochDay, weeks: number): number[] {
  return Array.from({ length: weeks }, (_, week) => week).filter((week) => {
    const day = startDay + 7 * week;
    return spans.some(({ from, to }) => from <= day + 6 && to >= day);
  });
}

/** Closes the week that begins on `day`, or opens it: what spans hold beside it stays closed. */
export function toggleWeek(spans: readonly DaySpan[], day: EpochDay): DaySpan[] {
  const end = day + 6;
  const others = spans.filter(({ from, to }) => from > end || to < day);
  if (others.length === spans.length) return [...spans, { from: day, to: end }].sort((a, b) => a.from - b.from);
  const rest = spans
    .filter(({ from, to }) => from <= end && to >= day)
    .flatMap(({ from, to }) => [
      ...(from < day ? [{ from, to: day - 1 }] : []),
      ...(to > end ? [{ from: end + 1, to }] : []),
    ]);
  return [...others, ...rest].sort((a, b) => a.from - b.from);
}

/** A saved plan's weeks for the products and the first week of the current problem. */
export function weeksOfSaved(
  { candidates, weeks, startDay }: Pick<SavedPlan, 'candidates' | 'weeks' | 'startDay'>,
  products: readonly { readonly id: string }[],
  currentStart: number,
  weekCount: number,
): LaunchWeeks {
  const shift = Math.round((startDay - currentStart) / 7);
  const byId = new Map(candidates.map((candidate, i) => [candidate, weeks[i]]));
  return products.map(({ id }) => {
    const week = byId.get(id) ?? -1;
    const here = week < 0 ? -1 : week + shift;
    return here >= 0 && here < weekCount ? here : -1;
  });
}

/** Launch weeks counted from 0 as calendar weeks: 2026-W20. */
export function withWeekNames(
  params: NonNullable<Issue['params']>,
  startDay: EpochDay | undefined,
): NonNullable<Issue['params']> {
  if (startDay === undefined) return params;
  return Object.fromEntries(
    Object.entries(params).map(([key, value]) => {
      if (key === 'parts' && typeof value === 'string') return [key, namedParts(value, startDay)];
      if (!['week', 'from', 'to'].includes(key) || typeof value !== 'number') return [key, value];
      const { year, week } = isoWeek(startDay + 7 * value);
      return [key, `${year}-W${String(week).padStart(2, '0')}`];
    }),
  );
}

/** The same for the parts of an issue, which are issues as JSON. */
function namedParts(text: string, startDay: EpochDay): string {
  const parts: readonly Pick<Issue, 'code' | 'params'>[] = JSON.parse(text);
  return JSON.stringify(parts.map((part) => ({ ...part, params: withWeekNames(part.params ?? {}, startDay) })));
}
