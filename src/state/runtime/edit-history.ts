import { create, type StoreApi, type UseBoundStore } from 'zustand';
import { createCounter } from './counter.ts';

/** What there was at one side of an edit. */
export interface Edit<Snapshot> {
  readonly snapshot: Snapshot;
  /** Place among all edits of this visit, of whatever history: the last edit is the one of the highest. */
  readonly order: number;
}

/** What is undone and done again; the snapshots are whole states, so that no edit has to know its own reverse. */
export interface Edits<Snapshot> {
  readonly past: readonly Edit<Snapshot>[];
  readonly future: readonly Edit<Snapshot>[];
}

export interface EditHistory<Snapshot> {
  readonly store: UseBoundStore<StoreApi<Edits<Snapshot>>>;
  /**
   * Remembers what is there before an edit. Edits of one `name` that follow each other quickly count as one: undo goes back
   * to before the first of them. Answers with what forgets it again, for an edit that came to nothing.
   */
  readonly remember: (name?: string) => () => void;
  readonly undo: () => Promise<void>;
  readonly redo: () => Promise<void>;
  readonly forget: () => void;
}

const mostSnapshots = 200;
/** Steps of one control within this time are one edit. */
const sameEditMs = 1200;

const nextOrder = createCounter();

/**
 * The edits of one kind of fact, of this visit.
 *
 * @param snapshotNow what there is to come back to
 * @param goBackTo brings a snapshot back, and whatever follows from it; an answer of false: it could not be, and nothing has changed
 */
export function createEditHistory<Snapshot>(
  snapshotNow: () => Snapshot,
  goBackTo: (snapshot: Snapshot) => Promise<unknown>,
): EditHistory<Snapshot> {
  const store = create<Edits<Snapshot>>(() => ({ past: [], future: [] }));
  let lastEdit: { readonly name: string; readonly at: number } | null = null;
  const move = async (last: Edit<Snapshot> | undefined, next: Edits<Snapshot>): Promise<void> => {
    if (last === undefined) return;
    const before = store.getState();
    lastEdit = null;
    store.setState(next, true);
    if ((await goBackTo(last.snapshot)) === false && store.getState() === next) store.setState(before, true);
  };
  return {
    store,
    remember: (name) => {
      const before = store.getState();
      const { past } = before;
      const at = Date.now();
      const continues =
        name !== undefined && lastEdit?.name === name && at - lastEdit.at < sameEditMs && past.length > 0;
      lastEdit = name === undefined ? null : { name, at };
      if (continues) return () => undefined;
      const own = { snapshot: snapshotNow(), order: nextOrder() };
      store.setState({ past: [...past, own].slice(-mostSnapshots), future: [] });
      return () => {
        if (store.getState().past.at(-1) === own) store.setState(before);
      };
    },
    undo: async () => {
      const { past, future } = store.getState();
      const last = past.at(-1);
      const undone = last && { snapshot: snapshotNow(), order: last.order };
      await move(last, { past: past.slice(0, -1), future: undone ? [...future, undone] : future });
    },
    redo: async () => {
      const { past, future } = store.getState();
      const next = future.at(-1);
      const done = next && { snapshot: snapshotNow(), order: next.order };
      await move(next, { past: done ? [...past, done] : past, future: future.slice(0, -1) });
    },
    forget: () => store.setState({ past: [], future: [] }),
  };
}

// biome-ignore lint/suspicious/noExplicitAny: histories of different facts; their order alone is looked at
export type AnyHistory = EditHistory<any>;

/** The history whose edit an undo takes back: the last one of all; null: there is none. */
export function historyToUndo(histories: readonly AnyHistory[]): AnyHistory | null {
  return latest(histories.map((history) => [history, history.store.getState().past.at(-1)?.order]));
}

/**
 * The history whose edit is made again: the one undone last, which is the earliest of those undone; null: there is none, or
 * something else was edited since.
 */
export function historyToRedo(histories: readonly AnyHistory[]): AnyHistory | null {
  const undone = histories.map((history) => [history, history.store.getState().future.at(-1)?.order] as const);
  const next = latest(undone.map(([history, order]) => [history, order === undefined ? undefined : -order]));
  const order = next?.store.getState().future.at(-1)?.order ?? 0;
  const isLast = histories.every((history) => (history.store.getState().past.at(-1)?.order ?? 0) < order);
  return isLast ? next : null;
}

function latest(candidates: readonly (readonly [AnyHistory, number | undefined])[]): AnyHistory | null {
  let best: readonly [AnyHistory, number] | null = null;
  for (const [history, order] of candidates) {
    if (order !== undefined && (best === null || order > best[1])) best = [history, order];
  }
  return best?.[0] ?? null;
}
