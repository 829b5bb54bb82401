import { memo, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Panel as SalesPanel } from '#engine/panel/panel.ts';
import { localName } from '#i18n/local-name.ts';
import { useAmounts } from '#i18n/use-amounts.ts';
import { useLanguage } from '#i18n/use-formats.ts';
import { type AudienceResult, useAudienceStore } from '#state/audience/audience-store.ts';
import { useDatasetStore, useMeasure } from '#state/data/dataset-store.ts';
import { type DemandSeries, useDemandStore } from '#state/demand/demand-store.ts';
import { useAfterPaint } from '#state/runtime/after-paint.ts';
import { lastReady } from '#state/runtime/job-state.ts';
import { togglePinned, useSettingsStore } from '#state/runtime/settings-store.ts';
import { Sparkline } from '#ui/charts/sparkline.tsx';
import { PinButton } from '#ui/controls/button.tsx';
import { Select } from '#ui/controls/select.tsx';
import { TextField } from '#ui/controls/text-field.tsx';
import { Panel } from '#ui/layout/panel.tsx';
import { type Column, DataTable, sortableColumn } from '#ui/table/data-table.tsx';
import { usePeriods } from './series-names.ts';
import { type ProductRow, toProductRows, withForecasts } from './to-product-rows.ts';

interface ProductsTableProps {
  readonly series: readonly DemandSeries[];
  /** Id of the series on screen. */
  readonly shown: string;
  readonly horizon: number;
  readonly onPick: (id: string) => void;
}

/** Every product with its recent sales and, as far as it has one, its forecast; searched, sorted, chosen. */
export function ProductsTable({ series, shown, horizon, onPick }: ProductsTableProps) {
  const { t } = useTranslation('demand');
  const panel = useDatasetStore((state) => state.facts.dataset?.panel ?? null);
  const asked = useDemandStore((state) => state.asked);
  const pinned = useSettingsStore((state) => state.pinned);
  const [wanted, setWanted] = useState('');
  // The letter or the choice shows at once, the lines that it leaves follow.
  const searched = useAfterPaint(wanted);
  const [category, setCategory] = useState('');
  const sliced = useAfterPaint(category);
  const sold = panel ? toProductRows(panel, horizon) : noRows;
  const rows = useMemo(() => withForecasts(sold, series, asked), [sold, series, asked]);
  const columns = useProductColumns(panel, horizon);
  const found = useMemo(() => {
    const needle = searched.trim().toLocaleLowerCase();
    return rows.filter(
      (row) =>
        (sliced === '' || row.category === sliced) &&
        (needle === '' ||
          [row.id, row.name, row.nameAlternative ?? ''].some((text) => text.toLocaleLowerCase().includes(needle))),
    );
  }, [rows, sliced, searched]);
  if (!panel) return null;
  const named = panel.categories.length > 1;

  return (
    <Panel
      title={t('products.title')}
      detail={t('products.detail')}
      actions={
        <>
          {named && <CategoryChooser categories={panel.categories} value={category} onChange={setCategory} />}
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

const noRows: readonly ProductRow[] = [];
const noTypes: AudienceResult['demandTypes'] = {};

function useProductColumns(panel: SalesPanel | null, horizon: number): readonly Column<ProductRow>[] {
  const { t } = useTranslation('demand');
  const periods = usePeriods(panel?.period === 'month' ? 12 : 52);
  const amounts = useAmounts(useMeasure({ measure: panel?.unitsKnown === false ? 'revenue' : 'units' }));
  const language = useLanguage();
  const types = useAudienceStore(({ job }) => lastReady(job)?.result.demandTypes) ?? noTypes;
  // Words and formats follow the language alone: rows that stay are not drawn anew for a keystroke or a pin.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  return useMemo((): Column<ProductRow>[] => {
    if (!panel) return [];
    const nameOf = (row: ProductRow): string => localName(language, row.name, row.nameAlternative);
    return [
      {
        id: 'pinned',
        isNarrow: true,
        header: <span className="visually-hidden">{t('products.pinned')}</span>,
        cell: (row) => <Pin id={row.id} name={nameOf(row)} />,
      },
      { id: 'name', header: t('products.name'), cell: nameOf, isRowHeader: true, sortBy: nameOf },
      ...(panel.categories.length > 1
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
      sortableColumn(
        'recent',
        t('products.recent', { periods: periods(horizon), unit: amounts.column }),
        amounts.full,
        (row) => row.recent,
      ),
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
      {
        id: 'type',
        header: t('products.type'),
        gloss: t('products.typeGloss'),
        cell: ({ id }) => (types[id] ? t(`products.types.${types[id]}`) : '–'),
        sortBy: ({ id }) => types[id] ?? '',
      },
      { id: 'method', header: t('products.method'), cell: (row) => (row.method ? t(`method.${row.method}`) : '–') },
    ];
  }, [panel, horizon, language, types]);
}

function Pin({ id, name }: { readonly id: string; readonly name: string }) {
  const { t } = useTranslation('demand');
  const isPinned = useSettingsStore((state) => state.pinned.includes(id));
  return <PinButton label={t('products.pin', { name })} isPinned={isPinned} onToggle={() => togglePinned(id)} />;
}

interface CategoryChooserProps {
  readonly categories: readonly string[];
  readonly value: string;
  readonly onChange: (category: string) => void;
}

const CategoryChooser = memo(function CategoryChooser({ categories, value, onChange }: CategoryChooserProps) {
  const { t } = useTranslation('demand');
  const language = useLanguage();
  return (
    <Select
      label={t('products.category')}
      labelHidden
      value={value}
      onChange={onChange}
      options={[
        { value: '', label: t('products.everyCategory') },
        ...categories.map((name) => ({ value: name, label: localName(language, name) })),
      ]}
    />
  );
});
