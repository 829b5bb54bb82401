import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '#i18n/use-formats.ts';
import type { FileKind } from '#ingest/file-kind.ts';
import type { FileReport } from '#ingest/import-report.ts';
import { chooseKind, removeFile } from '#state/data/dataset-actions.ts';
import { Button, IconButton } from '#ui/controls/button.tsx';
import { Select } from '#ui/controls/select.tsx';
import { Panel, Stack } from '#ui/layout/panel.tsx';
import { type Column, DataTable } from '#ui/table/data-table.tsx';
import styles from './data-step.module.css';
import { useKinds, useKindWords } from './kind-words.ts';
import { MappingPanel } from './mapping-panel.tsx';

/** What each file is and what came of its rows; one of them opened in full below. */
export function FileTable({ files, monthly }: { readonly files: readonly FileReport[]; readonly monthly: boolean }) {
  const { t } = useTranslation('data');
  const [opened, setOpened] = useState<string | null>(null);
  const report = files.find((file) => file.name === opened);
  const columns = useFileColumns(opened, monthly, (name) => setOpened(opened === name ? null : name));
  return (
    <Panel title={t('files.title')} detail={t('files.detail')}>
      <Stack>
        <DataTable
          caption={t('files.title')}
          columns={columns}
          rows={files}
          rowKey={(file) => file.name}
          isMarked={(file) => file.name === opened}
        />
        {report ? <FileDetails report={report} /> : null}
      </Stack>
    </Panel>
  );
}

function useFileColumns(
  opened: string | null,
  monthly: boolean,
  toggle: (name: string) => void,
): readonly Column<FileReport>[] {
  const { t } = useTranslation('data');
  const formats = useFormats();
  const count = (file: FileReport, value: number): string => (file.state === 'imported' ? formats.count(value) : '');
  const days = ({ kind, firstDay, lastDay }: FileReport): string => {
    const dateOf = monthly && kind === 'sales' ? formats.month : formats.date;
    const ends = [firstDay, lastDay].flatMap((day) => (day === null ? [] : [dateOf(day)]));
    return [...new Set(ends)].join(' – ');
  };
  const sum = (counts: Readonly<Record<string, number>>): number =>
    Object.values(counts).reduce((total, value) => total + value, 0);
  return [
    {
      id: 'name',
      header: t('files.name'),
      isRowHeader: true,
      cell: (file) => (
        <>
          <span className={styles.fileName}>{file.name}</span>
          <span className={styles.fileDetail}>
            {t(stateOf(file))} · {formats.bytes(file.bytes)}
          </span>
        </>
      ),
    },
    { id: 'kind', header: t('files.kind'), cell: (file) => <KindChoice file={file} /> },
    { id: 'rows', header: t('files.rows'), align: 'end', cell: (file) => count(file, file.rowsTotal) },
    {
      id: 'rejected',
      header: t('files.rejected'),
      align: 'end',
      cell: (file) => count(file, file.rowsTotal - file.rowsAccepted),
    },
    { id: 'flagged', header: t('files.flagged'), align: 'end', cell: (file) => count(file, sum(file.flagged)) },
    { id: 'products', header: t('files.products'), align: 'end', cell: (file) => count(file, file.products) },
    { id: 'dates', header: t('files.dates'), cell: (file) => <span className={styles.days}>{days(file)}</span> },
    {
      id: 'actions',
      header: <span className="visually-hidden">{t('files.show')}</span>,
      cell: (file) => (
        <div className={styles.actions}>
          <Button
            variant="plain"
            aria-label={t('files.open', { file: file.name })}
            aria-expanded={opened === file.name}
            onPress={() => toggle(file.name)}
          >
            {opened === file.name ? t('files.hide') : t('files.show')}
          </Button>
          <IconButton
            label={t('files.remove', { file: file.name })}
            icon="trash"
            onPress={() => void removeFile(file.source)}
          />
        </div>
      ),
    },
  ];
}

/** What is said of a file below its name. */
function stateOf({ reused, state, issues }: FileReport) {
  if (reused && state === 'imported') return 'files.reused';
  return issues.some(({ code }) => code === 'not-used') ? 'files.notUsed' : (`files.state.${state}` as const);
}

function KindChoice({ file }: { readonly file: FileReport }) {
  const { t } = useTranslation('data');
  const formats = useFormats();
  const kindWords = useKindWords();
  const kinds = useKinds();
  if (file.state === 'failed' && file.columns.length === 0) return null;
  return (
    <Select
      label={formats.labelled(t('files.kind'), file.name)}
      labelHidden
      options={kinds.map((kind) => ({ value: kind, label: kindWords(kind) }))}
      value={file.kind === 'unknown' ? null : file.kind}
      placeholder={kindWords('unknown')}
      onChange={(kind: Exclude<FileKind, 'unknown'>) => void chooseKind(file.name, kind)}
    />
  );
}

function FileDetails({ report }: { readonly report: FileReport }) {
  const { t } = useTranslation('data');
  return (
    <section className={styles.details} aria-label={t('files.of', { file: report.name })}>
      <h3 className={styles.detailsTitle}>{report.name}</h3>
      <MappingPanel report={report} />
    </section>
  );
}
