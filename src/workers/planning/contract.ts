import type { Issue } from '#engine/issue.ts';
import type { LaunchInstance, LaunchWeeks, PlanLocks } from '#engine/planning/launch-instance.ts';
import type { PlanFigures, PlanReading } from '#engine/planning/plan-figures.ts';
import type { StressOutcome } from '#engine/planning/stress-plan.ts';
import type { JobHandler } from '#workers/job-control.ts';

/** What a plan is searched for. `front`: profit against risk, many plans. */
export type PlanObjective = 'profit' | 'article' | 'profit-less-risk' | 'front';

/**
 * `memetic`: genetic algorithm with local search (the default); `ga`: the same without local search, feasible by repair;
 * `annealing`: guided annealing; `pso`: particle swarm; `nsga2`: the front (the only method of objective `front`).
 */
export type PlanMethod = 'memetic' | 'ga' | 'annealing' | 'pso' | 'nsga2';

export interface OptimiseInput {
  readonly instance: LaunchInstance;
  readonly objective: PlanObjective;
  readonly method: PlanMethod;
  /** w1 (demand return) and w2 (market return) of the article's fitness; both also used to report it. */
  readonly weights: { readonly demand: number; readonly market: number };
  /** Price of one unit of CVaR deviation in `profit-less-risk`. */
  readonly lambda: number;
  readonly seed: number;
  /** The search ends after this many moves tried. `null`: as many as the size asks for. */
  readonly moves: number | null;
  readonly locks?: PlanLocks;
  /** A plan to start from (repaired when it breaks a rule). */
  readonly start?: LaunchWeeks;
}

export interface OptimiseProgress {
  readonly phase: 'preparing' | 'bounding' | 'searching';
  readonly generation: number;
  readonly moves: number;
  readonly movesTotal: number;
  /** Value of the objective, best so far and mean of the generation; NaN before there is one. */
  readonly best: number;
  readonly mean: number;
  /** The best plan, in the report in which it is new; null in the others. */
  readonly improvedWeeks: LaunchWeeks | null;
}

/** One generation of the search, for the convergence chart. */
export interface GenerationRecord {
  readonly generation: number;
  readonly moves: number;
  readonly best: number;
  readonly mean: number;
}

export interface FrontPoint {
  readonly weeks: LaunchWeeks;
  readonly profit: number;
  readonly risk: number;
}

export interface OptimiseOutput {
  readonly weeks: LaunchWeeks;
  readonly objective: PlanObjective;
  readonly method: PlanMethod;
  readonly seed: number;
  /** Value of the objective (for `front`: the profit of the most profitable point). */
  readonly value: number;
  /** Proven: no plan has a higher value of the objective (profit for `front`). */
  readonly upperBound: number;
  /** (upperBound - value) / |value|: at most so much better is possible. */
  readonly gap: number;
  readonly moves: number;
  readonly generations: number;
  /** Whole plans evaluated. */
  readonly evaluations: number;
  /** True when a cancel ended the search: the best so far. */
  readonly stopped: boolean;
  readonly history: readonly GenerationRecord[];
  /** Profit falling, risk falling; for objective `front`, else empty. */
  readonly front: readonly FrontPoint[];
  readonly figures: PlanFigures;
  /** Money for one more unit: of capacity by week (length T), of each budget period, of the total budget. */
  readonly shadowPrices: {
    readonly capacity: Float64Array;
    readonly budgetPeriods: Float64Array;
    readonly budgetTotal: number;
  };
}

export interface EvaluatePlanInput {
  readonly instance: LaunchInstance;
  readonly weeks: LaunchWeeks;
  readonly weights: { readonly demand: number; readonly market: number };
  readonly locks?: PlanLocks;
  /** Tolerance of the launch window as a share of the plan's profit; 0.02 when absent. */
  readonly windowShare?: number;
}

export interface PriceMoveInput extends EvaluatePlanInput {
  readonly product: number;
  /** -1: leave it out. */
  readonly week: number;
}

export interface PriceMoveOutput {
  readonly before: PlanFigures;
  readonly after: PlanFigures;
  /** The plan after the move. */
  readonly weeks: LaunchWeeks;
}

export interface CheckInstanceInput {
  readonly instance: LaunchInstance;
  readonly locks?: PlanLocks;
}

export interface StressPlanInput {
  readonly instance: LaunchInstance;
  readonly weeks: LaunchWeeks;
}

/** `no-progress` jobs answer at once. */
type Quick = never;

export type PlanningHandlers = {
  /** Finds a plan. Refused with the first contradiction's code when the constraints exclude every plan. */
  readonly optimise: JobHandler<OptimiseInput, OptimiseProgress, OptimiseOutput>;
  /** Prices a plan and explains it launch by launch. */
  readonly evaluatePlan: JobHandler<EvaluatePlanInput, Quick, PlanReading>;
  /** What one change costs, without a search. */
  readonly priceMove: JobHandler<PriceMoveInput, Quick, PriceMoveOutput>;
  /** How the plan fares in futures that it was not made for; first as planned. */
  readonly stressPlan: JobHandler<StressPlanInput, Quick, readonly StressOutcome[]>;
  /** Errors in the instance and contradictions between its constraints; empty = a search can start. */
  readonly checkInstance: JobHandler<CheckInstanceInput, Quick, readonly Issue[]>;
};
