import { useTranslation } from 'react-i18next';
import { useFormats } from '#i18n/use-formats.ts';
import type { ColumnRole } from '#ingest/file-kind.ts';
import type { ColumnReport, FileReport } from '#ingest/import-report.ts';
import { remapColumn } from '#state/data/dataset-actions.ts';
import { Select } from '#ui/controls/select.tsx';
import { type Column, DataTable } from '#ui/table/data-table.tsx';
import styles from './data-step.module.css';
import { useRoleWords } from './kind-words.ts';

/** Every column with its meaning, the evidence for it, and the way to change it. */
export function MappingTable({ report }: { readonly report: FileReport }) {
  const { t } = useTranslation('data');
  const formats = useFormats();
  const roleWords = useRoleWords();
  const nameOf = (column: ColumnReport): string =>
    column.name || t('mapping.nameless', { number: String(column.index + 1) });
  const evidenceOf = ({ role, type, evidence }: ColumnReport): string => {
    if (role === 'attribute' && evidence.from === 'none') return t('mapping.attribute');
    const why = t(`mapping.from.${evidence.from}`);
    if (type === 'empty') return why;
    const share = t('mapping.share', { percent: formats.percent(evidence.typeShare), type: t(`types.${type}`) });
    return t('mapping.joined', { why, share });
  };
  const columns: readonly Column<ColumnReport>[] = [
    {
      id: 'column',
      header: t('mapping.column'),
      cell: (column) => <span className={styles.columnName}>{nameOf(column)}</span>,
      isRowHeader: true,
    },
    {
      id: 'role',
      header: t('mapping.role'),
      cell: (column) => (
        <Select
          label={t('mapping.roleOf', { column: nameOf(column) })}
          labelHidden
          options={report.possibleRoles.map((role) => ({ value: role, label: roleWords(role) }))}
          value={column.role || 'ignored'}
          onChange={(role: ColumnRole) => void remapColumn(report.name, column.index, role)}
        />
      ),
    },
    { id: 'evidence', header: t('mapping.evidence'), cell: evidenceOf },
    {
      id: 'examples',
      header: t('mapping.examples'),
      cell: (column) => column.evidence.examples.slice(0, 3).join(' · '),
    },
  ];
  return (
    <DataTable
      caption={t('mapping.caption', { file: report.name })}
      columns={columns}
      rows={report.columns}
      rowKey={(column) => String(column.index)}
      maxHeight={480}
    />
  );
}
