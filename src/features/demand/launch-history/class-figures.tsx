import { useTranslation } from 'react-i18next';
import type { ClassScores } from '#engine/launch/forecast/class-scores.ts';
import { useFormats } from '#i18n/use-formats.ts';
import { Stat, Stats } from '#ui/feedback/finding.tsx';

interface ClassFiguresProps {
  readonly kind: 'hit' | 'flop';
  readonly scores: ClassScores;
}

/** Hits, or flops, called on launches held out: precision, recall and F1 beside calling all of them, or why they are not called. */
export function ClassFigures({ kind, scores }: ClassFiguresProps) {
  const { t } = useTranslation('demand');
  const formats = useFormats();
  const { verdict, launches, came, called, right, f1, baselineF1, accuracy, baselineAccuracy } = scores;
  const figures = {
    n: formats.count(launches),
    came: formats.count(came),
    called: formats.count(called),
    right: formats.count(right),
    threshold: formats.percent(scores.threshold),
    f1: formats.fixed(f1, 2),
    baseline: formats.fixed(baselineF1, 2),
  };
  if (verdict !== 'holds') return <p>{t(`candidate.classes.${kind}.${verdict}`, figures)}</p>;
  const stat = (name: 'precision' | 'recall' | 'f1' | 'accuracy', value: string, baseline: string) => (
    <Stat
      label={t(`candidate.classes.${name}`)}
      value={value}
      detail={t(`candidate.classes.gloss.${name}`, { baseline })}
    />
  );
  return (
    <>
      <p>{t(`candidate.classes.${kind}.holds`, figures)}</p>
      <Stats>
        {stat('precision', formats.percent(scores.precision), formats.percent(came / launches))}
        {stat('recall', formats.percent(scores.recall), formats.percent(1))}
        {stat('f1', formats.fixed(f1, 2), figures.baseline)}
        {stat('accuracy', formats.percent(accuracy), formats.percent(baselineAccuracy))}
      </Stats>
    </>
  );
}
