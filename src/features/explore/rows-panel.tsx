import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '#i18n/use-formats.ts';
import { useDatasetStore } from '#state/data/dataset-store.ts';
import { saveRows } from '#state/explore/explore-actions.ts';
import { type FileRows, type RowsBehind, useExploreStore } from '#state/explore/explore-store.ts';
import { Button } from '#ui/controls/button.tsx';
import { ProgressBar } from '#ui/feedback/progress-bar.tsx';
import { Panel, Stack, Toolbar } from '#ui/layout/panel.tsx';
import { type Column, DataTable } from '#ui/table/data-table.tsx';
import type { ExploreProps } from './explore-finding.tsx';
import { useExploreWords } from './explore-words.ts';
import { reckonRows } from './to-reckoning.ts';

type Line = FileRows['rows'][number];

/** The rows of the files behind a product's figure, word for word, and what they add up to. */
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
  const { promotion } = rows.wanted;
  return (
    <div ref={place}>
      <Panel
        title={t('rows.title', { name: words.product(rows.productId) })}
        detail={t(promotion ? 'rows.detailOf' : 'rows.detail', {
          span: words.span(found),
          which: promotion ? t(`promotion.${promotion}`) : '',
        })}
      >
        <Stack>
          {rows.isRunning ? <ProgressBar label={t('rows.reading')} value={null} /> : null}
          {!rows.isRunning && rows.files.length === 0 ? <p>{t('rows.none')}</p> : null}
          {!rows.isRunning && rows.files.length > 0 ? (
            <Reckoning panel={panel} result={{ query, found }} rows={rows} />
          ) : null}
          {rows.files.map((file) => (
            <FileTable key={file.report.name} file={file} wanted={rows.wanted} />
          ))}
        </Stack>
      </Panel>
    </div>
  );
}

interface ReckoningProps {
  readonly panel: ExploreProps['panel'];
  readonly result: Pick<ExploreProps['result'], 'query' | 'found'>;
  readonly rows: RowsBehind;
}

/** What the used rows add up to, and why that is not the figure where it isn't. */
function Reckoning({ panel, result: { query }, rows }: ReckoningProps) {
  const { t } = useTranslation('explore');
  const formats = useFormats();
  const words = useExploreWords(panel, query.measure);
  const steps = useDatasetStore((state) => state.facts.reconciliation?.steps);
  const { measure, filter } = query;
  const { used, sum, differs, reasons } = reckonRows(rows, measure, filter.promotion != null, steps ?? []);
  if (measure === 'views') return <p>{t('rows.views')}</p>;
  const amount = (value: number): string => t(`rows.amount.${measure}`, { amount: words.full(value) });
  const added = t('rows.sum', { count: used, rows: formats.count(used), amount: amount(sum) });
  const told = differs
    ? [t('rows.differs', { figure: amount(rows.figure) }), ...reasons.map((reason) => t(`rows.reasons.${reason}`))]
    : [t('rows.same')];
  return <p>{[added, ...told].join(formats.space)}</p>;
}

function FileTable({ file, wanted }: { readonly file: FileRows; readonly wanted: RowsBehind['wanted'] }) {
  const { t, i18n } = useTranslation(['explore', 'data']);
  const formats = useFormats();
  const cause = (code: string): string =>
    i18n.exists(`causes.${code}`, { ns: 'data' }) ? t(`data:causes.${code as 'total_row'}`) : code;
  const columns: Column<Line>[] = [
    {
      id: 'line',
      header: t('explore:rows.line'),
      align: 'end',
      cell: ({ line }) => formats.count(line),
      isRowHeader: true,
    },
    {
      id: 'state',
      header: t('explore:rows.state'),
      cell: ({ reason }) =>
        reason === '' ? t('explore:rows.used') : t('explore:rows.unused', { reason: cause(reason) }),
    },
    ...file.columns.map(
      (name, index): Column<Line> => ({ id: String(index), header: name, cell: ({ cells }) => cells[index] ?? '' }),
    ),
  ];
  const count = t('explore:rows.file', { name: file.report.name, count: file.count, rows: formats.count(file.count) });
  const save = (): void => {
    const codes = Object.keys(file.report.rejected);
    const reasons = codes.map((code) => [code, t('explore:rows.unused', { reason: cause(code) })]);
    void saveRows(file, wanted, {
      ...{ line: t('explore:rows.line'), state: t('explore:rows.state'), used: t('explore:rows.used') },
      reasons: Object.fromEntries(reasons),
    });
  };
  return (
    <Stack>
      <DataTable
        caption={
          file.count > file.rows.length
            ? t('explore:rows.most', { file: count, shown: formats.count(file.rows.length) })
            : count
        }
        captionShown
        columns={columns}
        rows={file.rows}
        rowKey={({ line }) => String(line)}
        maxHeight={360}
      />
      <Toolbar>
        <Button icon="download" onPress={save}>
          {t('explore:rows.save', { count: file.count, rows: formats.count(file.count), name: file.report.name })}
        </Button>
      </Toolbar>
    </Stack>
  );
}
