import { create } from 'zustand';
import type { AnalogueWish } from '#engine/launch/cold-start-forecast.ts';
import type { LaunchCorrections } from '#engine/launch/launch-finding.ts';
import { afterReload, type JobState } from '#state/job-state.ts';
import type { KeptSlice } from '#state/keep-slice.ts';
import type { ColdStartProgress, ForecastCandidatesOutput } from '#workers/candidates/contract.ts';

/** What the manager knows better than the data. A change makes the candidates' forecasts stale. */
export interface CandidateChoices {
  readonly wishes: readonly AnalogueWish[];
  readonly corrections: LaunchCorrections;
  /** A hit sells at least this many pieces within the horizon; null: the top quartile of the earlier launches. */
  readonly hitThreshold: number | null;
}

/** What a finished run answers with. */
export type CandidatesResult = ForecastCandidatesOutput;

export interface CandidatesState {
  readonly choices: CandidateChoices;
  readonly job: JobState<ColdStartProgress, CandidatesResult>;
  /** Candidate that is looked at; null: the first. */
  readonly selected: string | null;
}

export const noChoices: CandidateChoices = {
  wishes: [],
  corrections: { excluded: [], included: [], firstWeek: {} },
  hitThreshold: null,
};

export const useCandidatesStore = create<CandidatesState>(() => ({
  choices: noChoices,
  job: { status: 'idle' },
  selected: null,
}));

type KeptCandidatesFacts = Pick<CandidatesState, 'choices' | 'job'>;

let picked: KeptCandidatesFacts | null = null;

/** Choices and the finished forecasts survive a reload. */
export const keptCandidates: KeptSlice<CandidatesState, KeptCandidatesFacts> = {
  key: 'candidates',
  version: 2,
  store: useCandidatesStore,
  pick: ({ choices, job }) => {
    const settled = afterReload(job);
    const isSame =
      picked !== null &&
      picked.choices === choices &&
      (picked.job === settled || (settled.status === 'idle' && picked.job.status === 'idle'));
    if (!isSame || picked === null) picked = { choices, job: settled };
    return picked;
  },
  accept: (stored, version) => (version === 2 && isFacts(stored) ? stored : null),
};

function isFacts(stored: unknown): stored is KeptCandidatesFacts {
  if (!stored || typeof stored !== 'object') return false;
  const { choices, job } = stored as Partial<KeptCandidatesFacts>;
  if (!choices || !job) return false;
  const hasChoices = Array.isArray(choices.wishes) && typeof choices.corrections === 'object';
  return hasChoices && (job.status !== 'ready' || Array.isArray(job.result?.forecasts));
}
