import type { EpochDay } from '#engine/calendar/epoch-day.ts';
import { createReportWords } from '#export/create-report-words.ts';
import { planTitle } from '#export/finding.ts';
import {
  type CellFormat,
  type ColumnKey,
  columnKey,
  type Field,
  launchFields,
  moneyTitle,
  priceFields,
  priceLines,
  promotionFields,
  weekName,
} from '#export/launch-fields.ts';
import type { DemandChart, NotSelectedProduct, PlanDocument, PlannedLaunch } from '#export/plan-document.ts';
import { modelWords, namesFor, notSelectedReason, type ReportWords } from '#export/report-words.ts';
import { tidyTexts } from '#export/tidy-texts.ts';
import type { Language } from '#i18n/language.ts';

/** A text stays a text, whatever it begins with; only `formula` is one. Null: empty. */
export type SheetCell = string | number | null | { readonly formula: string; readonly value: number };

export interface SheetColumn {
  readonly title: string;
  readonly format: CellFormat;
  /** In characters. */
  readonly width: number;
}

/** A sheet of a workbook: a header, rows, and a last row of totals where there are any. */
export interface Sheet {
  readonly name: string;
  readonly columns: readonly SheetColumn[];
  readonly rows: readonly (readonly SheetCell[])[];
  readonly totals: readonly SheetCell[] | null;
  /** Cells of a row that is written otherwise than its column, by row; for sheets of facts one below the other. */
  readonly formats?: readonly CellFormat[];
  /** Columns that stay in sight. */
  readonly pinned: number;
}

/** The plan as the sheets of a workbook. Figures are the document's own; totals are formulas with their value beside. */
export function planSheets(document: PlanDocument, language: Language): readonly Sheet[] {
  const plan = tidyTexts(document);
  const words = createReportWords(language, plan.currency);
  const launches = launchFields(plan, words);
  return [
    summarySheet(plan, words, launches),
    toSheet(words.t('files.sheet.plan'), plan.launches, launches, 3, words),
    weekSheet(plan, words),
    salesSheet(plan, words),
    ...(plan.promotionCalendar.length > 0
      ? [toSheet(words.t('files.sheet.promotions'), plan.promotionCalendar, promotionFields(words), 1, words)]
      : []),
    ...(plan.demand.length > 0 ? [demandSheet(plan.demand, words)] : []),
    ...(plan.notSelected.length > 0 ? [notSelectedSheet(plan.notSelected, words)] : []),
  ];
}

/** The price list as a workbook of one sheet. */
export function priceSheets(document: PlanDocument, language: Language): readonly Sheet[] {
  const plan = tidyTexts(document);
  const words = createReportWords(language, plan.currency);
  return [toSheet(words.t('files.panel.priceList'), priceLines(plan), priceFields(words), 0, words)];
}

const known = (value: number): number => (Number.isNaN(value) ? 0 : value);

/** A, B, ... Z, AA, ... */
export function columnLetters(index: number): string {
  const rest = Math.floor(index / 26);
  return `${rest > 0 ? columnLetters(rest - 1) : ''}${String.fromCharCode(65 + (index % 26))}`;
}

/** Rows stand from line 2 on: line 1 is the header. */
function sumOf(column: number, rows: number, value: number): SheetCell {
  if (rows === 0) return 0;
  const letters = columnLetters(column);
  return { formula: `SUM(${letters}2:${letters}${rows + 1})`, value };
}

function toSheet<Item>(
  name: string,
  items: readonly Item[],
  fields: readonly Field<Item>[],
  pinned: number,
  { t }: ReportWords,
): Sheet {
  const rows = items.map((item) => fields.map(({ value }) => value(item)));
  const totals = fields.map((field, column): SheetCell => {
    if (column === 0) return t('files.column.total');
    if (!field.sums) return null;
    return sumOf(
      column,
      rows.length,
      items.reduce((sum, item) => sum + known(field.value(item) as number), 0),
    );
  });
  return {
    name,
    columns: fields.map(({ title, format, width = 14 }) => ({ title, format, width })),
    rows,
    totals: fields.some(({ sums }) => sums) ? totals : null,
    pinned,
  };
}

/** What the plan comes to; sums are formulas over the sheet of the plan. */
function summarySheet(plan: PlanDocument, words: ReportWords, fields: readonly Field<PlannedLaunch>[]): Sheet {
  const { t } = words;
  const { headline, launches, data, method, asked } = plan;
  const sheet = t('files.sheet.plan');
  const total = (key: ColumnKey, pick: (launch: PlannedLaunch) => number): SheetCell => {
    const titles = [t(columnKey(key)), moneyTitle(key, words)];
    const column = columnLetters(fields.findIndex(({ title }) => titles.includes(title)));
    const value = launches.reduce((sum, launch) => sum + known(pick(launch)), 0);
    return launches.length === 0 ? 0 : { formula: `SUM('${sheet}'!${column}2:${column}${launches.length + 1})`, value };
  };
  const profitSum = launches.reduce((sum, { profit }) => sum + known(profit), 0);
  const facts: (readonly [label: string, value: SheetCell, format: CellFormat])[] = [
    [t('files.summary.title'), planTitle(plan, words), 'text'],
    [t('files.summary.made'), plan.madeOn, 'day'],
    [t('files.summary.currency'), plan.currency, 'text'],
    [
      t('files.summary.launches'),
      launches.length === 0 ? 0 : { formula: `COUNTA('${sheet}'!C2:C${launches.length + 1})`, value: launches.length },
      'count',
    ],
    [t('files.summary.initialOrders'), total('initialOrder', ({ initialOrder }) => initialOrder), 'count'],
    [t('files.summary.units'), total('units', ({ units }) => units), 'count'],
    [t('files.summary.revenue'), total('revenue', ({ revenue }) => revenue), 'money'],
    [t('files.summary.investment'), headline.investment, 'money'],
  ];
  if (asked.hasCosts) {
    const sumRow = facts.length + 2;
    facts.push(
      [t('files.summary.profitSum'), total('profit', ({ profit }) => profit), 'money'],
      [
        t('files.summary.shared'),
        { formula: `B${sumRow + 2}-B${sumRow}`, value: headline.profit - profitSum },
        'money',
      ],
      [t('files.summary.profit'), headline.profit, 'money'],
    );
  }
  facts.push(
    [t('files.summary.fingerprint'), data.fingerprint, 'text'],
    [t('files.summary.seed'), String(method.seed), 'text'],
    [t('files.summary.version'), method.version, 'text'],
    [t('files.summary.note', { sheet }), null, 'text'],
  );
  return {
    name: t('files.sheet.summary'),
    columns: [
      { title: 'Debut', format: 'text', width: 52 },
      { title: '', format: 'text', width: 34 },
    ],
    rows: facts.map(([label, value]) => [label, value]),
    formats: facts.map(([, , format]) => format),
    totals: null,
    pinned: 1,
  };
}

/** Launches, initial orders and launch work by week: counted by formula from the sheet of the plan. */
function weekSheet({ calendar, launches }: PlanDocument, { t }: ReportWords): Sheet {
  const sheet = t('files.sheet.plan');
  const end = launches.length + 1;
  const rows = Array.from({ length: calendar.weeks }, (_, i): SheetCell[] => {
    const day = calendar.start + 7 * i;
    const own = launches.filter(({ week }) => week === day);
    const line = i + 2;
    const match = `'${sheet}'!B2:B${end},B${line}`;
    const counted = (formula: string, value: number): SheetCell => (launches.length > 0 ? { formula, value } : value);
    return [
      weekName(day),
      day,
      counted(`COUNTIF(${match})`, own.length),
      counted(
        `SUMIF(${match},'${sheet}'!I2:I${end})`,
        own.reduce((sum, { initialOrder }) => sum + initialOrder, 0),
      ),
      calendar.load[i] ?? null,
      Number.isFinite(calendar.capacity[i]) ? calendar.capacity[i] : null,
    ];
  });
  const numberAt = (row: readonly SheetCell[], column: number): number => {
    const cell = row[column];
    return typeof cell === 'number' ? cell : cell !== null && typeof cell === 'object' ? cell.value : 0;
  };
  const totalOf = (column: number): SheetCell =>
    sumOf(
      column,
      rows.length,
      rows.reduce((sum, row) => sum + numberAt(row, column), 0),
    );
  return {
    name: t('files.sheet.weeks'),
    columns: [
      { title: t('files.column.week'), format: 'text', width: 12 },
      { title: t('files.column.day'), format: 'day', width: 12 },
      { title: t('files.column.launches'), format: 'count', width: 12 },
      { title: t('files.column.initialOrder'), format: 'count', width: 18 },
      { title: t('files.column.load'), format: 'money', width: 14 },
      { title: t('files.column.capacity'), format: 'money', width: 20 },
    ],
    rows,
    totals: [t('files.column.total'), null, totalOf(2), totalOf(3), totalOf(4), null],
    pinned: 2,
  };
}

/** Expected units of every launch by calendar week, with sums over both. */
function salesSheet(plan: PlanDocument, { t, language }: ReportWords): Sheet {
  const { launches } = plan;
  const { start, weeks: planned } = plan.calendar;
  const weeks = Math.max(planned, ...launches.map(({ week, weekly }) => (week - start) / 7 + weekly.length));
  const first = 3;
  const lastLetters = columnLetters(first + weeks - 1);
  const salesIn = ({ week, weekly }: PlannedLaunch, i: number): number | null =>
    weekly[i - Math.round((week - start) / 7)] ?? null;
  const rows = launches.map((launch, row): SheetCell[] => {
    const line = row + 2;
    const byWeek = Array.from({ length: weeks }, (_, i) => salesIn(launch, i));
    const value = byWeek.reduce<number>((sum, each) => sum + known(each ?? 0), 0);
    return [
      launch.id,
      namesFor(launch, language)[0],
      { formula: `SUM(${columnLetters(first)}${line}:${lastLetters}${line})`, value },
      ...byWeek,
    ];
  });
  const totals = Array.from({ length: weeks + 1 }, (_, i): SheetCell => {
    const inWeek = (launch: PlannedLaunch): number =>
      i === 0 ? launch.weekly.reduce((sum, each) => sum + known(each), 0) : known(salesIn(launch, i - 1) ?? 0);
    return sumOf(
      first - 1 + i,
      rows.length,
      launches.reduce((sum, launch) => sum + inWeek(launch), 0),
    );
  });
  return {
    name: t('files.sheet.sales'),
    columns: [
      { title: t('files.column.id'), format: 'text', width: 14 },
      { title: t('files.column.name'), format: 'text', width: 34 },
      { title: t('files.column.totalPieces'), format: 'count', width: 12 },
      ...Array.from({ length: weeks }, (_, i) => ({
        title: weekName(start + 7 * i),
        format: 'count' as const,
        width: 10,
      })),
    ],
    rows,
    totals: [t('files.column.total'), null, ...totals],
    pinned: first,
  };
}

interface DemandPeriod {
  readonly chart: DemandChart;
  readonly at: number;
}

/** The demand forecasts, a line for each series and period. */
function demandSheet(charts: readonly DemandChart[], words: ReportWords): Sheet {
  const { t } = words;
  const periods = charts.flatMap((chart) => chart.mean.map((_, at): DemandPeriod => ({ chart, at })));
  const figure = (
    key: 'mean' | 'lo50' | 'hi50' | 'lo80' | 'hi80' | 'lo95' | 'hi95' | 'naive',
  ): Field<DemandPeriod> => ({
    title: t(columnKey(key)),
    format: 'money',
    value: ({ chart, at }) => chart[key][at] ?? null,
  });
  const fields: Field<DemandPeriod>[] = [
    {
      title: t('files.column.series'),
      format: 'text',
      width: 22,
      value: ({ chart }) => chart.title || t('pdf.demand.total'),
    },
    {
      title: t('files.column.unit'),
      format: 'text',
      width: 10,
      value: ({ chart }) => (chart.measure === 'units' ? t('files.column.pieces') : words.currency),
    },
    { title: t('files.column.period'), format: 'day', width: 12, value: periodStart },
    ...(['mean', 'lo50', 'hi50', 'lo80', 'hi80', 'lo95', 'hi95', 'naive'] as const).map(figure),
    { title: t('pdf.accuracy.model'), format: 'text', width: 32, value: ({ chart }) => modelWords(chart.model, words) },
  ];
  return toSheet(t('files.sheet.demand'), periods, fields, 3, words);
}

/** First day of a forecast period; months are counted as such. */
function periodStart({ chart, at }: DemandPeriod): EpochDay {
  const { start, history, daysPerPeriod } = chart;
  const periods = history.length + at;
  if (daysPerPeriod === 7) return start + 7 * periods;
  const first = new Date(start * 86_400_000);
  return Math.round(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + periods, 1) / 86_400_000);
}

function notSelectedSheet(products: readonly NotSelectedProduct[], words: ReportWords): Sheet {
  const { t, language } = words;
  const fields: Field<NotSelectedProduct>[] = [
    { title: t('files.column.id'), format: 'text', width: 14, value: ({ id }) => id },
    { title: t('files.column.name'), format: 'text', width: 34, value: (product) => namesFor(product, language)[0] },
    { title: t('files.column.category'), format: 'text', width: 18, value: ({ category }) => category },
    { title: t('files.column.bestWeek'), format: 'day', width: 12, value: ({ bestWeek }) => bestWeek },
    { title: moneyTitle('gain', words), format: 'money', value: ({ gain }) => gain },
    {
      title: t('files.column.reason'),
      format: 'text',
      width: 44,
      value: (product) => notSelectedReason(product, words),
    },
  ];
  return toSheet(t('files.sheet.notSelected'), products, fields, 2, words);
}
