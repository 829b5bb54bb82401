import { useTranslation } from 'react-i18next';
import { isoWeek } from '#engine/calendar/epoch-day.ts';
import { useSeriesName } from '#features/demand/series/series-names.ts';
import { useFormats } from '#i18n/use-formats.ts';
import { selectCandidate } from '#state/candidates/candidates-actions.ts';
import { Gloss } from '#ui/feedback/tooltip.tsx';
import { type Column, DataTable } from '#ui/table/data-table.tsx';
import styles from './candidate-tables.module.css';
import type { CandidateRow } from './to-candidate-rows.ts';

interface CandidatesTableProps {
  readonly rows: readonly CandidateRow[];
  readonly selected: string | null;
  readonly horizon: number;
  readonly threshold: number;
}

/** All candidates, the most promising first; a row opens its detail beside the table. */
export function CandidatesTable({ rows, selected, horizon, threshold }: CandidatesTableProps) {
  const { t } = useTranslation('demand');
  const formats = useFormats();
  const nameOf = useSeriesName();
  // What a hit is can't be known without launches.
  const hit: readonly Column<CandidateRow>[] = Number.isNaN(threshold)
    ? []
    : [
        {
          id: 'hit',
          header: (
            <Gloss explanation={t('candidates.hitGloss', { threshold: formats.count(threshold), weeks: horizon })}>
              {t('candidates.column.hit')}
            </Gloss>
          ),
          align: 'end',
          cell: ({ forecast }) => formats.chance(forecast.hitProbability),
          raw: ({ forecast }) => forecast.hitProbability,
        },
      ];
  const columns: readonly Column<CandidateRow>[] = [
    {
      id: 'name',
      header: t('candidates.column.name'),
      cell: (row) => row.name,
      sortBy: (row) => row.name,
      isRowHeader: true,
    },
    {
      id: 'category',
      header: t('candidates.column.category'),
      cell: (row) => nameOf(`category:${row.category}`),
      sortBy: (row) => row.category,
    },
    {
      id: 'launch',
      header: t('candidates.column.launch'),
      cell: ({ forecast }) => {
        const { year, week } = isoWeek(forecast.launchWeek);
        return <span className={styles.line}>{formats.week(year, week)}</span>;
      },
      sortBy: ({ forecast }) => forecast.launchWeek,
    },
    {
      id: 'total',
      header: t('candidates.column.total'),
      align: 'end',
      cell: ({ forecast }) => formats.count(forecast.total),
      sortBy: ({ forecast }) => forecast.total,
      raw: ({ forecast }) => forecast.total,
    },
    {
      id: 'range',
      header: t('candidates.column.range'),
      align: 'end',
      cell: ({ forecast }) => `${formats.count(forecast.totalLo80)} – ${formats.count(forecast.totalHi80)}`,
    },
    ...hit,
    {
      id: 'flop',
      header: <Gloss explanation={t('candidates.flopGloss')}>{t('candidates.column.flop')}</Gloss>,
      align: 'end',
      cell: ({ forecast }) => formats.chance(forecast.flopProbability),
      raw: ({ forecast }) => forecast.flopProbability,
    },
    { id: 'analogue', header: t('candidates.column.analogue'), cell: (row) => nameOf(row.mostLike) },
  ];
  return (
    <DataTable
      caption={t('candidates.table')}
      columns={columns}
      rows={rows}
      rowKey={(row) => row.id}
      onSelect={(row) => selectCandidate(row.id)}
      isSelected={(row) => row.id === selected}
      maxHeight={960}
    />
  );
}
