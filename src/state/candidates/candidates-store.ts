import { create } from 'zustand';
import type { AnaloguePreference } from '#engine/launch/forecast/cold-start-forecast.ts';
import type { LaunchCorrections } from '#engine/launch/history/launch-finding.ts';
import { afterReload, type JobState } from '#state/runtime/job-state.ts';
import { type PersistedSlice, pickFacts } from '#state/runtime/persist-slice.ts';
import type { ColdStartProgress, ForecastCandidatesOutput } from '#workers/candidates/contract.ts';
import type { OverrideEntry } from './candidates-overrides.ts';

/** What the manager knows better than the data. A change makes the candidates' forecasts stale. */
export interface CandidateChoices {
  readonly wishes: readonly AnaloguePreference[];
  readonly corrections: LaunchCorrections;
  /** A hit sells at least this many units within the horizon; null: the top quartile of the earlier launches. */
  readonly hitThreshold: number | null;
}

/** What a finished run answers with. */
export type CandidatesResult = ForecastCandidatesOutput;

export interface CandidatesState {
  readonly choices: CandidateChoices;
  readonly job: JobState<ColdStartProgress, CandidatesResult>;
  /** Candidate that is looked at; null: the first. */
  readonly selected: string | null;
  /** Every change that the manager made to a forecast, oldest first; never shortened. */
  readonly overrideLog: readonly OverrideEntry[];
  /** Name that the last change was signed with. */
  readonly who: string;
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
  overrideLog: [],
  who: '',
}));

type PersistedCandidatesFacts = Pick<CandidatesState, 'choices' | 'job' | 'overrideLog' | 'who'>;

/** Choices and the finished forecasts survive a reload. */
export const persistedCandidates: PersistedSlice<CandidatesState, PersistedCandidatesFacts> = {
  key: 'candidates',
  version: 3,
  store: useCandidatesStore,
  pick: pickFacts(({ choices, job, overrideLog, who }) => ({ choices, job: afterReload(job), overrideLog, who })),
  accept: (stored, version) => {
    // Forecasts of version 2 lack the typical curves: choices are kept, the forecast is made again.
    if (version === 2 && hasChoices(stored)) return { choices: stored.choices };
    return version === 3 && isFacts(stored) ? stored : null;
  },
};

function hasChoices(stored: unknown): stored is Pick<PersistedCandidatesFacts, 'choices'> {
  const choices = (stored as Partial<PersistedCandidatesFacts> | null)?.choices;
  return Array.isArray(choices?.wishes) && typeof choices.corrections === 'object';
}

function isFacts(stored: unknown): stored is PersistedCandidatesFacts {
  if (!hasChoices(stored)) return false;
  const { job, overrideLog, who } = stored as Partial<PersistedCandidatesFacts>;
  if (!job || !Array.isArray(overrideLog) || typeof who !== 'string') return false;
  return job.status !== 'ready' || Array.isArray(job.result?.forecasts);
}
