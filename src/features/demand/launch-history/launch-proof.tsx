import { useTranslation } from 'react-i18next';
import type {
  BacktestLaunch,
  CalibrationGroup,
  FlopScores,
  LaunchBacktest,
  LaunchFigures,
  LevelScore,
} from '#engine/launch/forecast/cold-start-forecast.ts';
import styles from '#features/demand/candidates/candidate-tables.module.css';
import { useSeriesName } from '#features/demand/series/series-names.ts';
import { toWinner } from '#features/demand/series/to-winner.ts';
import { useFormats } from '#i18n/use-formats.ts';
import { Gloss } from '#ui/feedback/tooltip.tsx';
import { Stack } from '#ui/layout/panel.tsx';
import { type Column, DataTable, sortableColumn } from '#ui/table/data-table.tsx';
import { ClassFigures } from './class-figures.tsx';
import { HitCharts } from './hit-charts.tsx';

interface LaunchProofProps {
  /** Earlier launches as forecast in their week. */
  readonly figures: LaunchFigures;
  /** The backtest that chose the method; null: too few launches for one. */
  readonly choice: LaunchBacktest | null;
}

/** How do we know: every method on earlier launches, said and sold. */
export function LaunchProof({ figures, choice }: LaunchProofProps) {
  const { t } = useTranslation('demand');
  const formats = useFormats();
  const n = formats.count(figures.launches.length);
  return (
    <Stack>
      <p>
        {t('candidates.proof.lead', {
          n,
          wape: formats.percent(figures.wapeTotal / 100),
          median: formats.percent(medianError(figures)),
          typical: formats.percent(figures.typicalWape / 100),
        })}{' '}
        {t('candidates.proof.coverage', { coverage: formats.percent(figures.coverage80 / 100), n })}
      </p>
      <HitCharts figures={figures} evaluation={choice?.hitEvaluation} />
      {figures.flops ? <FlopProof flops={figures.flops} launches={figures.launches.length} /> : null}
      {figures.flops && figures.classes ? <ClassFigures kind="flop" scores={figures.classes.flop} /> : null}
      <LaunchesTable launches={figures.launches} />
      {choice ? (
        <>
          <p>
            {t('candidates.proof.choice')} <Winner scores={choice.scores} />
          </p>
          <ScoresTable scores={choice.scores} />
        </>
      ) : null}
    </Stack>
  );
}

/** Sum of the absolute errors of the medians over what was sold. */
function medianError({ launches }: LaunchFigures): number {
  const sum = (of: (launch: LaunchFigures['launches'][number]) => number): number =>
    launches.reduce((all, launch) => all + of(launch), 0);
  return sum(({ median, actual }) => Math.abs(median - actual)) / sum(({ actual }) => actual);
}

/** Standard error of a share, with one more of each kind (Laplace): none of seven is not known to be none. */
function shareError(share: number, count: number): number {
  const pulled = (share * count + 1) / (count + 2);
  return Math.sqrt((pulled * (1 - pulled)) / count);
}

/** How well the chance of a flop told the launches that flopped, in groups of like chance. */
function FlopProof({ flops, launches }: { readonly flops: FlopScores; readonly launches: number }) {
  const { t } = useTranslation('demand');
  const formats = useFormats();
  const columns: readonly Column<CalibrationGroup>[] = [
    {
      id: 'said',
      header: t('candidates.proof.said'),
      cell: ({ forecast }) => formats.percent(forecast),
      isRowHeader: true,
    },
    {
      id: 'came',
      header: t('candidates.proof.came'),
      align: 'end',
      cell: ({ observed, count }) =>
        t('candidates.proof.withError', {
          share: formats.percent(observed),
          error: formats.percent(shareError(observed, count)),
        }),
    },
    { id: 'count', header: t('candidates.proof.count'), align: 'end', cell: ({ count }) => formats.count(count) },
  ];
  return (
    <>
      <p>
        {t('candidates.proof.flops', {
          flopped: formats.count(flops.flopped),
          n: formats.count(launches),
          expected: formats.fixed(flops.expected, 1),
          brier: formats.fixed(flops.brier, 3),
        })}
      </p>
      <DataTable
        caption={t('candidates.proof.flopCalibration')}
        captionShown
        columns={columns}
        rows={flops.calibration}
        rowKey={({ forecast }) => String(forecast)}
      />
    </>
  );
}

/** Which method is used, and what that gains over the plainest one. */
function Winner({ scores }: { readonly scores: readonly LevelScore[] }) {
  const { t } = useTranslation('demand');
  const formats = useFormats();
  const { used, best, plain, isNetworkOut, areReviewsIn } = toWinner(scores);
  const percent = (score: LevelScore): string => formats.percent(score.wapeTotal / 100);
  const words = {
    best: t(`candidates.proof.model.${(used.model === 'mix' ? best : used).model}`),
    bestError: percent(best),
    error: percent(used),
    plain: percent(plain),
  };
  return (
    <>
      {t(used.model === 'mix' ? 'candidate.winner.mix' : 'candidate.winner.single', words)}
      {areReviewsIn === null
        ? null
        : ` ${t(areReviewsIn ? 'candidate.winner.reviewsIn' : 'candidate.winner.reviewsOut')}`}
      {isNetworkOut ? ` ${t('candidate.winner.networkOut')}` : null}
    </>
  );
}

function ScoresTable({ scores }: { readonly scores: readonly LevelScore[] }) {
  const { t } = useTranslation('demand');
  const formats = useFormats();
  const columns: readonly Column<LevelScore>[] = [
    {
      id: 'method',
      header: t('candidates.proof.method'),
      cell: ({ model }) => t(`candidates.proof.model.${model}`),
      isRowHeader: true,
    },
    sortableColumn(
      'wape',
      t('candidates.proof.wape'),
      (value) => formats.fixed(value, 1),
      ({ wapeTotal }) => wapeTotal,
    ),
    sortableColumn(
      'bias',
      t('candidates.proof.bias'),
      (value) => formats.fixed(value, 1),
      ({ bias }) => bias,
    ),
    {
      id: 'auc',
      header: <Gloss explanation={t('candidates.proof.aucGloss')}>{t('candidates.proof.auc')}</Gloss>,
      align: 'end',
      cell: ({ auc }) => formats.fixed(auc, 2),
    },
    {
      id: 'brier',
      header: <Gloss explanation={t('candidates.proof.brierGloss')}>{t('candidates.proof.brier')}</Gloss>,
      align: 'end',
      cell: ({ brier }) => formats.fixed(brier, 3),
    },
    {
      id: 'weight',
      header: t('candidates.proof.weight'),
      align: 'end',
      cell: ({ model, weight }) => (model === 'mix' && weight === 0 ? '' : formats.percent(weight)),
    },
  ];
  return (
    <DataTable
      caption={t('candidates.proof.caption')}
      captionShown
      columns={columns}
      rows={scores}
      rowKey={({ model }) => model}
      isMarked={({ weight }) => weight > 0}
    />
  );
}

function LaunchesTable({ launches }: { readonly launches: readonly BacktestLaunch[] }) {
  const { t } = useTranslation('demand');
  const formats = useFormats();
  const nameOf = useSeriesName();
  const columns: readonly Column<BacktestLaunch>[] = [
    {
      id: 'launch',
      header: t('candidates.proof.launch'),
      cell: ({ launchId }) => nameOf(launchId),
      isRowHeader: true,
    },
    {
      id: 'date',
      header: t('candidates.analogueColumn.date'),
      cell: ({ firstWeek }) => <span className={styles.line}>{formats.month(firstWeek)}</span>,
      sortBy: ({ firstWeek }) => firstWeek,
    },
    sortableColumn('forecast', t('candidates.proof.forecast'), formats.count, ({ mean }) => mean),
    {
      id: 'range',
      header: t('candidates.column.range'),
      align: 'end',
      cell: ({ lo80, hi80 }) => `${formats.count(lo80)} – ${formats.count(hi80)}`,
    },
    {
      id: 'flop',
      header: t('candidates.column.flop'),
      align: 'end',
      cell: ({ flopProbability }) => formats.chance(flopProbability),
    },
    sortableColumn('actual', t('candidates.proof.actual'), formats.count, ({ actual }) => actual),
  ];
  return (
    <DataTable
      caption={t('candidates.proof.launches')}
      captionShown
      columns={columns}
      rows={launches}
      rowKey={({ launchId }) => launchId}
      maxHeight={320}
    />
  );
}
