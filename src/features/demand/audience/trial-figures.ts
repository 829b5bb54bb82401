import type { Trial } from '#engine/audience/paired-trial.ts';
import { useFormats } from '#i18n/use-formats.ts';

/** A trial's figures as its sentences take them. */
export function useTrialFigures(): (trial: Trial) => Record<'cases' | 'own' | 'baseline', string> {
  const formats = useFormats();
  return ({ cases, own, baseline }) => ({
    cases: formats.count(cases),
    own: formats.percent(own),
    baseline: formats.percent(baseline),
  });
}
