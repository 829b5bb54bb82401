import type { TFunction } from 'i18next';
import { type KeyboardEvent, type MouseEvent, memo, type PointerEvent, useEffect, useRef, useState } from 'react';
import type { BindingRule } from '#engine/planning/rules/plan-figures.ts';
import type { Formats } from '#i18n/formats.ts';
import { moveLaunch, selectLaunch, toggleForbiddenWeek, toggleLock } from '#state/plan/plan-edits.ts';
import { stopTrying, tryLaunch } from '#state/plan/plan-pricing.ts';
import { usePlanStore } from '#state/plan/plan-store.ts';
import { demandBand, demandPath, rowHeight, weekAt } from './calendar-geometry.ts';
import type { MenuPlace } from './calendar-menu.tsx';
import styles from './launch-calendar.module.css';
import { type CalendarRow, isSameRow, weekCostsOf } from './to-calendar-rows.ts';

/** What lines say things with; made once for all of them. */
export interface CalendarWords {
  readonly t: TFunction<'plan'>;
  readonly formats: Formats;
  readonly weekName: (week: number) => string;
  readonly ruleWords: (rule: BindingRule) => string;
  readonly currency: string;
}

interface CalendarLineProps {
  readonly row: CalendarRow;
  readonly name: string;
  readonly y: number;
  readonly step: number;
  readonly weeks: number;
  readonly highest: number;
  readonly words: CalendarWords;
  readonly isSelected: boolean;
  readonly onMenu: (place: MenuPlace) => void;
}

/**
 * One candidate's line. As a slider over weeks: left and right try a week and say what it costs, Enter takes it, Escape
 * lets go, Delete leaves the candidate out, L locks, F closes the week to it. A hand drags the mark, the second button
 * opens the menu. Drawn anew only when something of its own changes: there may be hundreds.
 */
export const CalendarLine = memo(DrawnLine, isDrawnAlike);

function DrawnLine(props: CalendarLineProps) {
  const { row, name, y, step, weeks, highest, words, isSelected, onMenu } = props;
  const { t, weekName } = words;
  const [tried, setTried] = useState<number | null>(null);
  const drag = useRef<{ readonly pointer: number; readonly left: number; moved: boolean } | null>(null);
  const handle = useRef<SVGGElement>(null);
  const costWords = useCostWords(props);

  const rest = row.restWeek;
  const shown = tried ?? row.week;
  const attempt = (week: number): void => {
    if (week === tried) return;
    setTried(week);
    if (week === row.week) stopTrying();
    else void tryLaunch(row.id, week);
  };
  const letGo = (): void => {
    drag.current = null;
    setTried(null);
    stopTrying();
  };
  const commit = (): void => {
    if (tried !== null && tried !== row.week) void moveLaunch(row.id, tried);
    setTried(null);
  };
  const stepBy = (change: number): void => attempt(Math.max(0, Math.min(weeks - 1, (tried ?? rest) + change)));

  const keyAction = (key: string): (() => void) | null => {
    switch (key) {
      case 'ArrowLeft':
        return () => stepBy(-1);
      case 'ArrowRight':
        return () => stepBy(1);
      case 'Enter':
      case ' ':
        return tried === null ? () => selectLaunch(row.id) : commit;
      case 'l':
      case 'L':
        return () => toggleLock(row.id);
      case 'f':
      case 'F':
        return shown < 0 ? null : () => void toggleForbiddenWeek(row.id, shown);
      case 'Escape':
        return tried === null && !drag.current ? null : letGo;
      case 'Delete':
      case 'Backspace':
        return row.week >= 0 ? () => void moveLaunch(row.id, null) : null;
      default:
        return null;
    }
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const act = keyAction(event.key);
    if (!act) return;
    event.preventDefault();
    act();
  };
  const leftOf = (element: SVGGElement): number => element.ownerSVGElement?.getBoundingClientRect().left ?? 0;
  const onPointerDown = (event: PointerEvent<SVGGElement>): void => {
    if (event.button !== 0 || drag.current) return;
    drag.current = { pointer: event.pointerId, left: leftOf(event.currentTarget), moved: false };
    event.currentTarget.setPointerCapture(event.pointerId);
  };
  const onPointerMove = (event: PointerEvent): void => {
    if (drag.current?.pointer !== event.pointerId) return;
    const week = weekAt(event.clientX - drag.current.left, step, weeks);
    if (!drag.current.moved && week === row.week) return;
    drag.current.moved = true;
    attempt(week);
  };
  const onPointerUp = (event: PointerEvent): void => {
    // Escape has ended the drag, or it was another finger's.
    if (drag.current?.pointer !== event.pointerId) return;
    const wasMoved = drag.current.moved;
    drag.current = null;
    if (wasMoved) commit();
    else selectLaunch(row.id);
  };
  const onPointerCancel = (event: PointerEvent): void => {
    if (drag.current?.pointer === event.pointerId) letGo();
  };
  // Browsers do not look at `touch-action` within a drawing: the page scrolls unless the move itself is taken.
  useEffect(() => {
    const grip = handle.current;
    const take = (event: TouchEvent): void => {
      if (drag.current && event.cancelable) event.preventDefault();
    };
    grip?.addEventListener('touchmove', take, { passive: false });
    return () => grip?.removeEventListener('touchmove', take);
  }, []);
  const onContextMenu = (event: MouseEvent<SVGGElement>): void => {
    event.preventDefault();
    if (drag.current) letGo();
    const left = leftOf(event.currentTarget);
    // The menu key has no pointer: the week is then the launch's own.
    const isPointer = event.clientX > left;
    const week = isPointer ? weekAt(event.clientX - left, step, weeks) : Math.max(0, shown >= 0 ? shown : rest);
    const at = isPointer
      ? { x: event.clientX, y: event.clientY }
      : { x: left + week * step, y: event.currentTarget.getBoundingClientRect().bottom };
    onMenu({ row, name, week, ...at });
  };

  const base = y + rowHeight - 4;
  const middle = y + rowHeight / 2;
  const x = shown * step;
  const box = { x, step, base, room: rowHeight - 8, highest, right: weeks * step };
  const cost = tried === null ? '' : costWords(tried);
  const kept = Number.isFinite(row.kept) && row.week >= 0 && tried === null ? row.kept : null;
  const state =
    tried !== null
      ? t('calendar.trying', { week: weekName(tried), cost })
      : row.week >= 0
        ? t('calendar.at', { week: weekName(row.week) })
        : t('calendar.leftOut');
  return (
    <g
      role="slider"
      tabIndex={0}
      aria-label={name}
      aria-valuemin={0}
      aria-valuemax={weeks - 1}
      aria-valuenow={Math.max(0, shown)}
      aria-valuetext={state}
      className={`${styles.line} ${isSelected ? styles.selected : ''}`}
      onKeyDown={onKeyDown}
      onContextMenu={onContextMenu}
      onBlur={() => {
        if (!drag.current && tried !== null) letGo();
      }}
    >
      <rect x={0} y={y} width={weeks * step} height={rowHeight} className={styles.ground} />
      <line x1={0} x2={weeks * step} y1={y + rowHeight - 0.5} y2={y + rowHeight - 0.5} className={styles.hair} />
      <ClosedWeeks row={row} y={y} step={step} weeks={weeks} />
      {row.week >= 0 && tried === null ? (
        <rect
          x={row.windowFrom * step + 2}
          y={middle - 5}
          width={Math.max(2, (row.windowTo - row.windowFrom + 1) * step - 4)}
          height={10}
          rx={5}
          className={`${styles.window} ${kept === null ? '' : kept < 0.5 ? styles.shaky : styles.steady}`}
        />
      ) : null}
      {row.week >= 0 ? (
        <>
          <path d={demandPath(row.weekly, box)} className={styles.demand} />
          {row.range ? <path d={demandBand(row.weekly, row.range, box)} className={styles.demandRange} /> : null}
        </>
      ) : null}
      {/* Over the window and the curve: a ring under them is not seen. */}
      {row.ownWeek !== null && row.ownWeek !== row.week ? (
        <circle cx={(row.ownWeek + 0.5) * step} cy={middle} r={4} className={styles.own}>
          <title>{t('calendar.own', { week: weekName(row.ownWeek) })}</title>
        </circle>
      ) : null}
      <g
        ref={handle}
        onPointerDown={onPointerDown}
        onPointerMove={onPointerMove}
        onPointerUp={onPointerUp}
        onPointerCancel={onPointerCancel}
        className={styles.handle}
        data-handle
      >
        {shown >= 0 ? (
          <>
            <rect x={x} y={y} width={step} height={rowHeight} className={styles.grip} />
            <path
              d={`M${x + step / 2} ${middle - 8}l8 8l-8 8l-8 -8Z`}
              className={row.isBroken && tried === null ? styles.broken : tried === null ? styles.mark : styles.trial}
            />
          </>
        ) : rest >= 0 ? (
          <>
            <rect x={rest * step} y={y} width={step} height={rowHeight} className={styles.grip} />
            <path d={`M${(rest + 0.5) * step} ${middle - 7}l7 7l-7 7l-7 -7Z`} className={styles.absent}>
              <title>{t('calendar.leftOut')}</title>
            </path>
          </>
        ) : null}
      </g>
      {kept === null ? null : (
        <KeptShare share={kept} words={words} mark={x + step / 2} right={weeks * step} y={y + 13} />
      )}
      {tried === null ? null : (
        <text
          x={tried > weeks * 0.6 ? x - 6 : x + step + 6}
          y={middle + 5}
          textAnchor={tried > weeks * 0.6 ? 'end' : 'start'}
          className={styles.cost}
        >
          {cost}
        </text>
      )}
    </g>
  );
}

/** Rows are made anew with every reading; what is drawn of them tells whether they changed. */
function isDrawnAlike({ row, ...before }: CalendarLineProps, { row: next, ...after }: CalendarLineProps): boolean {
  const keys = Object.keys(before) as (keyof typeof before)[];
  return keys.every((key) => before[key] === after[key]) && isSameRow(row, next);
}

/** Weeks that the product's own rules leave out: before and after its span, and single ones. */
function ClosedWeeks({ row, y, step, weeks }: Pick<CalendarLineProps, 'row' | 'y' | 'step' | 'weeks'>) {
  const first = Math.max(0, Math.min(weeks, row.earliest));
  const last = Math.max(-1, Math.min(weeks - 1, row.latest));
  return (
    <>
      {first > 0 ? <rect x={0} y={y} width={first * step} height={rowHeight - 1} className={styles.outside} /> : null}
      {last < weeks - 1 ? (
        <rect
          x={(last + 1) * step}
          y={y}
          width={(weeks - 1 - last) * step}
          height={rowHeight - 1}
          className={styles.outside}
        />
      ) : null}
      {row.closedWeeks.map((week) => (
        <path
          key={week}
          d={`M${(week + 0.5) * step - 4} ${y + rowHeight / 2 - 4}l8 8m0 -8l-8 8`}
          className={styles.cross}
        />
      ))}
    </>
  );
}

interface KeptShareProps {
  readonly share: number;
  readonly words: CalendarWords;
  /** Middle of the launch's mark, and the end of the chart. */
  readonly mark: number;
  readonly right: number;
  readonly y: number;
}

/** In how many plans on resampled futures the launch keeps its week. */
function KeptShare({ share, words: { t, formats }, mark, right, y }: KeptShareProps) {
  const isLast = mark + 50 > right;
  return (
    <text
      x={isLast ? mark - 11 : mark + 11}
      y={y}
      textAnchor={isLast ? 'end' : 'start'}
      className={`${styles.kept} ${share < 0.5 ? styles.keptLow : ''}`}
    >
      {formats.percent(share)}
      <title>{t('stability.kept', { share: formats.percent(share) })}</title>
    </text>
  );
}

/** What another week would change, in words: "−12,300", "+400, but capacity is used up". */
function useCostWords({ row, words }: CalendarLineProps): (week: number) => string {
  const { t, formats, ruleWords, currency } = words;
  const trial = usePlanStore((state) => (state.trial?.candidateId === row.id ? state.trial : null));
  return (week) => {
    const reading = usePlanStore.getState().current?.reading;
    if (week === row.week || !reading) return t('calendar.here');
    const { profit } = reading.figures;
    const { costByWeek, blockedBy } = weekCostsOf(reading, row.product);
    const isExact = trial?.week === week && trial.figures !== null;
    // A wave moves as a whole: only the whole plan's figures say what that costs.
    const cost = isExact && trial.figures ? trial.figures.profit - profit : costByWeek[week];
    const block = blockedBy[week] ?? null;
    const money = cost === undefined || Number.isNaN(cost) ? '' : signed(formats.money(Math.abs(cost), currency), cost);
    if (!block) return money;
    if (block.rule === 'wave' && row.week >= 0)
      return isExact ? t('calendar.waveCosts', { money }) : t('calendar.wholeWave');
    return money === '' ? ruleWords(block) : t('calendar.costBut', { money, rule: ruleWords(block) });
  };
}

function signed(words: string, value: number): string {
  return value < 0 ? `−${words}` : `+${words}`;
}
