import { useTranslation } from 'react-i18next';
import type { MarketEvent } from '#engine/panel/market-calendar.ts';
import { useFormats } from '#i18n/use-formats.ts';
import type { CandidatesResult } from '#state/candidates-store.ts';
import { toEventBands } from '#state/event-bands.ts';
import { chartColors } from '#ui/charts/chart-language.ts';
import { LinesChart } from '#ui/charts/lines-chart.tsx';
import type { CandidateRow } from './to-candidate-rows.ts';

interface LaunchWeeksProps {
  readonly row: CandidateRow;
  readonly result: CandidatesResult;
  readonly events: readonly MarketEvent[];
  readonly horizon: number;
}

/** Why one week beats another: expected pieces within the horizon by launch week. */
export function LaunchWeeks({ row, result, events, horizon }: LaunchWeeksProps) {
  const { t } = useTranslation('demand');
  const formats = useFormats();
  const outlook = result.byLaunchWeek.find(({ candidateId }) => candidateId === row.id);
  if (!outlook || outlook.total.length === 0) return null;
  const { start, total } = outlook;
  const days = Array.from(total, (_, w) => start + 7 * w);
  const best = total.reduce((at, value, w) => (value > total[at] ? w : at), 0);
  const worst = total.reduce((at, value, w) => (value < total[at] ? w : at), 0);
  return (
    <>
      <LinesChart
        title={t('candidates.byWeek')}
        unit={t('candidates.byWeekUnit', { weeks: horizon })}
        xName={t('candidates.byWeekName')}
        xs={days}
        curves={[{ name: row.name, color: chartColors.forecast, values: Array.from(total), width: 2 }]}
        events={toEventBands(events, start, start + 7 * total.length)}
        formatX={formats.date}
        formatTickX={formats.shortDate}
        formatValue={formats.count}
        formatTick={formats.short}
        height={200}
      />
      <p>
        {t('candidates.byWeekText', {
          best: formats.shortDate(days[best]),
          most: formats.count(total[best]),
          worst: formats.shortDate(days[worst]),
          least: formats.count(total[worst]),
        })}
      </p>
    </>
  );
}
