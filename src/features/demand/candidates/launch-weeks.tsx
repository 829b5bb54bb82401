import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isoWeek } from '#engine/calendar/epoch-day.ts';
import type { MarketEvent } from '#engine/panel/market-calendar.ts';
import { useFormats } from '#i18n/use-formats.ts';
import type { CandidatesResult } from '#state/candidates/candidates-store.ts';
import { toEventBands } from '#state/data/event-bands.ts';
import { chartColors } from '#ui/charts/chart-language.ts';
import { LinesChart } from '#ui/charts/lines-chart.tsx';
import { Select } from '#ui/controls/select.tsx';
import { Toolbar } from '#ui/layout/panel.tsx';
import type { CandidateRow } from './to-candidate-rows.ts';
import { bestAndWorst, compareWeeks, type WeekComparison } from './to-week-comparison.ts';

interface LaunchWeeksProps {
  readonly row: CandidateRow;
  readonly result: CandidatesResult;
  readonly events: readonly MarketEvent[];
  readonly horizon: number;
}

/** Why one week beats another: expected units within the horizon by launch week, and two of them compared. */
export function LaunchWeeks({ row, result, events, horizon }: LaunchWeeksProps) {
  const { t } = useTranslation('demand');
  const formats = useFormats();
  const [chosen, setChosen] = useState<{ readonly first?: number; readonly second?: number }>({});
  const outlook = result.byLaunchWeek.find(({ candidateId }) => candidateId === row.id);
  if (!outlook || outlook.total.length === 0) return null;
  const { start, total, seasonOnly } = outlook;
  const days = Array.from(total, (_, w) => start + 7 * w);
  const { best, worst } = bestAndWorst(outlook);
  const weeks = { first: chosen.first ?? best, second: chosen.second ?? worst };
  const options = days.map((day, w) => ({
    value: String(w),
    label: t('candidate.weeks.option', { week: isoWeek(day).week, date: formats.shortDate(day) }),
    detail: formats.count(total[w]),
  }));
  return (
    <>
      <LinesChart
        title={t('candidates.byWeek')}
        unit={t('candidates.byWeekUnit', { weeks: horizon })}
        xName={t('candidates.byWeekName')}
        xs={days}
        isDays
        curves={[
          { name: row.name, color: chartColors.forecast, values: Array.from(total), width: 2 },
          ...(seasonOnly
            ? [
                {
                  name: t('candidate.weeks.seasonOnly'),
                  color: chartColors.naive,
                  values: Array.from(seasonOnly),
                  dashed: true,
                },
              ]
            : []),
        ]}
        events={toEventBands(events, start, start + 7 * total.length)}
        formatX={formats.date}
        formatTickX={formats.shortDate}
        formatValue={formats.count}
        formatTick={formats.short}
        height={200}
      />
      <Toolbar>
        <Select
          label={t('candidate.weeks.first')}
          options={options}
          value={String(weeks.first)}
          onChange={(week) => setChosen({ ...chosen, first: Number(week) })}
        />
        <Select
          label={t('candidate.weeks.second')}
          options={options}
          value={String(weeks.second)}
          onChange={(week) => setChosen({ ...chosen, second: Number(week) })}
        />
      </Toolbar>
      <ComparisonWords comparison={compareWeeks(outlook, weeks, events, horizon)} />
    </>
  );
}

/** "Week 23 (1 Jun) brings 1,475 units, week 30 (20 Jul) 1,149, 22 % fewer: season −15 %, promotions −8 %." */
function ComparisonWords({ comparison }: { readonly comparison: WeekComparison }) {
  const { t } = useTranslation('demand');
  const formats = useFormats();
  const { first, second, change, bySeason, byPromotions } = comparison;
  const nameOf = (day: number): string =>
    t('candidate.weeks.option', { week: isoWeek(day).week, date: formats.shortDate(day) });
  const moved = (share: number): string => {
    if (Math.abs(share) < 0.005) return t('candidate.weeks.nothing');
    return formats.signed(share, formats.percent);
  };
  const promotions = (names: readonly string[]): string =>
    names.length > 0 ? formats.list(names) : t('candidate.weeks.noPromotion');
  return (
    <p>
      {t(change > 0 ? 'candidate.weeks.more' : 'candidate.weeks.fewer', {
        first: nameOf(first.day),
        second: nameOf(second.day),
        most: formats.count(first.total),
        least: formats.count(second.total),
        percent: formats.percent(Math.abs(change)),
      })}
      {formats.space}
      {Number.isNaN(bySeason)
        ? null
        : t('candidate.weeks.parts', { season: moved(bySeason), promotions: moved(byPromotions) })}
      {formats.space}
      {t('candidate.weeks.meets', { first: promotions(first.promotions), second: promotions(second.promotions) })}
    </p>
  );
}
