import { useTranslation } from 'react-i18next';
import { useFormats } from '#i18n/use-formats.ts';
import type { TrendSeries } from '#state/trends/trends-store.ts';
import { Finding } from '#ui/feedback/finding.tsx';
import { toEffectRows } from './to-effect-rows.ts';
import { growthOf, seasonExtremes, toSeasonRows } from './to-season-rows.ts';
import { useEventName, usePeriods, useSignedPercent, useTrendName } from './trend-words.ts';

/** Growth, season and the strongest event in one sentence, as far as each is known. */
export function TrendFinding({ shown }: { readonly shown: TrendSeries }) {
  const { t } = useTranslation('trends');
  const formats = useFormats();
  const signed = useSignedPercent();
  const nameOf = useTrendName();
  const periods = usePeriods(shown.frequency);
  const eventName = useEventName();
  const name = nameOf(shown.id);
  const growth = growthOf(shown);
  const extremes = seasonExtremes(toSeasonRows(shown));
  const strongest = toEffectRows(shown.events).find(({ clear, percent }) => clear && percent > 0);
  const position = (number: number): string =>
    shown.frequency === 12 ? t('monthNumber', { month: number }) : t('weekNumber', { week: number });
  const parts: string[] = [
    growth
      ? t(growth.clear ? (growth.share > 0 ? 'finding.grew' : 'finding.fell') : 'finding.steady', {
          name,
          percent: formats.percent(Math.abs(growth.share)),
          lo: signed(100 * growth.lo95),
          hi: signed(100 * growth.hi95),
        })
      : t('finding.noGrowth', { name }),
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
  if (strongest) {
    const { name: code, percent, lo95, hi95 } = strongest;
    const event = eventName(code);
    parts.push(
      t('finding.event', {
        event,
        percent: signed(percent),
        lo: formats.decimal(lo95, 0),
        hi: formats.percent(hi95 / 100),
      }),
    );
  }
  parts.push(t('finding.end'));
  return <Finding basis={t('finding.basis', { periods: periods(shown.values.length) })}>{parts.join('')}</Finding>;
}
