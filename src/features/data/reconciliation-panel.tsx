import { useTranslation } from 'react-i18next';
import { useFormats } from '#i18n/use-formats.ts';
import type { Reconciliation } from '#ingest/import-report.ts';
import { type ReconciliationRow, toReconciliationRows } from '#state/data/reconciliation-rows.ts';
import { Panel, Stack } from '#ui/layout/panel.tsx';
import { type Column, DataTable } from '#ui/table/data-table.tsx';
import { ImportSettingsForm } from './import-settings-form.tsx';
import { useCounted } from './use-counted.ts';

interface ReconciliationPanelProps {
  readonly reconciliation: Reconciliation;
  readonly currency: string;
  readonly monthly: boolean;
}

/** Every unit and penny from the rows of the files to the panel that everything else uses. */
export function ReconciliationPanel({ reconciliation, currency, monthly }: ReconciliationPanelProps) {
  const { t } = useTranslation('data');
  const formats = useFormats();
  const counted = useCounted();
  const strong = (row: ReconciliationRow, words: string) => (row.isTotal ? <strong>{words}</strong> : words);
  const columns: readonly Column<ReconciliationRow>[] = [
    {
      id: 'step',
      header: t('reconciliation.step'),
      cell: (row) => {
        const id = row.id === 'panel' && monthly ? 'panelMonth' : row.id;
        return strong(row, t(`reconciliation.${id}`));
      },
      isRowHeader: true,
    },
    {
      id: 'count',
      header: t('reconciliation.count'),
      align: 'end',
      cell: (row) => (row.count === null ? '' : counted(row.countOf, row.count)),
    },
    {
      id: 'units',
      header: t('reconciliation.units'),
      align: 'end',
      cell: (row) => (row.units === null ? '' : strong(row, formats.count(row.units))),
    },
    {
      id: 'revenue',
      header: t('reconciliation.revenue'),
      align: 'end',
      cell: (row) => (row.revenue === null ? '' : strong(row, formats.price(row.revenue, currency))),
    },
    {
      id: 'products',
      header: t('files.products'),
      align: 'end',
      cell: (row) => (row.products === null ? '' : strong(row, formats.count(row.products))),
    },
    {
      id: 'days',
      header: t('files.dates'),
      cell: (row) => (row.days === null ? '' : `${formats.date(row.days[0])} – ${formats.date(row.days[1])}`),
    },
  ];
  const { cancelledPieces, cancelledWithoutOrder, cancelledWithoutCustomer } = reconciliation;
  return (
    <Panel title={t('reconciliation.title')} detail={t('reconciliation.detail')}>
      <Stack>
        <DataTable
          caption={t('reconciliation.title')}
          columns={columns}
          rows={toReconciliationRows(reconciliation, monthly)}
          rowKey={(row) => row.id}
          isMarked={(row) => row.isTotal}
        />
        {cancelledWithoutOrder > 0 ? (
          <p>
            {t('reconciliation.unmatched', {
              unmatched: formats.count(cancelledWithoutOrder),
              cancelled: formats.count(cancelledPieces),
            })}
          </p>
        ) : null}
        {cancelledWithoutCustomer > 0 ? (
          <p>
            {t('reconciliation.anonymous', {
              count: cancelledWithoutCustomer,
              number: formats.count(cancelledWithoutCustomer),
            })}
          </p>
        ) : null}
        <ImportSettingsForm />
      </Stack>
    </Panel>
  );
}
