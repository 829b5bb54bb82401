import { useTranslation } from 'react-i18next';
import { CartesianGrid, Scatter, ScatterChart, Tooltip, XAxis, YAxis } from 'recharts';
import { useAim } from '#features/plan/rules/use-aim.ts';
import { useFormats } from '#i18n/use-formats.ts';
import { takePlan } from '#state/plan/plan-edits.ts';
import type { CurrentPlan, PlanResult } from '#state/plan/plan-store.ts';
import { ChartFrame } from '#ui/charts/chart-frame.tsx';
import { axisText, chartColors } from '#ui/charts/chart-language.ts';
import { ChartTip } from '#ui/charts/chart-tip.tsx';
import { roundAxis } from '#ui/charts/value-axis.ts';
import { Slider } from '#ui/controls/slider.tsx';
import { Stack } from '#ui/layout/panel.tsx';
import type { Column } from '#ui/table/data-table.tsx';

interface FrontChartProps {
  readonly result: PlanResult;
  readonly current: CurrentPlan;
}

interface Point {
  readonly index: number;
  readonly profit: number;
  readonly risk: number;
  readonly launched: number;
}

/** Profit against risk of the plans that no other beats in both; a slider takes one of them. */
export function FrontChart({ result, current }: FrontChartProps) {
  const { t } = useTranslation('plan');
  const formats = useFormats();
  const aim = useAim();
  const { front } = result.search;
  const { currency = '' } = result.built.instance;
  const money = (value: number): string => formats.money(value, currency);
  const points = front.map(({ profit, risk, weeks }, index): Point => {
    const launched = weeks.filter((week) => week >= 0).length;
    return { index, profit, risk, launched };
  });
  const here = front.findIndex(({ weeks }) => weeks.every((week, i) => week === current.weeks[i]));
  const columns: Column<Point>[] = [
    {
      id: 'profit',
      header: t(`aim.${aim}`),
      cell: ({ profit }) => money(profit),
      align: 'end',
      isRowHeader: true,
      raw: ({ profit }) => profit,
    },
    { id: 'risk', header: t('front.risk'), cell: ({ risk }) => money(risk), align: 'end', raw: ({ risk }) => risk },
    { id: 'launched', header: t('front.launched'), cell: ({ launched }) => formats.count(launched), align: 'end' },
  ];
  const last = points.length - 1;
  return (
    <Stack>
      <ChartFrame
        title={t(`front.title.${aim}`)}
        unit={currency}
        table={{ caption: t(`front.title.${aim}`), columns, rows: points, rowKey: ({ index }) => String(index) }}
        height={260}
      >
        <ScatterChart margin={{ top: 8, right: 16, bottom: 20, left: 8 }} title={t(`front.title.${aim}`)}>
          <CartesianGrid stroke={chartColors.grid} />
          <XAxis
            type="number"
            dataKey="risk"
            {...roundAxis(points.map(({ risk }) => risk))}
            tick={axisText}
            tickFormatter={(value: number) => formats.shortMoney(value, currency)}
            stroke={chartColors.grid}
            label={{ value: t('front.risk'), position: 'insideBottom', offset: -12, ...axisText }}
          />
          <YAxis
            type="number"
            dataKey="profit"
            {...roundAxis(points.map(({ profit }) => profit))}
            interval={0}
            tick={axisText}
            width={72}
            tickFormatter={(value: number) => formats.shortMoney(value, currency)}
            stroke="none"
          />
          <Tooltip
            isAnimationActive={false}
            content={({ active, payload }) => {
              const point = payload?.[0]?.payload as Point | undefined;
              if (!active || !point) return null;
              return (
                <ChartTip
                  title={t('front.point', { count: point.launched })}
                  lines={[
                    { label: t(`aim.${aim}`), value: money(point.profit) },
                    { label: t('front.risk'), value: money(point.risk) },
                  ]}
                />
              );
            }}
          />
          <Scatter
            data={points}
            fill={chartColors.forecast}
            isAnimationActive={false}
            onClick={(point) => void takePlan(front[(point.payload as Point).index])}
          />
          {here >= 0 ? <Scatter data={[points[here]]} fill={chartColors.launch} isAnimationActive={false} /> : null}
        </ScatterChart>
      </ChartFrame>
      {last > 0 ? (
        <Slider
          label={t('front.choose')}
          value={here < 0 ? 0 : last - here}
          min={0}
          max={last}
          step={1}
          onChange={(position) => void takePlan(front[last - position])}
          formatValue={(position) => {
            const point = points[last - position];
            return t(`front.value.${aim}`, { profit: money(point.profit), risk: money(point.risk) });
          }}
          ends={[t('front.safe'), t(`front.bold.${aim}`)]}
        />
      ) : null}
    </Stack>
  );
}
