import { useTranslation } from 'react-i18next';
import { useFormats } from '#i18n/use-formats.ts';
import type { PlanProgress, PlanSettings } from '#state/plan/plan-store.ts';
import { chartColors } from '#ui/charts/chart-language.ts';
import { LinesChart } from '#ui/charts/lines-chart.tsx';
import { toConvergence } from './to-convergence.ts';

interface ConvergenceChartProps {
  readonly history: PlanProgress['history'];
  readonly objective: PlanSettings['objective'];
  readonly currency: string;
  /** Proven: no plan is worth more; NaN while it is not known. */
  readonly upperBound: number;
}

/** Best and mean of each generation, under the bound that nothing can exceed. */
export function ConvergenceChart({ history, objective, currency, upperBound }: ConvergenceChartProps) {
  const { t } = useTranslation('plan');
  const formats = useFormats();
  const { generations, best, mean } = toConvergence(history);
  const isMoney = objective !== 'article';
  const curves = [
    { name: t('convergence.best'), color: chartColors.launch, values: best, width: 2 },
    { name: t('convergence.mean'), color: chartColors.naive, values: mean },
    ...(Number.isFinite(upperBound) && objective !== 'front'
      ? [
          {
            name: t('convergence.bound'),
            color: chartColors.axis,
            values: generations.map(() => upperBound),
            dashed: true,
          },
        ]
      : []),
  ];
  return (
    <LinesChart
      title={t('convergence.title')}
      unit={isMoney ? currency : t('convergence.fitness')}
      xName={t('convergence.generation')}
      xs={generations}
      curves={curves}
      formatX={(generation) => formats.count(generation)}
      formatValue={(value) => (isMoney ? formats.money(value, currency) : formats.decimal(value, 4))}
      formatTick={(value) => (isMoney ? formats.shortMoney(value, currency) : formats.decimal(value, 4))}
      height={220}
    />
  );
}
