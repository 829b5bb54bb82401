import * as v from 'valibot';
import { issueSchema } from './forecast-schema.ts';
import { freshId } from './fresh-id.ts';
import { choicesSchema, decisionsSchema, fileSchema, questionSchema, reconciliationSchema } from './import-schema.ts';
import { datasetSchema, rollUpSchema } from './panel-schema.ts';
import * as s from './schema.ts';
import { defineSlice } from './slice.ts';

/** Some of many: how many, and the first names. */
const namedSome = s.object({ count: s.count, names: s.listOf(s.text) });

const beforeAfter: s.Schema<readonly [before: number, after: number]> = v.tuple([s.figure, s.figure]);

/** What another import changed in what was there before. */
const change = s.object({
  monthly: s.flag,
  /** Weeks start on another day, or months took the place of weeks: periods can't be compared one by one. */
  regrouped: s.flag,
  ...s.each(namedSome, 'productsAdded', 'productsGone'),
  /** Periods beyond the earlier end, or before the earlier start. */
  periodsAdded: s.object({ count: s.count, from: s.orNull(s.day), to: s.orNull(s.day) }),
  /** Periods of the earlier history that are not covered any more. */
  periodsGone: s.count,
  /** Product-periods of the earlier history whose units or money are different now. */
  revised: s.count,
  /** Periods that were known and come back with other figures, those revised most first; `products`: whose figures differ. */
  revisedPeriods: s.listOf(s.object({ start: s.day, units: beforeAfter, revenue: beforeAfter, products: s.count })),
  /** Products whose known history comes back with other figures; sums over the periods known before. */
  revisedProducts: s.listOf(
    s.object({ id: s.text, name: s.text, units: beforeAfter, revenue: beforeAfter, periods: s.count }),
  ),
  /** Columns that no file of the kind had before, and those that none has any more. */
  ...s.each(namedSome, 'columnsAdded', 'columnsGone', 'candidatesAdded', 'candidatesGone'),
  /** Dropped files that took the place of one of the same name with other content, and those that were the same again. */
  ...s.each(s.listOf(s.text), 'filesReplaced', 'filesSame'),
});

/** What the user decided about the data as a whole. */
const settings = s.object({
  weekStart: s.oneOf(0, 6),
  /** Causes between the rows and the panel that are dealt with otherwise than by default. */
  decisions: decisionsSchema,
  /** ISO 4217; '' = what the files say. */
  currency: s.text,
});

/** What the files gave and how they are read. One object, replaced as a whole by each import. */
export const datasetSlice = defineSlice(
  s.object({
    dataset: s.orNull(datasetSchema),
    files: s.listOf(fileSchema),
    questions: s.listOf(questionSchema),
    issues: s.listOf(issueSchema),
    reconciliation: s.orNull(reconciliationSchema),
    /** The panel's measures in all, then by category. */
    rollUps: s.optional(s.listOf(rollUpSchema)),
    /** Decisions by file name, and by layout for files to come. */
    ...s.each(s.recordOf(choicesSchema), 'choices', 'remembered'),
    settings,
    /** The data is the bundled sample. */
    isSample: s.flag,
    /** What the last import changed in figures that were there before. */
    change: s.optional(s.orNull(change)),
    /** Forecasts and plan that were made from the earlier figures wait until the user has them made anew. */
    held: s.optional(s.flag),
  }),
  // The first version had two switches in place of decisions, and no choices beside the causes.
  (facts) => {
    const { netCancellations = true, dropServiceCodes = true, weekStart, currency } = facts.settings;
    const withChoices = (file: Record<'problems', readonly object[]>) => ({
      ...file,
      problems: file.problems.map((problem) => ({ ...problem, options: [], choice: 'reject' })),
    });
    return {
      ...facts,
      files: facts.files.map(withChoices),
      reconciliation: facts.reconciliation && { ...facts.reconciliation, findings: [] },
      change: null,
      settings: {
        weekStart,
        currency,
        decisions: {
          ...(netCancellations ? {} : { cancellations: 'ignore' }),
          ...(dropServiceCodes ? {} : { 'service-codes': 'keep' }),
        },
      },
    };
  },
);

/** The files themselves, as they were dropped, so that a changed decision can be carried out on them. */
export const sourcesSlice = defineSlice(
  s.listOf(
    s.object({
      name: s.text,
      bytes: v.instance(Blob),
      /** Names these very bytes, so that the worker need not read them twice. */
      id: s.text,
    }),
  ),
  // The first version gave names to none of them, or, later, to all.
  (files) => files.map((file: { readonly id?: string }) => ({ ...file, id: file.id ?? freshId() })),
);
