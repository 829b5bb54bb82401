import { useTranslation } from 'react-i18next';
import { useFormats } from '#i18n/use-formats.ts';
import type { TrendSeries } from '#state/trends-store.ts';
import { Finding } from '#ui/finding.tsx';
import { toEffectRows } from './to-effect-rows.ts';
import { seasonExtremes, toSeasonRows, yearlyGrowth } from './to-season-rows.ts';
import { usePeriods, useSignedPercent, useTrendName } from './trend-words.ts';

/** Growth, season and the strongest event in one sentence, as far as each is known. */
export function TrendFinding({ shown }: { readonly shown: TrendSeries }) {
  const { t } = useTranslation('trends');
  const formats = useFormats();
  const signed = useSignedPercent();
  const nameOf = useTrendName();
  const periods = usePeriods(shown.frequency);
  const name = nameOf(shown.id);
  const growth = yearlyGrowth(shown);
  const extremes = seasonExtremes(toSeasonRows(shown));
  const strongest = toEffectRows(shown.events).find(({ clear, percent }) => clear && percent > 0);
  const position = (number: number): string =>
    shown.frequency === 12 ? t('monthNumber', { month: number }) : t('weekNumber', { week: number });
  const parts: string[] = [
    Number.isNaN(growth)
      ? t('finding.noGrowth', { name })
      : t(growth >= 0 ? 'finding.grew' : 'finding.fell', { name, percent: formats.percent(Math.abs(growth)) }),
  ];
  if (extremes) {
    parts.push(
      t('finding.season', {
        high: position(extremes.high.position),
        highBy: signed(100 * extremes.high.share),
        low: position(extremes.low.position),
        lowBy: signed(100 * extremes.low.share),
      }),
    );
  }
  if (strongest) parts.push(t('finding.event', { event: strongest.name, percent: signed(strongest.percent) }));
  parts.push(t('finding.end'));
  return <Finding basis={t('finding.basis', { periods: periods(shown.values.length) })}>{parts.join('')}</Finding>;
}
