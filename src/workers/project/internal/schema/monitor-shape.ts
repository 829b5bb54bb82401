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
import { instanceShape, launchWeeksShape, weeksShape } from './instance-shape.ts';
import { issueShape } from './issue-shape.ts';
import { constraintFields, objectiveShape } from './plan-shape.ts';
import {
  checked,
  count,
  day,
  figure,
  figures,
  finite,
  flag,
  listOf,
  moment,
  objectOf,
  oneOf,
  optional,
  orNull,
  type Shape,
  text,
} from './shapes.ts';

/** Figures of the monitor are plain JSON: a figure that is missing is null. */
const money = { mean: figure, lo80: figure, hi80: figure };
const pieces = objectOf<PieceRange>({ ...money, median: figure, lo95: figure, hi95: figure });

const candidateShape = objectOf<CommittedCandidate>({
  id: text,
  name: text,
  nameAlternative: text,
  category: text,
  launchDay: orNull(day),
  plannedDay: optional(orNull(day)),
  stock: figure,
  minimumOrder: figure,
  leadTimeWeeks: orNull(figure),
  ownDay: orNull(day),
  weekly: objectOf<CommittedCandidate['weekly']>({
    mean: figures,
    lo80: figures,
    hi80: figures,
    lo95: figures,
    hi95: figures,
  }),
  total: pieces,
  modelTotal: orNull(figure),
  naiveTotal: figure,
  level: objectOf<CommittedCandidate['level']>({ mean: figure, deviation: figure }),
  shape: figures,
  hitProbability: orNull(figure),
  hitThreshold: orNull(figure),
  analogues: listOf(
    objectOf<CommittedCandidate['analogues'][number]>({
      ...{ id: text, name: text, nameAlternative: optional(text), weight: figure, total: figure },
    }),
  ),
  elasticity: orNull(
    objectOf<NonNullable<CommittedCandidate['elasticity']>>({ value: figure, lo95: figure, hi95: figure }),
  ),
});

const basisShape = objectOf<LaunchBasis>({
  scale: objectOf<LaunchBasis['scale']>({ lambda: figure }),
  shape: figures,
  launches: listOf(
    objectOf<LaunchBasis['launches'][number]>({ id: text, total: figure, path: listOf(orNull(figure)) }),
  ),
  shared: objectOf<LaunchBasis['shared']>({ market: figure, category: figure }),
});

/** The worker computes with it only where its seal fits too. */
const planShape: Shape<CommittedPlan> = checked(
  objectOf<CommittedPlan>({
    format: oneOf('debut-commitment/1'),
    id: text,
    name: text,
    note: text,
    committedAt: moment,
    follows: orNull(text),
    fingerprint: text,
    currency: text,
    hasCosts: flag,
    seed: finite,
    objective: objectiveShape,
    weights: objectOf<CommittedPlan['weights']>({ demand: figure, market: figure }),
    lambda: figure,
    startDay: day,
    weekStart: count,
    horizon: weeksShape,
    instance: instanceShape,
    weeks: launchWeeksShape,
    constraints: objectOf<PlanConstraints>({ ...constraintFields, capacity: orNull(finite) }),
    candidates: listOf(candidateShape),
    overrides: listOf(
      objectOf<CommittedOverride>({
        candidateId: text,
        who: text,
        reason: text,
        totalBefore: figure,
        totalAfter: figure,
      }),
    ),
    basis: basisShape,
    profit: objectOf<MoneyRange>(money),
    seal: text,
  }),
  'a week and a candidate for every product',
  ({ instance, weeks, candidates }) =>
    weeks.length === instance.products.length &&
    candidates.length === instance.products.length &&
    weeks.every((week) => week < instance.weeks),
);

const actualsShape: Shape<Actuals> = checked(
  objectOf<Actuals>({
    start: day,
    weeks: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(5200)),
    weekStart: count,
    series: listOf(
      objectOf<ActualSeries>({
        productId: text,
        name: text,
        nameAlternative: text,
        soldBefore: flag,
        units: listOf(orNull(figure)),
        revenue: optional(listOf(orNull(figure))),
        stockOutWeeks: listOf(count),
        promotion: orNull(listOf(orNull(figure))),
      }),
    ),
    missingWeeks: listOf(count),
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

const revisionShape = objectOf<Revision>({
  productId: text,
  name: text,
  week: day,
  before: orNull(figure),
  after: orNull(figure),
});

const comparisonShape = objectOf<ActualsComparison>({
  kind: oneOf('first', 'same', 'later-weeks', 'revised'),
  revisions: listOf(revisionShape),
  newWeeks: count,
  lostWeeks: count,
  productsAdded: listOf(text),
  productsLost: listOf(text),
});

/** Versions that were committed and what is known of each: `persistedMonitor` of the stores. */
export const monitorPart = v.object({
  versions: listOf(
    v.object({
      plan: planShape,
      isOpen: flag,
      actuals: orNull(actualsShape),
      readFrom: orNull(text),
      comparison: orNull(comparisonShape),
      issues: listOf(issueShape),
      revised: orNull(actualsShape),
      revisionLog: listOf(v.object({ at: moment, taken: flag, revisions: listOf(revisionShape) })),
      decisions: listOf(objectOf<MatchDecision>({ productId: text, candidateId: orNull(text) })),
      stock: listOf(
        objectOf<StockNote>({
          candidateId: text,
          onHand: orNull(figure),
          reorders: listOf(objectOf<StockNote['reorders'][number]>({ pieces: finite, arrives: day, cost: finite })),
        }),
      ),
    }),
  ),
  selected: orNull(text),
  useReviews: flag,
});
