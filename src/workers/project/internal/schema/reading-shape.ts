import type { CandidateExplanation, NeededUplift, TriedChange } from '#engine/planning/explain/explain-candidate.ts';
import type { MarginalValue } from '#engine/planning/explain/marginal-values.ts';
import type { PlanStability } from '#engine/planning/explain/plan-stability.ts';
import type { StressOutcome } from '#engine/planning/explain/stress-plan.ts';
import type {
  AvoidedNeighbour,
  BindingRule,
  BindingWeek,
  EntryChange,
  LaunchReport,
  NotSelectedReport,
  PlanFigures,
  PlanReport,
  PlanRule,
  PlanViolation,
  RuleRelief,
} from '#engine/planning/rules/plan-figures.ts';
import {
  column,
  count,
  figure,
  flag,
  indexOrNone,
  listOf,
  objectOf,
  oneOf,
  optional,
  orNull,
  type Shape,
  text,
  word,
} from './shapes.ts';

const rule = word<PlanRule>();

const bindingFields = {
  rule,
  week: optional(figure),
  category: optional(count),
  group: optional(text),
  from: optional(figure),
  to: optional(figure),
  other: optional(count),
};
const bindingShape = objectOf<BindingRule>(bindingFields);
const reliefShape = objectOf<RuleRelief>({ ...bindingFields, by: figure });

const violationShape = objectOf<PlanViolation>({
  rule,
  by: figure,
  product: optional(count),
  other: optional(count),
  category: optional(count),
  week: optional(figure),
  from: optional(figure),
  to: optional(figure),
  group: optional(text),
});

export const planFiguresShape: Shape<PlanFigures> = objectOf<PlanFigures>({
  profit: figure,
  risk: figure,
  tailMean: figure,
  stdev: figure,
  lossProbability: figure,
  unevenness: figure,
  launched: count,
  investment: figure,
  cannibalisation: figure,
  expectedUnits: figure,
  expectedRevenue: figure,
  expectedLeftover: figure,
  article: objectOf<PlanFigures['article']>({ d: figure, p: figure, f: figure }),
  load: column,
  scenarioProfits: column,
  violations: listOf(violationShape),
});

const changeFields = { week: indexOrNone, gain: figure, reliefs: listOf(reliefShape) };

const launchShape = objectOf<LaunchReport>({
  product: count,
  week: count,
  contribution: figure,
  ownProfit: figure,
  units: figure,
  unitsLo80: figure,
  unitsHi80: figure,
  revenue: figure,
  profitLo80: figure,
  profitHi80: figure,
  lossProbability: figure,
  sellThrough: figure,
  weekly: column,
  profitByWeek: column,
  blockedBy: listOf(orNull(bindingShape)),
  windowFrom: figure,
  windowTo: figure,
  windowWith: optional(listOf(count)),
  costEarlier: figure,
  costLater: figure,
  neighbours: listOf(objectOf<LaunchReport['neighbours'][number]>({ product: count, loss: figure })),
  binds: listOf(objectOf<BindingWeek>({ week: indexOrNone, gain: figure, rule: bindingShape })),
  avoids: orNull(objectOf<AvoidedNeighbour>({ product: count, week: indexOrNone, loss: figure })),
});

const leftOutShape = objectOf<NotSelectedReport>({
  product: count,
  bestWeek: indexOrNone,
  gain: figure,
  reason: oneOf('unprofitable', 'blocked', 'no-open-week', 'locked-out', 'would-pay'),
  blockedBy: orNull(bindingShape),
  blocks: optional(listOf(bindingShape)),
  gainByWeek: column,
  blockedByWeek: listOf(orNull(bindingShape)),
  entryChanges: listOf(objectOf<EntryChange>(changeFields)),
});

export const readingShape: Shape<PlanReport> = objectOf<PlanReport>({
  figures: planFiguresShape,
  launches: listOf(launchShape),
  leftOut: listOf(leftOutShape),
});

/** Whether a reading speaks of this many products and weeks only. */
export function isReadingOf({ launches, leftOut, figures }: PlanReport, products: number, weeks: number): boolean {
  return (
    [...launches, ...leftOut].every(({ product }) => product < products) &&
    launches.every(({ week, profitByWeek }) => week < weeks && profitByWeek.length === weeks) &&
    leftOut.every(({ bestWeek, gainByWeek }) => bestWeek < weeks && gainByWeek.length === weeks) &&
    figures.load.length === weeks
  );
}

export const stabilityShape: Shape<PlanStability> = objectOf<PlanStability>({
  rounds: count,
  kept: column,
  near: column,
  launched: column,
  byWeek: column,
  overall: figure,
});

export const marginalValueShape: Shape<MarginalValue> = objectOf<MarginalValue>({
  limit: oneOf('capacity', 'budget'),
  week: optional(count),
  from: optional(figure),
  to: optional(figure),
  extra: figure,
  price: figure,
  worth: figure,
});

export const stressShape: Shape<StressOutcome> = objectOf<StressOutcome>({
  id: oneOf('as-planned', 'demand-lower', 'demand-higher', 'promotions-weaker', 'events-later', 'supplier-late'),
  profit: figure,
  tailMean: figure,
  lossProbability: figure,
  expectedLeftover: figure,
});

export const explanationShape: Shape<CandidateExplanation> = objectOf<CandidateExplanation>({
  product: count,
  replanned: figure,
  byWeek: column,
  leftOut: figure,
  changes: listOf(objectOf<TriedChange>({ ...changeFields, worth: figure, enters: flag })),
  uplift: orNull(objectOf<NeededUplift>({ money: figure, demandFactor: figure, priceFactor: figure })),
});
