import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FileKind } from '#ingest/file-kind.ts';
import type {
  DayMonthOrder,
  Delimiter,
  EncodingName,
  FileChoices,
  FileReport,
  NumberStyle,
} from '#ingest/import-report.ts';
import { chooseKind, chooseReading, chooseStyle, forgetChoices, previewReading } from '#state/data/dataset-actions.ts';
import { useDatasetStore } from '#state/data/dataset-store.ts';
import { Button } from '#ui/controls/button.tsx';
import { Select } from '#ui/controls/select.tsx';
import { Stack, Toolbar } from '#ui/layout/panel.tsx';
import { type Column, DataTable } from '#ui/table/data-table.tsx';
import styles from './data-step.module.css';
import { useKinds, useKindWords, useRoleWords } from './kind-words.ts';
import { MappingTable } from './mapping-table.tsx';
import { SheetChoice } from './sheet-choice.tsx';

const encodings: readonly { readonly value: EncodingName; readonly label: string }[] = [
  { value: 'utf-8', label: 'UTF-8' },
  { value: 'gb18030', label: 'GB18030 / GBK' },
  { value: 'utf-16le', label: 'UTF-16 LE' },
  { value: 'utf-16be', label: 'UTF-16 BE' },
  { value: 'windows-1252', label: 'Windows-1252' },
  { value: 'windows-1250', label: 'Windows-1250' },
  { value: 'windows-1251', label: 'Windows-1251' },
  { value: 'windows-1253', label: 'Windows-1253' },
  { value: 'windows-1254', label: 'Windows-1254' },
  { value: 'windows-1255', label: 'Windows-1255' },
  { value: 'windows-1256', label: 'Windows-1256' },
  { value: 'windows-1257', label: 'Windows-1257' },
  { value: 'windows-874', label: 'Windows-874' },
  { value: 'shift_jis', label: 'Shift JIS' },
  { value: 'euc-kr', label: 'EUC-KR' },
  { value: 'big5', label: 'Big5' },
];

const delimiterNames = [
  [',', 'comma'],
  [';', 'semicolon'],
  ['\t', 'tab'],
  ['|', 'bar'],
  ['，', 'wideComma'],
] as const satisfies readonly (readonly [Delimiter, string])[];

/** Lines from which the header can be chosen. */
const headerChoices = 10;

type PreviewRows = NonNullable<Awaited<ReturnType<typeof previewReading>>>;
type PreviewRow = PreviewRows[number];

/** Every guess about a file in one place, each changeable, above the first lines as they are read now. */
export function MappingPanel({ report }: { readonly report: FileReport }) {
  const { t } = useTranslation('data');
  const [tried, setTried] = useState<FileChoices>({});
  const rows = usePreview(report, tried);
  const { workbook } = report;
  const isChosen = useDatasetStore(
    ({ facts }) =>
      report.name in facts.choices ||
      report.layout in facts.remembered ||
      (report.firstLayout ?? '') in facts.remembered,
  );
  return (
    <Stack>
      <Guesses report={report} rows={rows} onTry={setTried} />
      {workbook && workbook.sheets.length > 1 ? <SheetChoice report={report} workbook={workbook} /> : null}
      {report.columns.length > 0 ? <MappingTable report={report} /> : null}
      <Preview report={report} rows={rows} />
      {isChosen ? (
        <div>
          <Button variant="plain" icon="refresh" onPress={() => void forgetChoices(report.name)}>
            {t('mapping.reset')}
          </Button>
        </div>
      ) : null}
    </Stack>
  );
}

/** The first lines of a file: at once under a reading that is tried, before the whole file has been read by it. */
function usePreview(report: FileReport, tried: FileChoices): PreviewRows {
  const [rows, setRows] = useState<PreviewRows>([]);
  useEffect(() => {
    let current = true;
    void previewReading(report, tried).then((read) => {
      if (current && read) setRows(read);
    });
    return () => {
      current = false;
    };
  }, [report, tried]);
  return rows;
}

interface GuessesProps {
  readonly report: FileReport;
  readonly rows: PreviewRows;
  /** Hears of a reading as soon as it is chosen. */
  readonly onTry: (reading: FileChoices) => void;
}

function Guesses({ report, rows, onTry }: GuessesProps) {
  const { t } = useTranslation('data');
  const kindWords = useKindWords();
  const kinds = useKinds();
  const choices = useDatasetStore(({ facts }) => facts.choices[report.name]);
  const remembered = useDatasetStore(({ facts }) => facts.remembered[report.layout]);
  const choice = { ...remembered, ...choices };
  const { dayMonthOrder = 'unknown' } = report;
  const read = (reading: Pick<FileChoices, 'encoding' | 'delimiter'>): void => {
    onTry(reading);
    void chooseReading(report.source, reading);
  };
  return (
    <Toolbar>
      <Select
        label={t('files.kind')}
        options={kinds.map((kind) => ({ value: kind, label: kindWords(kind) }))}
        value={report.kind === 'unknown' ? null : report.kind}
        placeholder={kindWords('unknown')}
        onChange={(kind: Exclude<FileKind, 'unknown'>) => void chooseKind(report.name, kind)}
      />
      {report.sheet === undefined ? (
        <>
          <Select
            label={t('reading.encoding')}
            options={encodings}
            value={report.encoding}
            onChange={(encoding) => read({ encoding })}
          />
          <Select
            label={t('reading.delimiter')}
            options={delimiterNames.map(([value, key]) => ({ value, label: t(`reading.delimiters.${key}`) }))}
            value={report.delimiter}
            onChange={(delimiter) => read({ delimiter })}
          />
        </>
      ) : null}
      {report.firstLine === 1 ? (
        <Select
          label={t('reading.header')}
          options={headerOptions(report, rows, {
            none: t('reading.noHeader'),
            line: (line) => t('reading.headerOnLine', { line: String(line) }),
          })}
          value={String(report.headerLine)}
          onChange={(line) => void chooseReading(report.name, { headerLine: Number(line) })}
        />
      ) : null}
      {dayMonthOrder === 'unknown' ? null : (
        <Select
          label={t('reading.dates')}
          options={[
            { value: 'found', label: t('reading.found') },
            ...orders.map((order) => ({ value: order, label: t(`reading.${order}`) })),
          ]}
          value={choice.dayMonthForced ? dayMonthOrder : 'found'}
          help={choice.dayMonthForced ? '' : t(`reading.${dayMonthOrder}`)}
          onChange={(dates: DayMonthOrder | 'found') => void chooseStyle(report.name, { dates })}
        />
      )}
      <Select
        label={t('reading.numbers')}
        options={[
          { value: 'found', label: t('reading.found') },
          { value: 'point', label: '1,234.50' },
          { value: 'comma', label: '1.234,50' },
        ]}
        value={choice.numberStyle ?? 'found'}
        onChange={(numbers: NumberStyle | 'found') => void chooseStyle(report.name, { numbers })}
      />
    </Toolbar>
  );
}

const orders: readonly DayMonthOrder[] = ['day-first', 'month-first', 'year-first'];

/** No header, or one of the first lines, each with what stands on it. */
function headerOptions(
  report: FileReport,
  rows: PreviewRows,
  words: { readonly none: string; readonly line: (line: number) => string },
) {
  const lines = new Set([...rows.slice(0, headerChoices).map(({ line }) => line), report.headerLine]);
  lines.delete(0);
  const cellsOf = (line: number): string =>
    (rows.find((row) => row.line === line)?.cells ?? [])
      .filter((cell) => cell.trim() !== '')
      .slice(0, 3)
      .join(' · ')
      .slice(0, 40);
  return [
    { value: '0', label: words.none },
    ...[...lines]
      .sort((a, b) => a - b)
      .map((line) => ({ value: String(line), label: words.line(line), detail: cellsOf(line) })),
  ];
}

/** The first lines as they are read now, under what the columns are taken to mean. */
function Preview({ report, rows }: { readonly report: FileReport; readonly rows: PreviewRows }) {
  const { t } = useTranslation('data');
  const roleWords = useRoleWords();
  const width = Math.max(0, ...rows.map((row) => row.cells.length));
  const columns: readonly Column<PreviewRow>[] = [
    { id: 'line', header: t('reading.line'), cell: (row) => row.line, align: 'end', isRowHeader: true },
    ...Array.from({ length: width }, (_, index): Column<PreviewRow> => {
      const role = report.columns[index]?.role ?? '';
      return {
        id: `cell ${index}`,
        header: role && role !== 'ignored' ? roleWords(role) : '–',
        cell: (row) => <span className={styles.cell}>{row.cells[index] ?? ''}</span>,
      };
    }),
  ];
  return (
    <DataTable
      caption={t('reading.preview')}
      captionShown
      columns={columns}
      rows={rows}
      rowKey={(row) => String(row.line)}
      isMarked={(row) => row.line === report.headerLine}
      maxHeight={360}
    />
  );
}
