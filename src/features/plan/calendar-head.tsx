import { useTranslation } from 'react-i18next';
import { type EpochDay, isoWeek } from '#engine/calendar/epoch-day.ts';
import { useFormats } from '#i18n/use-formats.ts';
import { type PlanResult, type PresentPlan, usePlanStore } from '#state/plan-store.ts';
import { placeEvents } from '#ui/charts/event-labels.ts';
import { barHeight, barsHeight, barsTop, eventLine, headHeight, weekLine } from './calendar-geometry.ts';
import styles from './launch-calendar.module.css';
import type { CalendarBand } from './to-calendar-rows.ts';

interface CalendarHeadProps {
  readonly bands: readonly CalendarBand[];
  readonly result: PlanResult;
  readonly present: PresentPlan;
  readonly today: EpochDay;
  readonly step: number;
  readonly height: number;
}

/** Events behind everything, launch work against its limit by week (that of a move while it is tried), the names of the weeks. */
export function CalendarHead({ bands, result, present, today, step, height }: CalendarHeadProps) {
  const { t } = useTranslation('plan');
  const trial = usePlanStore((state) => state.trial);
  const { startDay } = result.built;
  const { capacity, blackoutWeeks } = present.instance.constraints;
  const weeks = capacity.length;
  const load = Array.from(trial?.figures?.load ?? present.reading.figures.load);
  const events = placeEvents(bands, [0, weeks], (week) => week * step);
  const todayAt = (today - startDay) / 7;
  return (
    <g>
      {events.map(({ event, left, width }) => (
        <rect key={`${event.name} ${event.from}`} x={left} y={0} width={width} height={height} className={styles.event}>
          <title>{event.name}</title>
        </rect>
      ))}
      {events.map(({ event, labelLeft }) =>
        labelLeft === null ? null : (
          <text key={`${event.name} ${event.from}`} x={labelLeft + 2} y={eventLine} className={styles.eventName}>
            {event.name}
          </text>
        ),
      )}
      {blackoutWeeks.map((week) => (
        <rect key={week} x={week * step} y={barsTop} width={step} height={height - barsTop} className={styles.closed}>
          <title>{t('calendar.closed')}</title>
        </rect>
      ))}
      <CapacityBars result={result} load={load} capacity={capacity} step={step} />
      {todayAt >= 0 && todayAt <= weeks ? (
        <g>
          <line x1={todayAt * step} x2={todayAt * step} y1={barsTop - 8} y2={height} className={styles.today} />
          <text x={todayAt * step + 3} y={barsTop} className={styles.todayName}>
            {t('calendar.today')}
          </text>
        </g>
      ) : null}
      <line x1={0} x2={weeks * step} y1={headHeight - 0.5} y2={headHeight - 0.5} className={styles.rule} />
    </g>
  );
}

interface CapacityBarsProps {
  readonly result: PlanResult;
  readonly load: readonly number[];
  readonly capacity: readonly number[];
  readonly step: number;
}

function CapacityBars({ result, load, capacity, step }: CapacityBarsProps) {
  const { t } = useTranslation('plan');
  const formats = useFormats();
  const { startDay, instance } = result.built;
  const { currency = '' } = instance;
  // Prices of a search for the article's fitness are in its units, not in money.
  const worth = result.search.objective === 'article' ? [] : result.search.shadowPrices.capacity;
  const heaviest = Math.max(...load, 1);
  const limits = capacity.filter((limit) => limit <= heaviest * 4);
  const highest = Math.max(heaviest, ...limits);
  const labelEvery = step < 16 ? 8 : step < 30 ? 4 : step < 60 ? 2 : 1;
  const gap = Math.min(3, step / 6);
  return (
    <>
      {load.map((effort, week) => {
        const isOver = effort > capacity[week];
        const filled = barHeight(effort, highest);
        const limit = capacity[week] <= highest ? barHeight(capacity[week], highest) : null;
        const x = week * step + gap;
        const { year, week: number } = isoWeek(startDay + 7 * week);
        const wide = step - 2 * gap;
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a week is its index
          <g key={week}>
            <title>
              {[
                t('calendar.load', {
                  week: formats.week(year, number),
                  load: formats.decimal(effort, 1),
                  capacity: limit === null ? t('calendar.noLimit') : formats.decimal(capacity[week], 1),
                }),
                worth[week] >= 1 ? t('calendar.worth', { money: formats.money(worth[week], currency) }) : '',
              ]
                .filter((words) => words !== '')
                .join(' ')}
            </title>
            {limit === null ? null : (
              <rect x={x} y={barsTop + barsHeight - limit} width={wide} height={limit} className={styles.limit} />
            )}
            <rect
              x={x}
              y={barsTop + barsHeight - filled}
              width={wide}
              height={filled}
              className={isOver ? styles.over : effort === capacity[week] ? styles.full : styles.load}
            />
            {week % labelEvery === 0 ? (
              <text
                x={week === 0 ? 2 : week * step + step / 2}
                y={weekLine}
                textAnchor={week === 0 ? 'start' : 'middle'}
                className={styles.weekName}
              >
                {formats.shortDate(startDay + 7 * week)}
              </text>
            ) : null}
          </g>
        );
      })}
    </>
  );
}
