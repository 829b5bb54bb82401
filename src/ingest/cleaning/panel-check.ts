import type { Issue } from '#engine/issue.ts';
import {
  checkOf,
  type PanelFileColumn,
  type PanelFileRow,
  panelFileColumns,
  panelFileVersion,
  readPanelVersions,
} from '#engine/panel/panel-file.ts';
import { alwaysThere, of, type PanelCells, type PanelNumbers, panelNumbers } from '#ingest/cleaning/panel-cells.ts';
import type { Row } from '#ingest/reading/row.ts';
import { ExactSum } from '#ingest/values/exact-sum.ts';

/** Sums may have more digits than a double holds: they are compared as whole numbers of any length. */
const wholeSum = /^-?\d{1,30}$/;

/** Whether the rows of a panel file add up to what its row `all` says. */
export class PanelCheck {
  private readonly weekStart: 0 | 6;
  private all: PanelFileRow | null = null;
  private several = false;
  private weeks = 0;
  private days = 0;
  private dayLines = 0;
  private rejected = 0;
  private firstBad: { readonly line: number; readonly column: PanelFileColumn } | null = null;
  private readonly sums = panelNumbers.map(() => new ExactSum());
  private readonly checkSum = new ExactSum();

  constructor(weekStart: 0 | 6) {
    this.weekStart = weekStart;
  }

  /** False once a row can't be read: what follows is not worth taking. */
  take(row: Row, type: string, cells: PanelCells): boolean {
    const { at, numbers } = cells;
    if (type === 'all') {
      const [cancelled, unmatched, anonymous] = (
        ['cancelled_units', 'unmatched_units', 'anonymous_units'] as const
      ).map((column) => this.checked(row.whole(at[column]), row, column));
      this.checkSum.add(checkOf(cancelled, unmatched) + checkOf(anonymous, 0));
      this.several = this.all !== null;
      this.all = Object.fromEntries(
        panelFileColumns.map((name) => [name, row.text(at[name])]),
      ) as unknown as PanelFileRow;
    } else {
      const checked = (i: number): number => {
        const value = numbers[i][0];
        return this.checked(i < alwaysThere ? value : value || 0, row, panelNumbers[i]);
      };
      if (type === 'week') for (let i = 0; i < numbers.length; i++) checked(i);
      const lines = checked(of.lines);
      if (type === 'cause') this.rejected += lines;
      else if (type === 'day') {
        this.days += 1;
        this.dayLines += lines;
        this.checkSum.add(checkOf(checked(of.units), checked(of.revenue)));
      } else if (type !== 'week') this.firstBad ??= { line: row.line, column: 'record_type' };
    }
    if ((type === 'week' || type === 'day') && Number.isNaN(cells.day(row, at.day_start)))
      this.firstBad ??= { line: row.line, column: 'day_start' };
    if (type === 'week' && !this.isBad) this.addWeeks(numbers, 0, 1);
    return !this.isBad;
  }

  /** A row could not be read. */
  get isBad(): boolean {
    return this.firstBad !== null;
  }

  /** Weeks of which all numbers can be read. */
  addWeeks(numbers: PanelNumbers, from: number, to: number): void {
    this.weeks += to - from;
    for (let i = 0; i < numbers.length; i++) this.sums[i].addColumn(numbers[i], from, to);
    for (let at = from; at < to; at++) this.checkSum.add(checkOf(numbers[of.units][at], numbers[of.revenue][at] || 0));
  }

  private checked(value: number, { line }: Row, column: PanelFileColumn): number {
    if (Number.isSafeInteger(value)) return value;
    this.firstBad ??= { line, column };
    return 0;
  }

  /** What is wrong with the file as a whole; null where it adds up. */
  fault(file: string): Issue | null {
    const issue = (code: string, params: Issue['params'] = {}, row = 1): Issue => ({
      code,
      severity: 'error',
      file,
      row,
      params,
    });
    const { all } = this;
    if (!all) return issue('panel-without-sums');
    if (!readPanelVersions.includes(all.panel_version))
      return issue('panel-version', { version: all.panel_version, known: panelFileVersion });
    if (this.firstBad) return issue('panel-number', { column: this.firstBad.column }, this.firstBad.line);
    const counts: [PanelFileColumn, number | bigint][] = [
      ['panel_cells', this.weeks],
      ['sale_days', this.days],
      ['order_lines', this.dayLines],
      ['rows_read', this.dayLines + this.rejected],
      ...panelNumbers.map((column, i): [PanelFileColumn, bigint] => [column, this.sums[i].toBigInt()]),
      ['check_sum', this.checkSum.toBigInt()],
    ];
    for (const [column, found] of counts) {
      if (wholeSum.test(all[column] || '0') && BigInt(all[column] || '0') === BigInt(found)) continue;
      return issue('panel-differs', { column, found: String(found), stated: all[column] });
    }
    if (this.several) return issue('panel-without-sums');
    const weekday = all.day_start === 'sunday' ? 6 : 0;
    return weekday === this.weekStart ? null : issue('panel-weeks-otherwise', { weekday });
  }
}
