import { Collection } from '#ingest/assembly/collection.ts';
import { FileTally } from '#ingest/cleaning/file-tally.ts';
import { fitPeriod } from '#ingest/file-trouble.ts';
import type { AnswerPreview, FileChoices, ImportInput, ImportQuestion } from '#ingest/import-report.ts';
import { importTable, understandTable } from '#ingest/import-table.ts';
import { type OpenedTable, readAcross } from '#ingest/open-table.ts';
import { OverBudget } from '#ingest/over-budget.ts';
import { microToPence } from '#ingest/values/exact-sum.ts';

/** Bytes of a file from which a preview is made. */
const bytesPreviewed = 8 * 1024 * 1024;
/** Answers that are tried. */
const mostAnswers = 3;

class Enough extends Error {}

/** What an answer makes of a file's choices. */
export function choicesUnder(question: Pick<ImportQuestion, 'code'>, option: string): FileChoices {
  if (question.code === 'day-month-order')
    return { dayMonthOrder: option as NonNullable<FileChoices['dayMonthOrder']> };
  if (question.code === 'number-style') return { numberStyle: option as NonNullable<FileChoices['numberStyle']> };
  if (question.code === 'running-total') return { running: option as NonNullable<FileChoices['running']> };
  if (question.code === 'encoding') return { encoding: option as NonNullable<FileChoices['encoding']> };
  if (question.code === 'sheet') return { sheets: [option] };
  if (option === 'unknown') return { kind: 'unknown' };
  if (option.startsWith('across:'))
    return { kind: 'sales', across: option.slice(7) as NonNullable<FileChoices['across']> };
  if (option.startsWith('units:')) return { kind: 'sales', roles: { [Number(option.slice(6))]: 'units' } };
  return question.code === 'period' ? { period: option } : { kind: option as NonNullable<FileChoices['kind']> };
}

/** The question with what its first answers would give: rows, units, amounts, days and products, of the file's beginning where it is long. */
export async function withPreviews(
  question: ImportQuestion,
  table: OpenedTable,
  choices: FileChoices,
  input: ImportInput,
  yieldNow: () => Promise<void>,
): Promise<ImportQuestion> {
  const previews: Record<string, AnswerPreview> = {};
  for (const option of question.options.slice(0, mostAnswers)) {
    if (option === 'unknown') continue;
    const preview = await previewOf(table, { ...choices, ...choicesUnder(question, option) }, input, yieldNow);
    if (preview) previews[option] = preview;
  }
  return Object.keys(previews).length > 0 ? { ...question, previews } : question;
}

async function previewOf(
  opened: OpenedTable,
  choices: FileChoices,
  input: ImportInput,
  yieldNow: () => Promise<void>,
): Promise<AnswerPreview | null> {
  const table = await readAcross(opened, choices, yieldNow);
  const understood = await understandTable(table, choices, yieldNow);
  if (understood.kind === 'unknown' || understood.missing.length > 0) return null;
  const collection = new Collection(input.weekStart ?? 0, 0, { currency: input.currency ?? '' });
  fitPeriod(collection, understood, table.name);
  const tally = new FileTally();
  let isWhole = true;
  const progress = (_stage: unknown, bytesRead: number): void => {
    if (bytesRead > bytesPreviewed) throw new Enough();
  };
  try {
    await importTable(table, understood, collection, { progress, yieldNow }, { tally });
  } catch (error) {
    // The import itself refuses it once this answer is given.
    if (error instanceof OverBudget) return null;
    if (!(error instanceof Enough)) throw error;
    isWhole = false;
  }
  const has = (...roles: readonly string[]): boolean => understood.columns.some(({ role }) => roles.includes(role));
  const isSales = understood.kind === 'sales';
  return {
    rows: tally.rowsAccepted,
    units: isSales && has('units', 'order') ? tally.units.toNumber() / 1e6 : null,
    revenue: isSales && has('revenue', 'price') ? microToPence(tally.revenue.toBigInt()) : null,
    products: tally.products.size,
    ...tally.firstAndLastDay(),
    isWhole,
  };
}
