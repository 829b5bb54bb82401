import type { TFunction } from 'i18next';
import { memo } from 'react';
import type { BindingRule } from '#engine/planning/rules/plan-figures.ts';
import type { Formats } from '#i18n/formats.ts';
import { usePlanStore } from '#state/plan/plan-store.ts';
import { demandBand, demandPath, rowHeight } from './calendar-geometry.ts';
import type { MenuPlace } from './calendar-menu.tsx';
import styles from './launch-calendar.module.css';
import { type CalendarRow, isSameRow, weekCostsOf } from './to-calendar-rows.ts';
import { useLaunchDrag } from './use-launch-drag.ts';

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
 * One candidate's line, a slider over weeks: what it answers to is in `useLaunchDrag`. Drawn anew only when something of its
 * own changes: there may be hundreds.
 */
export const CalendarLine = memo(DrawnLine, isDrawnAlike);

function DrawnLine(props: CalendarLineProps) {
  const { row, name, y, step, weeks, highest, words, isSelected } = props;
  const { t, weekName } = words;
  const costWords = useCostWords(props);
  const { tried, line, handle } = useLaunchDrag(props);
  const shown = tried ?? row.week;
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
        : t('calendar.notSelected');
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
      {...line}
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
      <g {...handle} className={styles.handle} data-handle>
        <LaunchMark row={row} tried={tried} y={y} step={step} words={words} />
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

interface LaunchMarkProps extends Pick<CalendarLineProps, 'row' | 'y' | 'step' | 'words'> {
  readonly tried: number | null;
}

/** The diamond in the launch's week; of a candidate that is not selected, an empty one where it would go first. */
function LaunchMark({ row, tried, y, step, words }: LaunchMarkProps) {
  const shown = tried ?? row.week;
  const week = shown >= 0 ? shown : row.restWeek;
  if (week < 0) return null;
  const size = shown >= 0 ? 8 : 7;
  const look = tried !== null ? styles.trial : row.isBroken ? styles.broken : styles.mark;
  return (
    <>
      <rect x={week * step} y={y} width={step} height={rowHeight} className={styles.grip} />
      <path
        d={`M${(week + 0.5) * step} ${y + rowHeight / 2 - size}l${size} ${size}l-${size} ${size}l-${size} -${size}Z`}
        className={shown >= 0 ? look : styles.absent}
      >
        {shown >= 0 ? null : <title>{words.t('calendar.notSelected')}</title>}
      </path>
    </>
  );
}

/** Rows are made anew with every report of the plan; what is drawn of them tells whether they changed. */
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

/** In how many plans on resampled scenarios the launch keeps its week. */
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
