import { type KeyboardEvent, type MouseEvent, type PointerEvent, useEffect, useRef, useState } from 'react';
import { moveLaunch, selectLaunch, toggleForbiddenWeek, toggleLock } from '#state/plan/plan-edits.ts';
import { stopTrying, tryLaunch } from '#state/plan/plan-pricing.ts';
import { weekAt } from './calendar-geometry.ts';
import type { MenuPlace } from './calendar-menu.tsx';
import type { CalendarRow } from './to-calendar-rows.ts';

interface DraggedLine {
  readonly row: CalendarRow;
  readonly name: string;
  /** Width of a week in pixels, and how many there are. */
  readonly step: number;
  readonly weeks: number;
  readonly onMenu: (place: MenuPlace) => void;
}

/**
 * Moves a launch along its line. Left and right try a week, Enter takes it, Escape lets go, Delete takes the candidate out of
 * the plan, L locks, F closes the week to it; a pointer or a finger drags the handle, the second button opens the menu.
 *
 * @returns the week that is tried, null while none is, and the events of the line and of its handle
 */
export function useLaunchDrag({ row, name, step, weeks, onMenu }: DraggedLine) {
  const [tried, setTried] = useState<number | null>(null);
  const drag = useRef<{ readonly pointer: number; readonly left: number; moved: boolean } | null>(null);
  const handle = useRef<SVGGElement>(null);
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
  const stepBy = (change: number): void => attempt(Math.max(0, Math.min(weeks - 1, (tried ?? row.restWeek) + change)));

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

  // Browsers do not look at `touch-action` within a drawing: the page scrolls unless the move itself is taken.
  useEffect(() => {
    const grip = handle.current;
    const take = (event: TouchEvent): void => {
      if (drag.current && event.cancelable) event.preventDefault();
    };
    grip?.addEventListener('touchmove', take, { passive: false });
    return () => grip?.removeEventListener('touchmove', take);
  }, []);

  return {
    tried,
    line: {
      onKeyDown: (event: KeyboardEvent): void => {
        if (event.ctrlKey || event.metaKey || event.altKey) return;
        const act = keyAction(event.key);
        if (!act) return;
        event.preventDefault();
        act();
      },
      onContextMenu: (event: MouseEvent<SVGGElement>): void => {
        event.preventDefault();
        if (drag.current) letGo();
        const left = leftOf(event.currentTarget);
        // The menu key has no pointer: the week is then the launch's own.
        const isPointer = event.clientX > left;
        const week = isPointer
          ? weekAt(event.clientX - left, step, weeks)
          : Math.max(0, shown >= 0 ? shown : row.restWeek);
        const at = isPointer
          ? { x: event.clientX, y: event.clientY }
          : { x: left + week * step, y: event.currentTarget.getBoundingClientRect().bottom };
        onMenu({ row, name, week, ...at });
      },
      onBlur: (): void => {
        if (!drag.current && tried !== null) letGo();
      },
    },
    handle: {
      ref: handle,
      onPointerDown: (event: PointerEvent<SVGGElement>): void => {
        if (event.button !== 0 || drag.current) return;
        drag.current = { pointer: event.pointerId, left: leftOf(event.currentTarget), moved: false };
        event.currentTarget.setPointerCapture(event.pointerId);
      },
      onPointerMove: (event: PointerEvent): void => {
        if (drag.current?.pointer !== event.pointerId) return;
        const week = weekAt(event.clientX - drag.current.left, step, weeks);
        if (!drag.current.moved && week === row.week) return;
        drag.current.moved = true;
        attempt(week);
      },
      onPointerUp: (event: PointerEvent): void => {
        // Escape has ended the drag, or it was another finger's.
        if (drag.current?.pointer !== event.pointerId) return;
        const wasMoved = drag.current.moved;
        drag.current = null;
        if (wasMoved) commit();
        else selectLaunch(row.id);
      },
      onPointerCancel: (event: PointerEvent): void => {
        if (drag.current?.pointer === event.pointerId) letGo();
      },
    },
  };
}

function leftOf(element: SVGGElement): number {
  return element.ownerSVGElement?.getBoundingClientRect().left ?? 0;
}
