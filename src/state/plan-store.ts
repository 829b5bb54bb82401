import { create } from 'zustand';
import type { EpochDay } from '#engine/calendar/epoch-day.ts';
import type { LaunchWeeks } from '#engine/planning/launch-instance.ts';
import type { PlanReading } from '#engine/planning/plan-figures.ts';
import type { StressOutcome } from '#engine/planning/stress-plan.ts';
import type { PlanConstraints } from '#engine/risk/plan-request.ts';
import { afterReload, type JobState } from '#state/job-state.ts';
import type { KeptSlice } from '#state/keep-slice.ts';
import type { BuildInstanceOutput } from '#workers/candidates/contract.ts';
import type {
  GenerationRecord,
  OptimiseOutput,
  OptimiseProgress,
  PlanMethod,
  PlanObjective,
} from '#workers/planning/contract.ts';

/** Launch work a week: as much as the manager's own plan puts into its fullest week, a number, or no limit. */
export type CapacityRule =
  | { readonly kind: 'own-plan' }
  | { readonly kind: 'limit'; readonly effort: number }
  | { readonly kind: 'none' };

/** What the plan is asked for. A change makes the plan stale. */
export interface PlanSettings {
  readonly objective: PlanObjective;
  readonly method: PlanMethod;
  /** w1 of the article's fitness, 0 to 1; w2 = 1 - w1. */
  readonly demandWeight: number;
  /** Price of one unit of risk in `profit-less-risk`. */
  readonly lambda: number;
  /** Launch weeks, from the week after the data. */
  readonly weeks: number;
  readonly capacity: CapacityRule;
  readonly constraints: Omit<PlanConstraints, 'capacity'>;
}

/** What the manager decided launch by launch. Days are the first day of a launch week; null: is not launched. */
export interface PlanDecisions {
  readonly locks: Readonly<Record<string, EpochDay | null>>;
  /** Candidates moved by hand. */
  readonly moved: readonly string[];
}

export type PlanStage = 'forecasting' | 'building' | 'searching' | 'reading';

export interface PlanProgress {
  readonly stage: PlanStage;
  /** Share of the stage, 0 to 1; null: not known. */
  readonly share: number | null;
  readonly search: OptimiseProgress | null;
  readonly history: readonly GenerationRecord[];
}

/** The problem as it was solved, what the search found, and the manager's own weeks priced alike. */
export interface PlanResult {
  readonly built: BuildInstanceOutput;
  readonly search: OptimiseOutput;
  readonly baseline: PlanReading | null;
  readonly settings: PlanSettings;
  readonly seed: number;
  readonly seconds: number;
}

/** The plan on screen: what the search found, or what the manager made of it. */
export interface PresentPlan {
  readonly weeks: LaunchWeeks;
  readonly reading: PlanReading;
  /** How it fares in futures that it was not made for; absent until that is known. */
  readonly stress?: readonly StressOutcome[];
}

/** A plan put aside to compare, by name. */
export interface SavedPlan {
  readonly id: string;
  readonly name: string;
  readonly weeks: LaunchWeeks;
  readonly reading: PlanReading;
  /** Launch week 0 and products of the problem that it belongs to. */
  readonly startDay: EpochDay;
  readonly candidates: readonly string[];
}

/** What undo goes back to. */
export interface PlanMoment {
  readonly weeks: LaunchWeeks;
  readonly decisions: PlanDecisions;
}

export interface PlanState {
  readonly settings: PlanSettings;
  readonly decisions: PlanDecisions;
  readonly job: JobState<PlanProgress, PlanResult>;
  readonly present: PresentPlan | null;
  readonly saved: readonly SavedPlan[];
  readonly past: readonly PlanMoment[];
  readonly future: readonly PlanMoment[];
  /** Candidate whose launch is looked at; null: none. */
  readonly selected: string | null;
}

export const noDecisions: PlanDecisions = { locks: {}, moved: [] };

export const initialPlanSettings: PlanSettings = {
  objective: 'profit',
  method: 'memetic',
  demandWeight: 0.5,
  lambda: 0.5,
  weeks: 26,
  capacity: { kind: 'own-plan' },
  constraints: { capacityByWeek: [], budget: null, budgetPeriods: [], blackouts: [], categories: [] },
};

const initialState: PlanState = {
  settings: initialPlanSettings,
  decisions: noDecisions,
  job: { status: 'idle' },
  present: null,
  saved: [],
  past: [],
  future: [],
  selected: null,
};

export const usePlanStore = create<PlanState>(() => initialState);

type KeptPlanFacts = Pick<PlanState, 'settings' | 'decisions' | 'job' | 'present' | 'saved'>;

let picked: KeptPlanFacts | null = null;

/** Settings, decisions, the plan and what was put aside survive a reload; undo does not. */
export const keptPlan: KeptSlice<PlanState, KeptPlanFacts> = {
  key: 'plan',
  version: 1,
  store: usePlanStore,
  pick: ({ settings, decisions, job, present, saved }) => {
    const known = picked;
    const isSame =
      known !== null &&
      known.settings === settings &&
      known.decisions === decisions &&
      known.present === present &&
      known.saved === saved &&
      (known.job === job || (job.status === 'running' && known.job.status === 'idle'));
    if (isSame) return known;
    picked = { settings, decisions, job: afterReload(job), present, saved };
    return picked;
  },
  accept: (stored, version) => {
    if (version !== 1 || !isFacts(stored)) return null;
    return { ...stored, settings: { ...initialPlanSettings, ...stored.settings } };
  },
};

function isFacts(stored: unknown): stored is KeptPlanFacts {
  if (!stored || typeof stored !== 'object') return false;
  const facts = stored as Partial<KeptPlanFacts>;
  const isWhole =
    typeof facts.settings === 'object' && typeof facts.decisions === 'object' && Array.isArray(facts.saved);
  return isWhole && typeof facts.job === 'object' && (facts.present === null || Array.isArray(facts.present?.weeks));
}
