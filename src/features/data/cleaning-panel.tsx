import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '#i18n/use-formats.ts';
import type { DataRule, FileReport, Reconciliation, RowRule } from '#ingest/import-report.ts';
import { chooseRule, decide, saveRejectedRows } from '#state/data/dataset-actions.ts';
import { Button } from '#ui/controls/button.tsx';
import { Select } from '#ui/controls/select.tsx';
import { Panel, Stack, Toolbar } from '#ui/layout/panel.tsx';
import { type Column, DataTable } from '#ui/table/data-table.tsx';
import { CleaningSamples } from './cleaning-samples.tsx';
import styles from './data-step.module.css';
import { useCauseWords, useRowCause } from './kind-words.ts';
import { type CleaningRow, toCleaningRows } from './to-cleaning-rows.ts';
import { useCounted } from './use-counted.ts';

interface CleaningPanelProps {
  readonly files: readonly FileReport[];
  readonly reconciliation: Reconciliation | null;
  readonly currency: string;
  readonly monthly: boolean;
}

/** Everything odd, grouped by cause, with what is done about it and the way to have it otherwise. */
export function CleaningPanel({ files, reconciliation, currency, monthly }: CleaningPanelProps) {
  const { t } = useTranslation('data');
  const [opened, setOpened] = useState<string | null>(null);
  const rows = toCleaningRows(files, reconciliation, monthly);
  // Of a file that waits for an answer no row is used yet.
  const isAllRead = files.every(({ state }) => state !== 'question' && state !== 'failed');
  const shown = rows.find((row) => row.id === opened);
  const columns = useCleaningColumns(opened, (id) => setOpened(opened === id ? null : id));
  return (
    <Panel
      title={t('cleaning.title')}
      detail={t(rows.length > 0 ? 'cleaning.detail' : isAllRead ? 'cleaning.none' : 'cleaning.waiting')}
    >
      {rows.length > 0 ? (
        <Stack>
          <DataTable
            caption={t('cleaning.title')}
            columns={columns}
            rows={rows}
            rowKey={(row) => row.id}
            isMarked={(row) => row.id === opened}
          />
          {shown ? <CleaningSamples row={shown} currency={currency} /> : null}
          <SaveRejected files={files} />
        </Stack>
      ) : null}
    </Panel>
  );
}

function useCleaningColumns(opened: string | null, toggle: (id: string) => void): readonly Column<CleaningRow>[] {
  const { t } = useTranslation('data');
  const formats = useFormats();
  const counted = useCounted();
  const words = useRowCause();
  const lines = (row: CleaningRow): readonly number[] =>
    row.of === 'rows'
      ? row.problem.samples.map(({ line }) => line)
      : row.samples.flatMap(({ line }) => (line === undefined ? [] : [line]));
  return [
    {
      id: 'cause',
      header: t('cleaning.cause'),
      isRowHeader: true,
      cell: (row) => (
        <>
          <span className={styles.fileName}>{words(row)}</span>
          <span className={styles.fileDetail}>{row.of === 'rows' ? row.report.name : t('cleaning.allSales')}</span>
        </>
      ),
    },
    { id: 'count', header: t('cleaning.count'), align: 'end', cell: (row) => counted(row.countOf, row.count) },
    { id: 'choice', header: t('cleaning.choice'), cell: (row) => <Choice row={row} /> },
    {
      id: 'lines',
      header: t('cleaning.lines'),
      cell: (row) => lines(row).slice(0, 5).map(formats.count).join(', '),
    },
    {
      id: 'actions',
      header: <span className="visually-hidden">{t('cleaning.show')}</span>,
      cell: (row) => (
        <div className={styles.actions}>
          <Button
            variant="plain"
            aria-label={t('cleaning.showOf', { cause: words(row) })}
            aria-expanded={opened === row.id}
            onPress={() => toggle(row.id)}
          >
            {opened === row.id ? t('cleaning.hide') : t('cleaning.show')}
          </Button>
        </div>
      ),
    },
  ];
}

/** The treatment; where there are several, a select with the default marked. */
function Choice({ row }: { readonly row: CleaningRow }) {
  const { t } = useTranslation('data');
  const cause = useRowCause()(row);
  const dataWords = useDataRuleWords();
  const marked = (isDefault: boolean) => (isDefault ? { detail: t('cleaning.usual') } : {});
  if (row.of === 'rows') {
    const { report, problem, options, choice } = row;
    if (options.length < 2) return t(`cleaning.rows.${choice}`);
    return (
      <Select
        label={t('cleaning.choiceIn', { cause, file: report.name })}
        labelHidden
        options={options.map((rule, at) => ({ value: rule, label: t(`cleaning.rows.${rule}`), ...marked(at === 0) }))}
        value={choice}
        onChange={(rule: RowRule) => void chooseRule(report.name, problem.code, rule)}
      />
    );
  }
  return (
    <Select
      label={t('cleaning.choiceOf', { cause })}
      labelHidden
      options={row.options.map((rule, at) => ({ value: rule, label: dataWords(row, rule), ...marked(at === 0) }))}
      value={row.choice}
      onChange={(rule: DataRule) => void decide(row.code, rule)}
    />
  );
}

function useDataRuleWords(): (row: Extract<CleaningRow, { of: 'sales' }>, rule: DataRule) => string {
  const { t } = useTranslation('data');
  return ({ code, words }, rule) =>
    words === 'log-gaps-months' && rule === 'auto'
      ? t('cleaning.wholeMonths.auto')
      : t(`cleaning.whole.${code}.${rule}` as 'cleaning.whole.outliers.cap');
}

/** The rejected rows of each file that has some, to take away with line and reason. */
function SaveRejected({ files }: { readonly files: readonly FileReport[] }) {
  const { t } = useTranslation('data');
  const causeWords = useCauseWords();
  const save = (report: FileReport) => {
    const reasons = Object.fromEntries(Object.keys(report.rejected).map((code) => [code, causeWords(code)]));
    void saveRejectedRows(report, { line: t('cleaning.saveLine'), reason: t('cleaning.saveReason'), reasons });
  };
  const some = files.filter(({ state, rejected }) => state === 'imported' && Object.keys(rejected).length > 0);
  if (some.length === 0) return null;
  return (
    <Toolbar>
      {some.map((report) => (
        <Button key={report.name} icon="download" onPress={() => save(report)}>
          {t('cleaning.save', { file: report.name })}
        </Button>
      ))}
    </Toolbar>
  );
}
