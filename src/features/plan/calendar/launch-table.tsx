import { useTranslation } from 'react-i18next';
import type { LaunchReport, NotSelectedReport } from '#engine/planning/rules/plan-figures.ts';
import { useNotSelectedWhy } from '#features/plan/offer/not-selected-facts.tsx';
import { pricesOf, usePriceWords } from '#features/plan/offer/use-price-words.ts';
import { eventName } from '#i18n/event-name.ts';
import { useFormats, useLanguage } from '#i18n/use-formats.ts';
import { useProductNames, useWeekName } from '#state/data/product-names.ts';
import { selectLaunch } from '#state/plan/plan-edits.ts';
import { type CurrentPlan, type PlanResult, usePlanStore } from '#state/plan/plan-store.ts';
import { toPromotions } from '#state/plan/promotions.ts';
import { type Column, DataTable } from '#ui/table/data-table.tsx';

interface LaunchTableProps {
  readonly result: PlanResult;
  readonly current: CurrentPlan;
}

/** One line a launch: week and window, units with their range, money, initial order. */
export function LaunchTable({ result, current }: LaunchTableProps) {
  const { t } = useTranslation('plan');
  const formats = useFormats();
  const language = useLanguage();
  const nameOf = useProductNames(result);
  const { startDay, hasCosts } = result.built;
  const { instance } = current;
  const priceWords = usePriceWords(result, current);
  const selected = usePlanStore((state) => state.selected);
  const { currency = '' } = instance;
  const money = (value: number): string => formats.money(value, currency);
  const promotions = toPromotions(current);
  const gainOf = (product: number): string => {
    const gain = current.gains?.[product];
    const words = (value: number): string => formats.signed(value, (size) => formats.shortMoney(size, currency));
    return gain ? formats.bracketed(words(gain.mean), `${words(gain.lo80)} – ${words(gain.hi80)}`) : '';
  };
  const bought = ({ product, week }: LaunchReport): number => {
    const { stock, stockByWeek } = instance.products[product];
    return stockByWeek?.[week] ?? stock;
  };
  const window = ({ windowFrom, windowTo }: LaunchReport): string =>
    windowFrom === windowTo
      ? formats.shortDate(startDay + 7 * windowFrom)
      : `${formats.shortDate(startDay + 7 * windowFrom)} – ${formats.shortDate(startDay + 7 * windowTo)}`;
  const columns: Column<LaunchReport>[] = [
    {
      id: 'name',
      header: t('table.name'),
      cell: ({ product }) => nameOf(product),
      isRowHeader: true,
      sortBy: ({ product }) => nameOf(product),
    },
    {
      id: 'week',
      header: t('table.week'),
      cell: ({ week }) => formats.shortDate(startDay + 7 * week),
      align: 'end',
      sortBy: ({ week }) => week,
    },
    {
      id: 'price',
      header: t('offer.title'),
      cell: ({ product }) => priceWords(product).price,
      align: 'end',
      sortBy: ({ product }) => pricesOf(instance.products[product]).launch,
      raw: ({ product }) => pricesOf(instance.products[product]).launch,
    },
    { id: 'window', header: t('table.window'), cell: window, align: 'end' },
    {
      id: 'units',
      header: t('table.units'),
      cell: ({ units }) => formats.count(units),
      align: 'end',
      sortBy: ({ units }) => units,
      raw: ({ units }) => units,
    },
    {
      id: 'range',
      header: t('table.range'),
      // Sold out in nine of ten scenarios: the range of what sells is one number, above the mean.
      cell: ({ units, unitsLo80, unitsHi80 }) =>
        Math.round(unitsLo80) >= Math.round(units)
          ? t('table.sellsOut')
          : `${formats.count(unitsLo80)} – ${formats.count(unitsHi80)}`,
      align: 'end',
    },
    {
      id: 'stock',
      header: t('table.stock'),
      cell: (row) => formats.count(bought(row)),
      align: 'end',
      raw: bought,
    },
    {
      id: 'revenue',
      header: t('table.revenue'),
      cell: ({ revenue }) => money(revenue),
      align: 'end',
      sortBy: ({ revenue }) => revenue,
      raw: ({ revenue }) => revenue,
    },
    ...(hasCosts
      ? [
          {
            id: 'profit',
            header: t('table.profit'),
            cell: ({ contribution }: LaunchReport) => money(contribution),
            align: 'end' as const,
            sortBy: ({ contribution }: LaunchReport) => contribution,
            raw: ({ contribution }: LaunchReport) => contribution,
          },
          {
            id: 'loss',
            header: t('table.loss'),
            cell: ({ lossProbability }: LaunchReport) => formats.percent(lossProbability),
            align: 'end' as const,
            sortBy: ({ lossProbability }: LaunchReport) => lossProbability,
          },
        ]
      : []),
    {
      id: 'through',
      header: t('table.sellThrough'),
      cell: ({ sellThrough }) => formats.percent(sellThrough),
      align: 'end',
      sortBy: ({ sellThrough }) => sellThrough,
    },
    // Last: both are long, and would push the figures out of sight.
    ...(current.gains?.some((gain) => gain)
      ? [
          {
            id: 'gain',
            header: t('table.priceGain'),
            cell: ({ product }: LaunchReport) => gainOf(product),
            align: 'end' as const,
            sortBy: ({ product }: LaunchReport) => current.gains?.[product]?.mean ?? 0,
            raw: ({ product }: LaunchReport) => current.gains?.[product]?.mean ?? 0,
          },
        ]
      : []),
    ...(promotions.some(({ joined }) => joined.length > 0)
      ? [
          {
            id: 'promotions',
            header: t('table.promotions'),
            cell: ({ product }: LaunchReport) =>
              formats.items(
                promotions
                  .filter(({ joined }) => joined.includes(product))
                  .map(({ event }) => eventName(language, event.name ?? event.id)),
              ),
          },
        ]
      : []),
  ];
  return (
    <DataTable
      caption={t('table.caption')}
      columns={columns}
      rows={current.reading.launches}
      rowKey={({ product }) => String(product)}
      onSelect={({ product }) => selectLaunch(instance.products[product].id)}
      isSelected={({ product }) => instance.products[product].id === selected}
      maxHeight={480}
    />
  );
}

/** Candidates that are not selected, each with its reason and what it would bring. */
export function NotSelectedTable({ result, current }: LaunchTableProps) {
  const { t } = useTranslation('plan');
  const formats = useFormats();
  const nameOf = useProductNames(result);
  const weekName = useWeekName(result.built.startDay);
  const { products, currency = '' } = result.built.instance;
  const why = useNotSelectedWhy(result);
  if (current.reading.notSelected.length === 0) return null;
  const columns: Column<NotSelectedReport>[] = [
    { id: 'name', header: t('table.name'), cell: ({ product }) => nameOf(product), isRowHeader: true },
    { id: 'why', header: t('notSelected.why'), cell: why },
    {
      id: 'week',
      header: t('notSelected.bestWeek'),
      cell: ({ bestWeek }) => (bestWeek < 0 ? '–' : weekName(bestWeek)),
    },
    {
      id: 'gain',
      header: t('notSelected.gain'),
      cell: ({ gain }) => formats.money(gain, currency),
      align: 'end',
      raw: ({ gain }) => gain,
    },
  ];
  return (
    <DataTable
      caption={t('notSelected.caption')}
      captionShown
      columns={columns}
      rows={current.reading.notSelected}
      rowKey={({ product }) => String(product)}
      onSelect={({ product }) => selectLaunch(products[product].id)}
      maxHeight={420}
    />
  );
}
