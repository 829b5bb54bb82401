import type { EpochDay } from '#engine/calendar/epoch-day.ts';
import type { Issue } from '#engine/issue.ts';
import type { Candidate } from '#engine/panel/candidate.ts';
import type { ChangedLoss, DragPreview } from '#engine/planning/explain/drag-preview.ts';
import type { CandidateExplanation } from '#engine/planning/explain/explain-candidate.ts';
import type { LaunchOrder } from '#engine/planning/explain/launch-order.ts';
import type { MarginalValue } from '#engine/planning/explain/marginal-values.ts';
import type { OfferParts } from '#engine/planning/explain/offer-parts.ts';
import type { OfferValues } from '#engine/planning/explain/offer-values.ts';
import type { PlanStability } from '#engine/planning/explain/plan-stability.ts';
import type { StressOutcome } from '#engine/planning/explain/stress-plan.ts';
import type { OfferGain } from '#engine/planning/offers/offer-gain.ts';
import type { LaunchInstance, LaunchWeeks, PlanLocks } from '#engine/planning/problem/launch-instance.ts';
import type { OptimiseReport, OptimiseRequest } from '#engine/planning/problem/plan-problem.ts';
import type { PlanConstraints } from '#engine/planning/problem/plan-request.ts';
import type { RuledParts } from '#engine/planning/rules/describe-rules.ts';
import type { LaunchReport, NotSelectedReport, PlanFigures, PlanReport } from '#engine/planning/rules/plan-figures.ts';
import type { BridgeStep } from '#engine/planning/search/few-moves.ts';
import type { IslandState } from '#engine/planning/search/island-search.ts';
import type { OptimiseAnswer } from '#engine/planning/search/optimise.ts';
import type { JobHandler } from '#workers/job-control.ts';

export type PlanObjective = OptimiseRequest['objective'];
export type PlanMethod = OptimiseRequest['method'];

export interface OptimiseInput extends Omit<OptimiseRequest, 'locks' | 'start'> {
  readonly instance: LaunchInstance;
  readonly locks?: PlanLocks;
  readonly start?: LaunchWeeks;
}

export interface OptimiseProgress extends Omit<OptimiseReport, 'phase' | 'improved'> {
  readonly phase: 'preparing' | 'bounding' | 'searching';
  /** The best plan, in the report in which it is new; null in the others. */
  readonly improvedWeeks: LaunchWeeks | null;
}

export interface FrontPoint {
  readonly weeks: LaunchWeeks;
  /** Option of each product, where a page has split places: `weeks` are launch weeks then. */
  readonly offers?: readonly number[];
  readonly profit: number;
  readonly risk: number;
}

export interface OptimiseOutput
  extends Omit<OptimiseAnswer, 'missing' | 'weeks' | 'front'>,
    Pick<FrontPoint, 'weeks' | 'offers'> {
  readonly objective: PlanObjective;
  readonly method: PlanMethod;
  readonly seed: number;
  /** (upperBound - value) / |value|: at most so much better is possible. */
  readonly gap: number;
  /** Profit falling, risk falling; for objective `front`, else empty. */
  readonly front: readonly FrontPoint[];
  readonly figures: PlanFigures;
}

export interface EvaluatePlanInput {
  readonly instance: LaunchInstance;
  readonly weeks: LaunchWeeks;
  readonly weights: { readonly demand: number; readonly market: number };
  readonly locks?: PlanLocks;
  /** Tolerance of the launch window as a share of the plan's profit; 0.02 when absent. */
  readonly windowShare?: number;
}

/** A plan under other rules than those of its instance, read for a page that holds an earlier report. */
export interface PricePlanInput extends EvaluatePlanInput {
  /** Written into the instance first; null: it stays as it is. */
  readonly rules: {
    readonly startDay: EpochDay;
    readonly candidates: readonly Candidate[];
    readonly constraints: PlanConstraints;
  } | null;
  /** The page's name for the report that it will get, and of the one that it holds; 0: none. */
  readonly name: number;
  readonly known: number;
}

export interface PricePlanOutput {
  /** The parts that the rules have changed; null: as in the instance sent. */
  readonly ruled: { readonly [Part in keyof RuledParts]-?: NonNullable<RuledParts[Part]> | null };
  readonly reading: PlanReportChange;
}

/** A report as it differs from one that the page holds: an entry that is the same goes by its place in that one. */
export interface PlanReportChange {
  readonly figures: PlanFigures;
  readonly launches: readonly (LaunchReport | number)[];
  readonly notSelected: readonly (NotSelectedReport | number)[];
}

export interface PriceMoveInput extends EvaluatePlanInput {
  readonly product: number;
  /** -1: leave it out (alone); else the launched members of its waves that share its week go along. */
  readonly week: number;
}

export interface PriceMoveOutput {
  readonly before: PlanFigures;
  readonly after: PlanFigures;
  /** The plan after the move. */
  readonly weeks: LaunchWeeks;
  /** Products that moved, the one asked for first. */
  readonly moved: readonly number[];
  /** Pairs whose loss changes (money taken from each other before and after), the largest change first. */
  readonly neighbours: readonly ChangedLoss[];
}

export interface PreviewDragInput extends EvaluatePlanInput {
  readonly product: number;
}

/** A plan with one offer a product, and the same problem with the manager's offers. */
export interface OfferGainsInput {
  readonly instance: LaunchInstance;
  readonly managers: LaunchInstance;
  readonly weeks: LaunchWeeks;
}

export interface OfferGains {
  /** What each launch's prices bring over the manager's in its week, with the 80 % range; null: no other price, or no response. */
  readonly gains: readonly (OfferGain | null)[];
  /** What all offers together add to the plan of the same weeks with the manager's. */
  readonly added: OfferParts;
}

export interface OfferValuesInput {
  readonly instance: LaunchInstance;
  readonly weeks: LaunchWeeks;
  readonly product: number;
  readonly locks?: PlanLocks;
}

export interface LaunchOrderInput {
  readonly instance: LaunchInstance;
  readonly product: number;
  /** Option x T + launch week. */
  readonly place: number;
}

/** A plan to be examined by planning it anew: what it was planned for, and what it keeps to. */
export interface ExaminePlanInput {
  readonly instance: LaunchInstance;
  readonly weeks: LaunchWeeks;
  /** `front` is examined as `profit`. */
  readonly objective: PlanObjective;
  readonly weights: { readonly demand: number; readonly market: number };
  readonly lambda: number;
  readonly seed: number;
  readonly locks?: PlanLocks;
}

export interface ExplainCandidateInput extends ExaminePlanInput {
  readonly product: number;
}

/** The manager's own weeks beside a plan found: how few of its changes carry its gain. */
export interface ChooseMovesInput extends ExaminePlanInput {
  readonly own: LaunchWeeks;
  /** Money that a change has to pay; null: 95 % of the gain are kept. */
  readonly leastGain: number | null;
}

export interface ChooseMovesOutput {
  readonly weeks: LaunchWeeks;
  readonly figures: PlanFigures;
  /** From the manager's weeks to these; the gains add up to the difference. */
  readonly steps: readonly BridgeStep[];
}

export interface StabilityInput extends ExaminePlanInput {
  /** Plans to make, each on scenarios drawn anew with replacement. */
  readonly rounds: number;
}

export interface StabilityProgress {
  readonly rounds: number;
  readonly roundsTotal: number;
  /** The answer as far as it is known. */
  readonly soFar: PlanStability;
}

export interface StabilityOutput extends PlanStability {
  /** True when a cancel ended it: fewer rounds than asked for. */
  readonly stopped: boolean;
}

export interface MarginalValuesInput extends ExaminePlanInput {
  readonly shadowPrices: OptimiseOutput['shadowPrices'];
  /** Limits to try, those with the highest price first. */
  readonly most: number;
}

export interface MarginalValuesProgress {
  readonly found: readonly MarginalValue[];
  readonly total: number;
}

/** A plan that came in a file, with what it was searched for; `front`: the points of its frontier. */
export interface PriceAgainInput extends Omit<OptimiseInput, 'start'> {
  readonly weeks: LaunchWeeks;
  readonly front: readonly LaunchWeeks[];
}

/** What the file claims of it, found anew. `upperBound` infinite: nothing is proven. */
export type PriceAgainOutput = Pick<
  OptimiseOutput,
  'value' | 'upperBound' | 'gap' | 'figures' | 'front' | 'shadowPrices'
>;

export interface CheckInstanceInput {
  readonly instance: LaunchInstance;
  readonly locks?: PlanLocks;
}

export interface StressPlanInput {
  readonly instance: LaunchInstance;
  readonly weeks: LaunchWeeks;
}

/** A plan under search on several workers: each has the problem open, and goes on with the islands that it is given. */
export interface OpenSearchOutput {
  readonly session: number;
  readonly islands: number;
  readonly epochs: number;
  readonly movesTotal: number;
}

export interface SearchIslandsInput {
  readonly session: number;
  readonly epoch: number;
  /** Islands to take through this epoch. */
  readonly islands: readonly number[];
  /** Every island after the epoch before; null in the first. */
  readonly states: readonly (IslandState | null)[];
}

export interface CloseSearchInput {
  readonly session: number;
  readonly states: readonly (IslandState | null)[];
  readonly stopped: boolean;
}

/** The parts of an instance that a worker keeps: what they hold is megabytes, and few questions change more than one. */
export type KeptPart = 'curves' | 'promo' | 'categories' | 'products' | 'cannibalisation' | 'scenarios';

/** An instance on its way to a worker: parts that it holds go by their number. */
export interface SentInstance {
  readonly rest: Omit<LaunchInstance, KeptPart>;
  readonly parts: Readonly<
    Record<KeptPart, { readonly number: number } | { readonly number: number; readonly part: unknown }>
  >;
  /** Parts that will not be named again. */
  readonly forget: readonly number[];
}

/** Refusal of a worker that does not hold all that a message names: it was started anew meanwhile. */
export const notHeld = 'parts-not-held';

/** `no-progress` jobs answer at once. */
type Quick = never;

export type PlanningHandlers = {
  /** Finds a plan. Refused with the first contradiction's code when the constraints exclude every plan. */
  readonly optimise: JobHandler<OptimiseInput, OptimiseProgress, OptimiseOutput>;
  /** The three parts of `optimise`, for several workers: see `island-pool.ts`. */
  readonly openSearch: JobHandler<OptimiseInput, OptimiseProgress, OpenSearchOutput>;
  readonly searchIslands: JobHandler<SearchIslandsInput, OptimiseProgress, readonly IslandState[]>;
  readonly closeSearch: JobHandler<CloseSearchInput, OptimiseProgress, OptimiseOutput>;
  /** Prices a plan and explains it launch by launch. */
  readonly evaluatePlan: JobHandler<EvaluatePlanInput, Quick, PlanReport>;
  /** The same under other rules, and only what differs from an earlier answer. */
  readonly pricePlan: JobHandler<PricePlanInput, Quick, PricePlanOutput>;
  /** Prices a plan and proves a bound for it, without a search; a cancel ends with the bound so far. */
  readonly priceAgain: JobHandler<PriceAgainInput, OptimiseProgress, PriceAgainOutput>;
  /** What one change costs, without a search. */
  readonly priceMove: JobHandler<PriceMoveInput, Quick, PriceMoveOutput>;
  /** What dropping a launch on every week would do, waves and precedence included; exact, no search. */
  readonly previewDrag: JobHandler<PreviewDragInput, Quick, DragPreview>;
  /** What every option and week of a product makes of the plan, everything else in place. */
  readonly offerValues: JobHandler<OfferValuesInput, Quick, OfferValues>;
  /** How many units to order for a launch, and why. Some milliseconds. */
  readonly launchOrder: JobHandler<LaunchOrderInput, Quick, LaunchOrder>;
  readonly offerGains: JobHandler<OfferGainsInput, Quick, OfferGains>;
  /** What would have to change for one candidate, with everything else planned anew for each case. About a second. */
  readonly explainCandidate: JobHandler<ExplainCandidateInput, Quick, CandidateExplanation>;
  /** The plan that leaves the manager's weeks where a change does not pay, and the way to it. About a second. */
  readonly chooseMoves: JobHandler<ChooseMovesInput, Quick, ChooseMovesOutput>;
  /** How often each launch week survives in plans made for scenarios drawn anew. Streams; a cancel keeps what is known. */
  readonly stability: JobHandler<StabilityInput, StabilityProgress, StabilityOutput>;
  /** Money for one more slot of the dearest weeks and a little more of each budget, by planning anew. Streams. */
  readonly marginalValues: JobHandler<MarginalValuesInput, MarginalValuesProgress, readonly MarginalValue[]>;
  /** How the plan fares in scenarios that it was not made for; first as planned. */
  readonly stressPlan: JobHandler<StressPlanInput, Quick, readonly StressOutcome[]>;
  /** Errors in the instance and contradictions between its constraints; empty = a search can start. */
  readonly checkInstance: JobHandler<CheckInstanceInput, Quick, readonly Issue[]>;
};
