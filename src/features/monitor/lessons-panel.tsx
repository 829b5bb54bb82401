import { useTranslation } from 'react-i18next';
import type { Lessons } from '#engine/monitor/lessons.ts';
import { type LessonTable, lessonTables } from '#export/review-chapters/lessons/lesson-tables.ts';
import { suggestionWords, timingWords } from '#export/review-words.ts';
import { Gloss } from '#ui/feedback/tooltip.tsx';
import { Disclosure } from '#ui/layout/disclosure.tsx';
import { Panel, Stack } from '#ui/layout/panel.tsx';
import { type Column, DataTable } from '#ui/table/data-table.tsx';
import styles from './monitor.module.css';
import { useReviewWords } from './version-names.ts';

/** 复盘: which forecast helped, where it was off, and what to do otherwise next time. */
export function LessonsPanel({ lessons }: { readonly lessons: Lessons }) {
  const { t } = useTranslation('monitor');
  const words = useReviewWords('');
  const { launches } = lessons;
  return (
    <Panel
      title={t('lessons.title')}
      detail={launches === 0 ? t('lessons.none') : t('lessons.few', { count: launches })}
    >
      <Stack>
        <p>{timingWords(lessons, words)}</p>
        {launches === 0 ? null : <Learnt lessons={lessons} />}
      </Stack>
    </Panel>
  );
}

function Learnt({ lessons }: { readonly lessons: Lessons }) {
  const { t } = useTranslation('monitor');
  const words = useReviewWords('');
  return (
    <>
      <h3>{t('lessons.suggestions')}</h3>
      {lessons.suggestions.length === 0 ? (
        <p>{t('lessons.noSuggestion')}</p>
      ) : (
        <ul className={styles.list}>
          {lessons.suggestions.map((suggestion) => (
            <li key={`${suggestion.code} ${suggestion.params.category ?? ''}`}>{suggestionWords(suggestion, words)}</li>
          ))}
        </ul>
      )}
      {lessonTables(lessons, words).map((table) => (
        <EvidenceTable key={table.id} table={table} />
      ))}
    </>
  );
}

/** The long ones wait behind their title. */
function EvidenceTable({ table }: { readonly table: LessonTable }) {
  const { id, title, note, columns, rows } = table;
  const isFolded = id === 'calibration' || id === 'analogues';
  const data = (
    <DataTable
      caption={title}
      captionShown={!isFolded}
      columns={columns.map((column, i) => toColumn(column, i, rows))}
      rows={rows}
      rowKey={(row) => row.id}
      {...(id === 'analogues' ? { maxHeight: 360 } : {})}
    />
  );
  const noted = note ? <p>{note}</p> : null;
  if (!isFolded)
    return (
      <>
        {data}
        {noted}
      </>
    );
  return (
    <Disclosure title={title}>
      <Stack>
        {noted}
        {data}
      </Stack>
    </Disclosure>
  );
}

type Row = LessonTable['rows'][number];

function toColumn(
  { id, title, gloss, breaksAt }: LessonTable['columns'][number],
  i: number,
  rows: LessonTable['rows'],
): Column<Row> {
  const isSorted = rows.some(({ cells }) => cells[i].value !== undefined);
  return {
    id,
    header: gloss ? <Gloss explanation={gloss}>{title}</Gloss> : title,
    cell: ({ cells }) => cells[i].text,
    align: breaksAt === undefined ? 'end' : 'start',
    isRowHeader: i === 0,
    ...(isSorted ? { sortBy: ({ cells }: Row) => cells[i].value ?? 0 } : {}),
  };
}
