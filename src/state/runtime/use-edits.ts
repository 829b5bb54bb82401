import { useSyncExternalStore } from 'react';
import { projectNameHistory } from '#state/project/projects.ts';
import { subscribeAll, type Work } from './computation.ts';
import { computations } from './computations.ts';
import { type AnyHistory, historyToRedo, historyToUndo } from './edit-history.ts';
import type { StepId } from './settings-store.ts';

export interface EditControls {
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  readonly onUndo: () => void;
  readonly onRedo: () => void;
}

/**
 * Undo and redo of everything that can be edited on a screen, as one: the last edit is taken back first, of whichever history
 * it is: of the step's computations, of whatever else is edited there (`own`), and of the project's name, which is edited on
 * every screen.
 */
export function useEdits(step: StepId, ...own: readonly AnyHistory[]): EditControls {
  const declared = computations.flatMap((work: Work) => (work.step === step ? work.histories : []));
  const histories = [...declared, ...own, projectNameHistory];
  const orders = (): string =>
    histories.map(({ store }) => `${ordersOf(store.getState().past)} ${ordersOf(store.getState().future)}`).join();
  useSyncExternalStore(
    (onChange) =>
      subscribeAll(
        histories.map(({ store }) => store),
        onChange,
      ),
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
