import { useDeferredValue, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { localName } from '#i18n/local-name.ts';
import { useAmounts } from '#i18n/use-amounts.ts';
import { useDatasetStore } from '#state/dataset-store.ts';
import { type DemandSeries, useDemandStore } from '#state/demand-store.ts';
import { togglePinned, useSettingsStore } from '#state/settings-store.ts';
import { PinButton } from '#ui/button.tsx';
import { Sparkline } from '#ui/charts/sparkline.tsx';
import { type Column, DataTable } from '#ui/data-table.tsx';
import { Panel } from '#ui/panel.tsx';
import { Select } from '#ui/select.tsx';
import { TextField } from '#ui/text-field.tsx';
import { useMeasure, usePeriods } from './series-names.ts';
import { type ProductRow, toProductRows } from './to-product-rows.ts';

interface ProductsTableProps {
  readonly series: readonly DemandSeries[];
  /** Id of the series on screen. */
  readonly shown: string;
  readonly horizon: number;
  readonly onPick: (id: string) => void;
}

/** Every product with its recent sales and, as far as it has one, its forecast; searched, sorted, chosen. */
export function ProductsTable({ series, shown, horizon, onPick }: ProductsTableProps) {
  const { t, i18n } = useTranslation('demand');
  const panel = useDatasetStore((state) => state.facts.dataset?.panel ?? null);
  const asked = useDemandStore((state) => state.asked);
  const pinned = useSettingsStore((state) => state.pinned);
  const [wanted, setWanted] = useState('');
  // The letter shows at once, the lines that hold it follow.
  const searched = useDeferredValue(wanted);
  const [category, setCategory] = useState('');
  const rows = useMemo(
    () => (panel ? toProductRows(panel, series, asked, horizon) : []),
    [panel, series, asked, horizon],
  );
  const periods = usePeriods(panel?.period === 'month' ? 12 : 52);
  const amounts = useAmounts(useMeasure({ measure: panel?.unitsKnown === false ? 'revenue' : 'units' }));
  const language = i18n.language === 'zh' ? 'zh' : 'en';
  if (!panel) return null;

  const needle = searched.trim().toLocaleLowerCase();
  const found = rows.filter(
    (row) =>
      (category === '' || row.category === category) &&
      (needle === '' ||
        [row.id, row.name, row.nameAlternative ?? ''].some((text) => text.toLocaleLowerCase().includes(needle))),
  );
  const named = panel.categories.length > 1;
  const nameOf = (row: ProductRow): string => localName(language, row.name, row.nameAlternative);
  const columns: Column<ProductRow>[] = [
    {
      id: 'pinned',
      isNarrow: true,
      header: <span className="visually-hidden">{t('products.pinned')}</span>,
      cell: (row) => (
        <PinButton
          label={t('products.pin', { name: nameOf(row) })}
          isPinned={pinned.includes(row.id)}
          onToggle={() => togglePinned(row.id)}
        />
      ),
    },
    { id: 'name', header: t('products.name'), cell: nameOf, isRowHeader: true, sortBy: nameOf },
    ...(named
      ? [
          {
            id: 'category',
            header: t('products.category'),
            cell: (row: ProductRow) => localName(language, row.category),
            sortBy: (row: ProductRow) => row.category,
          },
        ]
      : []),
    {
      id: 'curve',
      isNarrow: true,
      header: t('products.curve', { periods: periods(Math.min(52, panel.completeTo - panel.completeFrom)) }),
      cell: (row) => <Sparkline values={row.curve} width={72} />,
    },
    {
      id: 'recent',
      header: t('products.recent', { periods: periods(horizon), unit: amounts.column }),
      align: 'end',
      cell: (row) => amounts.full(row.recent),
      sortBy: (row) => row.recent,
    },
    {
      id: 'next',
      header: t('products.next', { periods: periods(horizon), unit: amounts.column }),
      align: 'end',
      cell: (row) => amounts.full(row.next),
      sortBy: (row) => (Number.isNaN(row.next) ? -1 : row.next),
    },
    {
      id: 'range',
      header: t('products.range', { unit: amounts.column }),
      align: 'end',
      cell: (row) => (Number.isNaN(row.lo80) ? '–' : `${amounts.full(row.lo80)} – ${amounts.full(row.hi80)}`),
    },
    { id: 'method', header: t('products.method'), cell: (row) => (row.method ? t(`method.${row.method}`) : '–') },
  ];
  return (
    <Panel
      title={t('products.title')}
      detail={t('products.detail')}
      actions={
        <>
          {named && (
            <Select
              label={t('products.category')}
              labelHidden
              value={category}
              onChange={setCategory}
              options={[
                { value: '', label: t('products.everyCategory') },
                ...panel.categories.map((name) => ({ value: name, label: localName(language, name) })),
              ]}
            />
          )}
          <TextField
            label={t('products.search')}
            labelHidden
            icon="search"
            placeholder={t('products.searchPlaceholder')}
            value={wanted}
            onChange={setWanted}
          />
        </>
      }
    >
      <DataTable
        caption={t('products.caption')}
        columns={columns}
        rows={found}
        rowKey={(row) => row.id}
        isPinned={(row) => pinned.includes(row.id)}
        isSelected={(row) => shown === `product:${row.id}`}
        onSelect={(row) => onPick(`product:${row.id}`)}
        maxHeight={420}
      />
      <p>{t('products.count', { count: found.length })}</p>
    </Panel>
  );
}
