import type { LaunchWeeks } from '#engine/planning/problem/launch-instance.ts';
import type { RuleSettings } from '#engine/planning/rules/define-rule.ts';
import { inputHash } from '#state/runtime/input-hash.ts';
import { useSettingsStore } from '#state/runtime/settings-store.ts';
import { ownersHistory, planHistory } from './plan-history.ts';
import { namesOfOffers, offersNamed } from './plan-offers.ts';
import { movedTogether, ownCandidates, priceCurrent } from './plan-pricing.ts';
import { provenBound, toggleWeek, weeksOfSaved } from './plan-problem.ts';
import {
  currentResult,
  type LaunchVerdict,
  noDecisions,
  type PlanDecisions,
  type PlanSettings,
  type PlanState,
  type ProductRule,
  type SavedPlan,
  usePlanStore,
} from './plan-store.ts';

/** Plans that can be saved. */
export const mostSavedPlans = 6;

/** One edit: remembered for undo, made, and the plan on screen priced under it; a search is the manager's to start. */
function edit(name: string, change: (state: PlanState) => Partial<PlanState>): Promise<void> {
  planHistory.remember(name);
  usePlanStore.setState({ locked: null });
  usePlanStore.setState(change);
  return priceCurrent();
}

function fieldsOf(change: object): string {
  return Object.keys(change).join();
}

/** Changes what the plan is asked for. */
export function changePlanSettings(change: Partial<PlanSettings>): Promise<void> {
  return edit(`settings ${fieldsOf(change)}`, ({ settings }) => ({ settings: { ...settings, ...change } }));
}

export function changePlanConstraints(change: Partial<PlanSettings['constraints']>): Promise<void> {
  return edit(`constraints ${fieldsOf(change)}`, ({ settings }) => ({
    settings: { ...settings, constraints: { ...settings.constraints, ...change } },
  }));
}

/** Sets fields of a declared rule; null: not set. */
export function changeDeclaredRule(rule: string, change: RuleSettings): Promise<void> {
  return edit(`declared ${rule} ${fieldsOf(change)}`, ({ settings }) => {
    const { constraints } = settings;
    const declared = { ...constraints.declared, [rule]: { ...constraints.declared?.[rule], ...change } };
    return { settings: { ...settings, constraints: { ...constraints, declared } } };
  });
}

/** Draws other random numbers, here and in every other computation. */
export function changeSeed(seed: number): void {
  planHistory.remember('seed');
  useSettingsStore.setState({ seed });
}

/** Sets rules of one candidate in place of its file's. */
export function changeProductRule(candidateId: string, change: ProductRule): Promise<void> {
  return edit(`product ${candidateId} ${fieldsOf(change)}`, ({ settings }) => {
    const rule = { ...settings.products[candidateId], ...change };
    return { settings: { ...settings, products: { ...settings.products, [candidateId]: rule } } };
  });
}

/** Goes back to what the candidate's file says. */
export function clearProductRule(candidateId: string): Promise<void> {
  return edit(`product ${candidateId} clear`, ({ settings }) => {
    const { [candidateId]: _own, ...products } = settings.products;
    return { settings: { ...settings, products } };
  });
}

/** Closes a launch week to one candidate, or opens it again. */
export function toggleForbiddenWeek(candidateId: string, week: number): Promise<void> {
  const startDay = currentResult()?.built.startDay;
  const candidate = ownCandidates(usePlanStore.getState().settings).find(({ id }) => id === candidateId);
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
  usePlanStore.setState({ selected: candidateId, rulesOpen: false });
}

/** Opens the rules beside the calendar, or closes them; a launch looked at makes room. */
export function openRules(rulesOpen: boolean): void {
  usePlanStore.setState(rulesOpen ? { rulesOpen, selected: null } : { rulesOpen });
}

/** The plan on screen, a candidate's place in it, and the first day of launch week 0; null where one of them is missing. */
function placeOf(candidateId: string) {
  const { current } = usePlanStore.getState();
  const startDay = currentResult()?.built.startDay;
  const product = current?.instance.products.findIndex(({ id }) => id === candidateId) ?? -1;
  return current && startDay !== undefined && product >= 0 ? { current, startDay, product } : null;
}

/**
 * Moves a launch to another week by hand (null: out of the plan), locks it there and prices the plan at once. The launched
 * members of its wave that stand in the same week go along.
 */
export async function moveLaunch(candidateId: string, week: number | null): Promise<void> {
  const place = placeOf(candidateId);
  if (!place) return;
  const { current, startDay, product } = place;
  const { instance } = current;
  const weeks = movedTogether(instance, current.weeks, product, week ?? -1);
  const ids = instance.products.filter((_, i) => i === product || weeks[i] !== current.weeks[i]).map(({ id }) => id);
  const day = week === null ? null : startDay + 7 * week;
  await edit(`move ${candidateId}`, ({ decisions }) => ({
    decisions: {
      ...decisions,
      locks: { ...decisions.locks, ...Object.fromEntries(ids.map((id) => [id, day])) },
      moved: [...decisions.moved.filter((id) => !ids.includes(id)), ...ids],
      made: { ...decisions.made, ...allOf(ids, 'changed') },
    },
    current: { ...current, weeks },
    trial: null,
  }));
}

function allOf(ids: readonly string[], verdict: LaunchVerdict): PlanDecisions['made'] {
  return Object.fromEntries(ids.map((id) => [id, verdict]));
}

/** The manager's word on a launch as it stands: it is locked there. What was changed before stays a change. */
export function acceptLaunch(candidateId: string): void {
  const place = placeOf(candidateId);
  if (!place) return;
  const week = place.current.weeks[place.product];
  const day = week < 0 ? null : place.startDay + 7 * week;
  void edit(`accept ${candidateId}`, ({ decisions, settings }) => {
    const { order, price, keepPrice } = settings.products[candidateId] ?? {};
    const found = currentResult()?.search.offers?.[place.product] ?? 0;
    const isOwnOffer = order !== undefined || price !== undefined || keepPrice === true;
    const isChanged =
      decisions.moved.includes(candidateId) || isOwnOffer || (place.current.offers?.[place.product] ?? 0) !== found;
    return {
      decisions: {
        ...decisions,
        locks: { ...decisions.locks, [candidateId]: day },
        offers: { ...decisions.offers, [candidateId]: offerNameOf(place.product) },
        made: { ...decisions.made, ...allOf([candidateId], isChanged ? 'changed' : 'accepted') },
      },
    };
  });
}

/** True for a launch that needs no more word. */
export function isDecided(verdict: LaunchVerdict | null): boolean {
  return verdict === 'accepted' || verdict === 'changed';
}

/** Puts the word on a launch off; a lock stays as it is. */
export function skipLaunch(candidateId: string): void {
  void edit(`skip ${candidateId}`, ({ decisions }) => ({
    decisions: { ...decisions, made: { ...decisions.made, [candidateId]: 'skipped' } },
  }));
}

/** Takes the word on a launch back: the next search may move it. */
export function reopenLaunch(candidateId: string): void {
  void edit(`reopen ${candidateId}`, ({ decisions }) => {
    const { [candidateId]: _lock, ...locks } = decisions.locks;
    const { [candidateId]: _word, ...made } = decisions.made;
    return { decisions: withoutOffer({ ...decisions, locks, made }, candidateId) };
  });
}

/** Name of the offer that the plan on screen makes for a product. */
function offerNameOf(product: number): string {
  const products = currentResult()?.built.instance.products ?? [];
  const { offers = [] } = usePlanStore.getState().current ?? {};
  return namesOfOffers(products, offers)[product] ?? '';
}

/** The search may choose a candidate's offer again. */
function withoutOffer(decisions: PlanDecisions, candidateId: string): PlanDecisions {
  const { [candidateId]: _held, ...offers } = decisions.offers ?? {};
  return { ...decisions, offers };
}

/** An accepted launch whose offer is changed afterwards was changed. */
function afterChange(decisions: PlanDecisions, candidateId: string): PlanDecisions {
  if (decisions.made[candidateId] !== 'accepted') return decisions;
  return { ...decisions, made: { ...decisions.made, [candidateId]: 'changed' } };
}

/** Orders another number of units for a candidate; null: as many as is worked out for it. */
export function changeOrder(candidateId: string, units: number | null): Promise<void> {
  return edit(`order ${candidateId}`, ({ settings, decisions }) => {
    const { order: _order, ...rule } = settings.products[candidateId] ?? {};
    const { [candidateId]: _own, ...others } = settings.products;
    const own = units === null ? rule : { ...rule, order: units };
    const products = Object.keys(own).length > 0 ? { ...others, [candidateId]: own } : others;
    return { settings: { ...settings, products }, decisions: afterChange(decisions, candidateId) };
  });
}

/** Puts several launches in their weeks (-1: out of the plan) in one edit, and locks them there. */
export async function setLaunches(
  places: readonly { readonly product: number; readonly week: number }[],
): Promise<void> {
  const { current } = usePlanStore.getState();
  const startDay = currentResult()?.built.startDay;
  if (!current || startDay === undefined) return;
  const weeks = current.weeks.map((week, i) => places.find(({ product }) => product === i)?.week ?? week);
  const days = places.map(({ product, week }) => {
    const { id } = current.instance.products[product];
    return [id, week < 0 ? null : startDay + 7 * week] as const;
  });
  const ids = days.map(([id]) => id);
  await edit(`set ${ids.join()}`, ({ decisions }) => ({
    decisions: {
      ...decisions,
      locks: { ...decisions.locks, ...Object.fromEntries(days) },
      moved: [...decisions.moved.filter((id) => !ids.includes(id)), ...ids],
      made: { ...decisions.made, ...allOf(ids, 'changed') },
    },
    current: { ...current, weeks },
    trial: null,
  }));
}

/** Locks a launch where it stands (or a candidate out of the plan), or lets the search choose again. */
export function toggleLock(candidateId: string): void {
  const place = placeOf(candidateId);
  if (!place) return;
  const week = place.current.weeks[place.product];
  const day = week < 0 ? null : place.startDay + 7 * week;
  void edit(`lock ${candidateId}`, ({ decisions }) => {
    const { [candidateId]: _known, ...others } = decisions.locks;
    const { [candidateId]: _word, ...unsaid } = decisions.made;
    const isLocked = !(candidateId in decisions.locks);
    const locks = isLocked ? { ...others, [candidateId]: day } : others;
    const verdict: LaunchVerdict = decisions.moved.includes(candidateId) ? 'changed' : 'accepted';
    const made = isLocked ? { ...unsaid, [candidateId]: verdict } : unsaid;
    return { decisions: { ...decisions, locks, made }, locked: { candidateId, isLocked } };
  });
}

export function clearDecisions(): void {
  void edit('unlock all', () => ({ decisions: noDecisions }));
}

/** Goes back to the plan as the search found it, with the locks that it knew: also after a reload, which forgets what undo knows. */
export async function takePlanAsFound(): Promise<void> {
  const { current } = usePlanStore.getState();
  const found = currentResult();
  if (!current || !found) return;
  const locks = found.locks ?? {};
  const { made: said } = usePlanStore.getState().decisions;
  const made = Object.fromEntries(Object.entries(said).filter(([id]) => id in locks));
  const decisions = { locks, ...(found.held ? { offers: found.held } : {}), moved: [], made };
  await edit('as found', () => ({ decisions, current: { ...current, ...planOf(found.search) }, trial: null }));
}

/** Takes a plan of the efficient frontier, or the one found, as the current one. */
export async function takePlan(plan: Found): Promise<void> {
  const { current } = usePlanStore.getState();
  if (current) await edit('take', () => ({ current: { ...current, ...planOf(plan) }, trial: null }));
}

/** Launch weeks with the offers that belong to them; without, the manager's. */
interface Found {
  readonly weeks: LaunchWeeks;
  readonly offers?: readonly number[] | undefined;
}

function planOf({ weeks, offers = [] }: Found) {
  return { weeks, offers };
}

/** Keeps the manager's own price of a candidate: the plan may choose no other. */
export function keepOwnPrice(candidateId: string): Promise<void> {
  return changeProductRule(candidateId, { keepPrice: true });
}

/** Takes another offer of a product, in its week, and holds it to that: the next search chooses no other. */
export async function chooseOffer(product: number, option: number): Promise<void> {
  const { current } = usePlanStore.getState();
  if (!current) return;
  const offers = current.weeks.map((_, i) => (i === product ? option : (current.offers?.[i] ?? 0)));
  const { id } = current.instance.products[product];
  const name = namesOfOffers(currentResult()?.built.instance.products ?? [], offers)[product] ?? '';
  await edit(`offer ${product}`, ({ decisions }) => ({
    decisions: afterChange({ ...decisions, offers: { ...decisions.offers, [id]: name } }, id),
    current: { ...current, offers },
    trial: null,
  }));
}

/** Sets a candidate's launch price and keeps it; null: the plan may choose again, from the file's price on. */
export function changePrice(candidateId: string, price: number | null): Promise<void> {
  return edit(`price ${candidateId}`, ({ settings, decisions }) => {
    const { price: _price, keepPrice: _keep, ...rule } = settings.products[candidateId] ?? {};
    const { [candidateId]: _own, ...others } = settings.products;
    const own = price === null ? rule : { ...rule, price };
    const products = Object.keys(own).length > 0 ? { ...others, [candidateId]: own } : others;
    return {
      settings: { ...settings, products },
      decisions: afterChange(withoutOffer(decisions, candidateId), candidateId),
    };
  });
}

/** Saves the current plan under a name, with its rules and locks. */
export function savePlan(name: string): void {
  const { current, saved, settings, decisions } = usePlanStore.getState();
  const result = currentResult();
  if (!result || !current || saved.length >= mostSavedPlans) return;
  const { weeks, offers, reading, instance } = current;
  const id = inputHash({ name, weeks, count: saved.length, last: saved.at(-1)?.id ?? '' });
  const plan: SavedPlan = {
    id,
    name,
    weeks,
    reading,
    startDay: result.built.startDay,
    candidates: instance.products.map((product) => product.id),
    ...(offers ? { offers: namesOfOffers(result.built.instance.products, offers) } : {}),
    settings,
    decisions,
    upperBound: provenBound(result, settings, decisions),
  };
  planHistory.remember(`save ${id}`);
  usePlanStore.setState({ saved: [...saved, plan] });
}

/** Shows a saved plan, with its rules and locks; candidates that it did not know stay out. */
export async function takeSavedPlan(id: string): Promise<void> {
  const { saved, current } = usePlanStore.getState();
  const startDay = currentResult()?.built.startDay;
  const plan = saved.find((each) => each.id === id);
  if (startDay === undefined || !current || !plan) return;
  const { products, weeks: count } = current.instance;
  const weeks = weeksOfSaved(plan, products, startDay, count);
  const { settings, decisions } = plan;
  const built = currentResult()?.built.instance.products ?? [];
  const names = new Map(plan.candidates.map((candidate, i) => [candidate, plan.offers?.[i] ?? '']));
  const offers = offersNamed(
    built,
    built.map((product) => names.get(product.id) ?? ''),
  );
  await edit(`saved ${id}`, () => ({ settings, decisions, current: { ...current, weeks, offers } }));
}

export function removeSavedPlan(id: string): void {
  planHistory.remember(`remove ${id}`);
  usePlanStore.setState(({ saved }) => ({ saved: saved.filter((each) => each.id !== id) }));
}
