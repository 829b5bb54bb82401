import * as v from 'valibot';
import type { ActualSeries, Actuals, ActualsComparison, MatchDecision, Revision } from '#engine/monitor/actuals.ts';
import type {
  CommittedCandidate,
  CommittedOverride,
  CommittedPlan,
  LaunchBasis,
  MoneyRange,
  PieceRange,
} from '#engine/monitor/committed-plan.ts';
import type { StockNote } from '#engine/monitor/tracking.ts';
import type { PlanConstraints } from '#engine/planning/problem/plan-request.ts';
import { issueSchema } from './forecast-schema.ts';
import { instanceSchema, launchWeeksSchema, optionSchema, weeksSchema } from './instance-schema.ts';
import { constraintFields, objectiveSchema } from './plan-slice.ts';
import * as s from './schema.ts';
import { defineSlice } from './slice.ts';

/** Figures of the monitor are plain JSON: a figure that is missing is null. */
const money = { mean: s.figure, lo80: s.figure, hi80: s.figure };
const pieces = s.objectOf<PieceRange>({ ...money, median: s.figure, lo95: s.figure, hi95: s.figure });

const candidateSchema = s.objectOf<CommittedCandidate>({
  ...s.each(s.text, 'id', 'name', 'nameAlternative', 'category'),
  launchDay: s.orNull(s.day),
  plannedDay: s.optional(s.orNull(s.day)),
  stock: s.figure,
  minimumOrder: s.figure,
  leadTimeWeeks: s.orNull(s.figure),
  ownDay: s.orNull(s.day),
  weekly: s.objectOf<CommittedCandidate['weekly']>({
    mean: s.figures,
    lo80: s.figures,
    hi80: s.figures,
    lo95: s.figures,
    hi95: s.figures,
  }),
  total: pieces,
  modelTotal: s.orNull(s.figure),
  naiveTotal: s.figure,
  level: s.objectOf<CommittedCandidate['level']>({ mean: s.figure, deviation: s.figure }),
  shape: s.figures,
  hitProbability: s.orNull(s.figure),
  hitThreshold: s.orNull(s.figure),
  analogues: s.listOf(
    s.objectOf<CommittedCandidate['analogues'][number]>({
      ...{ id: s.text, name: s.text, nameAlternative: s.optional(s.text), weight: s.figure, total: s.figure },
    }),
  ),
  elasticity: s.orNull(
    s.objectOf<NonNullable<CommittedCandidate['elasticity']>>({ value: s.figure, lo95: s.figure, hi95: s.figure }),
  ),
});

const basisSchema = s.objectOf<LaunchBasis>({
  scale: s.objectOf<LaunchBasis['scale']>({ lambda: s.figure }),
  shape: s.figures,
  launches: s.listOf(
    s.objectOf<LaunchBasis['launches'][number]>({ id: s.text, total: s.figure, path: s.listOf(s.orNull(s.figure)) }),
  ),
  shared: s.objectOf<LaunchBasis['shared']>({ market: s.figure, category: s.figure }),
});

/** The worker computes with it only where its seal fits too. */
const planSchema: s.Schema<CommittedPlan> = s.checked(
  s.objectOf<CommittedPlan>({
    format: s.oneOf('debut-commitment/1'),
    ...s.each(s.text, 'id', 'name', 'note'),
    committedAt: s.moment,
    follows: s.orNull(s.text),
    fingerprint: s.text,
    currency: s.text,
    hasCosts: s.flag,
    seed: s.finite,
    objective: objectiveSchema,
    weights: s.objectOf<CommittedPlan['weights']>({ demand: s.figure, market: s.figure }),
    lambda: s.figure,
    startDay: s.day,
    weekStart: s.count,
    horizon: weeksSchema,
    instance: instanceSchema,
    offers: s.optional(s.listOf(s.listOf(optionSchema))),
    weeks: launchWeeksSchema,
    constraints: s.objectOf<PlanConstraints>({ ...constraintFields, capacity: s.orNull(s.finite) }),
    candidates: s.listOf(candidateSchema),
    overrides: s.listOf(
      s.objectOf<CommittedOverride>({
        ...s.each(s.text, 'candidateId', 'who', 'reason'),
        totalBefore: s.figure,
        totalAfter: s.figure,
      }),
    ),
    basis: basisSchema,
    profit: s.objectOf<MoneyRange>(money),
    seal: s.text,
  }),
  'a week and a candidate for every product',
  ({ instance, weeks, candidates }) =>
    weeks.length === instance.products.length &&
    candidates.length === instance.products.length &&
    weeks.every((week) => week < instance.weeks),
);

const actualsSchema: s.Schema<Actuals> = s.checked(
  s.objectOf<Actuals>({
    start: s.day,
    weeks: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(5200)),
    weekStart: s.count,
    series: s.listOf(
      s.objectOf<ActualSeries>({
        ...s.each(s.text, 'productId', 'name', 'nameAlternative'),
        soldBefore: s.flag,
        units: s.listOf(s.orNull(s.figure)),
        revenue: s.optional(s.listOf(s.orNull(s.figure))),
        stockOutWeeks: s.listOf(s.count),
        promotion: s.orNull(s.listOf(s.orNull(s.figure))),
      }),
    ),
    missingWeeks: s.listOf(s.count),
  }),
  'a figure for every week',
  ({ weeks, series }) =>
    series.every(
      ({ units, revenue, promotion }) =>
        units.length === weeks &&
        (revenue === undefined || revenue.length === weeks) &&
        (promotion === null || promotion.length === weeks),
    ),
);

const revisionSchema = s.objectOf<Revision>({
  productId: s.text,
  name: s.text,
  week: s.day,
  before: s.orNull(s.figure),
  after: s.orNull(s.figure),
});

const comparisonSchema = s.objectOf<ActualsComparison>({
  kind: s.oneOf('first', 'same', 'later-weeks', 'revised'),
  revisions: s.listOf(revisionSchema),
  newWeeks: s.count,
  lostWeeks: s.count,
  productsAdded: s.listOf(s.text),
  productsLost: s.listOf(s.text),
});

/** A committed plan, which is never altered, and what has become known since. */
const commitment = s.object({
  plan: planSchema,
  /** Closed ones are kept, and not held against new files any more. */
  isOpen: s.flag,
  /** Sales since its first week as they are known; null: none yet. */
  actuals: s.orNull(actualsSchema),
  /** Fingerprint of the data that was read last; null: none since the commitment. */
  readFrom: s.orNull(s.text),
  /** What that data changed, and what is odd about it. */
  comparison: s.orNull(comparisonSchema),
  issues: s.listOf(issueSchema),
  /** The same sales with the new numbers of known weeks: waits for the manager's decision; null: there are none. */
  revised: s.orNull(actualsSchema),
  /** What the manager said about weeks that came back with other numbers; `taken` false: they stayed as they were known. */
  revisionLog: s.listOf(s.object({ at: s.moment, taken: s.flag, revisions: s.listOf(revisionSchema) })),
  decisions: s.listOf(s.objectOf<MatchDecision>({ productId: s.text, candidateId: s.orNull(s.text) })),
  stock: s.listOf(
    s.objectOf<StockNote>({
      candidateId: s.text,
      onHand: s.orNull(s.figure),
      reorders: s.listOf(
        s.objectOf<StockNote['reorders'][number]>({ pieces: s.finite, arrives: s.day, cost: s.finite }),
      ),
    }),
  ),
});

/** Versions that were committed and what is known of each. */
export const monitorSlice = defineSlice(
  s.object({
    /** Oldest first. */
    versions: s.listOf(commitment),
    /** Version on screen; null: the latest open one. */
    selected: s.orNull(s.text),
    /** Ratings may change the forecasts of the rest where they help. */
    useReviews: s.flag,
  }),
);
