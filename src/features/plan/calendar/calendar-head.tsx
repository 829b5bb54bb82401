import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { type EpochDay, isoWeek } from '#engine/calendar/epoch-day.ts';
import type { CalendarBand } from '#export/charts/calendar-geometry.ts';
import type { Formats } from '#i18n/formats.ts';
import { useFormats } from '#i18n/use-formats.ts';
import { type CurrentPlan, type PlanResult, usePlanStore } from '#state/plan/plan-store.ts';
import { placeEvents } from '#ui/charts/event-labels.ts';
import { barHeight, barsHeight, barsTop, eventLine, headHeight, weekLine } from './calendar-geometry.ts';
import styles from './launch-calendar.module.css';

interface CalendarHeadProps {
  readonly bands: readonly CalendarBand[];
  readonly result: PlanResult;
  readonly current: CurrentPlan;
  readonly today: EpochDay;
  readonly step: number;
  readonly height: number;
}

/** Events behind everything, launch work against its limit by week (that of a move while it is tried), the names of the weeks. */
export const CalendarHead = memo(DrawnHead);

function DrawnHead({ bands, result, current, today, step, height }: CalendarHeadProps) {
  const { t } = useTranslation('plan');
  const tried = usePlanStore((state) => state.trial?.figures?.load ?? null);
  const { startDay } = result.built;
  const { capacity, blackoutWeeks } = current.instance.constraints;
  const weeks = capacity.length;
  const load = Array.from(tried ?? current.reading.figures.load);
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
  const formats = useFormats();
  const { startDay, instance } = result.built;
  const { currency = '' } = instance;
  // Prices of a search for the paper's fitness are in its units, not in money.
  const worth = result.search.objective === 'article' ? [] : result.search.shadowPrices.capacity;
  const heaviest = Math.max(...load, 1);
  const limits = capacity.filter((limit) => limit <= heaviest * 4);
  const highest = Math.max(heaviest, ...limits);
  const labelEvery = step < 16 ? 8 : step < 30 ? 4 : step < 60 ? 2 : 1;
  const gap = Math.min(3, step / 6);
  return (
    <>
      {load.map((effort, week) => (
        <CapacityBar
          // biome-ignore lint/suspicious/noArrayIndexKey: a week is its index
          key={week}
          effort={effort}
          week={week}
          currency={currency}
          formats={formats}
          step={step}
          gap={gap}
          highest={highest}
          day={startDay + 7 * week}
          limit={capacity[week]}
          worth={worth[week] ?? 0}
          isNamed={week % labelEvery === 0}
        />
      ))}
    </>
  );
}

interface CapacityBarProps {
  readonly effort: number;
  readonly limit: number;
  /** Money for one more unit; 0: nothing, or not known. */
  readonly worth: number;
  readonly week: number;
  readonly day: EpochDay;
  readonly currency: string;
  readonly formats: Formats;
  readonly step: number;
  readonly gap: number;
  /** Effort that a bar of full height stands for. */
  readonly highest: number;
  readonly isNamed: boolean;
}

/** One week's work against its limit; drawn anew only when it changes. */
const CapacityBar = memo(DrawnBar);

function DrawnBar(props: CapacityBarProps) {
  const { effort, limit, worth, week, day, currency, formats, step, gap, highest, isNamed } = props;
  const { t } = useTranslation('plan');
  const filled = barHeight(effort, highest);
  const top = limit <= highest ? barHeight(limit, highest) : null;
  const x = week * step + gap;
  const wide = step - 2 * gap;
  const { year, week: number } = isoWeek(day);
  return (
    <g>
      <title>
        {[
          t('calendar.load', {
            week: formats.week(year, number),
            load: formats.decimal(effort, 1),
            capacity: top === null ? t('calendar.noLimit') : formats.decimal(limit, 1),
          }),
          worth >= 1 ? t('calendar.worth', { money: formats.money(worth, currency) }) : '',
        ]
          .filter((words) => words !== '')
          .join(formats.space)}
      </title>
      {top === null ? null : (
        <rect x={x} y={barsTop + barsHeight - top} width={wide} height={top} className={styles.limit} />
      )}
      <rect
        x={x}
        y={barsTop + barsHeight - filled}
        width={wide}
        height={filled}
        className={effort > limit ? styles.over : effort === limit ? styles.full : styles.load}
      />
      {isNamed ? (
        <text
          x={week === 0 ? 2 : week * step + step / 2}
          y={weekLine}
          textAnchor={week === 0 ? 'start' : 'middle'}
          className={styles.weekName}
        >
          {formats.shortDate(day)}
        </text>
      ) : null}
    </g>
  );
}
