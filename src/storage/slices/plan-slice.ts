import type { CandidateRival } from '#engine/cannibalisation/candidate-rivals.ts';
import type { OfferParts } from '#engine/planning/explain/offer-parts.ts';
import type { OfferGain } from '#engine/planning/offers/offer-gain.ts';
import type { CandidateRisk } from '#engine/planning/problem/candidate-risk.ts';
import type { CategoryLimit, PlanConstraints, PlannedProduct } from '#engine/planning/problem/plan-request.ts';
import type { BridgeStep } from '#engine/planning/search/few-moves.ts';
import type { Generation } from '#engine/planning/search/memetic-search.ts';
import type { BuildInstanceOutput } from '#workers/candidates/contract.ts';
import type { FrontPoint, OptimiseOutput } from '#workers/planning/contract.ts';
import { eventEffectSchema, seasonSchema } from './candidates-slice.ts';
import { issueSchema, jobSchema } from './forecast-schema.ts';
import { instanceSchema, launchWeeksSchema, weeksSchema } from './instance-schema.ts';
import { spanSchema } from './panel-schema.ts';
import {
  explanationSchema,
  isReadingOf,
  marginalValueSchema,
  planFiguresSchema,
  readingSchema,
  stabilitySchema,
  stressSchema,
} from './plan-report-schema.ts';
import * as s from './schema.ts';
import { defineSlice, renamed } from './slice.ts';

export const objectiveSchema = s.oneOf('profit', 'article', 'profit-less-risk', 'front');
const method = s.oneOf('memetic', 'pso', 'nsga2');

const limitSchema = s.objectOf<CategoryLimit>({
  category: s.text,
  min: s.count,
  max: s.orNull(s.finite),
  spacingWeeks: s.count,
  spacingMax: s.orNull(s.finite),
  blackouts: s.optional(s.listOf(spanSchema)),
});

export const constraintFields = {
  capacityByWeek: s.listOf(s.objectOf<PlanConstraints['capacityByWeek'][number]>({ week: s.day, capacity: s.finite })),
  budget: s.orNull(s.finite),
  budgetPeriods: s.listOf(
    s.objectOf<PlanConstraints['budgetPeriods'][number]>({ from: s.day, to: s.day, amount: s.finite }),
  ),
  blackouts: s.listOf(spanSchema),
  categories: s.listOf(limitSchema),
  groups: s.optional(
    s.listOf(s.objectOf<NonNullable<PlanConstraints['groups']>[number]>({ id: s.text, max: s.count })),
  ),
  declared: s.optional(s.recordOf(s.recordOf(s.orNull(s.anyOf(s.finite, s.text))))),
  eventSlots: s.optional(
    s.listOf(
      s.objectOf<NonNullable<PlanConstraints['eventSlots']>[number]>({
        day: s.day,
        slots: s.orNull(s.count),
        fee: s.finite,
      }),
    ),
  ),
  promotionBudget: s.optional(s.orNull(s.finite)),
  markdownWeek: s.optional(s.count),
  ...s.each(s.optional(s.orNull(s.finite)), 'floorMargin', 'moneyRate'),
  priceOrder: s.optional(
    s.listOf(s.objectOf<NonNullable<PlanConstraints['priceOrder']>[number]>({ cheaper: s.text, dearer: s.text })),
  ),
};

/** What the manager says about one candidate instead of its file. Absent: the file's word; null or '': none. */
const productRule = s.object({
  ...s.each(s.optional(s.orNull(s.day)), 'earliest', 'latest'),
  must: s.optional(s.flag),
  effort: s.optional(s.finite),
  ...s.each(s.optional(s.text), 'group', 'wave'),
  /** Units of the initial order. */
  order: s.optional(s.finite),
  /** Launch price, and that the plan may choose no other. */
  price: s.optional(s.finite),
  keepPrice: s.optional(s.flag),
  after: s.optional(s.listOf(s.object({ candidate: s.text, weeks: s.finite }))),
  /** Days, both ends inclusive. */
  closed: s.optional(s.listOf(spanSchema)),
});

/** What the plan is asked for. A change makes the plan stale. */
const settings = s.object({
  objective: objectiveSchema,
  method,
  /** w1 of the paper's fitness, 0 to 1; w2 = 1 - w1. */
  demandWeight: s.share,
  /** Price of one unit of risk in `profit-less-risk`. */
  lambda: s.finite,
  /** Launch weeks, from the week after the data. */
  weeks: weeksSchema,
  /** Workload a week: as much as the manager's own plan puts into its fullest week, a number, or no limit. */
  capacity: s.anyOf(
    s.object({ kind: s.oneOf('own-plan') }),
    s.object({ kind: s.oneOf('limit'), effort: s.finite }),
    s.object({ kind: s.oneOf('none') }),
  ),
  constraints: s.objectOf<Omit<PlanConstraints, 'capacity'>>(constraintFields),
  /** Money that a change of the manager's own weeks has to pay; absent or null: as few changes as carry 95 % of the gain. */
  leastGain: s.optional(s.orNull(s.finite)),
  /** By candidate. */
  products: s.recordOf(productRule),
});

/** First day of the launch week by candidate; null: is not launched. */
const locks = s.recordOf(s.orNull(s.day));

/** Word on a launch: taken as the plan has it, taken otherwise, or put off. */
const verdict = s.oneOf('accepted', 'changed', 'skipped');

/** Name of the offer (prices, promotions) that the manager holds a candidate to; '': their own. */
const held = s.recordOf(s.text);

/** What the manager decided launch by launch; `moved`: candidates moved by hand; `made`: the word on each, by candidate. */
const decisions = s.object({ locks, offers: s.optional(held), moved: s.listOf(s.text), made: s.recordOf(verdict) });

const builtSchema = s.objectOf<BuildInstanceOutput>({
  instance: instanceSchema,
  startDay: s.day,
  baseline: s.orNull(launchWeeksSchema),
  hasCosts: s.flag,
  products: s.listOf(
    s.objectOf<PlannedProduct>({
      candidateId: s.text,
      stockSource: s.oneOf('given', 'newsvendor', 'expected-demand'),
      criticalRatio: s.figure,
      coverWeeks: s.figure,
      costSource: s.oneOf('given', 'assumed', 'unknown'),
      salvageSource: s.oneOf('given', 'assumed'),
    }),
  ),
  risks: s.optional(
    s.listOf(
      s.objectOf<CandidateRisk>({
        candidateId: s.text,
        ...s.each(s.column, 'stock', 'profit', 'lossProbability', 'tailMean', 'sellThrough'),
      }),
    ),
  ),
  rivals: s.optional(
    s.listOf(
      s.objectOf<CandidateRival>({
        candidateId: s.text,
        otherId: s.text,
        other: s.oneOf('candidate', 'on-sale'),
        source: s.oneOf('history', 'prior'),
        ...s.each(s.figure, 'effect', 'lo80', 'hi80'),
      }),
    ),
  ),
  seasons: s.listOf(seasonSchema),
  events: s.listOf(eventEffectSchema),
  issues: s.listOf(issueSchema),
});

const searchSchema = s.objectOf<OptimiseOutput>({
  weeks: launchWeeksSchema,
  offers: s.optional(launchWeeksSchema),
  objective: objectiveSchema,
  method,
  seed: s.finite,
  ...s.each(s.figure, 'value', 'upperBound', 'gap'),
  ...s.each(s.count, 'moves', 'generations', 'evaluations'),
  stopped: s.flag,
  history: s.listOf(s.objectOf<Generation>({ generation: s.count, moves: s.count, best: s.figure, mean: s.figure })),
  front: s.listOf(
    s.objectOf<FrontPoint>({
      weeks: launchWeeksSchema,
      offers: s.optional(launchWeeksSchema),
      profit: s.figure,
      risk: s.figure,
    }),
  ),
  figures: planFiguresSchema,
  shadowPrices: s.objectOf<OptimiseOutput['shadowPrices']>({
    capacity: s.column,
    budgetPeriods: s.column,
    budgetTotal: s.figure,
    slots: s.optional(s.column),
    promotionBudget: s.optional(s.figure),
  }),
});

/** The problem as it was solved, what the search found, and what the manager's own weeks earn under the same rules. */
const result = s.checked(
  s.object({
    built: builtSchema,
    search: searchSchema,
    baseline: s.orNull(s.object({ figures: planFiguresSchema })),
    /** The way from the manager's weeks to the plan found; absent where they have none, and in plans from before it was kept. */
    bridge: s.optional(
      s.listOf(s.objectOf<BridgeStep>({ products: s.listOf(s.count), gain: s.figure, isForRules: s.flag })),
    ),
    settings,
    /** What was locked while it searched: the bound that it proved knows of no plan without; absent in plans from before it was kept. */
    locks: s.optional(locks),
    held: s.optional(held),
    /** False: the demand by category was not forecast when it was made; absent in plans from before it was noted. */
    hasOutlooks: s.optional(s.flag),
    /** When the networks were trained that its demand forecasts rested on, in ms since 1970; 0: on none; absent like that. */
    networksTrainedAt: s.optional(s.finite),
    /** Names of the problem's products, for when the candidates' file is gone; absent like that. */
    names: s.optional(s.listOf(s.object({ name: s.text, nameAlternative: s.optional(s.text) }))),
    ...s.each(s.finite, 'seed', 'seconds'),
  }),
  'a result for its own problem',
  ({ built, search, names }) => {
    const { products, weeks } = built.instance;
    const isPlan = (plan: readonly number[]): boolean => isPlanOf(plan, products.length, weeks);
    return (
      built.products.length === products.length &&
      isPlan(search.weeks) &&
      (names === undefined || names.length === products.length) &&
      (built.baseline === null || isPlan(built.baseline)) &&
      search.front.every((point) => isPlan(point.weeks))
    );
  },
);

function isPlanOf(plan: readonly number[], products: number, weeks: number): boolean {
  return plan.length === products && plan.every((week) => week < weeks);
}

/** A question about the plan that takes some seconds, answered as far as it is known; a change of the plan drops it. */
function answerFields<T>(found: s.Schema<T>) {
  return {
    isRunning: s.flag,
    /** As far as it is known. */
    found: s.orNull(found),
    /** Share done, 0 to 1; null: not known. */
    share: s.orNull(s.share),
  };
}

const gainSchema = s.objectOf<OfferGain>({
  ...s.each(s.figure, 'mean', 'lo80', 'hi80'),
  flipsAt: s.orNull(s.figure),
});

const partsSchema = s.objectOf<OfferParts>({
  ...s.each(s.finite, 'prices', 'orders', 'promotions'),
  overSlots: s.flag,
});

/** The plan on screen: what the search found, or what the manager made of it. */
const current = s.checked(
  s.object({
    weeks: launchWeeksSchema,
    /** Option of each product in the problem as it was solved; absent: the manager's offers. */
    offers: s.optional(launchWeeksSchema),
    /** What another price than the manager's brings, by product; null: it is the manager's. */
    gains: s.optional(s.listOf(s.orNull(gainSchema))),
    /** What its offers add to the same weeks with the manager's; absent: they are the manager's, or nobody asked. */
    added: s.optional(partsSchema),
    reading: readingSchema,
    /** The problem under the rules of now: what the report was made with. */
    instance: instanceSchema,
    /** Rules of now that no plan can keep together; empty while there is no such trouble. */
    contradictions: s.listOf(issueSchema),
    /** How it fares in scenarios that it was not made for; absent until that is known. */
    stress: s.optional(s.listOf(stressSchema)),
    /** In how many plans on resampled scenarios its weeks survive; absent: not asked. */
    stability: s.optional(s.object(answerFields(stabilitySchema))),
    /** What a little more of each scarce limit is worth; absent: not asked. */
    worth: s.optional(s.object(answerFields(s.listOf(marginalValueSchema)))),
    /** What would have to change for one candidate; absent: not asked. */
    explanation: s.optional(s.object({ ...answerFields(explanationSchema), candidateId: s.text })),
  }),
  'a plan for its own problem',
  ({ weeks, reading, instance }) =>
    isPlanOf(weeks, instance.products.length, instance.weeks) &&
    isReadingOf(reading, instance.products.length, instance.weeks),
);

/** A saved scenario: a plan to compare, by name, with the rules and locks that it was made under. */
const savedPlan = s.checked(
  s.object({
    ...s.each(s.text, 'id', 'name'),
    weeks: launchWeeksSchema,
    /** Name of each product's offer; absent: the manager's. */
    offers: s.optional(s.listOf(s.text)),
    reading: readingSchema,
    /** Launch week 0 and products of the problem that it belongs to. */
    startDay: s.day,
    candidates: s.listOf(s.text),
    settings,
    decisions,
    /** Proven: no plan under these rules earns more; null: not proven for them. */
    upperBound: s.orNull(s.figure),
  }),
  'a plan for its own candidates',
  ({ weeks, candidates, reading }) =>
    weeks.length === candidates.length &&
    [...reading.launches, ...reading.notSelected].every(({ product }) => product < candidates.length),
);

/** Rules, decisions, the plan and saved scenarios. */
export const planSlice = defineSlice(
  s.checked(
    s.object({
      settings,
      decisions,
      /** Who sees to a candidate's launch, by candidate; those that were named. */
      owners: s.recordOf(s.text),
      job: jobSchema(result),
      current: s.orNull(current),
      saved: s.listOf(savedPlan),
    }),
    'a plan with the result that it comes from',
    ({ job, current: plan }) =>
      plan === null || (job.status === 'ready' && job.result.built.instance.products.length === plan.weeks.length),
  ),
  // The first version knew no rules beside those that a plan was found under.
  ({ job, present, ...facts }) => {
    const instance = job.status === 'ready' ? job.result.built.instance : null;
    return { ...facts, job, present: present && instance ? { instance, contradictions: [], ...present } : null };
  },
  // The second called the plan on screen `present`; owners, and what saved plans rest on, came after a while.
  ({ present, owners = {}, job, saved, ...facts }) => {
    const rules = withEveryRule(facts.settings);
    return {
      ...facts,
      owners,
      settings: rules,
      job: job.status === 'ready' ? { ...job, result: renewedResult(job.result) } : job,
      current: job.status === 'ready' && present ? renewedPlan(present) : null,
      saved: saved.map(({ settings: own, ...plan }: { settings?: never; reading: never }) => ({
        upperBound: null,
        decisions: { locks: {}, moved: [] },
        ...plan,
        reading: inReport(plan.reading),
        settings: own ? withEveryRule(own) : rules,
      })),
    };
  },
  // The third kept no word on a launch: what was locked had been decided.
  ({ decisions: before, saved, ...facts }) => ({
    ...facts,
    decisions: withVerdicts(before),
    // biome-ignore lint/suspicious/noExplicitAny: as in the third version, which has no type any more
    saved: saved.map((plan: any) => ({ ...plan, decisions: withVerdicts(plan.decisions) })),
  }),
);

interface EarlierDecisions {
  readonly locks: Readonly<Record<string, unknown>>;
  readonly moved: readonly string[];
}

function withVerdicts({ locks: fixed, moved }: EarlierDecisions): unknown {
  const made = Object.keys(fixed).map((id) => [id, moved.includes(id) ? 'changed' : 'accepted']);
  return { locks: fixed, moved, made: Object.fromEntries(made) };
}

/** Reports of the second version said left out of what is not selected. */
const inReport = renamed('leftOut', 'notSelected');

// biome-ignore lint/suspicious/noExplicitAny: as in the second version, which has no type any more
function renewedResult({ search, settings: asked, ...result }: any): unknown {
  return {
    ...result,
    search: { ...search, method: knownMethod(search.method) },
    settings: withEveryRule(asked),
  };
}

// biome-ignore lint/suspicious/noExplicitAny: as in the second version, which has no type any more
function renewedPlan({ reading, explanation, ...plan }: any): unknown {
  const found = explanation?.found;
  return {
    ...plan,
    reading: inReport(reading),
    ...(explanation ? { explanation: { ...explanation, found: found && inReport(found) } } : {}),
  };
}

/** Settings of the first days knew fewer rules. */
function withEveryRule({ method: asked, constraints, ...known }: { method: string; constraints?: object }): object {
  return {
    ...{ objective: 'profit', demandWeight: 0.5, lambda: 0.5, weeks: 26, capacity: { kind: 'own-plan' }, products: {} },
    ...known,
    method: knownMethod(asked),
    constraints: {
      ...{ capacityByWeek: [], budget: null, budgetPeriods: [], blackouts: [], categories: [], groups: [] },
      ...constraints,
    },
  };
}

/** Two methods of old were variants of the genetic algorithm that did worse: their plans are searched again with it. */
function knownMethod(asked: string): string {
  return asked === 'ga' || asked === 'annealing' ? 'memetic' : asked;
}
