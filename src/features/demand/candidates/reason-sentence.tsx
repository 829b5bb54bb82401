import { useTranslation } from 'react-i18next';
import type { CandidateForecast } from '#engine/launch/forecast/cold-start-forecast.ts';
import { toReasons } from '#export/forecast-reasons.ts';
import { useFormats } from '#i18n/use-formats.ts';

/** "Why 803: a typical launch sells 599, season adds 17 %, ..." */
export function ReasonSentence({ forecast }: { readonly forecast: CandidateForecast }) {
  const { t } = useTranslation('demand');
  const formats = useFormats();
  const { typical, reasons } = toReasons(forecast.contributions);
  const parts = [
    t('candidates.whyTypical', { value: formats.count(typical) }),
    ...reasons.map(({ source, change }) => {
      const percent = formats.percent(Math.abs(change));
      const moved = change > 0 ? t('candidates.up', { percent }) : t('candidates.down', { percent });
      return t(`candidates.reason.${source}`, { change: moved });
    }),
  ];
  return (
    <p>
      {t('candidates.why', {
        total: formats.count(forecast.total),
        reasons: formats.clauses(parts),
      })}
    </p>
  );
}
