import { useTranslation } from 'react-i18next';
import styles from '#features/plan/plan-step.module.css';
import { useRuleWords } from '#features/plan/rules/rule-words.ts';
import { useAim } from '#features/plan/rules/use-aim.ts';
import { useFormats } from '#i18n/use-formats.ts';
import { useWeekName } from '#state/data/product-names.ts';
import type { PlanResult } from '#state/plan/plan-store.ts';
import type { CalendarRow, WeekCosts } from './to-calendar-rows.ts';

const width = 520;
const height = 120;
const foot = 20;

interface WeekStripProps {
  readonly row: CalendarRow;
  readonly result: PlanResult;
  readonly costs: WeekCosts;
}

/** What the plan would earn more or less if this product launched in each week, everything else in place. */
export function WeekStrip({ row, result, costs: { costByWeek, blockedBy } }: WeekStripProps) {
  const { t } = useTranslation('plan');
  const aim = useAim();
  const formats = useFormats();
  const weekName = useWeekName(result.built.startDay);
  const ruleWords = useRuleWords(result);
  const { startDay, instance } = result.built;
  const { currency = '' } = instance;
  const known = costByWeek.filter((cost) => Number.isFinite(cost));
  if (known.length === 0) return null;
  const highest = Math.max(0, ...known);
  const lowest = Math.min(0, ...known);
  const span = highest - lowest || 1;
  const step = width / costByWeek.length;
  const level = (cost: number): number => 4 + ((highest - cost) / span) * (height - foot - 8);
  const words = (week: number): string => {
    const cost = costByWeek[week];
    const block = blockedBy[week] ?? null;
    const money = Number.isFinite(cost) ? formats.money(cost, currency) : '';
    return [weekName(week), money, block ? ruleWords(block) : ''].filter((part) => part !== '').join(' · ');
  };
  return (
    <figure style={{ margin: 0 }}>
      <figcaption className={styles.muted}>{t(`detail.strip.${aim}`, { currency })}</figcaption>
      <svg
        viewBox={`0 0 ${width} ${height}`}
        className={styles.strip}
        role="img"
        aria-label={t(`detail.strip.${aim}`, { currency })}
      >
        {row.week >= 0 ? (
          <rect
            x={row.windowFrom * step}
            y={0}
            width={(row.windowTo - row.windowFrom + 1) * step}
            height={height - foot}
            className={styles.stripWindow}
          />
        ) : null}
        {costByWeek.map((cost, week) => {
          const zero = level(0);
          const y = Number.isFinite(cost) ? Math.min(level(cost), zero) : zero;
          const tall = Number.isFinite(cost) ? Math.max(2, Math.abs(level(cost) - zero)) : 0;
          const isBlocked = (blockedBy[week] ?? null) !== null;
          const look = week === row.week ? styles.stripHere : isBlocked ? styles.stripBlocked : styles.stripBar;
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: a week is its index
            <g key={week}>
              <rect x={week * step} y={0} width={step} height={height - foot} fill="transparent">
                <title>{words(week)}</title>
              </rect>
              <rect
                x={week * step + 1.5}
                y={y}
                width={Math.max(1, step - 3)}
                height={tall}
                className={look}
                pointerEvents="none"
              />
            </g>
          );
        })}
        {[0, Math.floor(costByWeek.length / 2)].map((week) => (
          <text key={week} x={week * step} y={height - 4} className={styles.stripText}>
            {formats.shortDate(startDay + 7 * week)}
          </text>
        ))}
        <text x={width} y={height - 4} textAnchor="end" className={styles.stripText}>
          {formats.shortDate(startDay + 7 * (costByWeek.length - 1))}
        </text>
      </svg>
    </figure>
  );
}
