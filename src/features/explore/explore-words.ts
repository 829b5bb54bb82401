import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { type EpochDay, isoWeek } from '#engine/calendar/epoch-day.ts';
import { periodStart } from '#engine/calendar/period-start.ts';
import type { ExploreResult } from '#engine/explore/explore-panel.ts';
import type { ExploreFilter, ExploreMeasure, ExploreQuery } from '#engine/explore/explore-query.ts';
import type { Panel } from '#engine/panel/panel.ts';
import { localName } from '#i18n/local-name.ts';
import { useFormats, useLanguage } from '#i18n/use-formats.ts';
import { useCalendarEvents } from '#state/data/calendar-events.ts';
import { useDatasetStore } from '#state/data/dataset-store.ts';
import { byIdOf } from '#state/data/product-names.ts';
import { withoutAttribute } from './to-drill.ts';
import { type EventSpan, eventSpans, spanId } from './to-span.ts';

/** Words for what a query counts, filters and splits by, in the reader's language. */
export interface ExploreWords {
  /** An amount of the measure, whole, and short for axes and sentences. */
  readonly full: (value: number) => string;
  readonly short: (value: number) => string;
  readonly measure: string;
  /** A period by its index: "week 12, 2026", "Jun 2025". */
  readonly period: (index: number) => string;
  readonly periodOf: (day: EpochDay) => string;
  readonly span: (result: Pick<ExploreResult, 'from' | 'to'>) => string;
  /** What events the periods of a span are named by: "Double 11 2025". */
  readonly event: (span: EventSpan) => string;
  /** What the figures are compared with, as a name ("the time before") and within a sentence ("in the time before"). */
  readonly compared: (query: ExploreQuery) => string;
  readonly thanCompared: (query: ExploreQuery) => string;
  readonly band: (band: number, edges: readonly number[]) => string;
  readonly product: (id: string) => string;
  readonly category: (name: string) => string;
  /** A group of the table by its key. */
  readonly group: (key: string, query: ExploreQuery, edges: readonly number[]) => string;
  /** What the filters leave: "Mugs, on promotion". */
  readonly filter: (filter: ExploreFilter, edges: readonly number[]) => readonly FilterWord[];
}

export interface FilterWord {
  readonly id: string;
  readonly words: string;
  /** The filter without it. */
  readonly without: ExploreFilter;
}

export function useExploreWords(panel: Panel, measure: ExploreMeasure): ExploreWords {
  const { t } = useTranslation('explore');
  const formats = useFormats();
  const currency = useDatasetStore((state) => state.facts.dataset?.currency ?? '');
  const language = useLanguage();
  const names = byIdOf(panel.products);
  const named = useCalendarEvents();
  const events = useMemo(() => eventSpans(panel, named), [panel, named]);
  const isMoney = measure === 'revenue';
  const full = (value: number): string =>
    measure === 'price'
      ? formats.price(value, currency)
      : isMoney
        ? formats.money(value, currency)
        : formats.count(value);
  const short = (value: number): string =>
    measure === 'price' ? full(value) : isMoney ? formats.shortMoney(value, currency) : formats.short(value);
  const period = (index: number): string =>
    periodOf(periodStart(panel.start, panel.period === 'month' ? 12 : 52, index));
  const periodOf = (day: EpochDay): string => {
    if (panel.period === 'month') return formats.month(day);
    const { year, week } = isoWeek(day);
    return formats.week(year, week);
  };
  const category = (name: string): string => (name === '' ? t('none') : localName(language, name));
  const product = (id: string): string => {
    const known = names.get(id);
    return known ? localName(language, known.name, known.nameAlternative) : id;
  };
  const band = (index: number, edges: readonly number[]): string => {
    const price = (value: number): string => formats.price(value, currency);
    if (index < 0) return t('band.unknown');
    if (edges.length === 0) return t('band.all');
    if (index === 0) return t('band.below', { to: price(edges[0]) });
    if (index >= edges.length) return t('band.above', { from: price(edges[edges.length - 1]) });
    return t('band.between', { from: price(edges[index - 1]), to: price(edges[index]) });
  };
  const eventWords = ({ names, year }: EventSpan): string =>
    t('span.event', { name: formats.together(names), year: String(year) });
  const chosenEvent = ({ comparison, comparedSpan }: ExploreQuery): EventSpan | undefined =>
    comparison === 'chosen' && comparedSpan ? events.find(({ id }) => id === spanId(comparedSpan)) : undefined;
  return {
    ...{ full, short, period, periodOf, band, product, category, event: eventWords },
    measure: t(`measure.${measure}`),
    span: ({ from, to }) =>
      to - from <= 1 ? period(from) : t('span.between', { from: period(from), to: period(to - 1) }),
    compared: (query) => {
      const event = chosenEvent(query);
      if (event) return eventWords(event);
      return query.comparison === 'chosen' ? t('compare.other') : t(`compare.${query.comparison}`);
    },
    thanCompared: (query) => {
      const event = chosenEvent(query);
      if (event) return t('before.event', { event: eventWords(event) });
      return query.comparison === 'none' ? '' : t(`before.${query.comparison}`);
    },
    group: (key, { grouping }, edges) => {
      switch (grouping) {
        case 'category':
          return category(key);
        case 'product':
          return product(key);
        case 'price-band':
          return band(Number(key), edges);
        case 'promotion':
          return t(key === 'on' ? 'promotion.on' : 'promotion.off');
        case 'period':
          return period(Number(key));
        default:
          return key === '' ? t('none') : key;
      }
    },
    filter: (filter, edges) => {
      const words: FilterWord[] = [];
      const add = (id: string, text: string, without: ExploreFilter): number =>
        words.push({ id, words: text, without });
      if (filter.product != null) add('product', product(filter.product), { ...filter, product: null });
      else if (filter.category != null) add('category', category(filter.category), { ...filter, category: null });
      if (filter.priceBand != null) add('priceBand', band(filter.priceBand, edges), { ...filter, priceBand: null });
      for (const { name, value } of filter.attributes ?? []) {
        const without = { ...filter, attributes: withoutAttribute(filter.attributes, name) };
        add(`attribute ${name}`, t('filter.value', { name, value: value === '' ? t('none') : value }), without);
      }
      if (filter.promotion) add('promotion', t(`promotion.${filter.promotion}`), { ...filter, promotion: null });
      if (filter.period != null) add('period', periodOf(filter.period), { ...filter, period: null });
      return words;
    },
  };
}

/** With a capital where the script has one: a phrase that begins a sentence or heads a column. */
export function capital(text: string): string {
  return text.charAt(0).toLocaleUpperCase() + text.slice(1);
}
