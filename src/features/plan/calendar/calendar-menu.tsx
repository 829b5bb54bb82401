import { useTranslation } from 'react-i18next';
import { useWeekName } from '#state/data/product-names.ts';
import { moveLaunch, toggleForbiddenWeek, toggleLock } from '#state/plan/plan-edits.ts';
import type { PlanResult } from '#state/plan/plan-store.ts';
import { PointMenu } from '#ui/controls/menu.tsx';
import type { CalendarRow } from './to-calendar-rows.ts';

/** Where a line's menu was asked for: the line, the week under the pointer, and the point on the screen. */
export interface MenuPlace {
  readonly row: CalendarRow;
  readonly name: string;
  readonly week: number;
  readonly x: number;
  readonly y: number;
}

interface CalendarMenuProps {
  readonly place: MenuPlace | null;
  readonly result: PlanResult;
  readonly onClose: () => void;
}

/** What can be done with a product in a week: launch it there, close the week to it, lock it, leave it out. */
export function CalendarMenu({ place, result, onClose }: CalendarMenuProps) {
  const { t } = useTranslation('plan');
  const weekName = useWeekName(result.built.startDay);
  if (!place) return null;
  const { row, week, name, x, y } = place;
  const isClosed = row.closedWeeks.includes(week);
  const entries = [
    ...(week === row.week
      ? []
      : [
          {
            id: 'move',
            label: t('calendar.launchIn', { week: weekName(week) }),
            onAction: () => void moveLaunch(row.id, week),
          },
        ]),
    {
      id: 'close',
      label: t(isClosed ? 'calendar.openWeek' : 'calendar.closeWeek', { week: weekName(week) }),
      onAction: () => void toggleForbiddenWeek(row.id, week),
    },
    {
      id: 'lock',
      label: t(row.isLocked ? 'detail.unlock' : 'detail.lock'),
      onAction: () => toggleLock(row.id),
    },
    ...(row.week >= 0
      ? [{ id: 'out', label: t('detail.leaveOut'), onAction: () => void moveLaunch(row.id, null) }]
      : []),
  ];
  return <PointMenu label={name} at={{ x, y }} entries={entries} onClose={onClose} />;
}
