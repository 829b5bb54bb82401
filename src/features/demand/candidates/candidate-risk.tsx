import { useTranslation } from 'react-i18next';
import type { CandidateRisk } from '#engine/planning/problem/candidate-risk.ts';
import { useFormats } from '#i18n/use-formats.ts';
import { usePlanStore } from '#state/plan/plan-store.ts';
import { chartColors } from '#ui/charts/chart-language.ts';
import { LinesChart } from '#ui/charts/lines-chart.tsx';
import { Stat, Stats } from '#ui/feedback/finding.tsx';
import { Stack } from '#ui/layout/panel.tsx';

interface CandidateRiskPanelProps {
  readonly candidateId: string;
  readonly currency: string;
}

/** Initial order and what it risks, for the plan's week (else the best week alone) and by launch week; there once a plan is. */
export function CandidateRiskPanel({ candidateId, currency }: CandidateRiskPanelProps) {
  const { t } = useTranslation('demand');
  const formats = useFormats();
  const job = usePlanStore((state) => state.job);
  const current = usePlanStore((state) => state.current);
  if (job.status !== 'ready') return null;
  const { built } = job.result;
  const product = built.instance.products.findIndex(({ id }) => id === candidateId);
  const risk = built.risks?.[product];
  const reading = built.products[product];
  if (!risk || !reading) return null;
  const planned = current?.weeks[product] ?? -1;
  const week = planned >= 0 ? planned : bestRiskWeek(risk);
  if (week < 0) return null;
  const days = Array.from(risk.stock, (_, w) => built.startDay + 7 * w);
  const money = (value: number): string => formats.money(value, currency);
  return (
    <Stack>
      <h4>{t('candidate.risk.title')}</h4>
      <p>
        {planned >= 0
          ? t('candidate.risk.inPlan', { week: formats.date(days[week]) })
          : t('candidate.risk.alone', { week: formats.date(days[week]) })}
        {formats.space}
        {reading.stockSource === 'newsvendor'
          ? t('candidate.risk.newsvendor', {
              weeks: t('weeks', { count: reading.coverWeeks }),
            })
          : t(`candidate.risk.${reading.stockSource}`)}
        {formats.space}
        {risk.profit[week] < 0 ? t('candidate.risk.betterNot') : null}
      </p>
      <Stats>
        <Stat
          label={t('candidate.risk.stock')}
          value={formats.count(risk.stock[week])}
          unit={t('unit.units', { ns: 'common' })}
        />
        <Stat
          label={t('candidate.risk.profit')}
          value={money(risk.profit[week])}
          detail={t('candidate.risk.profitDetail')}
        />
        <Stat
          label={t('candidate.risk.loss')}
          value={formats.percent(risk.lossProbability[week])}
          detail={t('candidate.risk.lossDetail')}
        />
        <Stat
          label={t('candidate.risk.tail')}
          value={money(risk.tailMean[week])}
          detail={t('candidate.risk.tailDetail', { share: formats.percent(1 - built.instance.risk.alpha) })}
        />
        <Stat
          label={t('candidate.risk.sellThrough')}
          value={formats.percent(risk.sellThrough[week])}
          detail={t('candidate.risk.sellThroughDetail')}
        />
      </Stats>
      <RiskCharts risk={risk} week={week} days={days} currency={currency} />
    </Stack>
  );
}

interface RiskChartsProps {
  readonly risk: CandidateRisk;
  /** The one whose figures stand above. */
  readonly week: number;
  /** First day of each launch week. */
  readonly days: readonly number[];
  readonly currency: string;
}

/** By launch week: profit with its worst scenarios, and the initial order where it is not the same in all weeks. */
function RiskCharts({ risk, week, days, currency }: RiskChartsProps) {
  const { t } = useTranslation('demand');
  const formats = useFormats();
  const open = openWeeks(risk);
  const shown = (values: Float64Array): (number | null)[] =>
    open.map((w) => (Number.isNaN(values[w]) ? null : values[w]));
  return (
    <>
      <LinesChart
        title={t('candidate.risk.byWeek')}
        unit={currency}
        xName={t('candidates.byWeekName')}
        xs={open.map((w) => days[w])}
        curves={[
          { name: t('candidate.risk.profit'), color: chartColors.forecast, values: shown(risk.profit), width: 2 },
          {
            name: t('candidate.risk.tail'),
            color: chartColors.alternative,
            values: shown(risk.tailMean),
            dashed: true,
          },
        ]}
        formatX={formats.date}
        formatTickX={formats.shortDate}
        formatValue={(value) => formats.money(value, currency)}
        formatTick={(value) => formats.shortMoney(value, currency)}
        zeroLine
        height={200}
      />
      {open.every((w) => risk.stock[w] === risk.stock[week]) ? null : (
        <LinesChart
          title={t('candidate.risk.stockByWeek')}
          unit={t('unit.units', { ns: 'common' })}
          xName={t('candidates.byWeekName')}
          xs={open.map((w) => days[w])}
          curves={[{ name: t('candidate.risk.stock'), color: chartColors.launch, values: shown(risk.stock), width: 2 }]}
          formatX={formats.date}
          formatTickX={formats.shortDate}
          formatValue={formats.count}
          formatTick={formats.short}
          height={140}
        />
      )}
    </>
  );
}

/** Launch week with the highest expected profit of the candidate alone; -1 when none is open. */
function bestRiskWeek({ profit }: Pick<CandidateRisk, 'profit'>): number {
  let best = -1;
  profit.forEach((value, week) => {
    if (!Number.isNaN(value) && (best < 0 || value > profit[best])) best = week;
  });
  return best;
}

/** From the first to the last week in which the candidate may launch, closed ones between them included. */
function openWeeks({ profit }: Pick<CandidateRisk, 'profit'>): number[] {
  const open = Array.from(profit.keys()).filter((week) => !Number.isNaN(profit[week]));
  const first = open[0] ?? 0;
  return Array.from({ length: (open.at(-1) ?? -1) - first + 1 }, (_, k) => first + k);
}
