import { create } from 'zustand';
import { afterReload, type JobState } from '#state/runtime/job-state.ts';
import type { PersistedSlice } from '#state/saving/persist-slice.ts';
import type { FactsIn } from '#storage/slices/slices.ts';
import type { ColdStartProgress, ForecastCandidatesOutput } from '#workers/candidates/contract.ts';

export type CandidateChoices = FactsIn<'candidates'>['choices'];

/** What a finished run answers with. */
export type CandidatesResult = ForecastCandidatesOutput;

export interface CandidatesState extends Omit<FactsIn<'candidates'>, 'job'> {
  readonly job: JobState<ColdStartProgress, CandidatesResult>;
  /** Candidate that is looked at; null: the first. */
  readonly selected: string | null;
}

export const noChoices: CandidateChoices = {
  preferences: [],
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

/** Choices and the finished forecasts survive a reload. */
export const persistedCandidates: PersistedSlice<CandidatesState, 'candidates'> = {
  key: 'candidates',
  store: useCandidatesStore,
  pick: ({ choices, job, overrideLog, who, planPrices }) => ({
    choices,
    job: afterReload(job),
    overrideLog,
    who,
    ...(planPrices ? { planPrices } : {}),
  }),
  restore: (facts) => facts,
};
