import type { EpochDay } from '#engine/calendar/epoch-day.ts';
import type { Issue } from '#engine/issue.ts';
import type { AnaloguePreference } from '#engine/launch/forecast/cold-start-forecast.ts';
import type { LaunchCorrections } from '#engine/launch/history/launch-finding.ts';
import { currentDataset } from '#state/data/dataset-store.ts';
import { createEditHistory } from '#state/runtime/edit-history.ts';
import { inputHash } from '#state/runtime/input-hash.ts';
import { useSettingsStore } from '#state/runtime/settings-store.ts';
import { createCandidatesClient } from '#workers/candidates/client.ts';
import type { ForecastCandidatesOutput } from '#workers/candidates/contract.ts';
import { overridesInForce } from './candidates-overrides.ts';
import { type CandidateChoices, type CandidatesState, useCandidatesStore } from './candidates-store.ts';

const candidatesClient = createCandidatesClient();

let running: AbortController | null = null;
/** The last finished forecasts: what a cancelled run goes back to. */
let lastReady: Extract<CandidatesState['job'], { status: 'ready' }> | null = null;

useCandidatesStore.subscribe(({ job }) => {
  if (job.status === 'ready') lastReady = job;
});

/** Name of the present inputs; null: no sales history or no candidates. */
export function candidatesInputHash(): string | null {
  const dataset = currentDataset();
  if (!dataset?.panel || dataset.candidates.length === 0) return null;
  const { choices, overrideLog } = useCandidatesStore.getState();
  const horizon = useSettingsStore.getState().horizonWeeks;
  return inputHash({ data: dataset.fingerprint, horizon, choices, overrides: overridesInForce(overrideLog) });
}

/** Forecasts all candidates; a newer run takes the place of one under way. */
export async function runCandidates(): Promise<void> {
  running?.abort();
  const hash = candidatesInputHash();
  const dataset = currentDataset();
  if (hash === null || !dataset?.panel) return;
  const abort = new AbortController();
  running = abort;
  const startedAt = Date.now();
  const { choices, overrideLog } = useCandidatesStore.getState();
  const show = (progress: Extract<CandidatesState['job'], { status: 'running' }>['progress']): void => {
    if (running === abort) {
      useCandidatesStore.setState({ job: { status: 'running', inputHash: hash, startedAt, progress } });
    }
  };
  show(null);
  const result = await candidatesClient.run(
    'forecastCandidates',
    {
      panel: dataset.panel,
      calendar: dataset.calendar,
      candidates: dataset.candidates,
      reviews: dataset.reviews,
      horizon: useSettingsStore.getState().horizonWeeks,
      ...choices,
      overrides: overridesInForce(overrideLog),
      key: dataset.fingerprint,
    },
    { signal: abort.signal, onProgress: show },
  );
  if (running !== abort) return;
  running = null;
  if (result.kind === 'done') {
    useCandidatesStore.setState({ job: { status: 'ready', inputHash: hash, result: result.output } });
  } else if (result.kind === 'cancelled') {
    useCandidatesStore.setState({ job: lastReady ?? { status: 'idle' } });
  } else {
    const issue: Issue =
      result.kind === 'refused'
        ? { code: result.code, severity: 'error', params: result.params }
        : { code: 'candidates-crashed', severity: 'error', params: { reason: result.message } };
    useCandidatesStore.setState({ job: { status: 'failed', inputHash: hash, issue } });
  }
}

export function cancelCandidates(): void {
  running?.abort();
}

/** The finished forecasts where they belong to the present inputs; else null. */
export function currentCandidateForecasts(): ForecastCandidatesOutput | null {
  const { job } = useCandidatesStore.getState();
  return job.status === 'ready' && job.inputHash === candidatesInputHash() ? job.result : null;
}

export function selectCandidate(candidateId: string): void {
  useCandidatesStore.setState({ selected: candidateId });
}

/** Pins or excludes an analogue of one candidate; null takes the wish back. The forecasts follow at once. */
export async function preferenceForAnalogue(
  candidateId: string,
  launchId: string,
  wish: AnaloguePreference['wish'] | null,
): Promise<void> {
  const { wishes } = useCandidatesStore.getState().choices;
  const others = wishes.filter((known) => known.candidateId !== candidateId || known.launchId !== launchId);
  // The wish may change the order of the candidates; the one that is argued about stays in sight.
  selectCandidate(candidateId);
  await choose({ wishes: wish === null ? others : [...others, { candidateId, launchId, wish }] });
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

/** Defines a hit; null: the top quartile of the earlier launches. */
export async function defineHit(pieces: number | null): Promise<void> {
  await choose({ hitThreshold: pieces });
}

/** What the user chose about analogues, launches and hits, back and forth; judgements of a forecast have a history of their own. */
export const choicesHistory = createEditHistory(
  () => useCandidatesStore.getState().choices,
  async (choices) => {
    useCandidatesStore.setState({ choices });
    await runCandidates();
  },
);

async function correct(change: Partial<LaunchCorrections>): Promise<void> {
  const { corrections } = useCandidatesStore.getState().choices;
  await choose({ corrections: { ...corrections, ...change } });
}

async function choose(change: Partial<CandidateChoices>): Promise<void> {
  choicesHistory.remember();
  useCandidatesStore.setState(({ choices }) => ({ choices: { ...choices, ...change } }));
  await runCandidates();
}
