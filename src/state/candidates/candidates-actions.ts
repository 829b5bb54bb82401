import type { EpochDay } from '#engine/calendar/epoch-day.ts';
import type { AnaloguePreference } from '#engine/launch/forecast/cold-start-forecast.ts';
import type { LaunchCorrections } from '#engine/launch/history/launch-finding.ts';
import { currentDataset, useDatasetStore } from '#state/data/dataset-store.ts';
import { defineComputation, inputFrom } from '#state/runtime/computation.ts';
import { createEditHistory } from '#state/runtime/edit-history.ts';
import { useSettingsStore } from '#state/runtime/settings-store.ts';
import { horizonInput } from '#state/runtime/shared-inputs.ts';
import { createCandidatesClient } from '#workers/candidates/client.ts';
import type { ColdStartProgress } from '#workers/candidates/contract.ts';
import { overridesInForce } from './candidates-overrides.ts';
import { type CandidateChoices, persistedCandidates, useCandidatesStore } from './candidates-store.ts';
import { withOwnFacts } from './own-facts.ts';
import { forgetPrice, movedPrices, rememberPrices, withPlanPrices } from './plan-prices.ts';

export const candidatesClient = createCandidatesClient();
const noPrices = {};

/** Weekly data with candidates, by its fingerprint. */
export const weeklyInput = inputFrom(useDatasetStore, ({ facts: { dataset } }) =>
  dataset?.panel?.period === 'week' && dataset.candidates.length > 0 ? dataset.fingerprint : undefined,
);

/** How a computation is declared that proves or explains the forecasts and that neither they nor the plan need: it comes after both. */
export const afterThePlan = {
  step: 'demand',
  crashed: 'candidates-crashed',
  onCancel: 'drop',
  countsInRail: () => false,
  turn: { after: [{ id: 'candidates' }, { id: 'plan' }] },
} as const;

/** What the user chose about analogues, launches and hits, back and forth; overrides of a forecast have a history of their own. */
export const choicesHistory = createEditHistory(
  () => useCandidatesStore.getState().choices,
  async (choices) => {
    useCandidatesStore.setState({ choices });
    await candidatesComputation.start();
  },
);

/** Forecasts all candidates. */
export const candidatesComputation = defineComputation({
  id: 'candidates',
  step: 'demand',
  store: useCandidatesStore,
  job: ({ job }) => job,
  put: (job) => ({ job }),
  inputs: {
    data: inputFrom(useDatasetStore, ({ facts: { dataset } }) =>
      dataset?.panel && dataset.candidates.length > 0 ? dataset.fingerprint : undefined,
    ),
    horizon: horizonInput,
    choices: inputFrom(useCandidatesStore, ({ choices }) => choices),
    overrides: inputFrom(useCandidatesStore, ({ overrideLog }) => overrideLog, overridesInForce),
    // A price that is remembered and the file's still is no other input.
    planPrices: inputFrom(
      useCandidatesStore,
      ({ planPrices }) => planPrices ?? noPrices,
      (known) => {
        const moved = movedPrices(currentDataset()?.candidates ?? [], known);
        return Object.keys(moved).length > 0 ? moved : undefined;
      },
    ),
  },
  share: ({ done }: ColdStartProgress) => done,
  crashed: 'candidates-crashed',
  onCancel: 'return',
  // Without candidates there is nothing to forecast there.
  countsInRail: (_job, hash) => hash !== null,
  turn: { after: [] },
  histories: [choicesHistory],
  slice: persistedCandidates,
  run: async ({ signal, show }) => {
    const dataset = currentDataset();
    if (!dataset?.panel) return { kind: 'cancelled' };
    const { panel, calendar, reviews, fingerprint } = dataset;
    const { choices: made, overrideLog, planPrices } = useCandidatesStore.getState();
    const { lastDays: _days, categories: _names, ...choices } = made;
    const candidates = withPlanPrices(withOwnFacts(dataset.candidates, made), planPrices);
    const horizon = useSettingsStore.getState().horizonWeeks;
    const overrides = overridesInForce(overrideLog);
    const answer = await candidatesClient.run(
      'forecastCandidates',
      { panel, calendar, candidates, reviews, horizon, ...choices, overrides, key: fingerprint },
      { signal, onProgress: show },
    );
    if (answer.kind !== 'done') return answer;
    return { ...answer, also: { planPrices: rememberPrices(dataset.candidates, planPrices) } };
  },
});

export function selectCandidate(candidateId: string | null): void {
  useCandidatesStore.setState({ selected: candidateId });
}

/** Pins or excludes an analogue of one candidate; null takes the preference back. The forecasts follow at once. */
export async function preferenceForAnalogue(
  candidateId: string,
  launchId: string,
  wish: AnaloguePreference['wish'] | null,
): Promise<void> {
  const { preferences } = useCandidatesStore.getState().choices;
  const others = preferences.filter((known) => known.candidateId !== candidateId || known.launchId !== launchId);
  // The preference may change the order of the candidates; the one that is argued about stays in sight.
  selectCandidate(candidateId);
  await choose({ preferences: wish === null ? others : [...others, { candidateId, launchId, wish }] });
}

/** Counts a launch, or does not, whatever the rules say. */
export async function countLaunch(productId: string, counts: boolean): Promise<void> {
  const { excluded, included } = useCandidatesStore.getState().choices.corrections;
  const without = (ids: readonly string[]): string[] => ids.filter((id) => id !== productId);
  await correct({
    excluded: counts ? without(excluded) : [...without(excluded), productId],
    included: counts ? [...without(included), productId] : without(included),
  });
}

/** Sets the day of a product's launch; null goes back to its first sale. */
export async function correctLaunchDate(productId: string, day: EpochDay | null): Promise<void> {
  const { [productId]: _known, ...others } = useCandidatesStore.getState().choices.corrections.firstWeek;
  await correct({ firstWeek: day === null ? others : { ...others, [productId]: day } });
}

/** Sets last selling days, or (null) that a candidate sells on; asked once, and then no more. */
export async function setLastDays(days: NonNullable<CandidateChoices['lastDays']>): Promise<void> {
  const { lastDays } = useCandidatesStore.getState().choices;
  await choose({ lastDays: { ...lastDays, ...days } });
}

/** Forecasts a candidate's demand anew at the price that its file has now: another product, or a price mistyped before. */
export async function takePriceAsPlan(candidateId: string): Promise<void> {
  const candidate = currentDataset()?.candidates?.find(({ id }) => id === candidateId);
  if (!candidate) return;
  useCandidatesStore.setState(({ planPrices }) => ({ planPrices: forgetPrice(candidate, planPrices) }));
  await candidatesComputation.start();
}

/** Gives candidates a category in place of what their file says; '' goes back to the file. Forecasts and plan follow. */
export async function setCategories(categories: Readonly<Record<string, string>>): Promise<void> {
  const all = { ...useCandidatesStore.getState().choices.categories, ...categories };
  await choose({ categories: Object.fromEntries(Object.entries(all).filter(([, category]) => category !== '')) });
}

/** Defines a hit; null: the top quartile of the earlier launches. */
export async function defineHit(pieces: number | null): Promise<void> {
  await choose({ hitThreshold: pieces });
}

async function correct(change: Partial<LaunchCorrections>): Promise<void> {
  const { corrections } = useCandidatesStore.getState().choices;
  await choose({ corrections: { ...corrections, ...change } });
}

async function choose(change: Partial<CandidateChoices>): Promise<void> {
  choicesHistory.remember();
  useCandidatesStore.setState(({ choices }) => ({ choices: { ...choices, ...change } }));
  await candidatesComputation.start();
}
