import { memo, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { toCalendarBands } from '#export/charts/calendar-geometry.ts';
import { useRuleWords } from '#features/plan/rules/rule-words.ts';
import { useFormats } from '#i18n/use-formats.ts';
import { today, useCalendarEvents } from '#state/data/calendar-events.ts';
import {
  useCandidates,
  useCategoryName,
  useOwnCandidates,
  useProductNames,
  useWeekName,
} from '#state/data/product-names.ts';
import { isDecided, selectLaunch } from '#state/plan/plan-edits.ts';
import { type CurrentPlan, type PlanResult, usePlanStore } from '#state/plan/plan-store.ts';
import { useReportStore } from '#state/report/report-store.ts';
import { SegmentedControl } from '#ui/controls/segmented-control.tsx';
import { Icon } from '#ui/feedback/icon.tsx';
import { Stack, Toolbar } from '#ui/layout/panel.tsx';
import {
  type CalendarEntry,
  groupHeight,
  headHeight,
  heightOf,
  paginate,
  paperFor,
  rowHeight,
  weekWidth,
  type Zoom,
  zooms,
} from './calendar-geometry.ts';
import { CalendarHead } from './calendar-head.tsx';
import { CalendarLegend } from './calendar-legend.tsx';
import { CalendarLine, type CalendarWords } from './calendar-line.tsx';
import { CalendarMenu, type MenuPlace } from './calendar-menu.tsx';
import styles from './launch-calendar.module.css';
import { type CalendarRow, type Grouping, groupRows, isSameRow, toCalendarRows } from './to-calendar-rows.ts';

interface LaunchCalendarProps {
  readonly result: PlanResult;
  readonly current: CurrentPlan;
}

/** From this many lines on the calendar scrolls within itself, its weeks and bars staying in sight. */
const longFrom = 40;
const groupings: readonly Grouping[] = ['week', 'category', 'wave'];

/**
 * The launch calendar: weeks across, candidates down, each launch a mark with its expected demand to the right. A launch is
 * moved with the hand or with the arrow keys; what that costs shows before it is done.
 */
export function LaunchCalendar({ result, current }: LaunchCalendarProps) {
  const { t } = useTranslation('plan');
  const decisions = usePlanStore((state) => state.decisions);
  const selected = usePlanStore((state) => state.selected);
  const events = useCalendarEvents();
  const candidates = useOwnCandidates();
  const nameOf = useProductNames(result);
  const categoryName = useCategoryName();
  const [grouping, setGrouping] = useState<Grouping>('week');
  const [zoom, setZoom] = useState<Zoom>('fit');
  const [menu, setMenu] = useState<MenuPlace | null>(null);
  const { startDay } = result.built;
  const { instance } = current;
  const { weeks, reading, stability } = current;
  // Of the plan what lines show: another answer about it does not make them anew.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  const rows = useMemo(
    () => toCalendarRows(result, current, decisions, candidates),
    [result, instance, weeks, reading, stability, decisions, candidates],
  );
  const format = useReportStore((state) => state.choices.paper);
  const bands = useMemo(() => toCalendarBands(events, startDay, instance.weeks), [events, startDay, instance.weeks]);
  const { ref, room, isPrinting } = useRoom();
  const highest = useMemo(() => rows.reduce((most, row) => Math.max(most, highestOf(row)), 1), [rows]);
  const headingOf = useCallback(
    (name: string): string => {
      if (grouping === 'category') return categoryName(name) || t('constraints.noCategory');
      return name || t('calendar.noWave');
    },
    [grouping, categoryName, t],
  );
  const words = useCalendarWords(result);
  const entries = layOut(rows, grouping, headingOf);
  const whole = heightOf(entries);
  const paper = isPrinting ? paperFor(whole, instance.weeks, format) : null;
  const pages = paper ? paginate(entries, paper.height, paper.firstHeight) : [entries];
  const step = paper?.step ?? weekWidth(room, instance.weeks, zoom);
  const width = step * instance.weeks;
  const isOverfull = reading.figures.load.some((load, week) => load > instance.constraints.capacity[week]);
  const isLong = rows.length > longFrom;
  const hasWaves = rows.some(({ wave }) => wave !== '');

  return (
    <Stack>
      <div className={styles.controls}>
        <Toolbar>
          <SegmentedControl
            label={t('calendar.group')}
            labelHidden
            options={groupings
              .filter((value) => value !== 'wave' || hasWaves)
              .map((value) => ({ value, label: t(`calendar.by.${value}`) }))}
            value={grouping}
            onChange={setGrouping}
          />
          <SegmentedControl
            label={t('calendar.zoom')}
            labelHidden
            options={zooms.map((value) => ({ value, label: t(`calendar.zooms.${value}`) }))}
            value={zoom}
            onChange={setZoom}
          />
        </Toolbar>
      </div>
      {paper ? <CalendarLegend rows={rows} isOverfull={isOverfull} /> : null}
      {pages.map((page, at) => (
        <div
          // biome-ignore lint/suspicious/noArrayIndexKey: a sheet is its place; anew with every order it would lose room and scroll
          key={at}
          ref={at === 0 ? ref : null}
          className={`${styles.calendar} ${isLong ? styles.long : ''}`}
          style={paper ? { zoom: paper.zoom } : undefined}
        >
          <div className={styles.names}>
            <div className={styles.headName} style={{ height: headHeight }}>
              <span>{t('calendar.work')}</span>
            </div>
            {page.map((entry) =>
              entry.kind === 'heading' ? (
                <p key={`group ${entry.name}`} className={styles.heading} style={{ height: groupHeight }}>
                  {entry.name}
                </p>
              ) : (
                <RowName
                  key={entry.row.id}
                  row={entry.row}
                  name={nameOf(entry.row.product)}
                  isSelected={selected === entry.row.id}
                />
              ),
            )}
          </div>
          <div className={styles.weeks}>
            {isLong ? (
              <svg width={width} height={headHeight} className={styles.headAbove} aria-hidden="true">
                <CalendarHead
                  bands={bands}
                  result={result}
                  current={current}
                  today={today()}
                  step={step}
                  height={headHeight}
                />
              </svg>
            ) : null}
            {/* biome-ignore lint/a11y/useSemanticElements: a fieldset cannot stand inside SVG, a group of sliders can */}
            <svg
              width={width}
              height={heightOf(page)}
              className={styles.chart}
              role="group"
              aria-label={t('calendar.title')}
            >
              <CalendarHead
                bands={bands}
                result={result}
                current={current}
                today={today()}
                step={step}
                height={heightOf(page)}
              />
              {page.map((entry) =>
                entry.kind === 'heading' ? (
                  <rect
                    key={`group ${entry.name}`}
                    x={0}
                    y={entry.y}
                    width={width}
                    height={groupHeight}
                    className={styles.headingGround}
                  />
                ) : (
                  <CalendarLine
                    key={entry.row.id}
                    row={entry.row}
                    name={nameOf(entry.row.product)}
                    y={entry.y}
                    step={step}
                    weeks={instance.weeks}
                    highest={highest}
                    words={words}
                    isSelected={selected === entry.row.id}
                    onMenu={setMenu}
                  />
                ),
              )}
            </svg>
          </div>
        </div>
      ))}
      <CalendarMenu place={menu} result={result} onClose={() => setMenu(null)} />
      {paper ? null : <CalendarLegend rows={rows} isOverfull={isOverfull} />}
    </Stack>
  );
}

function layOut(
  rows: readonly CalendarRow[],
  grouping: Grouping,
  headingOf: (name: string) => string,
): readonly CalendarEntry<CalendarRow>[] {
  const entries: CalendarEntry<CalendarRow>[] = [];
  let y = headHeight;
  for (const group of groupRows(rows, grouping)) {
    if (grouping !== 'week') {
      entries.push({ kind: 'heading', y, name: headingOf(group.name) });
      y += groupHeight;
    }
    for (const row of group.rows) {
      entries.push({ kind: 'line', y, row });
      y += rowHeight;
    }
  }
  return entries;
}

/** Greatest height that a row's demand reaches, its range included. */
function highestOf({ weekly, range }: CalendarRow): number {
  let most = 0;
  for (let k = 0; k < weekly.length; k++) most = Math.max(most, weekly[k]);
  return most * (range?.high ?? 1);
}

/** The same object until the language, the plan or the candidates change, so that lines are not drawn anew for nothing. */
function useCalendarWords(result: PlanResult): CalendarWords {
  const { t } = useTranslation('plan');
  const formats = useFormats();
  const candidates = useCandidates();
  const weekName = useWeekName(result.built.startDay);
  const ruleWords = useRuleWords(result);
  // The two functions are made anew each time, from the language, the plan and the candidates.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  return useMemo(
    () => ({ t, formats, weekName, ruleWords, currency: result.built.instance.currency ?? '' }),
    [t, formats, result, candidates],
  );
}

interface RowNameProps {
  readonly row: CalendarRow;
  readonly name: string;
  readonly isSelected: boolean;
}

const RowName = memo(DrawnName, (before, after) => {
  const { row, name, isSelected } = before;
  return name === after.name && isSelected === after.isSelected && isSameRow(row, after.row);
});

function DrawnName({ row, name, isSelected }: RowNameProps) {
  return (
    <button
      type="button"
      className={`${styles.name} ${row.week < 0 ? styles.out : ''}`}
      style={{ height: rowHeight }}
      aria-pressed={isSelected}
      title={name}
      onClick={() => selectLaunch(isSelected ? null : row.id)}
    >
      <span className={styles.nameText}>{name}</span>
      {row.isMust ? <Icon name="pin" size={12} /> : null}
      {row.isMoved ? <Icon name="hand" size={12} /> : null}
      {isDecided(row.verdict) ? <Icon name="check" size={12} /> : row.isLocked ? <Icon name="lock" size={12} /> : null}
    </button>
  );
}

/** Width that is left for the weeks beside the names, and whether the page is being printed. */
function useRoom() {
  const ref = useRef<HTMLDivElement>(null);
  const [room, setRoom] = useState(800);
  const [isPrinting, setPrinting] = useState(false);
  useLayoutEffect(() => {
    const element = ref.current;
    if (!element) return;
    const names = element.firstElementChild;
    const observer = new ResizeObserver(() => setRoom(element.clientWidth - (names?.clientWidth ?? 0)));
    observer.observe(element);
    if (names) observer.observe(names);
    return () => observer.disconnect();
  }, []);
  useEffect(() => {
    // The browser lays the page out right after the event: the calendar must be narrow by then.
    const begin = (): void => flushSync(() => setPrinting(true));
    const end = (): void => setPrinting(false);
    addEventListener('beforeprint', begin);
    addEventListener('afterprint', end);
    return () => {
      removeEventListener('beforeprint', begin);
      removeEventListener('afterprint', end);
    };
  }, []);
  return { ref, room, isPrinting };
}
