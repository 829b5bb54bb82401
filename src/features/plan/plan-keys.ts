import { useEffect } from 'react';
import { redoPlan, undoPlan } from '#state/plan-history.ts';

/** Undo and redo from the keyboard while the plan is on screen; a text field keeps its own. */
export function usePlanKeys(): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || isTyping(event.target)) return;
      const key = event.key.toLowerCase();
      const act = key === 'z' ? (event.shiftKey ? redoPlan : undoPlan) : key === 'y' ? redoPlan : null;
      if (!act) return;
      event.preventDefault();
      void act();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest('input, textarea, [contenteditable]') !== null;
}
