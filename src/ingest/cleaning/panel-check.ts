import type { Issue } from '#engine/issue.ts';
import {
  checkOf,
  type PanelFileColumn,
  type PanelFileRow,
  panelFileColumns,
  panelFileVersion,
  readPanelVersions,
  tierColumns,
} from '#engine/panel/panel-file.ts';
import type { PanelCells } from '#ingest/cleaning/panel-cells.ts';
import type { Row } from '#ingest/reading/row.ts';
import { ExactSum } from '#ingest/values/exact-sum.ts';

/** Sums may have more digits than a double holds: they are compared as whole numbers of any length. */
const wholeSum = /^-?\d{1,30}$/;

const summed = ['units', 'revenue', 'order_lines', 'promoted_units', 'sold_units', ...tierColumns] as const;
type Summed = (typeof summed)[number];

/** Reads a panel file once before any of it is used: whether its rows add up to what its row `all` says. */
export class PanelCheck {
  private readonly weekStart: 0 | 6;
  private all: PanelFileRow | null = null;
  private several = false;
  private weeks = 0;
  private days = 0;
  private dayLines = 0;
  private rejected = 0;
  private firstBad: { readonly line: number; readonly column: PanelFileColumn } | null = null;
  private readonly sums = Object.fromEntries(
    [...summed, 'check_sum' as const].map((column) => [column, new ExactSum()]),
  ) as Readonly<Record<Summed | 'check_sum', ExactSum>>;

  constructor(weekStart: 0 | 6) {
    this.weekStart = weekStart;
  }

  take(row: Row, cells: PanelCells): void {
    const { at } = cells;
    const number = (column: PanelFileColumn, mayLack = false): number => {
      const value = mayLack ? cells.whole(row, at[column]) : row.whole(at[column]);
      if (Number.isSafeInteger(value)) return value;
      this.firstBad ??= { line: row.line, column };
      return 0;
    };
    const type = row.text(at.record_type);
    if (type === 'all') {
      const [cancelled, unmatched] = [number('cancelled_units'), number('unmatched_units')];
      this.sums.check_sum.add(checkOf(cancelled, unmatched) + checkOf(number('anonymous_units'), 0));
      this.several = this.all !== null;
      this.all = Object.fromEntries(
        panelFileColumns.map((name) => [name, row.text(at[name])]),
      ) as unknown as PanelFileRow;
      return;
    }
    const lines = number('order_lines');
    if (type === 'cause') this.rejected += lines;
    else if (type === 'day' || type === 'week') {
      if (Number.isNaN(cells.day(row, at.day_start))) this.firstBad ??= { line: row.line, column: 'day_start' };
      const units = number('units');
      const revenue = number('revenue', true);
      this.sums.check_sum.add(checkOf(units, revenue));
      if (type === 'day') {
        this.days += 1;
        this.dayLines += lines;
        return;
      }
      this.weeks += 1;
      this.sums.units.add(units);
      this.sums.revenue.add(revenue);
      this.sums.order_lines.add(lines);
      this.sums.promoted_units.add(number('promoted_units', true));
      this.sums.sold_units.add(number('sold_units'));
      for (const column of tierColumns) this.sums[column].add(number(column, true));
    } else this.firstBad ??= { line: row.line, column: 'record_type' };
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
      ...[...summed, 'check_sum' as const].map((column): [Summed | 'check_sum', bigint] => [
        column,
        this.sums[column].toBigInt(),
      ]),
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
