import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '#i18n/use-formats.ts';
import { type RowsBehind, useExploreStore } from '#state/explore-store.ts';
import { type Column, DataTable } from '#ui/data-table.tsx';
import { Panel, Stack } from '#ui/panel.tsx';
import { ProgressBar } from '#ui/progress-bar.tsx';
import type { ExploreProps } from './explore-finding.tsx';
import { useExploreWords } from './explore-words.ts';

type FileRows = RowsBehind['files'][number];
type Line = FileRows['rows'][number];

/** The rows of the files behind a product's figure, word for word. */
export function RowsPanel({ panel, result: { query, found } }: ExploreProps) {
  const { t } = useTranslation('explore');
  const words = useExploreWords(panel, query.measure);
  const rows = useExploreStore((state) => state.rows);
  const place = useRef<HTMLDivElement>(null);
  const shown = rows?.productId;
  useEffect(() => {
    // They open below a long table: what was asked for comes into sight.
    if (shown !== undefined) place.current?.scrollIntoView({ block: 'nearest' });
  }, [shown]);
  if (!rows) return null;
  return (
    <div ref={place}>
      <Panel
        title={t('rows.title', { name: words.product(rows.productId) })}
        detail={t('rows.detail', { span: words.span(found) })}
      >
        <Stack>
          {rows.isRunning ? <ProgressBar label={t('rows.reading')} value={null} /> : null}
          {!rows.isRunning && rows.files.length === 0 ? <p>{t('rows.none')}</p> : null}
          {rows.files.map((file) => (
            <FileTable key={file.name} file={file} />
          ))}
        </Stack>
      </Panel>
    </div>
  );
}

function FileTable({ file }: { readonly file: FileRows }) {
  const { t, i18n } = useTranslation('explore');
  const formats = useFormats();
  const columns: Column<Line>[] = [
    { id: 'line', header: t('rows.line'), align: 'end', cell: ({ line }) => formats.count(line), isRowHeader: true },
    ...file.columns.map(
      (name, index): Column<Line> => ({ id: String(index), header: name, cell: ({ cells }) => cells[index] ?? '' }),
    ),
  ];
  const caption = [
    t('rows.file', { name: file.name, count: file.count }),
    file.count > file.rows.length ? t('rows.most', { shown: formats.count(file.rows.length) }) : '',
  ].join(i18n.language === 'zh' ? '' : ' ');
  return (
    <DataTable
      caption={caption}
      captionShown
      columns={columns}
      rows={file.rows}
      rowKey={({ line }) => String(line)}
      maxHeight={360}
    />
  );
}
