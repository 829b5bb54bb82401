import { useTranslation } from 'react-i18next';
import { useFormats } from '#i18n/use-formats.ts';
import type { ColumnRole } from '#ingest/file-kind.ts';
import type { ColumnReport, FileReport } from '#ingest/import-report.ts';
import { remapColumn } from '#state/data/dataset-actions.ts';
import { Select } from '#ui/controls/select.tsx';
import { type Column, DataTable } from '#ui/table/data-table.tsx';
import styles from './data-step.module.css';
import { useRoleWords } from './kind-words.ts';

/** Every column with three of its values, its meaning, why and how surely, and the way to change it; doubtful ones first. */
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
  const rows = [...report.columns].sort((a, b) => urgency(b) - urgency(a) || a.index - b.index);
  const columns: readonly Column<ColumnReport>[] = [
    {
      id: 'column',
      header: t('mapping.column'),
      cell: (column) => <span className={styles.columnName}>{nameOf(column)}</span>,
      isRowHeader: true,
    },
    {
      id: 'examples',
      header: t('mapping.examples'),
      cell: (column) => column.evidence.examples.slice(0, 3).join(' · '),
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
    { id: 'sure', header: t('mapping.sure'), cell: (column) => t(`mapping.certainty.${certaintyOf(column)}`) },
  ];
  return (
    <DataTable
      caption={t('mapping.caption', { file: report.name })}
      columns={columns}
      rows={rows}
      rowKey={(column) => String(column.index)}
      maxHeight={480}
    />
  );
}

/** How sure a role is, by heading and cells. */
function certaintyOf({ role, evidence }: ColumnReport): 'chosen' | 'high' | 'medium' | 'low' | 'none' {
  if (evidence.from === 'chosen') return 'chosen';
  if (role === '' || role === 'ignored' || evidence.from === 'none') return 'none';
  return evidence.confidence >= 0.85 ? 'high' : evidence.confidence >= 0.65 ? 'medium' : 'low';
}

/** Unsure roles come first, then those with a role, then columns that are not used. */
function urgency(column: ColumnReport): number {
  return { low: 3, medium: 2, high: 1, chosen: 1, none: 0 }[certaintyOf(column)];
}
