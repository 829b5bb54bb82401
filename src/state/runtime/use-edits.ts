import { useSyncExternalStore } from 'react';
import { projectNameHistory } from '#state/project/projects.ts';
import { type AnyHistory, historyToRedo, historyToUndo } from './edit-history.ts';

export interface EditControls {
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  readonly onUndo: () => void;
  readonly onRedo: () => void;
}

/**
 * Undo and redo of everything that can be edited on a screen, as one: the last edit is taken back first, of whichever history
 * it is. The project's name is edited on every screen.
 */
export function useEdits(...own: readonly AnyHistory[]): EditControls {
  const histories = [...own, projectNameHistory];
  const orders = (): string =>
    histories.map(({ store }) => `${ordersOf(store.getState().past)} ${ordersOf(store.getState().future)}`).join();
  useSyncExternalStore(
    (onChange) => {
      const ends = histories.map(({ store }) => store.subscribe(onChange));
      return () => {
        for (const end of ends) end();
      };
    },
    orders,
    orders,
  );
  return {
    canUndo: historyToUndo(histories) !== null,
    canRedo: historyToRedo(histories) !== null,
    onUndo: () => void historyToUndo(histories)?.undo(),
    onRedo: () => void historyToRedo(histories)?.redo(),
  };
}

function ordersOf(edits: readonly { readonly order: number }[]): string {
  return `${edits.length}/${edits.at(-1)?.order ?? 0}`;
}
