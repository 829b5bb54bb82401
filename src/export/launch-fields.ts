import { type EpochDay, isoWeek } from '#engine/calendar/epoch-day.ts';
import { createReportWords } from '#export/create-report-words.ts';
import type { PlanDocument, PlannedLaunch } from '#export/plan-document.ts';
import { namesFor, type ReportWords } from '#export/report-words.ts';
import { tidyTexts } from '#export/tidy-texts.ts';
import { eventName } from '#i18n/event-name.ts';
import type { Language } from '#i18n/language.ts';

/** How a column's numbers are written. */
export type CellFormat = 'text' | 'count' | 'money' | 'share' | 'day';

/** A column made from an item. */
export interface Field<Item> {
  readonly title: string;
  readonly format: CellFormat;
  readonly width?: number;
  readonly value: (item: Item) => string | number | null;
  /** Summed in the last row. */
  readonly sums?: boolean;
}

/** Header and rows of the launches, for a plain table. */
export function planTable(document: PlanDocument, language: Language): readonly (readonly (string | number)[])[] {
  const plan = tidyTexts(document);
  return plainTable(plan.launches, launchFields(plan, createReportWords(language, plan.currency)));
}

/** What each product costs from which day on, one line a price: what a shop system takes. */
export function priceList(document: PlanDocument, language: Language): readonly (readonly (string | number)[])[] {
  const plan = tidyTexts(document);
  return plainTable(priceLines(plan), priceFields(createReportWords(language, plan.currency)));
}

type PromotionLine = PlanDocument['promotionCalendar'][number];

/** The promotions ahead, one a line: weeks, places, who takes part and who stays out, what it costs. */
export function promotionTable(document: PlanDocument, language: Language): readonly (readonly (string | number)[])[] {
  const plan = tidyTexts(document);
  return plainTable(plan.promotionCalendar, promotionFields(createReportWords(language, plan.currency)));
}

export function promotionFields(words: ReportWords): readonly Field<PromotionLine>[] {
  const title = (key: ColumnKey): string => words.t(columnKey(key));
  const names = (products: PromotionLine['members']): string =>
    words.formats.list(products.map((product) => namesFor(product, words.language)[0]));
  return [
    { title: title('promotion'), format: 'text', width: 20, value: ({ event }) => eventName(words.language, event) },
    { title: title('day'), format: 'day', width: 12, value: ({ from }) => from },
    { title: title('until'), format: 'day', width: 12, value: ({ to }) => to },
    { title: title('slots'), format: 'count', value: ({ slots }) => slots },
    { title: title('taken'), format: 'count', value: ({ members }) => members.length },
    { title: moneyTitle('fee', words), format: 'money', value: ({ fee }) => fee },
    {
      title: moneyTitle('fees', words),
      format: 'money',
      value: ({ fee, members }) => fee * members.length,
      sums: true,
    },
    { title: title('members'), format: 'text', width: 60, value: ({ members }) => names(members) },
    { title: title('apart'), format: 'text', width: 60, value: ({ apart }) => names(apart) },
  ];
}

function plainTable<Item>(items: readonly Item[], fields: readonly Field<Item>[]) {
  const cell = (value: string | number | null, format: CellFormat): string | number => {
    if (value === null || Number.isNaN(value)) return '';
    return typeof value === 'string' ? value : written(value, format);
  };
  return [
    fields.map(({ title }) => title),
    ...items.map((item) => fields.map(({ value, format }) => cell(value(item), format))),
  ];
}

/** A figure as finely as it is worth: whole units, money to the hundredth, a share to a hundredth of a percent. */
function written(value: number, format: CellFormat): string | number {
  if (format === 'day') return isoDay(value as EpochDay);
  const digits = { text: 0, count: 0, money: 2, share: 4 }[format];
  return Number(value.toFixed(digits));
}

/** 2026-03-09. */
export function isoDay(day: EpochDay): string {
  return new Date(day * 86_400_000).toISOString().slice(0, 10);
}

/** 2026-W11. */
export function weekName(day: EpochDay): string {
  const { year, week } = isoWeek(day);
  return `${year}-W${String(week).padStart(2, '0')}`;
}

function markdownDay({ week, markdown }: PlannedLaunch): EpochDay | null {
  return markdown ? week + 7 * markdown.age : null;
}

interface PriceLine {
  readonly launch: PlannedLaunch;
  readonly price: number;
  readonly from: EpochDay;
}

export function priceLines({ launches }: PlanDocument): PriceLine[] {
  return launches.flatMap((launch) => {
    const { price, week, markdown } = launch;
    const marked = markdown ? [{ launch, price: markdown.price, from: week + 7 * markdown.age }] : [];
    return [{ launch, price, from: week }, ...marked];
  });
}

export function priceFields(words: ReportWords): readonly Field<PriceLine>[] {
  const title = (key: ColumnKey): string => words.t(columnKey(key));
  return [
    { title: title('id'), format: 'text', width: 14, value: ({ launch }) => launch.id },
    { title: title('name'), format: 'text', width: 34, value: ({ launch }) => namesFor(launch, words.language)[0] },
    { title: moneyTitle('price', words), format: 'money', value: ({ price }) => price },
    { title: title('priceFrom'), format: 'day', value: ({ from }) => from },
  ];
}

/** The columns of the launches; money where the data has costs. */
export function launchFields({ asked, launches }: PlanDocument, words: ReportWords): readonly Field<PlannedLaunch>[] {
  const { t, language } = words;
  const title = (key: ColumnKey): string => t(columnKey(key));
  const money = (key: ColumnKey): string => moneyTitle(key, words);
  const yes = (value: boolean): string => (value ? t('files.column.yes') : '');
  const profits: Field<PlannedLaunch>[] = [
    { title: money('profit'), format: 'money', value: ({ profit }) => profit, sums: true },
    { title: money('profitLo80'), format: 'money', value: ({ profitLo80 }) => profitLo80 },
    { title: money('profitHi80'), format: 'money', value: ({ profitHi80 }) => profitHi80 },
    { title: title('marginShare'), format: 'share', value: ({ marginShare }) => marginShare },
    { title: title('lossProbability'), format: 'share', value: ({ lossProbability }) => lossProbability },
  ];
  const offers: Field<PlannedLaunch>[] = [
    { title: money('ownPrice'), format: 'money', value: ({ price, ownPrice = price }) => ownPrice },
    { title: money('priceGain'), format: 'money', value: ({ priceGain }) => priceGain?.mean ?? null },
    { title: money('markdown'), format: 'money', value: ({ markdown }) => markdown?.price ?? null },
    { title: title('markdownDay'), format: 'day', value: markdownDay },
  ];
  return [
    { title: title('week'), format: 'text', width: 12, value: ({ week }) => weekName(week) },
    { title: title('day'), format: 'day', width: 12, value: ({ week }) => week },
    { title: title('id'), format: 'text', width: 14, value: ({ id }) => id },
    { title: title('name'), format: 'text', width: 34, value: (launch) => namesFor(launch, language)[0] },
    { title: title('otherName'), format: 'text', width: 24, value: (launch) => namesFor(launch, language)[1] },
    { title: title('category'), format: 'text', width: 18, value: ({ category }) => category },
    { title: title('wave'), format: 'text', width: 14, value: ({ wave }) => wave },
    { title: title('owner'), format: 'text', width: 14, value: ({ owner }) => owner },
    { title: title('initialOrder'), format: 'count', value: ({ initialOrder }) => initialOrder, sums: true },
    { title: money('price'), format: 'money', value: ({ price }) => price },
    ...(launches.some(({ ownPrice, markdown }) => ownPrice !== undefined || markdown) ? offers : []),
    { title: title('units'), format: 'count', value: ({ units }) => units, sums: true },
    { title: title('unitsLo80'), format: 'count', value: ({ unitsLo80 }) => unitsLo80 },
    { title: title('unitsHi80'), format: 'count', value: ({ unitsHi80 }) => unitsHi80 },
    { title: money('revenue'), format: 'money', value: ({ revenue }) => revenue, sums: true },
    ...(asked.hasCosts ? profits : []),
    { title: title('sellThrough'), format: 'share', value: ({ sellThrough }) => sellThrough },
    { title: title('hit'), format: 'share', value: ({ hit }) => hit?.probability ?? Number.NaN },
    { title: title('flop'), format: 'share', value: ({ flopProbability }) => flopProbability },
    { title: title('windowFrom'), format: 'day', value: ({ windowFrom }) => windowFrom },
    { title: title('windowTo'), format: 'day', value: ({ windowTo }) => windowTo },
    { title: title('lastDay'), format: 'day', value: ({ lastDay }) => lastDay },
    { title: title('must'), format: 'text', value: ({ mustLaunch }) => yes(mustLaunch) },
    { title: title('byHand'), format: 'text', value: ({ byHand }) => yes(byHand) },
  ];
}

/** Heading of a column of money, with the currency where it is known: "Price (CNY)". */
export function moneyTitle(key: ColumnKey, { t, currency }: ReportWords): string {
  const column = t(columnKey(key));
  return currency === '' ? column : t('files.column.inUnit', { column, unit: currency });
}

export type ColumnKey = keyof typeof import('#i18n/en/report-files.ts')['reportFiles']['column'];

export function columnKey(key: ColumnKey): `files.column.${ColumnKey}` {
  return `files.column.${key}`;
}
