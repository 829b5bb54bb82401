import { useTranslation } from 'react-i18next';
import { useFormats } from '#i18n/use-formats.ts';
import { isDecided } from '#state/plan/plan-edits.ts';
import { planWindowShare } from '#state/plan/plan-pricing.ts';
import { Icon } from '#ui/feedback/icon.tsx';
import styles from './launch-calendar.module.css';
import type { CalendarRow } from './to-calendar-rows.ts';

/** Beside a product's name. */
const icons = [
  { id: 'must', icon: 'pin', isThere: ({ isMust }: CalendarRow) => isMust },
  { id: 'moved', icon: 'hand', isThere: ({ isMoved }: CalendarRow) => isMoved },
  { id: 'decided', icon: 'check', isThere: ({ verdict }: CalendarRow) => isDecided(verdict) },
  {
    id: 'locked',
    icon: 'lock',
    isThere: ({ isLocked, verdict }: CalendarRow) => isLocked && !isDecided(verdict),
  },
] as const;

interface CalendarLegendProps {
  readonly rows: readonly CalendarRow[];
  /** Some week holds more than its capacity. */
  readonly isOverfull: boolean;
}

/** What the marks of the calendar mean: only those that are on it. */
export function CalendarLegend({ rows, isOverfull }: CalendarLegendProps) {
  const { t } = useTranslation('plan');
  const formats = useFormats();
  const isClosedSomewhere = rows.some(({ earliest, closedWeeks }) => earliest > 0 || closedWeeks.length > 0);
  const entries = [
    { id: 'launch', isThere: true, mark: <path d="M10 3l6 6l-6 6l-6 -6Z" className={styles.mark} /> },
    {
      id: 'window',
      isThere: true,
      mark: <rect x={0} y={4} width={20} height={10} rx={5} className={styles.window} />,
    },
    {
      id: 'demand',
      isThere: rows.some(({ weekly }) => weekly.length > 0),
      mark: <path d="M1 16L3 9L8 4L13 8L19 16Z" className={styles.demand} />,
    },
    {
      id: 'range',
      isThere: rows.some(({ range }) => range !== null),
      mark: <path d="M1 13L3 6L8 2L13 6L19 14L19 17L13 12L8 8L3 12L1 16Z" className={styles.demandRange} />,
    },
    {
      id: 'own',
      isThere: rows.some(({ ownWeek, week }) => ownWeek !== null && ownWeek !== week),
      mark: <circle cx={10} cy={9} r={4} className={styles.own} />,
    },
    {
      id: 'out',
      isThere: rows.some(({ week }) => week < 0),
      mark: <path d="M10 3l6 6l-6 6l-6 -6Z" className={styles.absent} />,
    },
    {
      id: 'full',
      isThere: true,
      mark: <rect x={3} y={2} width={14} height={14} className={styles.full} />,
    },
    {
      id: 'over',
      isThere: isOverfull,
      mark: <rect x={3} y={2} width={14} height={14} className={styles.over} />,
    },
    {
      id: 'kept',
      isThere: rows.some(({ kept, week }) => Number.isFinite(kept) && week >= 0),
      mark: <rect x={1} y={4} width={18} height={10} rx={5} className={`${styles.window} ${styles.steady}`} />,
    },
    {
      id: 'closed',
      isThere: isClosedSomewhere,
      mark: <rect x={1} y={2} width={18} height={14} className={`${styles.outside} ${styles.limit}`} />,
    },
  ] as const;
  return (
    <ul className={styles.legend}>
      {entries
        .filter(({ isThere }) => isThere)
        .map(({ id, mark }) => (
          <li key={id}>
            <svg width={20} height={18} aria-hidden="true">
              {mark}
            </svg>
            {t(`calendar.legend.${id}`, { share: formats.percent(planWindowShare) })}
          </li>
        ))}
      {icons
        .filter(({ isThere }) => rows.some(isThere))
        .map(({ id, icon }) => (
          <li key={id}>
            <Icon name={icon} size={12} />
            {t(`calendar.legend.${id}`)}
          </li>
        ))}
    </ul>
  );
}
