import type * as Zustand from 'zustand';

/**
 * For `vi.mock('zustand', ...)` in tests that draw a page on no screen: React's server renderer reads a store's first state;
 * here it reads the current one.
 */
export async function withCurrentStores(original: () => Promise<unknown>): Promise<object> {
  const { createStore, ...others } = (await original()) as typeof Zustand;
  const create = (start: Zustand.StateCreator<unknown>) => {
    const store = createStore(start);
    const read = (select: (state: unknown) => unknown = (state) => state): unknown => select(store.getState());
    return Object.assign(read, store);
  };
  return { ...others, createStore, create };
}
