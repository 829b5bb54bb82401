import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Delimiter, EncodingName, FileReport } from '#ingest/import-report.ts';
import { chooseReading, previewReading } from '#state/dataset-actions.ts';
import { type Column, DataTable } from '#ui/data-table.tsx';
import { Stack, Toolbar } from '#ui/panel.tsx';
import { Select } from '#ui/select.tsx';

const encodings: readonly { readonly value: EncodingName; readonly label: string }[] = [
  { value: 'utf-8', label: 'UTF-8' },
  { value: 'gb18030', label: 'GB18030 / GBK' },
  { value: 'utf-16le', label: 'UTF-16 LE' },
  { value: 'utf-16be', label: 'UTF-16 BE' },
  { value: 'windows-1252', label: 'Windows-1252' },
];

const delimiterNames = [
  [',', 'comma'],
  [';', 'semicolon'],
  ['\t', 'tab'],
  ['|', 'bar'],
  ['，', 'wideComma'],
] as const satisfies readonly (readonly [Delimiter, string])[];

type Row = { readonly number: number; readonly cells: readonly string[] };

/** How the bytes of a file become rows, with the first rows as they read under the present choice. */
export function ReadingPanel({ report }: { readonly report: FileReport }) {
  const { t } = useTranslation('data');
  // Encoding and delimiter are the whole file's, whatever table of it is looked at.
  const { source: name, encoding, delimiter } = report;
  const [rows, setRows] = useState<readonly Row[]>([]);
  useEffect(() => {
    let present = true;
    void previewReading(name, { encoding, delimiter }).then((read) => {
      if (present && read) setRows(read.map((cells, index) => ({ number: index + 1, cells })));
    });
    return () => {
      present = false;
    };
  }, [name, encoding, delimiter]);
  const width = Math.max(0, ...rows.map((row) => row.cells.length));
  const columns: readonly Column<Row>[] = [
    { id: 'line', header: '', cell: (row) => row.number, align: 'end', isRowHeader: true },
    ...Array.from(
      { length: width },
      (_, index): Column<Row> => ({
        id: `cell ${index}`,
        header: String(index + 1),
        cell: (row) => row.cells[index] ?? '',
      }),
    ),
  ];
  return (
    <Stack>
      <Toolbar>
        <Select
          label={t('reading.encoding')}
          options={encodings}
          value={encoding}
          onChange={(value) => void chooseReading(name, { encoding: value })}
        />
        <Select
          label={t('reading.delimiter')}
          options={delimiterNames.map(([value, key]) => ({ value, label: t(`reading.delimiters.${key}`) }))}
          value={delimiter}
          onChange={(value) => void chooseReading(name, { delimiter: value })}
        />
      </Toolbar>
      <p>
        {report.headerLine > 0 ? t('reading.headerLine', { line: String(report.headerLine) }) : t('reading.noHeader')}
      </p>
      <DataTable
        caption={t('reading.preview')}
        captionShown
        columns={columns}
        rows={rows}
        rowKey={(row) => String(row.number)}
        maxHeight={400}
      />
    </Stack>
  );
}
