import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { isoWeek } from '#engine/calendar/epoch-day.ts';
import { periodStart } from '#engine/calendar/period-start.ts';
import type { ExploreResult } from '#engine/explore/explore-panel.ts';
import type { ExploreFilter, ExploreMeasure, ExploreQuery } from '#engine/explore/explore-query.ts';
import type { Panel } from '#engine/panel/panel.ts';
import { localName } from '#i18n/local-name.ts';
import { useFormats } from '#i18n/use-formats.ts';
import { useDatasetStore } from '#state/dataset-store.ts';

/** Words for what a query counts, filters and splits by, in the reader's language. */
export interface ExploreWords {
  /** An amount of the measure, whole, and short for axes and sentences. */
  readonly full: (value: number) => string;
  readonly short: (value: number) => string;
  readonly measure: string;
  /** A period by its index: "week 12, 2026", "Jun 2025". */
  readonly period: (index: number) => string;
  readonly span: (result: Pick<ExploreResult, 'from' | 'to'>) => string;
  readonly band: (band: number, edges: readonly number[]) => string;
  readonly product: (id: string) => string;
  readonly category: (name: string) => string;
  /** A group of the table by its key. */
  readonly group: (key: string, query: ExploreQuery, edges: readonly number[]) => string;
  /** What the filters leave: "Mugs, on promotion". */
  readonly filter: (filter: ExploreFilter, edges: readonly number[]) => readonly FilterWord[];
}

export interface FilterWord {
  readonly key: keyof ExploreFilter;
  readonly words: string;
}

export function useExploreWords(panel: Panel, measure: ExploreMeasure): ExploreWords {
  const { t, i18n } = useTranslation('explore');
  const formats = useFormats();
  const currency = useDatasetStore((state) => state.facts.dataset?.currency ?? '');
  const language = i18n.language === 'zh' ? 'zh' : 'en';
  const names = useMemo(() => new Map(panel.products.map((product) => [product.id, product])), [panel]);
  const isMoney = measure === 'revenue';
  const full = (value: number): string =>
    measure === 'price'
      ? formats.price(value, currency)
      : isMoney
        ? formats.money(value, currency)
        : formats.count(value);
  const short = (value: number): string =>
    measure === 'price' ? full(value) : isMoney ? formats.shortMoney(value, currency) : formats.short(value);
  const period = (index: number): string => {
    const day = periodStart(panel.start, panel.period === 'month' ? 12 : 52, index);
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
  return {
    ...{ full, short, period, band, product, category },
    measure: t(`measure.${measure}`),
    span: ({ from, to }) =>
      to - from === 1 ? period(from) : t('span.between', { from: period(from), to: period(to - 1) }),
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
      if (filter.product != null) words.push({ key: 'product', words: product(filter.product) });
      else if (filter.category != null) words.push({ key: 'category', words: category(filter.category) });
      if (filter.priceBand != null) words.push({ key: 'priceBand', words: band(filter.priceBand, edges) });
      if (filter.attribute) {
        const { name, value } = filter.attribute;
        words.push({ key: 'attribute', words: `${name}: ${value === '' ? t('none') : value}` });
      }
      if (filter.promotion) words.push({ key: 'promotion', words: t(`promotion.${filter.promotion}`) });
      return words;
    },
  };
}
