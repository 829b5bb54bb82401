import { type EpochDay, fromEpochDay, toEpochDay } from '#engine/calendar/epoch-day.ts';
import type { Issue } from '#engine/issue.ts';
import type { Candidate } from '#engine/panel/candidate.ts';
import type { ReviewRecord } from '#engine/reviews/feedback.ts';
import { AnswerTable } from '#ingest/assembly/answer-table.ts';
import { BasketLog } from '#ingest/assembly/basket-log.ts';
import { CellTable } from '#ingest/assembly/cell-table.ts';
import { LineLog } from '#ingest/assembly/net-cancellations.ts';
import { OutlierWatch } from '#ingest/assembly/outlier-watch.ts';
import { ProductTable } from '#ingest/assembly/product-table.ts';
import { detach } from '#ingest/cleaning/product-names.ts';
import { RowHashes } from '#ingest/cleaning/row-hashes.ts';

/** One row of a market calendar or a list of holidays. */
export interface CalendarRow {
  readonly from: EpochDay;
  readonly to: EpochDay;
  /** NaN where the row does not say. */
  readonly index: number;
  readonly season: number;
  readonly discount: number;
  readonly events: readonly { readonly name: string; readonly kind: 'promotion' | 'holiday' }[];
}

export interface ReviewTotals {
  count: number;
  rated: number;
  ratingSum: number;
  /** Ratings and their sum by day, of those that have one. */
  readonly byDay: Map<EpochDay, { count: number; sum: number }>;
}

/** Text to a small integer, in the order of appearance. */
export class TextIndex {
  private readonly indices = new Map<string, number>();

  indexOf(text: string): number {
    let index = this.indices.get(text);
    if (index === undefined) {
      index = this.indices.size;
      this.indices.set(detach(text), index);
    }
    return index;
  }

  get size(): number {
    return this.indices.size;
  }

  /** The texts by index. */
  texts(): string[] {
    return [...this.indices.keys()];
  }
}

/** What the user wants of the collection as a whole. */
export interface CollectionWishes {
  /** Ids that differ only by case or blanks are different products. */
  readonly idsApart?: boolean;
  readonly currency?: string;
  /** By table of sales: the days whose rows count in another table, which holds them as well. */
  readonly daysElsewhere?: ReadonlyMap<string, readonly EpochDay[]>;
  /** Days far from all others, whose rows are left out. */
  readonly farDays?: ReadonlySet<EpochDay>;
  readonly panelFaults?: ReadonlyMap<string, Issue>;
}

/** What all files together give, before it becomes a dataset. Grows with products, weeks and customers. */
export class Collection {
  readonly weekStart: 0 | 6;
  /** Set by the first file with dated rows. */
  period: 'week' | 'month' | null = null;
  readonly products: ProductTable;
  readonly cells = new CellTable();
  readonly lines: LineLog;
  /** What was bought together: by the files of sales, and by a log of events, which may tell the same purchases again. */
  readonly orders = new BasketLog();
  readonly purchases = new BasketLog();
  /** What was looked at together. */
  readonly sessions = new BasketLog();
  readonly customers = new TextIndex();
  readonly visitors = new TextIndex();
  readonly visits = new RowHashes(4_000_000);
  /** Accepted sales rows by day: which days the shop trades on, and where its log begins and ends. */
  readonly salesDays = new Map<EpochDay, number>();
  readonly browsingDays = new Map<EpochDay, number>();
  readonly calendarRows: CalendarRow[] = [];
  readonly candidates: Candidate[] = [];
  readonly candidateFiles = new Map<string, string>();
  readonly outliers = new OutlierWatch();
  /** Names of the tables of sales, by which outliers know where they stand. */
  readonly files: string[] = [];
  /** ISO 4217 code that the user chose; '' = what the files say. */
  readonly currency: string;
  readonly daysElsewhere: ReadonlyMap<string, readonly EpochDay[]>;
  readonly farDays: ReadonlySet<EpochDay>;
  readonly reviews = new Map<string, ReviewTotals>();
  /** The reviews one by one, where they are asked for; null: only their totals. */
  reviewRecords: ReviewRecord[] | null = null;
  readonly currencies = new Map<string, string>();
  /** Currencies of the sales that are in, each with the file that named it first. */
  readonly salesCurrencies = new Map<string, string>();
  /** Pieces cancelled or returned without a customer to find the order by, millionths. */
  anonymousCancelled = 0;
  /** What a panel file says was taken from orders before: millionths of pieces and money, pieces cancelled in all and in vain. */
  readonly taken = { units: 0, revenue: 0, cancelled: 0, unmatched: 0 };
  /** Forecasts that were made elsewhere. */
  readonly answers = new AnswerTable();
  /** The panel file that is in; it stands in place of all files of sales. */
  panelFile: string | null = null;
  /** Panel files that do not add up, by name; where one was found so, its rows are in all the same. */
  readonly panelFaults: Map<string, Issue>;
  unitsKnown = false;
  revenueKnown = false;

  constructor(weekStart: 0 | 6, lineLimit?: number, wishes: CollectionWishes = {}) {
    this.weekStart = weekStart;
    this.lines = new LineLog(lineLimit);
    this.products = new ProductTable(wishes.idsApart ?? false);
    this.currency = wishes.currency ?? '';
    this.daysElsewhere = wishes.daysElsewhere ?? new Map();
    this.farDays = wishes.farDays ?? new Set();
    this.panelFaults = new Map(wishes.panelFaults);
  }

  /** Index of a table by its name. */
  fileIndex(name: string): number {
    const known = this.files.indexOf(name);
    return known >= 0 ? known : this.files.push(name) - 1;
  }

  /** Number of the week or month that holds a day. */
  periodOf(day: EpochDay): number {
    if (this.period === 'month') {
      const { year, month } = fromEpochDay(day);
      return (year - 1970) * 12 + month - 1;
    }
    return Math.floor((day - 4 - this.weekStart) / 7);
  }

  /** First day of a period. */
  startOf(period: number): EpochDay {
    if (this.period === 'month') return toEpochDay(1970 + Math.floor(period / 12), (((period % 12) + 12) % 12) + 1, 1);
    return 4 + this.weekStart + period * 7;
  }
}
