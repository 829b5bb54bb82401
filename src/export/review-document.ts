import type { EpochDay } from '#engine/calendar/epoch-day.ts';
import type { CommittedCandidate, CommittedPlan } from '#engine/monitor/committed-plan.ts';
import type { Lessons } from '#engine/monitor/lessons.ts';
import type { ReplanReport } from '#engine/monitor/replan-report.ts';
import type { TrackingReport } from '#engine/monitor/tracking.ts';
import { namesFor, type ReportWords } from '#export/report-words.ts';

/**
 * A review (复盘) as the document states it: what was committed, how it went, what was learnt. Plain data, the stores' own
 * figures; no words.
 */
export interface ReviewDocument {
  readonly madeOn: EpochDay;
  /** Version of the program. */
  readonly version: string;
  readonly plan: ReviewedPlan;
  readonly tracking: TrackingReport;
  readonly lessons: Lessons;
  /** Difference of the rest planned anew; null: it was not. */
  readonly replan: Pick<ReplanReport, 'lines' | 'keptProfit' | 'newProfit' | 'gain'> | null;
}

/** What a review says of the committed plan. */
export interface ReviewedPlan
  extends Pick<
    CommittedPlan,
    'name' | 'note' | 'committedAt' | 'currency' | 'hasCosts' | 'seed' | 'fingerprint' | 'horizon' | 'profit' | 'seal'
  > {
  readonly candidates: readonly Pick<CommittedCandidate, 'id' | 'name' | 'nameAlternative' | 'launchDay' | 'stock'>[];
}

/** The plan without what no page of the review shows. */
export function toReviewedPlan(plan: CommittedPlan): ReviewedPlan {
  const { name, note, committedAt, currency, hasCosts, seed, fingerprint, horizon, profit, seal } = plan;
  return {
    ...{ name, note, committedAt, currency, hasCosts, seed, fingerprint, horizon, profit, seal },
    candidates: plan.candidates.map(({ id, name: own, nameAlternative, launchDay, stock }) => ({
      ...{ id, name: own, nameAlternative, launchDay, stock },
    })),
  };
}

/** Name of a candidate in the document's language; its id where the plan has no such candidate. */
export function launchName({ plan }: ReviewDocument, id: string, { language }: ReportWords): string {
  const candidate = plan.candidates.find((each) => each.id === id);
  return candidate ? namesFor(candidate, language)[0] : id;
}
