import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSeriesName } from '#features/demand/series/series-names.ts';
import { useFormats } from '#i18n/use-formats.ts';
import { useDemandStore } from '#state/demand/demand-store.ts';
import { checkFirstLoss } from '#state/training/training-actions.ts';
import { type TrainingResult, useTrainingStore } from '#state/training/training-store.ts';
import { ForecastChart } from '#ui/charts/forecast-chart.tsx';
import { Button } from '#ui/controls/button.tsx';
import { Select } from '#ui/controls/select.tsx';
import { Notice } from '#ui/feedback/notice.tsx';
import { Disclosure } from '#ui/layout/disclosure.tsx';
import { type Column, DataTable, sortableColumn } from '#ui/table/data-table.tsx';
import { useExecutorWords } from './executor-words.ts';
import { toEpochLossCurves } from './to-loss-curves.ts';
import { toNetworkPoints } from './to-network-points.ts';
import { type NetworkScoreRow, toNetworkScoreRows, verdictOf } from './to-network-rows.ts';
import { TrainingExplanation } from './training-explanation.tsx';
import { TrainingLossChart } from './training-loss-chart.tsx';

/** Verdict, forecast of a series, and the proof. */
export function TrainingOutcome({ result }: { readonly result: TrainingResult }) {
  const { t } = useTranslation('demand');
  const { t: common } = useTranslation('common');
  const formats = useFormats();
  const { outlook } = result;
  const [wanted, setWanted] = useState<string | null>(null);
  const shown = outlook.forecasts.find(({ seriesId }) => seriesId === wanted) ?? outlook.forecasts[0];
  const points = useMemo(() => (shown ? toNetworkPoints(shown) : []), [shown]);
  const seriesName = useSeriesName();
  const nameOf = (id: string): string => {
    if (id.startsWith('market:'))
      return t(id === 'market:price-index' ? 'training.price-index' : 'training.season-index');
    return seriesName(id) || t('training.allProducts');
  };
  const { design } = result.summary.settings;
  const designName = t(`training.designs.${design}`);
  const isMarket = shown?.seriesId.startsWith('market:') ?? false;
  const format = isMarket ? (value: number) => formats.decimal(value, 2) : formats.count;

  return (
    <>
      <Verdict result={result} />
      {shown && (
        <>
          <Select
            label={t('training.series')}
            options={outlook.forecasts.map(({ seriesId }) => ({ value: seriesId, label: nameOf(seriesId) }))}
            value={shown.seriesId}
            onChange={setWanted}
          />
          <ForecastChart
            title={nameOf(shown.seriesId)}
            unit={isMarket ? t('training.index') : common('unit.unitsPerWeek')}
            method={designName}
            points={points}
            formatX={formats.date}
            formatTickX={formats.month}
            formatValue={format}
            formatTick={isMarket ? format : formats.short}
          />
        </>
      )}
      {result.standings.length > 1 && <StandingsTable standings={result.standings} />}
      <DemandPlace trainedAt={result.trainedAt} />
      {shown && design !== 'article' && (
        <TrainingExplanation seriesId={shown.seriesId} seriesName={nameOf(shown.seriesId)} />
      )}
      <ScoreTable rows={toNetworkScoreRows(outlook)} nameOf={nameOf} />
      <OutcomeProof result={result} />
    </>
  );
}

/** What the evaluation of the networks says, and how the training ended. */
function Verdict({ result }: { readonly result: TrainingResult }) {
  const { t } = useTranslation('demand');
  const formats = useFormats();
  const words = useExecutorWords();
  const { summary } = result;
  const verdict = verdictOf(result);
  return (
    <Notice
      tone={verdict.kind === 'better' ? 'good' : 'info'}
      title={t(`training.verdict.${verdict.kind}`, {
        percent: formats.percent(verdict.percent / 100),
        name: t(`training.designs.${summary.settings.design}`),
        folds: formats.count(result.standings[0]?.folds ?? 1),
      })}
    >
      {result.reused
        ? t('training.reused', {
            name: result.reused.name,
            date: formats.date(Math.floor(result.reused.savedAt / 86_400_000)),
          }) + formats.space
        : ''}
      {t(`training.stops.${summary.stop}`, {
        epochs: formats.count(summary.history.length),
        time: formats.duration(summary.seconds),
        seen: formats.percent(summary.shareSeen),
        best: formats.count(summary.bestEpoch),
      })}
      {formats.space}
      {words.choice(summary.choice, summary.samplesPerSecond)}
    </Notice>
  );
}

function OutcomeProof({ result }: { readonly result: TrainingResult }) {
  const { t } = useTranslation('demand');
  const { t: common } = useTranslation('common');
  const formats = useFormats();
  const { summary, outlook } = result;
  const { design } = summary.settings;
  const designName = t(`training.designs.${design}`);
  return (
    <Disclosure title={common('howDoWeKnow')}>
      <p>
        {t(design === 'article' ? 'training.method' : 'training.methodTuned', {
          name: designName,
          layers: summary.settings.lstmUnits.join(' + '),
          dropout: formats.percent(summary.settings.dropoutRate),
          batch: formats.count(summary.settings.batchSize),
          window: formats.count(summary.settings.windowLength),
          seed: String(summary.settings.seed),
          windows: formats.count(summary.windows),
          ratio: formats.percent(summary.bestValidationLoss / summary.meanPredictorLoss),
        })}
        {design !== 'article' &&
          formats.space +
            t(summary.members > 0 ? 'training.methodMembers' : 'training.methodAlone', {
              members: formats.count(summary.members),
              windows: formats.count(summary.windows),
            })}
        {outlook.share !== undefined && formats.space + t('training.share', { share: formats.percent(outlook.share) })}
      </p>
      <TrainingLossChart
        by="epoch"
        design={design}
        curves={toEpochLossCurves(summary.history, summary.meanPredictorLoss)}
      />
      <FirstLossCheck />
      {outlook.leftOut.length > 0 && <p>{t('training.leftOut', { count: outlook.leftOut.length })}</p>}
    </Disclosure>
  );
}

/** Whether the networks took part in the demand forecasts; nothing while that is not decided yet. */
function DemandPlace({ trainedAt }: { readonly trainedAt: number }) {
  const { t } = useTranslation('demand');
  const formats = useFormats();
  const job = useDemandStore((state) => state.job);
  const { networks, series = [] } = job.status === 'ready' ? job.result : {};
  if (networks?.trainedAt !== trainedAt) return null;
  const all = formats.count(series.filter(({ forecast }) => forecast !== null).length);
  return (
    <p data-testid="network-place">
      {networks.used > 0
        ? t('training.joined', { used: formats.count(networks.used), all })
        : t('training.notJoined', { all })}
    </p>
  );
}

type Standing = TrainingResult['standings'][number];

/** The designs that were compared, each refitted for each horizon held out. */
function StandingsTable({ standings }: { readonly standings: readonly Standing[] }) {
  const { t } = useTranslation('demand');
  const formats = useFormats();
  const columns: Column<Standing>[] = [
    {
      id: 'design',
      header: t('training.network'),
      cell: ({ design }) => t(`training.designs.${design}`),
      isRowHeader: true,
    },
    { id: 'folds', header: t('training.folds'), align: 'end', cell: ({ folds }) => formats.count(folds) },
    { id: 'mase', header: t('training.mase'), align: 'end', cell: ({ network }) => formats.decimal(network.mase) },
    {
      id: 'naive',
      header: t('training.naiveMase'),
      align: 'end',
      cell: ({ baseline }) => formats.decimal(baseline.mase),
    },
    {
      id: 'coverage',
      header: t('training.coverage80'),
      align: 'end',
      cell: ({ network }) => formats.percent(network.coverage80 / 100),
    },
  ];
  return (
    <DataTable
      caption={t('training.standings')}
      captionShown
      columns={columns}
      rows={standings}
      rowKey={({ design }) => design}
    />
  );
}

/** The executor's first loss beside that of plain JavaScript, on request: it takes some seconds. */
function FirstLossCheck() {
  const { t } = useTranslation('demand');
  const formats = useFormats();
  const words = useExecutorWords();
  const check = useTrainingStore((state) => state.check);
  if (check.status !== 'done')
    return (
      <Button isPending={check.status === 'running'} onPress={() => void checkFirstLoss()}>
        {t(check.status === 'running' ? 'training.checking' : 'training.check')}
      </Button>
    );
  return (
    <p data-testid="first-loss-check">
      {t('training.checked')}
      {formats.space}
      {check.losses.map(({ executor, loss }) => `${words.name(executor)} ${formats.decimal(loss, 7)}`).join(' · ')}
    </p>
  );
}

function ScoreTable({
  rows,
  nameOf,
}: {
  readonly rows: readonly NetworkScoreRow[];
  readonly nameOf: (id: string) => string;
}) {
  const { t } = useTranslation('demand');
  const formats = useFormats();
  const percent = (value: number): string => formats.percent(value / 100);
  const columns: Column<NetworkScoreRow>[] = [
    { id: 'name', header: t('training.series'), cell: (row) => nameOf(row.id), isRowHeader: true },
    sortableColumn('gain', t('training.gain'), percent, (row) => row.gain),
    sortableColumn('mase', t('training.mase'), formats.decimal, (row) => row.network.mase),
    sortableColumn('naive', t('training.naiveMase'), formats.decimal, (row) => row.baseline.mase),
    sortableColumn('wape', t('training.wape'), percent, (row) => row.network.wape),
    sortableColumn('bias', t('training.bias'), percent, (row) => row.network.bias),
    sortableColumn('coverage', t('training.coverage80'), percent, (row) => row.network.coverage80),
  ];
  if (rows.length === 0) return null;
  return (
    <DataTable
      caption={t('training.scores')}
      captionShown
      columns={columns}
      rows={rows}
      rowKey={(row) => row.id}
      maxHeight={360}
    />
  );
}
