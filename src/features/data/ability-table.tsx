import { useTranslation } from 'react-i18next';
import type { Dataset } from '#engine/panel/dataset.ts';
import { Panel } from '#ui/layout/panel.tsx';
import { type Column, DataTable } from '#ui/table/data-table.tsx';
import { type AbilityRow, toAbilityRows } from './to-ability-rows.ts';

/** What can be computed with what is here, and what a missing file would add. */
export function AbilityTable({ dataset }: { readonly dataset: Dataset }) {
  const { t } = useTranslation('data');
  const columns: readonly Column<AbilityRow>[] = [
    { id: 'ability', header: t('abilities.ability'), cell: (row) => t(`abilities.${row.id}`), isRowHeader: true },
    {
      id: 'state',
      header: t('abilities.state'),
      cell: (row) => {
        const state = t(`abilities.${row.state}`);
        return row.note
          ? t('abilities.stateNote', { state, note: t(`abilities.${row.note}`, { count: row.count, of: row.of ?? 0 }) })
          : state;
      },
    },
    {
      id: 'adds',
      header: t('abilities.adds'),
      cell: (row) => (row.state === 'yes' ? t('abilities.have') : t(`abilities.${row.id}Add`)),
    },
  ];
  return (
    <Panel title={t('abilities.title')} detail={t('abilities.detail')}>
      <DataTable
        caption={t('abilities.title')}
        columns={columns}
        rows={toAbilityRows(dataset)}
        rowKey={(row) => row.id}
      />
    </Panel>
  );
}
