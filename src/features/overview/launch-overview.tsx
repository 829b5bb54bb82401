import { useTranslation } from 'react-i18next';
import { fromEpochDay } from '#engine/calendar/epoch-day.ts';
import { monthTicks } from '#engine/calendar/month-ticks.ts';
import type { LaunchReport } from '#engine/planning/rules/plan-figures.ts';
import { useFormats } from '#i18n/use-formats.ts';
import { useCalendarEvents } from '#state/data/calendar-events.ts';
import { useProductNames, useWeekName } from '#state/data/product-names.ts';
import { selectLaunch } from '#state/plan/plan-edits.ts';
import { planWindowShare } from '#state/plan/plan-pricing.ts';
import type { CurrentPlan, PlanResult } from '#state/plan/plan-store.ts';
import { goToStep } from '#state/runtime/settings-store.ts';
import { Button } from '#ui/controls/button.tsx';
import styles from './overview.module.css';

interface LaunchOverviewProps {
  readonly result: PlanResult;
  readonly current: CurrentPlan;
}

/** Lines that a glance takes in; the rest is on the Plan step. */
const most = 12;

/** The launch calendar at a glance: each launch in its week with the sales expected after it, events behind. */
export function LaunchOverview({ result, current }: LaunchOverviewProps) {
  const { t } = useTranslation('overview');
  const productName = useProductNames(result);
  const weekName = useWeekName(result.built.startDay);
  const launches = current.reading.launches.toSorted((a, b) => a.week - b.week || b.contribution - a.contribution);
  const shown = launches.slice(0, most);
  const { weeks } = current.instance;
  const highest = Math.max(...shown.flatMap(({ weekly }) => Array.from(weekly)), 1);
  if (launches.length === 0) return <p>{t('calendar.none')}</p>;
  return (
    <>
      <div className={styles.calendar}>
        <CalendarScale result={result} weeks={weeks} />
        <ol className={styles.lines}>
          {shown.map((launch) => (
            <LaunchLine
              key={launch.product}
              launch={launch}
              weeks={weeks}
              highest={highest}
              name={productName(launch.product)}
              weekName={weekName(launch.week)}
              onPress={() => {
                selectLaunch(result.built.instance.products[launch.product].id);
                goToStep('plan');
              }}
            />
          ))}
        </ol>
      </div>
      <OverviewLegend />
      {launches.length > most ? (
        <Button variant="plain" onPress={() => goToStep('plan')}>
          {t('calendar.more', { count: launches.length - most })}
        </Button>
      ) : null}
    </>
  );
}

/** Months along the top and the events of the calendar behind the lines. */
function CalendarScale({ result, weeks }: { readonly result: PlanResult; readonly weeks: number }) {
  const formats = useFormats();
  const events = useCalendarEvents();
  const { startDay } = result.built;
  const days = 7 * weeks;
  const at = (day: number): string => `${(100 * Math.max(0, Math.min(days, day - startDay))) / days}%`;
  const inside = events.filter(({ from, to }) => to >= startDay && from < startDay + days);
  return (
    <div className={styles.scale} aria-hidden="true">
      {inside.map(({ name, from, to }) => (
        <span
          key={`${name} ${from}`}
          className={styles.event}
          style={{ left: at(from), right: `calc(100% - ${at(to + 1)})` }}
          title={name}
        />
      ))}
      {monthTicks(startDay, startDay + days - 14, 12).map((day, place) => (
        <span key={day} className={styles.month} style={{ left: at(day) }}>
          {place === 0 || fromEpochDay(day).month === 1 ? (
            <>
              <span className={styles.wide}>{formats.month(day)}</span>
              <span className={styles.narrow}>{formats.shortMonth(day)}</span>
            </>
          ) : (
            formats.shortMonth(day)
          )}
        </span>
      ))}
    </div>
  );
}

/** The marks of the calendar; the same words as on the plan's own. */
function OverviewLegend() {
  const { t } = useTranslation('plan');
  const formats = useFormats();
  return (
    <ul className={styles.legend}>
      {(['launch', 'window', 'demand', 'event'] as const).map((id) => (
        <li key={id}>
          <span className={styles.key} data-mark={id} aria-hidden="true" />
          {t(`calendar.legend.${id}`, { share: formats.percent(planWindowShare) })}
        </li>
      ))}
    </ul>
  );
}

interface LaunchLineProps {
  readonly launch: LaunchReport;
  readonly weeks: number;
  readonly highest: number;
  readonly name: string;
  readonly weekName: string;
  readonly onPress: () => void;
}

function LaunchLine({ launch, weeks, highest, name, weekName, onPress }: LaunchLineProps) {
  const { t } = useTranslation('overview');
  const { week, weekly, windowFrom, windowTo } = launch;
  const x = (at: number): string => `${(100 * at) / weeks}%`;
  const room = weeks - week;
  const points = Array.from(weekly.subarray(0, room), (units, age) => `${age + 0.5} ${1 - units / highest}`);
  const path = `M0 1L${points.join('L')}L${Math.min(weekly.length, room)} 1Z`;
  return (
    <li className={styles.line}>
      <Button variant="plain" onPress={onPress}>
        <span className={styles.name} title={name}>
          {name}
        </span>
        <span className={styles.hidden}>{t('calendar.line', { week: weekName })}</span>
      </Button>
      <span className={styles.track} aria-hidden="true" title={weekName}>
        <span className={styles.window} style={{ left: x(windowFrom), right: x(weeks - windowTo - 1) }} />
        <svg
          aria-hidden="true"
          className={styles.curve}
          style={{ left: x(week), width: x(Math.min(weekly.length, room)) }}
          viewBox={`0 0 ${Math.min(weekly.length, room)} 1`}
          preserveAspectRatio="none"
        >
          <path d={path} />
        </svg>
        <span className={styles.mark} style={{ left: x(week + 0.5) }} />
      </span>
    </li>
  );
}
