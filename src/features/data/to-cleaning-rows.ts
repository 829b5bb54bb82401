import type {
  DataCause,
  DataFinding,
  DataRule,
  FileReport,
  FindingSample,
  Reconciliation,
  RowProblem,
  RowRule,
} from '#ingest/import-report.ts';
import type { CountedThing } from './use-counted.ts';

interface CleaningBase {
  readonly id: string;
  readonly count: number;
  readonly countOf: CountedThing;
}

/** Rows of one cause in one file. */
export interface RowsCleaned extends CleaningBase {
  readonly of: 'rows';
  readonly report: FileReport;
  readonly problem: RowProblem;
  readonly options: readonly RowRule[];
  readonly choice: RowRule;
}

/** One cause in the sales as a whole. */
export interface SalesCleaned extends CleaningBase {
  readonly of: 'sales';
  readonly code: DataCause;
  /** Key of the words: monthly data has other ones for some causes. */
  readonly words: DataCause | 'partial-months' | 'log-gaps-months';
  readonly options: readonly DataRule[];
  readonly choice: DataRule;
  readonly samples: readonly FindingSample[];
}

export type CleaningRow = RowsCleaned | SalesCleaned;

/**
 * Everything odd that was met, cause by cause: rows of the files first (the commonest first), then what concerns the sales
 * as a whole.
 */
export function toCleaningRows(
  files: readonly FileReport[],
  reconciliation: Reconciliation | null,
  monthly: boolean,
): CleaningRow[] {
  const rows = files.flatMap((report) =>
    report.state === 'imported' ? report.problems.map((problem) => ofRows(report, problem)) : [],
  );
  rows.sort((a, b) => b.count - a.count);
  return [...rows, ...(reconciliation?.findings ?? []).map((finding) => ofSales(finding, monthly))];
}

function ofRows(report: FileReport, problem: RowProblem): RowsCleaned {
  return {
    of: 'rows',
    id: `${report.name} ${problem.effect} ${problem.code}`,
    count: problem.count,
    countOf: 'rows',
    report,
    problem,
    options: problem.options,
    choice: problem.choice,
  };
}

const countedBy: Readonly<Record<DataCause, CountedThing>> = {
  'far-days': 'rows',
  'sales-overlap': 'rows',
  'id-spellings': 'ids',
  'service-codes': 'rows',
  cancellations: 'lines',
  outliers: 'rows',
  'log-gaps': 'weeks',
  'product-gaps': 'productWeeks',
  'partial-periods': 'weeks',
  'stock-outs': 'productWeeks',
};

function ofSales({ code, count, options, choice, samples }: DataFinding, monthly: boolean): SalesCleaned {
  const words =
    monthly && code === 'partial-periods'
      ? 'partial-months'
      : monthly && code === 'log-gaps'
        ? 'log-gaps-months'
        : code;
  const countOf = monthly && countedBy[code] === 'weeks' ? 'months' : countedBy[code];
  return { of: 'sales', id: code, count, countOf, code, words, options, choice, samples };
}
