import { describe, expect, it } from 'vitest';
import type { DataFinding, FileReport, Reconciliation, RowProblem } from '#ingest/import-report.ts';
import { toCleaningRows } from './to-cleaning-rows.ts';

const problem = (code: string, count: number): RowProblem => ({
  code,
  effect: 'rejected',
  count,
  options: ['reject', 'keep'],
  choice: 'reject',
  samples: [],
});
const report = (name: string, problems: readonly RowProblem[], state = 'imported'): FileReport =>
  ({ name, state, problems }) as never;
const finding = (code: DataFinding['code'], count: number): DataFinding => ({
  code,
  count,
  options: ['keep'],
  choice: 'keep',
  samples: [],
});
const strip = (findings: readonly DataFinding[]): Reconciliation => ({ findings }) as never;

describe('rows of the cleaning table', () => {
  it('are the causes of all files that were read, the commonest first, then those of the sales as a whole', () => {
    const rows = toCleaningRows(
      [
        report('a.csv', [problem('total_row', 1), problem('duplicate_row', 7)]),
        report('b.csv', [problem('total_row', 3)]),
        report('c.csv', [problem('total_row', 9)], 'question'),
      ],
      strip([finding('outliers', 2), finding('partial-periods', 1)]),
      false,
    );
    expect(rows.map(({ id, count, countOf }) => [id, count, countOf])).toEqual([
      ['a.csv rejected duplicate_row', 7, 'rows'],
      ['b.csv rejected total_row', 3, 'rows'],
      ['a.csv rejected total_row', 1, 'rows'],
      ['outliers', 2, 'rows'],
      ['partial-periods', 1, 'weeks'],
    ]);
  });

  it('speak of months where the sales are by month', () => {
    const rows = toCleaningRows([], strip([finding('log-gaps', 2), finding('partial-periods', 1)]), true);
    expect(rows.map((row) => (row.of === 'sales' ? [row.words, row.countOf] : []))).toEqual([
      ['log-gaps-months', 'months'],
      ['partial-months', 'months'],
    ]);
  });
});
