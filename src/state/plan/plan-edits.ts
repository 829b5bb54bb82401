import type { LaunchWeeks } from '#engine/planning/problem/launch-instance.ts';
import type { RuleSettings } from '#engine/planning/rules/define-rule.ts';
import { inputHash } from '#state/runtime/input-hash.ts';
import { useSettingsStore } from '#state/runtime/settings-store.ts';
import { ownersHistory, planHistory } from './plan-history.ts';
import { movedTogether, ownCandidates, priceCurrent } from './plan-pricing.ts';
import { provenBound, toggleWeek, weeksOfSaved } from './plan-problem.ts';
import {
  currentResult,
  noDecisions,
  type PlanDecisions,
  type PlanSettings,
  type ProductRule,
  type SavedPlan,
  usePlanStore,
} from './plan-store.ts';

/** Plans that can be saved. */
export const mostSavedPlans = 6;

/** Changes what the plan is asked for. The plan on screen is priced under it at once; a search is the manager's to start. */
export function changePlanSettings(change: Partial<PlanSettings>): Promise<void> {
  planHistory.remember(`settings ${Object.keys(change).join()}`);
  usePlanStore.setState(({ settings }) => ({ settings: { ...settings, ...change } }));
  return priceCurrent();
}

export function changePlanConstraints(change: Partial<PlanSettings['constraints']>): Promise<void> {
  planHistory.remember(`constraints ${Object.keys(change).join()}`);
  usePlanStore.setState(({ settings }) => ({
    settings: { ...settings, constraints: { ...settings.constraints, ...change } },
  }));
  return priceCurrent();
}

/** Sets fields of a declared rule; null: not set. */
export function changeDeclaredRule(rule: string, change: RuleSettings): Promise<void> {
  planHistory.remember(`declared ${rule} ${Object.keys(change).join()}`);
  usePlanStore.setState(({ settings }) => {
    const { constraints } = settings;
    const declared = { ...constraints.declared, [rule]: { ...constraints.declared?.[rule], ...change } };
    return { settings: { ...settings, constraints: { ...constraints, declared } } };
  });
  return priceCurrent();
}

/** Draws other random numbers, here and in every other computation. */
export function changeSeed(seed: number): void {
  planHistory.remember('seed');
  useSettingsStore.setState({ seed });
}

/** Sets rules of one candidate in place of its file's. */
export function changeProductRule(candidateId: string, change: ProductRule): Promise<void> {
  planHistory.remember(`product ${candidateId} ${Object.keys(change).join()}`);
  usePlanStore.setState(({ settings }) => ({
    settings: {
      ...settings,
      products: { ...settings.products, [candidateId]: { ...settings.products[candidateId], ...change } },
    },
  }));
  return priceCurrent();
}

/** Goes back to what the candidate's file says. */
export function clearProductRule(candidateId: string): Promise<void> {
  planHistory.remember(`product ${candidateId} clear`);
  usePlanStore.setState(({ settings }) => {
    const { [candidateId]: _own, ...products } = settings.products;
    return { settings: { ...settings, products } };
  });
  return priceCurrent();
}

/** Closes a launch week to one candidate, or opens it again. */
export function toggleForbiddenWeek(candidateId: string, week: number): Promise<void> {
  const { settings } = usePlanStore.getState();
  const startDay = currentResult()?.built.startDay;
  const candidate = ownCandidates(settings).find(({ id }) => id === candidateId);
  if (startDay === undefined || !candidate) return Promise.resolve();
  return changeProductRule(candidateId, { closed: toggleWeek(candidate.closed ?? [], startDay + 7 * week) });
}

/** Says who sees to a candidate's launch; '' takes the name back. */
export function changeOwner(candidateId: string, owner: string): void {
  ownersHistory.remember(`owner ${candidateId}`);
  usePlanStore.setState(({ owners }) => {
    const { [candidateId]: _former, ...others } = owners;
    return { owners: owner === '' ? others : { ...others, [candidateId]: owner } };
  });
}

export function selectLaunch(candidateId: string | null): void {
  usePlanStore.setState({ selected: candidateId });
}

/**
 * Moves a launch to another week by hand (null: out of the plan), locks it there and prices the plan at once. The launched
 * members of its wave that stand in the same week go along.
 */
export async function moveLaunch(candidateId: string, week: number | null): Promise<void> {
  const { current, decisions } = usePlanStore.getState();
  const startDay = currentResult()?.built.startDay;
  if (startDay === undefined || !current) return;
  const { instance } = current;
  const product = instance.products.findIndex(({ id }) => id === candidateId);
  if (product < 0) return;
  const weeks = movedTogether(instance, current.weeks, product, week ?? -1);
  const ids = instance.products.filter((_, i) => i === product || weeks[i] !== current.weeks[i]).map(({ id }) => id);
  const day = week === null ? null : startDay + 7 * week;
  await take(`move ${candidateId}`, weeks, {
    locks: { ...decisions.locks, ...Object.fromEntries(ids.map((id) => [id, day])) },
    moved: [...decisions.moved.filter((id) => !ids.includes(id)), ...ids],
  });
}

/** Locks a launch where it stands (or a candidate out of the plan), or lets the search choose again. */
export function toggleLock(candidateId: string): void {
  const { current, decisions } = usePlanStore.getState();
  const startDay = currentResult()?.built.startDay;
  if (startDay === undefined || !current) return;
  const product = current.instance.products.findIndex(({ id }) => id === candidateId);
  const { [candidateId]: _known, ...others } = decisions.locks;
  const week = current.weeks[product];
  const day = week < 0 ? null : startDay + 7 * week;
  const locks = candidateId in decisions.locks ? others : { ...others, [candidateId]: day };
  planHistory.remember(`lock ${candidateId}`);
  usePlanStore.setState({ decisions: { ...decisions, locks } });
  void priceCurrent();
}

export function clearDecisions(): void {
  planHistory.remember('unlock all');
  usePlanStore.setState({ decisions: noDecisions });
  void priceCurrent();
}

/** Takes a plan of the front, or the one found, as the current one. */
export async function takePlan(weeks: LaunchWeeks): Promise<void> {
  await take('take', weeks, usePlanStore.getState().decisions);
}

/** Puts the current plan aside under a name, with its rules and locks. */
export function savePlan(name: string): void {
  const { current, saved, settings, decisions } = usePlanStore.getState();
  const result = currentResult();
  if (!result || !current || saved.length >= mostSavedPlans) return;
  const { startDay } = result.built;
  const upperBound = provenBound(result, settings, decisions);
  const id = inputHash({ name, weeks: current.weeks, count: saved.length, last: saved.at(-1)?.id ?? '' });
  const candidates = current.instance.products.map((product) => product.id);
  const { weeks, reading } = current;
  const plainly: SavedPlan = {
    id,
    name,
    weeks,
    reading,
    startDay,
    candidates,
    settings,
    decisions,
    upperBound,
  };
  planHistory.remember(`put aside ${id}`);
  usePlanStore.setState({ saved: [...saved, plainly] });
}

/** Shows a plan that was saved, with its rules and locks; candidates that it did not know stay out. */
export async function takeSavedPlan(id: string): Promise<void> {
  const { saved, current } = usePlanStore.getState();
  const startDay = currentResult()?.built.startDay;
  const plainly = saved.find((each) => each.id === id);
  if (startDay === undefined || !current || !plainly) return;
  planHistory.remember(`saved ${id}`);
  usePlanStore.setState({ settings: plainly.settings, decisions: plainly.decisions });
  const weeks = weeksOfSaved(plainly, current.instance.products, startDay, current.instance.weeks);
  usePlanStore.setState({ current: { ...current, weeks } });
  await priceCurrent();
}

export function removeSavedPlan(id: string): void {
  planHistory.remember(`remove ${id}`);
  usePlanStore.setState(({ saved }) => ({ saved: saved.filter((each) => each.id !== id) }));
}

async function take(name: string, weeks: LaunchWeeks, decisions: PlanDecisions): Promise<void> {
  const { current } = usePlanStore.getState();
  if (!current) return;
  planHistory.remember(name);
  usePlanStore.setState({ decisions, current: { ...current, weeks }, trial: null });
  await priceCurrent();
}
