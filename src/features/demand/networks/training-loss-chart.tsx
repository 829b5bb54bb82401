import { useTranslation } from 'react-i18next';
import { useFormats } from '#i18n/use-formats.ts';
import type { TrainingSummary } from '#state/training/training-store.ts';
import { chartColors } from '#ui/charts/chart-language.ts';
import { LinesChart } from '#ui/charts/lines-chart.tsx';
import type { LossCurves } from './to-loss-curves.ts';

/** How the error falls: on what is learnt from, on later weeks, and beside always forecasting the mean. */
export function TrainingLossChart({
  curves,
  by,
  design,
}: {
  readonly curves: LossCurves;
  readonly by: 'step' | 'epoch';
  readonly design: TrainingSummary['settings']['design'] | null;
}) {
  const { t } = useTranslation('demand');
  const formats = useFormats();
  return (
    <LinesChart
      title={t(design === 'article' ? 'training.lossTitle' : 'training.lossTitleTuned')}
      xName={t(by === 'step' ? 'training.step' : 'training.epoch')}
      xs={curves.steps}
      formatX={formats.count}
      formatValue={(value) => formats.decimal(value, 3)}
      curves={[
        { name: t('training.trainingLoss'), color: chartColors.naive, values: curves.training },
        { name: t('training.validationLoss'), color: chartColors.forecast, values: curves.validation, width: 2.25 },
        {
          name: t(design === 'article' ? 'training.meanPredictor' : 'training.plainPredictor'),
          color: chartColors.history,
          values: curves.meanPredictor,
          dashed: true,
        },
      ]}
    />
  );
}
