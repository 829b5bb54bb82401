import { useTranslation } from 'react-i18next';
import { useFormats } from '#i18n/use-formats.ts';
import { chartColors } from '#ui/charts/chart-language.ts';
import { LinesChart } from '#ui/charts/lines-chart.tsx';
import type { LossCurves } from './to-loss-curves.ts';

/** How the error falls: on what is learnt from, on later weeks, and beside always forecasting the mean. */
export function TrainingLossChart({ curves, by }: { readonly curves: LossCurves; readonly by: 'step' | 'epoch' }) {
  const { t } = useTranslation('demand');
  const formats = useFormats();
  return (
    <LinesChart
      title={t('training.lossTitle')}
      xName={t(by === 'step' ? 'training.step' : 'training.epoch')}
      xs={curves.steps}
      formatX={formats.count}
      formatValue={(value) => formats.decimal(value, 3)}
      curves={[
        { name: t('training.trainingLoss'), color: chartColors.naive, values: curves.training },
        { name: t('training.validationLoss'), color: chartColors.forecast, values: curves.validation, width: 2.25 },
        { name: t('training.meanPredictor'), color: chartColors.history, values: curves.meanPredictor, dashed: true },
      ]}
    />
  );
}
