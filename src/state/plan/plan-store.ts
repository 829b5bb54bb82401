import { create } from 'zustand';
import type { EpochDay } from '#engine/calendar/epoch-day.ts';
import type { Issue } from '#engine/issue.ts';
import type { Candidate } from '#engine/panel/candidate.ts';
import type { CandidateExplanation } from '#engine/planning/explain/explain-candidate.ts';
import type { MarginalValue } from '#engine/planning/explain/marginal-values.ts';
import type { PlanStability } from '#engine/planning/explain/plan-stability.ts';
import type { StressOutcome } from '#engine/planning/explain/stress-plan.ts';
import type { LaunchInstance, LaunchWeeks } from '#engine/planning/problem/launch-instance.ts';
import type { PlanConstraints } from '#engine/planning/problem/plan-request.ts';
import type { PlanFigures, PlanReport } from '#engine/planning/rules/plan-figures.ts';
import type { Generation } from '#engine/planning/search/memetic-search.ts';
import { afterReload, type JobState, lastReady } from '#state/runtime/job-state.ts';
import { type PersistedSlice, pickFacts } from '#state/runtime/persist-slice.ts';
import type { BuildInstanceOutput } from '#workers/candidates/contract.ts';
import type {
  OptimiseOutput,
  OptimiseProgress,
  PlanMethod,
  PlanObjective,
  PriceMoveOutput,
} from '#workers/planning/contract.ts';

/** Launch work a week: as much as the manager's own plan puts into its fullest week, a number, or no limit. */
export type CapacityRule =
  | { readonly kind: 'own-plan' }
  | { readonly kind: 'limit'; readonly effort: number }
  | { readonly kind: 'none' };

/** Days, both ends inclusive. */
export interface DaySpan {
  readonly from: EpochDay;
  readonly to: EpochDay;
}

/** What the manager says about one candidate instead of its file. Absent: the file's word; null or '': none. */
export interface ProductRule {
  readonly earliest?: EpochDay | null;
  readonly latest?: EpochDay | null;
  readonly must?: boolean;
  readonly effort?: number;
  readonly group?: string;
  readonly wave?: string;
  readonly after?: NonNullable<Candidate['after']>;
  readonly closed?: readonly DaySpan[];
}

/** What the plan is asked for. A change makes the plan stale. */
export interface PlanSettings {
  readonly objective: PlanObjective;
  readonly method: PlanMethod;
  /** w1 of the paper's fitness, 0 to 1; w2 = 1 - w1. */
  readonly demandWeight: number;
  /** Price of one unit of risk in `profit-less-risk`. */
  readonly lambda: number;
  /** Launch weeks, from the week after the data. */
  readonly weeks: number;
  readonly capacity: CapacityRule;
  readonly constraints: Omit<PlanConstraints, 'capacity'>;
  /** By candidate. */
  readonly products: Readonly<Record<string, ProductRule>>;
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
  readonly history: readonly Generation[];
}

/** The problem as it was solved, what the search found, and the manager's own weeks priced alike. */
export interface PlanResult {
  readonly built: BuildInstanceOutput;
  readonly search: OptimiseOutput;
  readonly baseline: PlanReport | null;
  readonly settings: PlanSettings;
  /** What was locked while it searched: the bound that it proved knows of no plan without; absent in plans from before it was kept. */
  readonly locks?: PlanDecisions['locks'];
  /** False: the demand by category was not forecast when it was made; absent in plans from before it was noted. */
  readonly hasOutlooks?: boolean;
  /** When the networks were trained that its demand forecasts rested on, in ms since 1970; 0: on none; absent like that. */
  readonly networksTrainedAt?: number;
  /** Names of the problem's products, for when the candidates' file is gone; absent like that. */
  readonly names?: readonly Pick<Candidate, 'name' | 'nameAlternative'>[];
  readonly seed: number;
  readonly seconds: number;
}

/** The plan on screen: what the search found, or what the manager made of it. */
export interface CurrentPlan {
  readonly weeks: LaunchWeeks;
  readonly reading: PlanReport;
  /** The problem under the current rules: what the reading was made with. */
  readonly instance: LaunchInstance;
  /** Present rules that no plan can keep together; empty while there is no such trouble. */
  readonly contradictions: readonly Issue[];
  /** How it fares in scenarios that it was not made for; absent until that is known. */
  readonly stress?: readonly StressOutcome[];
  /** In how many plans on resampled scenarios its weeks survive; absent: not asked. */
  readonly stability?: PlanAnswer<PlanStability>;
  /** What a little more of each scarce limit is worth; absent: not asked. */
  readonly worth?: PlanAnswer<readonly MarginalValue[]>;
  /** What would have to change for one candidate; absent: not asked. */
  readonly explanation?: PlanAnswer<CandidateExplanation> & { readonly candidateId: string };
}

/** A question about the plan on screen that takes some seconds; a change of the plan drops it. */
export interface PlanAnswer<Found> {
  readonly isRunning: boolean;
  /** As far as it is known. */
  readonly found: Found | null;
  /** Share done, 0 to 1; null: not known. */
  readonly share: number | null;
}

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

/** A plan saved to compare, by name, with the rules and locks that it was made under. */
export interface SavedPlan {
  readonly id: string;
  readonly name: string;
  readonly weeks: LaunchWeeks;
  readonly reading: PlanReport;
  /** Launch week 0 and products of the problem that it belongs to. */
  readonly startDay: EpochDay;
  readonly candidates: readonly string[];
  readonly settings: PlanSettings;
  readonly decisions: PlanDecisions;
  /** Proven: no plan under these rules earns more; null: not proven for them. */
  readonly upperBound: number | null;
}

/** What undo goes back to; `weeks` null: there was no plan yet. */
export interface PlanSnapshot {
  readonly weeks: LaunchWeeks | null;
  readonly decisions: PlanDecisions;
  readonly settings: PlanSettings;
  readonly saved: readonly SavedPlan[];
  readonly seed: number;
}

export interface PlanState {
  readonly settings: PlanSettings;
  readonly decisions: PlanDecisions;
  /** Who sees to a candidate's launch, by candidate; those that were named. */
  readonly owners: Readonly<Record<string, string>>;
  readonly job: JobState<PlanProgress, PlanResult>;
  readonly current: CurrentPlan | null;
  readonly saved: readonly SavedPlan[];
  /** Candidate whose launch is looked at; null: none. */
  readonly selected: string | null;
  readonly trial: PlanTrial | null;
}

export const noDecisions: PlanDecisions = { locks: {}, moved: [] };

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
};

export const usePlanStore = create<PlanState>(() => initialState);

/** The problem and the search behind the plan on screen; a search under way, or one that was refused, leaves them. */
export function currentResult(): PlanResult | null {
  return lastReady(usePlanStore.getState().job)?.result ?? null;
}

type PersistedPlanFacts = Pick<PlanState, 'settings' | 'decisions' | 'owners' | 'job' | 'saved'> & {
  readonly present: CurrentPlan | null;
};

/** Settings, decisions, owners, the plan and what was saved survive a reload; undo does not. */
export const persistedPlan: PersistedSlice<PlanState, PersistedPlanFacts> = {
  key: 'plan',
  version: 2,
  store: usePlanStore,
  pick: pickFacts(({ settings, decisions, owners, job, current, saved }) => ({
    settings,
    decisions,
    owners,
    // While a search runs, or after one that failed, the plan that was there before.
    job: lastReady(job) ?? afterReload(job),
    present: current,
    saved,
  })),
  accept: (stored, version) => {
    if ((version !== 1 && version !== 2) || !isFacts(stored)) return null;
    const { present: current, ...rest } = stored;
    const settings = withDefaults(stored.settings);
    const job = withKnownMethod(stored.job);
    const built = job.status === 'ready' ? job.result.built : null;
    return {
      ...rest,
      settings,
      job,
      owners: stored.owners ?? {},
      // The first version knew no rules beside those that a plan was found under.
      current: current && built ? { ...settled(current), ...atFirst(built.instance, current) } : null,
      saved: stored.saved.map((plan) => ({
        ...plan,
        settings: plan.settings ? withDefaults(plan.settings) : settings,
        upperBound: plan.upperBound ?? null,
        decisions: plan.decisions ?? noDecisions,
      })),
    };
  },
};

function withDefaults(settings: PlanSettings): PlanSettings {
  const constraints = { ...initialPlanSettings.constraints, ...settings.constraints };
  return { ...initialPlanSettings, ...settings, method: knownMethod(settings.method), constraints };
}

/** Two methods of old were variants of the genetic algorithm that did worse: their plans are searched again with it. */
function knownMethod(method: string): PlanMethod {
  return method === 'pso' || method === 'nsga2' ? method : 'memetic';
}

function withKnownMethod(job: PlanState['job']): PlanState['job'] {
  if (job.status !== 'ready') return job;
  const { settings, search } = job.result;
  return {
    ...job,
    result: {
      ...job.result,
      settings: withDefaults(settings),
      search: { ...search, method: knownMethod(search.method) },
    },
  };
}

/** Questions that were open when the page went away are asked again by the manager. */
function settled({ stability, worth, explanation, ...plan }: CurrentPlan): CurrentPlan {
  return {
    ...plan,
    ...(stability && !stability.isRunning ? { stability } : {}),
    ...(worth && !worth.isRunning ? { worth } : {}),
    ...(explanation && !explanation.isRunning ? { explanation } : {}),
  };
}

function atFirst(instance: LaunchInstance, { contradictions, instance: own }: Partial<CurrentPlan>) {
  return { instance: own ?? instance, contradictions: contradictions ?? [] };
}

function isFacts(stored: unknown): stored is PersistedPlanFacts {
  if (!stored || typeof stored !== 'object') return false;
  const facts = stored as Partial<PersistedPlanFacts>;
  const isWhole =
    typeof facts.settings === 'object' && typeof facts.decisions === 'object' && Array.isArray(facts.saved);
  return isWhole && typeof facts.job === 'object' && (facts.present === null || Array.isArray(facts.present?.weeks));
}
