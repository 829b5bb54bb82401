import { useTranslation } from 'react-i18next';
import { periodStart } from '#engine/calendar/period-start.ts';
import { useFormats } from '#i18n/use-formats.ts';
import type { DemandSeries } from '#state/demand-store.ts';
import { Stat, Stats } from '#ui/finding.tsx';
import { usePeriods } from './series-names.ts';
import { toDemandFigures } from './to-demand-figures.ts';

/** The four figures that a manager asks for, each with its range. */
export function DemandStats({ shown }: { readonly shown: DemandSeries }) {
  const { t } = useTranslation('demand');
  const formats = useFormats();
  const periods = usePeriods(shown.frequency);
  const figures = toDemandFigures(shown);
  const { forecast } = shown;
  if (!figures || !forecast) return null;
  const score = forecast.scores.find(({ method }) => method === forecast.chosen);
  const yardstick = forecast.scores.find(({ method }) => method === forecast.baseline);
  const peakDay = periodStart(shown.start, shown.frequency, shown.values.length + figures.peak);
  const monthly = shown.frequency === 12;
  const wape = (percent: number | undefined): string => formats.percent((percent ?? Number.NaN) / 100);
  return (
    <Stats>
      <Stat
        label={t('stat.next', { periods: periods(forecast.forecasts[0].forecast.mean.length) })}
        value={formats.count(figures.next)}
        unit={t('stat.pieces')}
        tone="forecast"
        detail={t('stat.nextDetail', { lo: formats.count(figures.lo80), hi: formats.count(figures.hi80) })}
      />
      {Number.isNaN(figures.lastYear) ? null : (
        <Stat
          label={t('stat.lastYear')}
          value={formats.count(figures.lastYear)}
          unit={t('stat.pieces')}
          detail={t('stat.lastYearDetail', { change: signedPercent(figures.next / figures.lastYear - 1) })}
        />
      )}
      <Stat
        label={monthly ? t('stat.peakMonth') : t('stat.peak')}
        value={monthly ? formats.month(peakDay) : formats.shortDate(peakDay)}
        detail={t('stat.peakDetail', {
          units: formats.count(figures.peakMean),
          lo: formats.count(figures.peakLo80),
          hi: formats.count(figures.peakHi80),
        })}
      />
      {score ? (
        <Stat
          label={t('stat.error')}
          value={wape(score.wape)}
          detail={t(forecast.baseline === 'snaive' ? 'stat.errorDetail' : 'stat.errorDetailNaive', {
            naive: wape(yardstick?.wape),
          })}
        />
      ) : null}
    </Stats>
  );

  function signedPercent(share: number): string {
    return share > 0 ? `+${formats.percent(share)}` : formats.percent(share);
  }
}
