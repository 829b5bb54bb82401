import { useLayoutEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDatasetStore } from '#state/dataset-store.ts';
import { moveLaunch, selectLaunch, toggleLock } from '#state/plan-actions.ts';
import { type PlanResult, type PresentPlan, usePlanStore } from '#state/plan-store.ts';
import { Icon } from '#ui/icon.tsx';
import { headHeight, rowHeight, weekWidth } from './calendar-geometry.ts';
import { CalendarHead } from './calendar-head.tsx';
import { CalendarLine } from './calendar-line.tsx';
import styles from './launch-calendar.module.css';
import { useCandidates, useProductNames } from './product-names.ts';
import { useWeekName } from './rule-words.ts';
import { toCalendarBands, toCalendarRows } from './to-calendar-rows.ts';

interface LaunchCalendarProps {
  readonly result: PlanResult;
  readonly present: PresentPlan;
}

const noEvents: readonly never[] = [];

/**
 * The launch calendar: weeks across, candidates down, each launch a mark with its expected demand to the right. A launch is
 * moved with the hand or with the arrow keys; what that costs shows before it is done.
 */
export function LaunchCalendar({ result, present }: LaunchCalendarProps) {
  const { t } = useTranslation('plan');
  const decisions = usePlanStore((state) => state.decisions);
  const selected = usePlanStore((state) => state.selected);
  const events = useDatasetStore((state) => state.facts.dataset?.calendar?.events ?? noEvents);
  const candidates = useCandidates();
  const nameOf = useProductNames(result);
  const { instance, startDay } = result.built;
  const weekName = useWeekName(startDay);
  const rows = useMemo(
    () => toCalendarRows(result, present, decisions, candidates),
    [result, present, decisions, candidates],
  );
  const bands = useMemo(() => toCalendarBands(events, startDay, instance.weeks), [events, startDay, instance.weeks]);
  // Prices of a search for the article's fitness are in its units, not in money.
  const isMoney = result.search.objective !== 'article';
  const { ref, room } = useRoom();
  const step = weekWidth(room, instance.weeks);
  const width = step * instance.weeks;
  const height = headHeight + rows.length * rowHeight;
  const highest = Math.max(1, ...rows.flatMap(({ weekly }) => weekly));

  return (
    <div className={styles.calendar}>
      <div className={styles.names} style={{ paddingTop: headHeight }}>
        {rows.map((row) => (
          <button
            key={row.id}
            type="button"
            className={`${styles.name} ${row.week < 0 ? styles.out : ''}`}
            style={{ height: rowHeight }}
            aria-pressed={selected === row.id}
            onClick={() => selectLaunch(selected === row.id ? null : row.id)}
          >
            <span className={styles.nameText}>{nameOf(row.product)}</span>
            {row.isMust ? <Icon name="pin" size={12} /> : null}
            {row.isMoved ? <Icon name="hand" size={12} /> : null}
            {row.isLocked ? <Icon name="lock" size={12} /> : null}
          </button>
        ))}
      </div>
      <div ref={ref} className={styles.scroll}>
        {/* biome-ignore lint/a11y/useSemanticElements: a fieldset cannot stand inside SVG, a group of sliders can */}
        <svg width={width} height={height} className={styles.chart} role="group" aria-label={t('calendar.title')}>
          <CalendarHead
            bands={bands}
            load={present.reading.figures.load}
            capacity={instance.constraints.capacity}
            worth={isMoney ? result.search.shadowPrices.capacity : []}
            currency={instance.currency ?? ''}
            blackoutWeeks={instance.constraints.blackoutWeeks}
            startDay={startDay}
            step={step}
            height={height}
          />
          {rows.map((row, line) => (
            <CalendarLine
              key={row.id}
              row={row}
              name={nameOf(row.product)}
              y={headHeight + line * rowHeight}
              step={step}
              weeks={instance.weeks}
              highest={highest}
              weekName={weekName}
              result={result}
              isSelected={selected === row.id}
              onSelect={() => selectLaunch(row.id)}
              onMove={(week) => void moveLaunch(row.id, week)}
              onLock={() => toggleLock(row.id)}
            />
          ))}
        </svg>
      </div>
    </div>
  );
}

/** Width of the element that scrolls. */
function useRoom() {
  const ref = useRef<HTMLDivElement>(null);
  const [room, setRoom] = useState(800);
  useLayoutEffect(() => {
    const element = ref.current;
    if (!element) return;
    const observer = new ResizeObserver(([entry]) => setRoom(entry.contentRect.width));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return { ref, room };
}
