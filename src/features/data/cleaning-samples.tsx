import { useTranslation } from 'react-i18next';
import { useFormats } from '#i18n/use-formats.ts';
import type { FindingSample, RowSample } from '#ingest/import-report.ts';
import { type Column, DataTable } from '#ui/table/data-table.tsx';
import styles from './data-step.module.css';
import { useRowCause } from './kind-words.ts';
import type { CleaningRow, RowsCleaned, SalesCleaned } from './to-cleaning-rows.ts';

/** The first cases of one cause: rows as they are in the file, or products, days and units. */
export function CleaningSamples({ row, currency }: { readonly row: CleaningRow; readonly currency: string }) {
  return (
    <section className={styles.details}>
      {row.of === 'rows' ? <RowSamples row={row} /> : <SalesSamples row={row} currency={currency} />}
    </section>
  );
}

function RowSamples({ row }: { readonly row: RowsCleaned }) {
  const { t } = useTranslation('data');
  const formats = useFormats();
  const cause = useRowCause()(row);
  const { report, problem } = row;
  const width = Math.max(report.columns.length, ...problem.samples.map((sample) => sample.cells.length));
  const columns: readonly Column<RowSample>[] = [
    {
      id: 'line',
      header: t('cleaning.line'),
      cell: (sample) => formats.count(sample.line),
      isRowHeader: true,
      align: 'end',
    },
    ...Array.from(
      { length: width },
      (_, index): Column<RowSample> => ({
        id: `cell ${index}`,
        header: report.columns[index]?.name ?? '',
        cell: (sample) => sample.cells[index] ?? '',
      }),
    ),
  ];
  return (
    <DataTable
      caption={t('cleaning.samplesOf', { cause })}
      captionShown
      columns={columns}
      rows={problem.samples}
      rowKey={(sample) => String(sample.line)}
    />
  );
}

function SalesSamples({ row, currency }: { readonly row: SalesCleaned; readonly currency: string }) {
  const { t } = useTranslation('data');
  const formats = useFormats();
  const cause = useRowCause()(row);
  const { samples, words, code } = row;
  const has = (key: keyof FindingSample): boolean => samples.some((sample) => sample[key] !== undefined);
  const days = ({ from, to }: FindingSample): string =>
    from === undefined || to === undefined
      ? ''
      : from === to
        ? formats.date(from)
        : `${formats.date(from)} – ${formats.date(to)}`;
  const number = (value: number | undefined): string => (value === undefined ? '' : formats.count(value));
  const all: readonly (Column<FindingSample> & { readonly shown: boolean })[] = [
    {
      id: 'product',
      header: t('cleaning.product'),
      cell: ({ product }) => product ?? '',
      isRowHeader: true,
      shown: has('product'),
    },
    {
      id: 'name',
      header: t('cleaning.name'),
      cell: ({ name, product }) => (name === product ? '' : (name ?? '')),
      shown: samples.some(({ name, product }) => name !== product),
    },
    {
      id: 'spellings',
      header: t('cleaning.spellings'),
      cell: ({ spellings }) => spellings?.map((text) => `“${text}”`).join(' · ') ?? '',
      shown: has('spellings'),
    },
    { id: 'days', header: t('cleaning.days'), cell: days, shown: has('from') },
    { id: 'file', header: t('cleaning.file'), cell: ({ file }) => file ?? '', shown: has('file') },
    {
      id: 'otherFile',
      header: t('cleaning.otherFile'),
      cell: ({ otherFile }) => otherFile ?? '',
      shown: has('otherFile'),
    },
    { id: 'line', header: t('cleaning.line'), align: 'end', cell: ({ line }) => number(line), shown: has('line') },
    {
      id: 'pieces',
      header: t('cleaning.pieces'),
      align: 'end',
      cell: ({ units }) => number(units),
      shown: has('units'),
    },
    {
      id: 'amount',
      header: t('cleaning.amount'),
      align: 'end',
      cell: ({ revenue }) => (revenue === undefined ? '' : formats.price(revenue, currency)),
      shown: has('revenue'),
    },
    { id: 'limit', header: t('cleaning.limit'), align: 'end', cell: ({ limit }) => number(limit), shown: has('limit') },
    {
      id: 'usual',
      header: t('cleaning.usualPieces'),
      align: 'end',
      cell: ({ usual }) => number(usual),
      shown: has('usual'),
    },
  ];
  const isLargest = code === 'outliers' || code === 'cancellations' || code === 'service-codes';
  return (
    <>
      <p className={styles.help}>{t(`cleaning.help.${words}`)}</p>
      <DataTable
        caption={t(isLargest ? 'cleaning.samplesLargest' : 'cleaning.samplesOf', { cause })}
        captionShown
        columns={all.filter(({ shown }) => shown)}
        rows={samples}
        rowKey={(sample) => JSON.stringify(sample)}
      />
    </>
  );
}
