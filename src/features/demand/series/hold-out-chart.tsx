import { useTranslation } from 'react-i18next';
import { monthTicks } from '#engine/calendar/month-ticks.ts';
import { useAmounts } from '#i18n/use-amounts.ts';
import { useFormats } from '#i18n/use-formats.ts';
import { useMeasure } from '#state/data/dataset-store.ts';
import type { DemandForecast } from '#state/demand/demand-forecast.ts';
import type { DemandSeries } from '#state/demand/demand-store.ts';
import { chartColors } from '#ui/charts/chart-language.ts';
import { LinesChart } from '#ui/charts/lines-chart.tsx';
import { useSeriesName } from './series-names.ts';
import { toHoldOut } from './to-hold-out.ts';

interface HoldOutChartProps {
  readonly shown: DemandSeries;
  readonly forecast: DemandForecast;
}

/** Actual sales of the hold-out weeks, beside what the chosen method and the baseline had said before. */
export function HoldOutChart({ shown, forecast }: HoldOutChartProps) {
  const { t } = useTranslation(['demand', 'common']);
  const formats = useFormats();
  const nameOf = useSeriesName();
  const amounts = useAmounts(useMeasure(shown));
  const holdOut = toHoldOut(shown, forecast);
  if (holdOut.days.length === 0) return null;
  const monthly = shown.frequency === 12;
  const curves = [
    { name: t('proof.actual'), color: chartColors.history, values: holdOut.actual },
    { name: t(`method.${forecast.chosen}`), color: chartColors.forecast, values: holdOut.chosen },
    ...(forecast.chosen === forecast.baseline
      ? []
      : [
          {
            name: t(`method.${forecast.baseline}`),
            color: chartColors.naive,
            values: holdOut.baseline,
            dashed: true,
            width: 1,
          },
        ]),
  ];
  return (
    <LinesChart
      title={t('proof.holdOut', { name: nameOf(shown.id) })}
      unit={amounts.byPeriod(monthly)}
      xName={t('common:chart.period')}
      xs={holdOut.days}
      isDays
      curves={curves}
      ticks={monthTicks(holdOut.days[0], holdOut.days.at(-1) ?? 0, 9)}
      formatX={(day) => (monthly ? formats.month(day) : t('chart.weekOf', { date: formats.date(day) }))}
      formatTickX={formats.month}
      formatValue={amounts.full}
      formatTick={amounts.short}
      height={220}
    />
  );
}
