import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useAmounts } from '#i18n/use-amounts.ts';
import { useFormats } from '#i18n/use-formats.ts';
import { useIssueWords } from '#i18n/use-issue-words.ts';
import { useMeasure } from '#state/data/dataset-store.ts';
import type { DemandResult, DemandSeries } from '#state/demand/demand-store.ts';
import { Finding } from '#ui/feedback/finding.tsx';
import { useHoldOut, useParts, usePeriods, useSeriesName } from './series-names.ts';
import { baselineOf, countWins, toDemandFigures, winWords } from './to-demand-figures.ts';

interface DemandFindingProps {
  readonly shown: DemandSeries;
  readonly series: readonly DemandSeries[];
  readonly result: DemandResult | null;
}

/** How much will be sold and how well that is known, in one sentence. */
export function DemandFinding({ shown, series, result }: DemandFindingProps): ReactNode {
  const { t } = useTranslation('demand');
  const formats = useFormats();
  const periods = usePeriods(shown.frequency);
  const partsOf = useParts(shown.frequency, result);
  return <Finding basis={basis()}>{useSentence(shown)}</Finding>;

  function basis(): string | undefined {
    if (!result) return undefined;
    const { won, tested } = countWins(series);
    if (tested === 0) return t('finding.basisUntested');
    const ofAll = t(`finding.${winWords(series)}`, {
      baseline: t(`baseline.${baselineOf(series)}`),
      all: formats.count(tested),
      won: formats.count(won),
      origins: partsOf(result.origins, true),
      horizon: periods(result.horizon),
    });
    return formats.sentences([holdOutWords(), ofAll]);
  }

  /** What weeks that chose nothing say of the choice; '' where the backtest chose no model. */
  function holdOutWords(): string {
    const { forecast } = shown;
    if (forecast?.reason !== 'won-backtest' || shown.stage === 'first') return '';
    const gain = forecast.held?.valueAdded ?? Number.NaN;
    const proof = Number.isNaN(gain) ? 'heldNone' : gain >= 0 ? 'heldBetter' : 'heldWorse';
    return t(`finding.${proof}`, {
      count: forecast.held?.origins ?? 1,
      percent: formats.percent(Math.abs(gain) / 100),
      baseline: t(`baseline.${forecast.baseline}`),
      periods: periods(forecast.forecasts[0].forecast.mean.length),
    });
  }
}

function useSentence(shown: DemandSeries): string {
  const { t } = useTranslation('demand');
  const words = useIssueWords();
  const nameOf = useSeriesName();
  const periods = usePeriods(shown.frequency);
  const held = useHoldOut(shown.frequency);
  const amounts = useAmounts(useMeasure(shown));
  const name = nameOf(shown.id);
  const { forecast, issue } = shown;
  if (issue) return t('finding.none', { name, reason: words(issue) });
  const figures = toDemandFigures(shown);
  if (!forecast || !figures) return t('finding.pending', { name });
  const yearly = forecast.baseline === 'snaive';
  const facts = {
    name,
    amount: amounts.phrase(figures.next),
    held,
    periods: periods(forecast.forecasts[0].forecast.mean.length),
    method: t(`method.${forecast.chosen}`),
  };
  if (shown.stage === 'first') return t('finding.first', facts);
  switch (forecast.reason) {
    case 'won-backtest':
      return t('finding.won', facts);
    case 'no-skill':
      return t(yearly ? 'finding.noSkill' : 'finding.noSkillNaive', facts);
    case 'won-across-series':
      return t('finding.wonAcross', facts);
    case 'too-short-for-backtest':
      return t('finding.tooShort', facts);
    case 'asked-for':
      return t('finding.askedFor', facts);
    case 'made-elsewhere':
      return t('finding.elsewhere', facts);
  }
}
