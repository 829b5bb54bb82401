import { create } from 'zustand';
import type { LaunchWeeks } from '#engine/planning/problem/launch-instance.ts';
import type { PlanFigures } from '#engine/planning/rules/plan-figures.ts';
import type { Generation } from '#engine/planning/search/memetic-search.ts';
import { afterReload, type JobState, lastReady } from '#state/runtime/job-state.ts';
import type { PersistedSlice } from '#state/saving/persist-slice.ts';
import type { FactsIn, ResultIn } from '#storage/slices/slices.ts';
import type { OptimiseProgress, PriceMoveOutput } from '#workers/planning/contract.ts';

type PlanFacts = FactsIn<'plan'>;
/** What the plan is asked for. A change makes the plan stale. */
export type PlanSettings = PlanFacts['settings'];
export type CapacityRule = PlanSettings['capacity'];
/** What the manager says about one candidate instead of its file. */
export type ProductRule = PlanSettings['products'][string];
/** Days, both ends inclusive. */
export type DaySpan = NonNullable<ProductRule['closed']>[number];
/** What the manager decided launch by launch. */
export type PlanDecisions = PlanFacts['decisions'];
/** The manager's word on a launch. */
export type LaunchVerdict = PlanDecisions['made'][string];

export type PlanStage = 'forecasting' | 'building' | 'searching' | 'reading';

export interface PlanProgress {
  readonly stage: PlanStage;
  /** Share of the stage, 0 to 1; null: not known. */
  readonly share: number | null;
  readonly search: OptimiseProgress | null;
  readonly history: readonly Generation[];
}

/** The problem as it was solved, what the search found, and the manager's own weeks priced alike. */
export type PlanResult = ResultIn<'plan'>;
/** The plan on screen: what the search found, or what the manager made of it. */
export type CurrentPlan = NonNullable<PlanFacts['current']>;
/** A move that is being considered, with what the plan would be worth; the figures are null until they are known. */
export interface PlanTrial {
  readonly candidateId: string;
  /** Index of the candidate in the problem on screen. */
  readonly product: number;
  readonly week: number;
  readonly weeks: LaunchWeeks;
  readonly figures: PlanFigures | null;
  /** Pairs whose sales taken from each other change, in money. */
  readonly neighbours: PriceMoveOutput['neighbours'];
}

/** A saved scenario: a plan to compare, by name, with the rules and locks that it was made under. */
export type SavedPlan = PlanFacts['saved'][number];

/** What undo goes back to; `weeks` null: there was no plan yet. */
export interface PlanSnapshot {
  readonly weeks: LaunchWeeks | null;
  /** By name, since a search makes its options anew; undefined: the manager's. */
  readonly offers: readonly string[] | undefined;
  readonly decisions: PlanDecisions;
  readonly settings: PlanSettings;
  readonly saved: readonly SavedPlan[];
  readonly seed: number;
}

export interface PlanState extends Omit<PlanFacts, 'job'> {
  readonly job: JobState<PlanProgress, PlanResult>;
  /** Candidate whose launch is looked at; null: none. */
  readonly selected: string | null;
  readonly trial: PlanTrial | null;
  /** The rules are open beside the calendar. */
  readonly rulesOpen: boolean;
  /** Candidate whose lock was set or lifted last, until the next edit: a key alone does it, so the page says it. */
  readonly locked: { readonly candidateId: string; readonly isLocked: boolean } | null;
}

export const noDecisions: PlanDecisions = { locks: {}, moved: [], made: {} };

export const initialPlanSettings: PlanSettings = {
  objective: 'profit',
  method: 'memetic',
  demandWeight: 0.5,
  lambda: 0.5,
  weeks: 26,
  capacity: { kind: 'own-plan' },
  constraints: { capacityByWeek: [], budget: null, budgetPeriods: [], blackouts: [], categories: [], groups: [] },
  products: {},
};

const initialState: PlanState = {
  settings: initialPlanSettings,
  decisions: noDecisions,
  owners: {},
  job: { status: 'idle' },
  current: null,
  saved: [],
  selected: null,
  trial: null,
  rulesOpen: false,
  locked: null,
};

export const usePlanStore = create<PlanState>(() => initialState);

/** The problem and the search behind the plan on screen; a search under way, or one that was refused, leaves them. */
export function currentResult(): PlanResult | null {
  return lastReady(usePlanStore.getState().job)?.result ?? null;
}

/** Settings, decisions, owners, the plan and saved scenarios survive a reload; undo does not. */
export const persistedPlan: PersistedSlice<PlanState, 'plan'> = {
  key: 'plan',
  store: usePlanStore,
  pick: ({ settings, decisions, owners, job: now, current, saved }) => {
    // While a search runs, or after one that failed, the plan that was there before.
    const job = lastReady(now) ?? afterReload(now);
    return { settings, decisions, owners, job, current: job.status === 'ready' ? current : null, saved };
  },
  restore: ({ current, ...facts }) => ({ ...facts, current: current && answered(current) }),
};

/** Questions that were open when the page went away are asked again by the manager. */
function answered({ stability, worth, explanation, ...plan }: CurrentPlan): CurrentPlan {
  return {
    ...plan,
    ...(stability && !stability.isRunning ? { stability } : {}),
    ...(worth && !worth.isRunning ? { worth } : {}),
    ...(explanation && !explanation.isRunning ? { explanation } : {}),
  };
}
