import { useTranslation } from 'react-i18next';
import { type EpochDay, isoWeek } from '#engine/calendar/epoch-day.ts';
import { useFormats } from '#i18n/use-formats.ts';
import { placeEvents } from '#ui/charts/event-labels.ts';
import { barHeight, barsHeight, barsTop, eventLine, headHeight, weekLine } from './calendar-geometry.ts';
import styles from './launch-calendar.module.css';
import type { CalendarBand } from './to-calendar-rows.ts';

interface CalendarHeadProps {
  readonly bands: readonly CalendarBand[];
  readonly load: ArrayLike<number>;
  readonly capacity: readonly number[];
  /** Money that one more unit of launch work would be worth, by week; 0: nothing, or not known. */
  readonly worth: ArrayLike<number>;
  readonly currency: string;
  readonly blackoutWeeks: readonly number[];
  readonly startDay: EpochDay;
  readonly step: number;
  readonly height: number;
}

/** Events behind everything, launch work against its limit by week, and the names of the weeks. */
export function CalendarHead(props: CalendarHeadProps) {
  const { bands, load, capacity, worth, currency, blackoutWeeks, startDay, step, height } = props;
  const { t } = useTranslation('plan');
  const formats = useFormats();
  const weeks = capacity.length;
  const all = Array.from(load);
  const heaviest = Math.max(...all, 1);
  const limits = capacity.filter((limit) => limit <= heaviest * 4);
  const highest = Math.max(heaviest, ...limits);
  const labelEvery = step < 30 ? 4 : 2;
  return (
    <g>
      {placeEvents(bands, [0, weeks], (week) => week * step).map(({ event, left, width, labelLeft }) => (
        <g key={`${event.name} ${event.from}`}>
          <rect x={left} y={0} width={width} height={height} className={styles.event} />
          {labelLeft === null ? null : (
            <text x={labelLeft + 2} y={eventLine} className={styles.eventName}>
              {event.name}
            </text>
          )}
          <title>{event.name}</title>
        </g>
      ))}
      {blackoutWeeks.map((week) => (
        <rect key={week} x={week * step} y={barsTop} width={step} height={height - barsTop} className={styles.closed}>
          <title>{t('calendar.closed')}</title>
        </rect>
      ))}
      {all.map((effort, week) => {
        const isOver = effort > capacity[week];
        const filled = barHeight(effort, highest);
        const limit = capacity[week] <= highest ? barHeight(capacity[week], highest) : null;
        const x = week * step + 3;
        const { year, week: number } = isoWeek(startDay + 7 * week);
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a week is its index
          <g key={week}>
            <title>
              {t('calendar.load', {
                week: formats.week(year, number),
                load: formats.decimal(effort, 1),
                capacity: limit === null ? t('calendar.noLimit') : formats.decimal(capacity[week], 1),
              })}
              {worth[week] >= 1 ? ` ${t('calendar.worth', { money: formats.money(worth[week], currency) })}` : ''}
            </title>
            {limit === null ? null : (
              <rect x={x} y={barsTop + barsHeight - limit} width={step - 6} height={limit} className={styles.limit} />
            )}
            <rect
              x={x}
              y={barsTop + barsHeight - filled}
              width={step - 6}
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
      <line x1={0} x2={weeks * step} y1={headHeight - 0.5} y2={headHeight - 0.5} className={styles.rule} />
    </g>
  );
}
