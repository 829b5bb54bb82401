import { useTranslation } from 'react-i18next';
import { periodStart } from '#engine/calendar/period-start.ts';
import { useAmounts } from '#i18n/use-amounts.ts';
import { useFormats } from '#i18n/use-formats.ts';
import { useAudienceStore } from '#state/audience/audience-store.ts';
import { useMeasure } from '#state/data/dataset-store.ts';
import type { DemandSeries } from '#state/demand/demand-store.ts';
import { lastReady } from '#state/runtime/job-state.ts';
import { Stat, Stats } from '#ui/feedback/finding.tsx';
import { usePeriods } from './series-names.ts';
import { toDemandFigures } from './to-demand-figures.ts';

/** The four figures that a manager asks for, each with its range. */
export function DemandStats({ shown }: { readonly shown: DemandSeries }) {
  const { t } = useTranslation('demand');
  const formats = useFormats();
  const periods = usePeriods(shown.frequency);
  const amounts = useAmounts(useMeasure(shown));
  const figures = toDemandFigures(shown);
  const productId = shown.id.startsWith('product:') ? shown.id.slice('product:'.length) : '';
  const type = useAudienceStore(({ job }) => lastReady(job)?.result.demandTypes[productId]);
  const { forecast } = shown;
  if (!figures || !forecast) return null;
  const score = forecast.scores.find(({ method }) => method === forecast.chosen);
  const baseline = forecast.scores.find(({ method }) => method === forecast.baseline);
  const peakDay = periodStart(shown.start, shown.frequency, shown.values.length + figures.peak);
  const monthly = shown.frequency === 12;
  const unit = amounts.unit === undefined ? {} : { unit: amounts.unit };
  const wape = (percent: number | undefined): string => formats.percent((percent ?? Number.NaN) / 100);
  return (
    <Stats>
      <Stat
        label={t('stat.next', { periods: periods(forecast.forecasts[0].forecast.mean.length) })}
        value={amounts.full(figures.next)}
        {...unit}
        tone="forecast"
        detail={t('stat.nextDetail', {
          lo: amounts.full(figures.lo80),
          hi: amounts.full(figures.hi80),
          periods: periods(forecast.forecasts[0].forecast.mean.length),
        })}
      />
      {Number.isNaN(figures.lastYear) ? null : (
        <Stat
          label={t('stat.lastYear')}
          value={amounts.full(figures.lastYear)}
          {...unit}
          detail={t('stat.lastYearDetail', { change: signedPercent(figures.next / figures.lastYear - 1) })}
        />
      )}
      <Stat
        label={monthly ? t('stat.peakMonth') : t('stat.peak')}
        value={monthly ? formats.month(peakDay) : formats.shortDate(peakDay)}
        detail={t('stat.peakDetail', {
          amount: amounts.phrase(figures.peakMean),
          lo: amounts.full(figures.peakLo80),
          hi: amounts.full(figures.peakHi80),
        })}
      />
      {type ? (
        <Stat label={t('products.type')} value={t(`products.types.${type}`)} detail={t(`products.typeMeans.${type}`)} />
      ) : null}
      {score ? (
        <Stat
          label={t('stat.error')}
          value={wape(score.wape)}
          detail={t(forecast.baseline === 'snaive' ? 'stat.errorDetail' : 'stat.errorDetailNaive', {
            naive: wape(baseline?.wape),
          })}
        />
      ) : null}
    </Stats>
  );

  function signedPercent(share: number): string {
    return share > 0 ? `+${formats.percent(share)}` : formats.percent(share);
  }
}
