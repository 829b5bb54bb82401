import { useTranslation } from 'react-i18next';
import type { CandidateForecast, LaunchBacktest } from '#engine/launch/forecast/cold-start-forecast.ts';
import type { MarketEvent } from '#engine/panel/market-calendar.ts';
import { LevelModelsTable } from '#features/demand/launch-history/level-models-table.tsx';
import { TypicalCurves } from '#features/demand/launch-history/typical-curves.tsx';
import { useFormats } from '#i18n/use-formats.ts';
import { useIssueWords } from '#i18n/use-issue-words.ts';
import type { CandidatesResult } from '#state/candidates/candidates-store.ts';
import { launchBacktestComputation } from '#state/candidates/launch-backtest-actions.ts';
import { toEventBands } from '#state/data/event-bands.ts';
import { useOwnCandidates } from '#state/data/product-names.ts';
import { useCurrentResult } from '#state/runtime/computation.ts';
import { ForecastChart } from '#ui/charts/forecast-chart.tsx';
import { Stat, Stats } from '#ui/feedback/finding.tsx';
import { Notice } from '#ui/feedback/notice.tsx';
import { Stack } from '#ui/layout/panel.tsx';
import { AnaloguesTable } from './analogues-table.tsx';
import { CandidateOverride } from './candidate-override.tsx';
import { CandidateRiskPanel } from './candidate-risk.tsx';
import { LaunchWeeks } from './launch-weeks.tsx';
import { PredecessorWords } from './predecessor-words.tsx';
import { PriceTable } from './price-table.tsx';
import { ReasonSentence } from './reason-sentence.tsx';
import { ReasonsChart } from './reasons-chart.tsx';
import type { CandidateRow } from './to-candidate-rows.ts';
import { strongestWeek, toLaunchCurve } from './to-launch-curve.ts';

type Classes = NonNullable<LaunchBacktest['classes']>;

interface CandidateDetailProps {
  readonly row: CandidateRow;
  readonly result: CandidatesResult;
  readonly events: readonly MarketEvent[];
  readonly horizon: number;
  readonly threshold: number;
  readonly currency: string;
}

/** One candidate: figures with their ranges, the curve, the reasons and the analogues behind it. */
export function CandidateDetail({ row, result, events, horizon, threshold, currency }: CandidateDetailProps) {
  const { t } = useTranslation(['demand', 'plan']);
  const words = useIssueWords();
  const formats = useFormats();
  const { forecast } = row;
  const backtest = useCurrentResult(launchBacktestComputation);
  const lastDay = useOwnCandidates().find(({ id }) => id === row.id)?.lastDay;
  const used = result.findings.filter(({ exclusion }) => exclusion === null);
  const averageTotal = used.reduce((sum, { total }) => sum + total, 0) / Math.max(1, used.length);
  return (
    <Stack>
      <Stats>
        <Stat
          label={t('candidates.expected')}
          value={formats.count(forecast.total)}
          unit={t('unit.units', { ns: 'common' })}
          detail={t('candidates.expectedDetail', {
            lo: formats.count(forecast.totalLo80),
            hi: formats.count(forecast.totalHi80),
          })}
          tone="forecast"
        />
        <Stat
          label={t('candidates.median')}
          value={formats.count(forecast.totalMedian)}
          unit={t('unit.units', { ns: 'common' })}
          detail={t('candidates.medianDetail')}
        />
        {Number.isNaN(forecast.hitProbability) ? null : (
          <Stat
            label={t('candidates.hitLabel')}
            value={formats.chance(forecast.hitProbability)}
            detail={t('candidates.hitDetail', { threshold: formats.count(threshold) })}
          />
        )}
        <Stat
          label={t('candidates.flopLabel')}
          value={formats.chance(forecast.flopProbability)}
          detail={t('candidates.flopDetail', {
            flop: formats.count(forecast.parts.flopTotal),
            sold: formats.count(soldMedian(forecast)),
          })}
        />
        <Stat
          label={t('candidates.peak')}
          value={formats.count(Math.max(...forecast.weekly.mean))}
          unit={t('unit.unitsPerWeek', { ns: 'common' })}
          detail={t('candidates.peakDetail', { week: strongestWeek(forecast) })}
        />
      </Stats>
      {forecast.issues.map((issue) => (
        <Notice key={issue.code} tone={issue.severity === 'info' ? 'info' : 'warning'} title={words(issue)} />
      ))}
      {lastDay === undefined ? null : <p>{t('plan:festival.until', { day: formats.date(lastDay) })}</p>}
      <ForecastChart
        title={t('candidates.curve')}
        unit={t('candidates.unit')}
        points={toLaunchCurve(forecast, result.shape, averageTotal)}
        events={toEventBands(events, forecast.launchWeek, forecast.launchWeek + 7 * horizon)}
        formatX={(x) => t('candidates.weekOf', { date: formats.date(x) })}
        formatTickX={formats.shortDate}
        formatValue={formats.count}
        formatTick={formats.short}
        naiveName={t('candidates.averageLaunch')}
        height={260}
      />
      <ClassWords forecast={forecast} classes={backtest?.figures?.classes ?? null} />
      <ReasonSentence forecast={forecast} />
      <PredecessorWords candidateId={row.id} backtest={result.backtest} />
      <ReasonsChart forecast={forecast} />
      <CandidateOverride row={row} result={result} currency={currency} />
      <CandidateRiskPanel candidateId={row.id} currency={currency} />
      <LevelModelsTable candidateId={row.id} />
      <TypicalCurves row={row} result={result} />
      <LaunchWeeks row={row} result={result} events={events} horizon={horizon} />
      <PriceTable row={row} result={result} currency={currency} />
      <AnaloguesTable candidateId={row.id} name={row.name} forecast={forecast} horizon={horizon} currency={currency} />
    </Stack>
  );
}

/** Whether it is called a hit or a flop, where calling has held up on earlier launches. */
function ClassWords({ forecast, classes }: { readonly forecast: CandidateForecast; readonly classes: Classes | null }) {
  const { t } = useTranslation('demand');
  const formats = useFormats();
  const chances = { hit: forecast.hitProbability, flop: forecast.flopProbability };
  const called = (['hit', 'flop'] as const).filter(
    (kind) => classes?.[kind].verdict === 'holds' && chances[kind] >= classes[kind].threshold,
  );
  return called.map((kind) => {
    const { threshold, called: all, right } = (classes as Classes)[kind];
    const figures = { threshold: formats.percent(threshold), called: formats.count(all), right: formats.count(right) };
    return <p key={kind}>{t(`candidate.classes.called.${kind}`, figures)}</p>;
  });
}

/** Median total if it does not flop. */
function soldMedian({ parts }: CandidateForecast): number {
  return parts.sold.find(({ probability }) => probability === 0.5)?.total ?? Number.NaN;
}
