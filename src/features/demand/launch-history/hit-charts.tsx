import { useTranslation } from 'react-i18next';
import type { HitEvaluation, HitSource, LaunchFigures } from '#engine/launch/forecast/cold-start-forecast.ts';
import { useFormats } from '#i18n/use-formats.ts';
import { chartColors } from '#ui/charts/chart-language.ts';
import { LinesChart } from '#ui/charts/lines-chart.tsx';
import { Stat, Stats } from '#ui/feedback/finding.tsx';
import { Columns } from '#ui/layout/panel.tsx';
import { ClassFigures } from './class-figures.tsx';
import { toRoc } from './to-roc.ts';

/** How well hits were told from the others: the paper's figures, the ROC curve and the calibration plot. */
export function HitCharts({
  figures,
  evaluation,
}: {
  readonly figures: LaunchFigures;
  /** Who tells hits, by the backtest that chose it. */
  readonly evaluation?: HitEvaluation | undefined;
}) {
  const { t } = useTranslation('demand');
  const formats = useFormats();
  const roc = toRoc(figures.launches);
  const percent = (share: number): string => formats.percent(share);
  const stat = (name: 'auc' | 'brier', value: string) => (
    <Stat label={t(`candidate.hits.${name}`)} value={value} detail={t(`candidate.hits.gloss.${name}`)} />
  );
  const describeEvaluation = ({ used, scores }: HitEvaluation): string => {
    const brierOf = (wanted: HitSource): string =>
      formats.fixed(scores.find(({ source }) => source === wanted)?.brier ?? Number.NaN, 3);
    return t(`candidate.hits.selection.${used}`, {
      distribution: brierOf('distribution'),
      perceptron: brierOf('perceptron'),
      both: brierOf('both'),
    });
  };
  return (
    <>
      {figures.classes ? <ClassFigures kind="hit" scores={figures.classes.hit} /> : null}
      <Stats>
        {stat('auc', formats.fixed(figures.auc, 2))}
        {stat('brier', formats.fixed(figures.brier, 3))}
      </Stats>
      {evaluation ? <p>{describeEvaluation(evaluation)}</p> : null}
      <Columns>
        {roc.length > 0 ? (
          <LinesChart
            title={t('candidate.hits.roc')}
            unit={t('candidate.hits.found')}
            xName={t('candidate.hits.falseAlarms')}
            xs={roc.map(({ falseAlarms }) => falseAlarms)}
            curves={[
              {
                name: t('candidate.hits.forecast'),
                color: chartColors.forecast,
                values: roc.map(({ hitsFound }) => hitsFound),
                width: 2,
              },
              {
                name: t('candidate.hits.guessing'),
                color: chartColors.naive,
                values: roc.map(({ falseAlarms }) => falseAlarms),
                dashed: true,
              },
            ]}
            formatX={percent}
            formatValue={percent}
            height={220}
          />
        ) : null}
        {figures.calibration.length > 1 ? (
          <LinesChart
            title={t('candidates.proof.calibration')}
            unit={t('candidates.proof.came')}
            xName={t('candidates.proof.said')}
            xs={figures.calibration.map(({ forecast }) => forecast)}
            curves={[
              {
                name: t('candidates.proof.came'),
                color: chartColors.forecast,
                values: figures.calibration.map(({ observed }) => observed),
                width: 2,
              },
              {
                name: t('candidate.hits.perfect'),
                color: chartColors.naive,
                values: figures.calibration.map(({ forecast }) => forecast),
                dashed: true,
              },
            ]}
            formatX={percent}
            formatValue={percent}
            height={220}
          />
        ) : null}
      </Columns>
    </>
  );
}
