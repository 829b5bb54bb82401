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
import * as s from './schema.ts';

const rule = s.word<PlanRule>();

const bindingFields = {
  rule,
  week: s.optional(s.figure),
  category: s.optional(s.count),
  group: s.optional(s.text),
  from: s.optional(s.figure),
  to: s.optional(s.figure),
  product: s.optional(s.count),
  other: s.optional(s.count),
};
const bindingSchema = s.objectOf<BindingRule>(bindingFields);
const reliefSchema = s.objectOf<RuleRelief>({ ...bindingFields, by: s.figure });

const violationSchema = s.objectOf<PlanViolation>({
  rule,
  by: s.figure,
  product: s.optional(s.count),
  other: s.optional(s.count),
  category: s.optional(s.count),
  week: s.optional(s.figure),
  from: s.optional(s.figure),
  to: s.optional(s.figure),
  group: s.optional(s.text),
});

export const planFiguresSchema: s.Schema<PlanFigures> = s.objectOf<PlanFigures>({
  ...s.each(s.figure, 'profit', 'risk', 'tailMean', 'stdev', 'lossProbability', 'unevenness'),
  launched: s.count,
  ...s.each(s.figure, 'investment', 'cannibalisation', 'expectedUnits', 'expectedRevenue', 'expectedLeftover'),
  article: s.objectOf<PlanFigures['article']>({ d: s.figure, p: s.figure, f: s.figure }),
  load: s.column,
  scenarioProfits: s.column,
  violations: s.listOf(violationSchema),
});

const changeFields = { week: s.indexOrNone, gain: s.figure, reliefs: s.listOf(reliefSchema) };

const launchSchema = s.objectOf<LaunchReport>({
  product: s.count,
  week: s.count,
  ...s.each(
    s.figure,
    'contribution',
    'ownProfit',
    'units',
    'unitsLo80',
    'unitsHi80',
    'revenue',
    'profitLo80',
    'profitHi80',
    'lossProbability',
    'sellThrough',
  ),
  weekly: s.column,
  profitByWeek: s.column,
  blockedBy: s.listOf(s.orNull(bindingSchema)),
  windowFrom: s.figure,
  windowTo: s.figure,
  windowWith: s.optional(s.listOf(s.count)),
  costEarlier: s.figure,
  costLater: s.figure,
  neighbours: s.listOf(s.objectOf<LaunchReport['neighbours'][number]>({ product: s.count, loss: s.figure })),
  binds: s.listOf(s.objectOf<BindingWeek>({ week: s.indexOrNone, gain: s.figure, rule: bindingSchema })),
  avoids: s.orNull(s.objectOf<AvoidedNeighbour>({ product: s.count, week: s.indexOrNone, loss: s.figure })),
});

const leftOutSchema = s.objectOf<NotSelectedReport>({
  product: s.count,
  bestWeek: s.indexOrNone,
  gain: s.figure,
  reason: s.oneOf('unprofitable', 'blocked', 'no-open-week', 'locked-out', 'would-pay'),
  blockedBy: s.orNull(bindingSchema),
  blocks: s.optional(s.listOf(bindingSchema)),
  gainByWeek: s.column,
  blockedByWeek: s.listOf(s.orNull(bindingSchema)),
  entryChanges: s.listOf(s.objectOf<EntryChange>(changeFields)),
});

export const readingSchema: s.Schema<PlanReport> = s.objectOf<PlanReport>({
  figures: planFiguresSchema,
  launches: s.listOf(launchSchema),
  notSelected: s.listOf(leftOutSchema),
});

const isWeek = (week: number, weeks: number): boolean => Number.isInteger(week) && week >= 0 && week < weeks;

/** Whether a reading speaks of this many products and weeks only. */
export function isReadingOf({ launches, notSelected, figures }: PlanReport, products: number, weeks: number): boolean {
  return (
    [...launches, ...notSelected].every(({ product }) => product < products) &&
    launches.every(({ week, profitByWeek }) => week < weeks && profitByWeek.length === weeks) &&
    launches.every(({ windowFrom, windowTo }) => isWeek(windowFrom, weeks) && isWeek(windowTo, weeks)) &&
    notSelected.every(({ bestWeek, gainByWeek }) => bestWeek < weeks && gainByWeek.length === weeks) &&
    figures.load.length === weeks
  );
}

export const stabilitySchema: s.Schema<PlanStability> = s.objectOf<PlanStability>({
  rounds: s.count,
  ...s.each(s.column, 'kept', 'near', 'launched', 'byWeek'),
  overall: s.figure,
});

export const marginalValueSchema: s.Schema<MarginalValue> = s.objectOf<MarginalValue>({
  limit: s.oneOf('capacity', 'budget', 'slots', 'promotion-budget'),
  week: s.optional(s.count),
  from: s.optional(s.figure),
  to: s.optional(s.figure),
  group: s.optional(s.text),
  ...s.each(s.figure, 'extra', 'price', 'worth'),
});

export const stressSchema: s.Schema<StressOutcome> = s.objectOf<StressOutcome>({
  id: s.oneOf('as-planned', 'demand-lower', 'demand-higher', 'promotions-weaker', 'events-later', 'supplier-late'),
  ...s.each(s.figure, 'profit', 'tailMean', 'lossProbability', 'expectedLeftover'),
});

export const explanationSchema: s.Schema<CandidateExplanation> = s.objectOf<CandidateExplanation>({
  product: s.count,
  replanned: s.figure,
  byWeek: s.column,
  notSelected: s.figure,
  changes: s.listOf(s.objectOf<TriedChange>({ ...changeFields, worth: s.figure, enters: s.flag })),
  uplift: s.orNull(s.objectOf<NeededUplift>({ money: s.figure, demandFactor: s.figure, priceFactor: s.figure })),
});
