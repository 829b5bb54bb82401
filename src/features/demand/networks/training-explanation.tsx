import { useTranslation } from 'react-i18next';
import { useFormats } from '#i18n/use-formats.ts';
import { explainTraining } from '#state/training/training-explanation.ts';
import { useTrainingStore } from '#state/training/training-store.ts';
import { BarsChart } from '#ui/charts/bars-chart.tsx';
import { chartColors } from '#ui/charts/chart-language.ts';
import { Button } from '#ui/controls/button.tsx';
import { Notice } from '#ui/feedback/notice.tsx';
import { type Cause, toCauseFinding, toCauseParts } from './to-cause-rows.ts';

interface TrainingExplanationProps {
  readonly seriesId: string;
  readonly seriesName: string;
}

/** What the network went by over all series, and what makes up one series' forecast: in words and as charts. */
export function TrainingExplanation({ seriesId, seriesName }: TrainingExplanationProps) {
  const { t } = useTranslation('demand');
  const formats = useFormats();
  const state = useTrainingStore((store) => store.explanation);
  const cause = (group: Cause): string => t(`training.causes.${group}`);
  const list = (groups: readonly Cause[]): string => formats.list(groups.map(cause));
  const known = state.status === 'done' ? state.explanation : null;
  const isOther = known?.parts?.seriesId !== seriesId;
  const importance = known?.importance ?? [];
  const finding = toCauseFinding(importance);
  const parts = known?.parts && !isOther ? known.parts : null;
  const sides = parts ? toCauseParts(parts) : null;
  return (
    <>
      {(state.status !== 'done' || isOther) && (
        <Button isPending={state.status === 'running'} onPress={() => void explainTraining(seriesId)}>
          {t(state.status === 'running' ? 'training.explaining' : 'training.explain', { name: seriesName })}
        </Button>
      )}
      {state.status === 'failed' && <Notice tone="info" title={t('training.notExplained')} />}
      {importance.length > 0 && (
        <>
          <p data-testid="network-importance">
            {finding.most
              ? t('training.mattersMost', {
                  cause: cause(finding.most),
                  percent: formats.percent(finding.errorGrowth / 100),
                })
              : t('training.nothingMatters')}
            {finding.idle.length > 0 && formats.space + t('training.idle', { list: list(finding.idle) })}
          </p>
          <BarsChart
            title={t('training.importanceTitle')}
            unit="%"
            nameHeader={t('training.cause')}
            rows={importance.map(({ group, errorGrowth }) => ({ name: cause(group), value: errorGrowth }))}
            formatValue={(value) => formats.decimal(value, 1)}
          />
        </>
      )}
      {parts && sides && (
        <>
          <p data-testid="network-parts">
            {t('training.partsText', {
              name: seriesName,
              base: formats.count(parts.base),
              total: formats.count(parts.total),
            })}
            {sides.up.length > 0 && formats.space + t('training.lifted', { list: list(sides.up) })}
            {sides.down.length > 0 && formats.space + t('training.lowered', { list: list(sides.down) })}
          </p>
          <BarsChart
            title={t('training.partsTitle', { name: seriesName })}
            unit={t('training.units')}
            nameHeader={t('training.cause')}
            rows={parts.parts.map(({ group, units }) => ({ name: cause(group), value: units }))}
            formatValue={formats.count}
            color={chartColors.history}
          />
        </>
      )}
    </>
  );
}
