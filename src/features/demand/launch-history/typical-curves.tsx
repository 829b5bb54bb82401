import { useTranslation } from 'react-i18next';
import styles from '#features/demand/candidates/candidate-tables.module.css';
import type { CandidateRow } from '#features/demand/candidates/to-candidate-rows.ts';
import { useFormats } from '#i18n/use-formats.ts';
import type { CandidatesResult } from '#state/candidates/candidates-store.ts';
import { categoryColor } from '#ui/charts/chart-language.ts';
import { LinesChart } from '#ui/charts/lines-chart.tsx';
import { Disclosure } from '#ui/layout/disclosure.tsx';
import { Stack } from '#ui/layout/panel.tsx';
import { type Column, DataTable, numberColumn } from '#ui/table/data-table.tsx';

interface TypicalCurvesProps {
  readonly row: CandidateRow;
  readonly result: CandidatesResult;
}

/** How earlier launches went, and how likely the candidate is to go each way. */
export function TypicalCurves({ row, result }: TypicalCurvesProps) {
  const { t } = useTranslation('demand');
  const formats = useFormats();
  type TypicalCurve = CandidatesResult['curves'][number];
  const probability = ({ name }: TypicalCurve): number =>
    row.forecast.curves.find((curve) => curve.name === name)?.probability ?? Number.NaN;
  const formWords = ({ form }: TypicalCurve): string => {
    if (!form) return '–';
    const peak = { from: formats.count(form.from + 1), to: formats.count(form.to + 1) };
    const explained = formats.percent(form.explained);
    return t(`candidate.curves.form.${form.form}`, { ...peak, explained });
  };
  const columns: readonly Column<TypicalCurve>[] = [
    {
      id: 'name',
      header: t('candidate.curves.curve'),
      cell: ({ name }) => t(`candidate.curves.name.${name}`),
      isRowHeader: true,
    },
    {
      id: 'probability',
      header: t('candidate.curves.probability'),
      align: 'end',
      cell: (curve) => formats.percent(probability(curve)),
      raw: probability,
    },
    numberColumn('share', t('candidate.curves.share'), formats.percent),
    numberColumn('launches', t('candidates.proof.count'), formats.count),
    {
      id: 'form',
      header: t('candidate.curves.shape'),
      cell: (curve) => <span className={styles.sentence}>{formWords(curve)}</span>,
    },
  ];
  const weeks = result.curves[0]?.shape.length ?? 0;
  const isTold = result.curves.some((curve) => Math.abs(probability(curve) - curve.share) >= 0.005);
  return (
    <Disclosure title={t('candidate.curves.title')}>
      <Stack>
        <p>
          {t('candidate.curves.detail')} {isTold ? null : t('candidate.curves.notTold')}
        </p>
        <LinesChart
          title={t('candidate.curves.title')}
          unit={t('candidate.curves.unit')}
          xName={t('candidates.sinceLaunch')}
          xs={Array.from({ length: weeks }, (_, a) => a + 1)}
          curves={result.curves.map((curve, i) => ({
            name: t(`candidate.curves.name.${curve.name}`),
            color: categoryColor(i),
            values: Array.from(curve.shape),
            width: 1 + 2 * probability(curve),
          }))}
          formatX={formats.count}
          formatValue={(share) => formats.percent(share, 1)}
          height={200}
        />
        <DataTable
          caption={t('candidate.curves.title')}
          columns={columns}
          rows={result.curves}
          rowKey={({ name }) => name}
        />
      </Stack>
    </Disclosure>
  );
}
