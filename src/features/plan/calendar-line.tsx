import { type KeyboardEvent, type PointerEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '#i18n/use-formats.ts';
import type { PlanResult } from '#state/plan-store.ts';
import { demandPath, rowHeight, weekAt } from './calendar-geometry.ts';
import styles from './launch-calendar.module.css';
import { useRuleWords } from './rule-words.ts';
import type { CalendarRow } from './to-calendar-rows.ts';

interface CalendarLineProps {
  readonly row: CalendarRow;
  readonly name: string;
  readonly y: number;
  readonly step: number;
  readonly weeks: number;
  readonly highest: number;
  readonly weekName: (week: number) => string;
  readonly result: PlanResult;
  readonly isSelected: boolean;
  readonly onSelect: () => void;
  readonly onMove: (week: number | null) => void;
  readonly onLock: () => void;
}

/**
 * One candidate's line. As a slider over weeks: left and right try a week and say what it costs, Enter takes it, Escape
 * lets go, Delete leaves the candidate out, L locks. A hand drags the mark.
 */
export function CalendarLine(props: CalendarLineProps) {
  const { row, name, y, step, weeks, highest, weekName, isSelected, onSelect, onMove, onLock } = props;
  const { t } = useTranslation('plan');
  const [tried, setTried] = useState<number | null>(null);
  const drag = useRef<{ readonly left: number; moved: boolean } | null>(null);
  const costWords = useCostWords(props);

  const rest = row.week >= 0 ? row.week : (row.leftOut?.bestWeek ?? -1);
  const shown = tried ?? row.week;
  const commit = (): void => {
    if (tried !== null && tried !== row.week) onMove(tried);
    setTried(null);
  };
  const attempt = (change: number): void => setTried(Math.max(0, Math.min(weeks - 1, (tried ?? rest) + change)));

  const keyAction = (key: string): (() => void) | null => {
    switch (key) {
      case 'ArrowLeft':
        return () => attempt(-1);
      case 'ArrowRight':
        return () => attempt(1);
      case 'Enter':
      case ' ':
        return tried === null ? onSelect : commit;
      case 'l':
      case 'L':
        return onLock;
      case 'Escape':
        return tried === null ? null : () => setTried(null);
      case 'Delete':
      case 'Backspace':
        return row.week >= 0 ? () => onMove(null) : null;
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
  const onPointerDown = (event: PointerEvent<SVGGElement>): void => {
    if (event.button !== 0) return;
    const chart = event.currentTarget.ownerSVGElement?.getBoundingClientRect();
    drag.current = { left: chart?.left ?? 0, moved: false };
    event.currentTarget.setPointerCapture(event.pointerId);
  };
  const onPointerMove = (event: PointerEvent): void => {
    if (!drag.current) return;
    const week = weekAt(event.clientX - drag.current.left, step, weeks);
    if (!drag.current.moved && week === row.week) return;
    drag.current.moved = true;
    setTried(week);
  };
  const onPointerUp = (): void => {
    const wasMoved = drag.current?.moved ?? false;
    drag.current = null;
    if (wasMoved) commit();
    else onSelect();
  };

  const base = y + rowHeight - 4;
  const middle = y + rowHeight / 2;
  const x = shown * step;
  const cost = tried === null ? '' : costWords(tried);
  const words =
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
      aria-valuetext={words}
      className={`${styles.line} ${isSelected ? styles.selected : ''}`}
      onKeyDown={onKeyDown}
      onBlur={() => {
        if (!drag.current) setTried(null);
      }}
    >
      <rect x={0} y={y} width={weeks * step} height={rowHeight} className={styles.ground} />
      <line x1={0} x2={weeks * step} y1={y + rowHeight - 0.5} y2={y + rowHeight - 0.5} className={styles.hair} />
      {row.ownWeek !== null && row.ownWeek !== row.week ? (
        <circle cx={(row.ownWeek + 0.5) * step} cy={middle} r={4} className={styles.own}>
          <title>{t('calendar.own', { week: weekName(row.ownWeek) })}</title>
        </circle>
      ) : null}
      {row.week >= 0 && tried === null ? (
        <rect
          x={row.windowFrom * step + 2}
          y={middle - 5}
          width={(row.windowTo - row.windowFrom + 1) * step - 4}
          height={10}
          rx={5}
          className={styles.window}
        />
      ) : null}
      {row.week >= 0 ? (
        <path
          d={demandPath(row.weekly, { x, step, base, room: rowHeight - 8, highest, right: weeks * step })}
          className={styles.demand}
        />
      ) : null}
      <g
        onPointerDown={onPointerDown}
        onPointerMove={onPointerMove}
        onPointerUp={onPointerUp}
        className={styles.handle}
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

/** What another week would change, in words: "−12,300", "+400, but capacity is used up". */
function useCostWords({ row, result }: CalendarLineProps): (week: number) => string {
  const { t } = useTranslation('plan');
  const formats = useFormats();
  const ruleWords = useRuleWords(result);
  const { currency = '' } = result.built.instance;
  return (week) => {
    if (week === row.week) return t('calendar.here');
    const cost = row.costByWeek[week];
    const block = row.blockedBy[week] ?? null;
    const money = cost === undefined || Number.isNaN(cost) ? '' : signed(formats.money(Math.abs(cost), currency), cost);
    if (!block) return money;
    if (block.rule === 'wave' && row.week >= 0) return t('calendar.wholeWave');
    return money === '' ? ruleWords(block) : t('calendar.costBut', { money, rule: ruleWords(block) });
  };
}

function signed(words: string, value: number): string {
  return value < 0 ? `−${words}` : `+${words}`;
}
