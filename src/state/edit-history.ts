import { create, type StoreApi, type UseBoundStore } from 'zustand';

/** What is undone and done again; the moments are whole states, so that no edit has to know its own reverse. */
export interface Edits<Moment> {
  readonly past: readonly Moment[];
  readonly future: readonly Moment[];
}

export interface EditHistory<Moment> {
  readonly store: UseBoundStore<StoreApi<Edits<Moment>>>;
  /**
   * Remembers what is there before an edit. Edits of one `name` that follow each other quickly count as one: undo goes back
   * to before the first of them.
   */
  readonly remember: (name?: string) => void;
  readonly undo: () => Promise<void>;
  readonly redo: () => Promise<void>;
  readonly forget: () => void;
}

const mostMoments = 200;
/** Steps of one control within this time are one edit. */
const sameEditMs = 1200;

/**
 * The edits of one kind of fact, of this visit.
 *
 * @param momentNow what there is to come back to
 * @param goBackTo brings a moment back, and whatever follows from it
 */
export function createEditHistory<Moment>(
  momentNow: () => Moment,
  goBackTo: (moment: Moment) => Promise<void>,
): EditHistory<Moment> {
  const store = create<Edits<Moment>>(() => ({ past: [], future: [] }));
  let lastEdit: { readonly name: string; readonly at: number } | null = null;
  return {
    store,
    remember: (name) => {
      const { past } = store.getState();
      const at = Date.now();
      const continues =
        name !== undefined && lastEdit?.name === name && at - lastEdit.at < sameEditMs && past.length > 0;
      lastEdit = name === undefined ? null : { name, at };
      if (!continues) store.setState({ past: [...past, momentNow()].slice(-mostMoments), future: [] });
    },
    undo: async () => {
      const { past, future } = store.getState();
      const last = past.at(-1);
      if (last === undefined) return;
      lastEdit = null;
      store.setState({ past: past.slice(0, -1), future: [...future, momentNow()] });
      await goBackTo(last);
    },
    redo: async () => {
      const { past, future } = store.getState();
      const next = future.at(-1);
      if (next === undefined) return;
      lastEdit = null;
      store.setState({ past: [...past, momentNow()], future: future.slice(0, -1) });
      await goBackTo(next);
    },
    forget: () => store.setState({ past: [], future: [] }),
  };
}
