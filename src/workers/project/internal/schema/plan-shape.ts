import * as v from 'valibot';
import type { CandidateRival } from '#engine/cannibalisation/candidate-rivals.ts';
import type { CandidateRisk } from '#engine/planning/problem/candidate-risk.ts';
import type { CategoryLimit, PlanConstraints, PlannedProduct } from '#engine/planning/problem/plan-request.ts';
import type { Generation } from '#engine/planning/search/memetic-search.ts';
import type { BuildInstanceOutput } from '#workers/candidates/contract.ts';
import type { FrontPoint, OptimiseOutput } from '#workers/planning/contract.ts';
import { eventEffectShape, seasonShape } from './candidates-shape.ts';
import { instanceShape, launchWeeksShape, weeksShape } from './instance-shape.ts';
import { issueShape, jobShape } from './issue-shape.ts';
import { spanShape } from './panel-shape.ts';
import {
  explanationShape,
  isReadingOf,
  marginalValueShape,
  planFiguresShape,
  readingShape,
  stabilityShape,
  stressShape,
} from './reading-shape.ts';
import {
  anyOf,
  column,
  count,
  day,
  figure,
  finite,
  flag,
  listOf,
  objectOf,
  oneOf,
  optional,
  orNull,
  recordOf,
  type Shape,
  share,
  text,
} from './shapes.ts';

export const objectiveShape = oneOf('profit', 'article', 'profit-less-risk', 'front');
/** Two methods of old were variants of the genetic algorithm that did worse: their plans are searched again with it. */
const method = v.pipe(
  oneOf('memetic', 'pso', 'nsga2', 'ga', 'annealing'),
  v.transform((known) => (known === 'ga' || known === 'annealing' ? 'memetic' : known)),
);

const limitShape = objectOf<CategoryLimit>({
  category: text,
  min: count,
  max: orNull(finite),
  spacingWeeks: count,
  spacingMax: orNull(finite),
  blackouts: optional(listOf(spanShape)),
});

export const constraintFields = {
  capacityByWeek: listOf(objectOf<PlanConstraints['capacityByWeek'][number]>({ week: day, capacity: finite })),
  budget: orNull(finite),
  budgetPeriods: listOf(objectOf<PlanConstraints['budgetPeriods'][number]>({ from: day, to: day, amount: finite })),
  blackouts: listOf(spanShape),
  categories: listOf(limitShape),
  groups: optional(listOf(objectOf<NonNullable<PlanConstraints['groups']>[number]>({ id: text, max: count }))),
  declared: optional(recordOf(recordOf(orNull(anyOf(finite, text))))),
};

const productRuleShape = v.object({
  earliest: v.exactOptional(orNull(day)),
  latest: v.exactOptional(orNull(day)),
  must: v.exactOptional(flag),
  effort: v.exactOptional(finite),
  group: v.exactOptional(text),
  wave: v.exactOptional(text),
  after: v.exactOptional(listOf(v.object({ candidate: text, weeks: finite }))),
  closed: v.exactOptional(listOf(spanShape)),
});

const settingsShape = v.object({
  objective: objectiveShape,
  method,
  demandWeight: share,
  lambda: finite,
  weeks: weeksShape,
  capacity: anyOf(
    v.object({ kind: v.literal('own-plan') }),
    v.object({ kind: v.literal('limit'), effort: finite }),
    v.object({ kind: v.literal('none') }),
  ),
  constraints: objectOf<Omit<PlanConstraints, 'capacity'>>(constraintFields),
  products: recordOf(productRuleShape),
});

const decisionsShape = v.object({ locks: recordOf(orNull(day)), moved: listOf(text) });

const builtShape = objectOf<BuildInstanceOutput>({
  instance: instanceShape,
  startDay: day,
  baseline: orNull(launchWeeksShape),
  hasCosts: flag,
  products: listOf(
    objectOf<PlannedProduct>({
      candidateId: text,
      stockSource: oneOf('given', 'newsvendor', 'expected-demand'),
      criticalRatio: figure,
      coverWeeks: figure,
      costSource: oneOf('given', 'assumed', 'unknown'),
      salvageSource: oneOf('given', 'assumed'),
    }),
  ),
  risks: optional(
    listOf(
      objectOf<CandidateRisk>({
        candidateId: text,
        stock: column,
        profit: column,
        lossProbability: column,
        tailMean: column,
        sellThrough: column,
      }),
    ),
  ),
  rivals: optional(
    listOf(
      objectOf<CandidateRival>({
        candidateId: text,
        otherId: text,
        other: oneOf('candidate', 'on-sale'),
        source: oneOf('history', 'prior'),
        effect: figure,
        lo80: figure,
        hi80: figure,
      }),
    ),
  ),
  seasons: listOf(seasonShape),
  events: listOf(eventEffectShape),
  issues: listOf(issueShape),
});

const searchShape = objectOf<OptimiseOutput>({
  weeks: launchWeeksShape,
  objective: objectiveShape,
  method,
  seed: finite,
  value: figure,
  upperBound: figure,
  gap: figure,
  moves: count,
  generations: count,
  evaluations: count,
  stopped: flag,
  history: listOf(objectOf<Generation>({ generation: count, moves: count, best: figure, mean: figure })),
  front: listOf(objectOf<FrontPoint>({ weeks: launchWeeksShape, profit: figure, risk: figure })),
  figures: planFiguresShape,
  shadowPrices: objectOf<OptimiseOutput['shadowPrices']>({
    capacity: column,
    budgetPeriods: column,
    budgetTotal: figure,
  }),
});

const resultShape = v.pipe(
  v.object({
    built: builtShape,
    search: searchShape,
    baseline: orNull(readingShape),
    settings: settingsShape,
    // Absent before they were kept with what a search found.
    locks: v.exactOptional(recordOf(orNull(day))),
    hasOutlooks: v.exactOptional(flag),
    networksTrainedAt: v.exactOptional(finite),
    names: v.exactOptional(listOf(v.object({ name: text, nameAlternative: v.exactOptional(text) }))),
    seed: finite,
    seconds: finite,
  }),
  v.check(({ built, search, baseline, names }) => {
    const { products, weeks } = built.instance;
    const isPlan = (plan: readonly number[]): boolean => isPlanOf(plan, products.length, weeks);
    return (
      built.products.length === products.length &&
      isPlan(search.weeks) &&
      (names === undefined || names.length === products.length) &&
      (built.baseline === null || isPlan(built.baseline)) &&
      search.front.every((point) => isPlan(point.weeks)) &&
      (baseline === null || isReadingOf(baseline, products.length, weeks))
    );
  }, 'a result for its own problem'),
);

function isPlanOf(plan: readonly number[], products: number, weeks: number): boolean {
  return plan.length === products && plan.every((week) => week < weeks);
}

/** A question about the plan, answered as far as it is known. */
function answerOf<T>(found: Shape<T>) {
  return v.object({ isRunning: flag, found: orNull(found), share: orNull(share) });
}

const presentShape = v.pipe(
  v.object({
    weeks: launchWeeksShape,
    reading: readingShape,
    instance: instanceShape,
    contradictions: listOf(issueShape),
    stress: v.exactOptional(listOf(stressShape)),
    stability: v.exactOptional(answerOf(stabilityShape)),
    worth: v.exactOptional(answerOf(listOf(marginalValueShape))),
    explanation: v.exactOptional(v.object({ ...answerOf(explanationShape).entries, candidateId: text })),
  }),
  v.check(
    ({ weeks, reading, instance }) =>
      isPlanOf(weeks, instance.products.length, instance.weeks) &&
      isReadingOf(reading, instance.products.length, instance.weeks),
    'a plan for its own problem',
  ),
);

const savedShape = v.pipe(
  v.object({
    id: text,
    name: text,
    weeks: launchWeeksShape,
    reading: readingShape,
    startDay: day,
    candidates: listOf(text),
    settings: settingsShape,
    decisions: decisionsShape,
    upperBound: orNull(figure),
  }),
  v.check(
    ({ weeks, candidates, reading }) =>
      weeks.length === candidates.length &&
      [...reading.launches, ...reading.leftOut].every(({ product }) => product < candidates.length),
    'a plan for its own candidates',
  ),
);

/** Rules, decisions, the plan and plans put aside: `persistedPlan` of the stores. */
export const planPart = v.pipe(
  v.object({
    settings: settingsShape,
    decisions: decisionsShape,
    // Absent before owners were kept.
    owners: v.optional(recordOf(text), {}),
    job: jobShape(resultShape),
    present: orNull(presentShape),
    saved: listOf(savedShape),
  }),
  v.check(
    ({ job, present }) =>
      present === null ||
      (job.status === 'ready' && job.result.built.instance.products.length === present.weeks.length),
    'a plan with the result that it comes from',
  ),
);
