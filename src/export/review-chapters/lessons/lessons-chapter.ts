import type { Content } from 'pdfmake/interfaces';
import { defineChapter } from '#export/chapters/define-chapter.ts';
import { breakable, ruledTable, subheading } from '#export/page-blocks.ts';
import { type LessonTable, lessonTables } from '#export/review-chapters/lessons/lesson-tables.ts';
import type { ReviewDocument } from '#export/review-document.ts';
import { suggestionWords } from '#export/review-words.ts';

const above: [number, number, number, number] = [0, 12, 0, 4];

/** What was learnt: suggestions first, then the evidence table by table. */
export const lessonsChapter = defineChapter<ReviewDocument>({
  id: 'lessons',
  title: ({ t }) => t('monitor:lessons.title'),
  isOptional: false,
  section: ({ lessons }, context) => {
    const { t } = context;
    const { launches, suggestions } = lessons;
    if (launches === 0) return [{ text: t('monitor:lessons.none') }];
    return [
      { text: t('monitor:lessons.few', { count: launches }), style: 'note', margin: [0, 0, 0, 4] },
      subheading(t('monitor:lessons.suggestions'), above),
      suggestions.length === 0
        ? { text: t('monitor:lessons.noSuggestion') }
        : { ul: suggestions.map((suggestion) => suggestionWords(suggestion, context)) },
      ...lessonTables(lessons, context).flatMap(printedTable),
    ];
  },
});

function printedTable({ id, title, note, columns, rows }: LessonTable): Content[] {
  const table = ruledTable({
    heads: columns.map((column) => column.title),
    rows: rows.map(({ cells }) =>
      cells.map(({ text }, i) => (columns[i].breaksAt ? { text: breakable(text, columns[i].breaksAt) } : text)),
    ),
    widths: columns.map(({ width }) => width),
    columns: columns.map(({ breaksAt }) => (breaksAt === undefined ? 'r' : 'l')).join(''),
    fontSize: 8,
  });
  if (note === '') return [subheading(title, above), table];
  // A note on what the chances mean comes before them, one that sums up comes after.
  return id === 'calibration'
    ? [subheading(title, above), { text: note, style: 'note', margin: [0, 0, 0, 4] }, table]
    : [subheading(title, above), table, { text: note, style: 'note' }];
}
