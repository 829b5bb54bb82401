import type { Issue } from '#engine/issue.ts';
import { rollUp } from '#engine/panel/roll-up.ts';
import { buildDataset } from '#ingest/assembly/build-dataset.ts';
import type { Collection } from '#ingest/assembly/collection.ts';
import { ruleFor } from '#ingest/assembly/data-rules.ts';
import type { FileTally } from '#ingest/cleaning/file-tally.ts';
import {
  type FarDays,
  farDaysFinding,
  farDaysIssues,
  farDaysRule,
  findFarDays,
  joinFarDays,
} from '#ingest/far-days.ts';
import type { ImportControl } from '#ingest/import-control.ts';
import { type ImportedTable, importFile, type OneImport } from '#ingest/import-file.ts';
import { ImportMemory, type ImportStart, startAnew } from '#ingest/import-memory.ts';
import type { FileReport, ImportFile, ImportInput, ImportOutput, ImportQuestion } from '#ingest/import-report.ts';
import { readOrdersAgain } from '#ingest/import-table.ts';
import { daysElsewhere, findOverlaps, overlapFinding, overlapIssues, type TalliedTable } from '#ingest/overlaps.ts';
import { reconcile, withMerged } from '#ingest/reconcile.ts';

/** A control for one of several files. */
export type ControlOfFile = (file: ImportFile, index: number) => ImportControl;

/**
 * Dropped files to a dataset. Each file is scanned, understood and read by itself; one that fails, or waits for an
 * answer, gives a report that says so and takes nothing from the others. Sales that two files both hold count once (see
 * `overlaps.ts`). `lineLimit`: orders kept for netting before the sales are read a second time instead (two million).
 * `memory`: of an earlier import, so that only what is new is read.
 */
export async function importFiles(
  input: ImportInput,
  controlOf: ControlOfFile,
  lineLimit?: number,
  memory = new ImportMemory(),
): Promise<ImportOutput> {
  const start = memory.start(input, lineLimit);
  let first = await readFiles(input, controlOf, start);
  // Sums can't be taken out again: what does not add up, does not count, or counts in another file, is left out by a second reading.
  for (let known = 0; known < first.collection.panelFaults.size; ) {
    const { panelFaults } = first.collection;
    known = panelFaults.size;
    first = await readFiles(input, controlOf, startAnew(input, lineLimit, { panelFaults }));
  }
  const { panelFaults } = first.collection;
  const overlaps = findOverlaps(first.sales.map(({ table, result }) => ({ name: table.name, tally: result.tally })));
  const choice = ruleFor(input.decisions ?? {}, 'sales-overlap');
  const far = farDaysOf(first);
  const farChoice = far && farDaysRule(far, ruleFor(input.decisions ?? {}, 'far-days'));
  const without = {
    ...(overlaps.length > 0 && choice === 'once' ? { daysElsewhere: daysElsewhere(overlaps) } : {}),
    ...(far && farChoice === 'leave-out' ? { farDays: far.days } : {}),
  };
  const isSecond = Object.keys(without).length > 0;
  const read = isSecond
    ? await readFiles(input, controlOf, startAnew(input, lineLimit, { ...without, panelFaults }))
    : first;
  // The next import may bring a better file of the same name.
  panelFaults.clear();
  const { collection, reports, questions, tallies } = read;
  if (collection.lines.overflowed) {
    collection.lines.startSecondReading();
    for (const { table, understood, control } of read.sales)
      await readOrdersAgain(table, understood, collection, control);
  }
  memory.keep(input, first.collection, first.imports);
  const currency = agreeOnCurrency(input, collection);
  const { dataset, built, issues, refusal } = await buildDataset(
    collection,
    { decisions: input.decisions ?? {}, currency: currency.code, keep: input.keep },
    read.yieldNow,
  );
  await read.yieldNow();
  memory.latest = collection;
  const found = [
    ...(far && farChoice ? [farDaysFinding(far, farChoice)] : []),
    ...(overlaps.length > 0 ? [overlapFinding(overlaps, choice)] : []),
  ];
  const reconciliation = built && reconcile(reports, tallies, built, found);
  const merged = reconciliation ? reports.map((report) => withMerged(report, reports, reconciliation)) : reports;
  const files = merged.map(
    (report): FileReport =>
      refusal && report.kind === 'forecasts' && report.state === 'imported'
        ? { ...report, state: 'failed', issues: [refusal] }
        : report,
  );
  const all = [
    ...files.flatMap((report) => report.issues),
    ...currency.issues,
    ...issues,
    ...wholeIssues(files),
    ...(far && farChoice ? farDaysIssues(far, farChoice) : []),
    ...overlapIssues(overlaps, choice),
  ];
  const rollUps = dataset.panel ? rollUp(dataset.panel, dataset.reviews) : [];
  const asked = [...questions, ...askWhatIsNew(reports, tallies, collection)];
  return { files, dataset, questions: asked, issues: all.sort(bySeverity), reconciliation, rollUps };
}

/**
 * A list of priced products of which none has ever been sold may be one of what is to be launched: only a person can say, and
 * may say so at any time, since the list is used as it is until then.
 */
function askWhatIsNew(
  reports: readonly FileReport[],
  tallies: ReadonlyMap<FileReport, FileTally>,
  { products }: Collection,
): ImportQuestion[] {
  if (!products.entries.some(({ traded }) => traded)) return [];
  const isTraded = (id: string): boolean => products.entries[products.find(id) ?? -1]?.traded ?? false;
  return reports.flatMap((report): ImportQuestion[] => {
    const { name, kind, kindFrom, state, columns } = report;
    const isFound = kind === 'catalogue' && kindFrom === 'found' && state === 'imported';
    const ids = [...(tallies.get(report)?.products ?? [])];
    if (!isFound || ids.length === 0 || ids.some(isTraded) || !columns.some(({ role }) => role === 'price')) return [];
    return [{ code: 'file-kind', file: name, examples: ids.slice(0, 3), options: ['candidates', 'catalogue'] }];
  });
}

/** Of sales, which say how far the panel reaches, and of browsing: who looked at what counts back from its last day. */
function farDaysOf({ reports, tallies, collection }: ReadFiles): FarDays | null {
  const ofKind = (kind: FileReport['kind']): TalliedTable[] =>
    reports.flatMap((report) => {
      const tally = report.kind === kind ? tallies.get(report) : undefined;
      return tally ? [{ name: report.name, tally }] : [];
    });
  const [sales, browsing] = [ofKind('sales'), ofKind('browsing')];
  return joinFarDays(findFarDays(sales, collection), findFarDays(browsing, collection, sales));
}

/** All files in a collection, and what came of each. */
interface ReadFiles {
  readonly collection: Collection;
  readonly reports: FileReport[];
  readonly questions: readonly ImportQuestion[];
  readonly tallies: ReadonlyMap<FileReport, FileTally>;
  /** Tables of sales whose rows were taken. */
  readonly sales: readonly ImportedTable[];
  /** Of the last file: what is made of all of them lets a cancel in, too. */
  readonly yieldNow: () => Promise<void>;
  /** By file. */
  readonly imports: readonly (readonly OneImport[])[];
}

async function readFiles(input: ImportInput, controlOf: ControlOfFile, start: ImportStart): Promise<ReadFiles> {
  const { collection } = start;
  const reports: FileReport[] = [];
  const questions: ImportQuestion[] = [];
  const tallies = new Map<FileReport, FileTally>();
  const sales: ImportedTable[] = [];
  const imports: (readonly OneImport[])[] = [];
  let yieldNow = async (): Promise<void> => {};
  for (const [index, file] of input.files.entries()) {
    const control = controlOf(file, index);
    yieldNow = () => control.yieldNow();
    const known = start.known(file);
    const others = [...reports, ...start.imports.map(({ report }) => report)];
    const read = known ?? (await importFile(file, input, collection, control, others));
    imports.push(read);
    for (const one of read) {
      reports.push(known ? { ...one.report, reused: true } : one.report);
      questions.push(...one.questions);
      if (!one.read) continue;
      tallies.set(reports[reports.length - 1], one.read.result.tally);
      if (one.report.kind === 'sales') sales.push(one.read);
    }
  }
  return { collection, reports, questions, tallies, sales, yieldNow, imports };
}

function agreeOnCurrency(input: ImportInput, collection: Collection): { code: string; issues: Issue[] } {
  if (input.currency) return { code: input.currency, issues: [] };
  const [first, ...others] = [...collection.currencies];
  if (!first) return { code: '', issues: [] };
  const issues = others.map(
    ([currency, file]): Issue => ({
      code: 'currencies-differ',
      severity: 'error',
      file,
      params: { currency, other: first[0], otherFile: first[1] },
    }),
  );
  return { code: first[0], issues };
}

function wholeIssues(files: readonly FileReport[]): Issue[] {
  const reviews = files.find((file) => file.kind === 'reviews' && file.state === 'imported' && file.products === 0);
  return reviews ? [{ code: 'reviews-without-product', severity: 'warning', file: reviews.name }] : [];
}

function bySeverity(a: Issue, b: Issue): number {
  const rank = { error: 0, warning: 1, info: 2 };
  return rank[a.severity] - rank[b.severity];
}
