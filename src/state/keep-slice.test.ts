import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createStore } from 'zustand/vanilla';

const written: unknown[] = [];
vi.mock('#storage/database.ts', () => ({
  readSlice: async () => undefined,
  writeSlice: async ({ value }: { readonly value: unknown }) => {
    written.push(value);
  },
}));

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('document', { addEventListener: () => undefined });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it('saves a change within 400 ms, also of a store that never comes to rest', async () => {
  const { keepSlice } = await import('#state/keep-slice.ts');
  const store = createStore(() => ({ choice: 'old', progress: 0 }));
  let picked = store.getState().choice;
  await keepSlice({
    ...{ key: 'test', version: 1, store, accept: () => null },
    pick: ({ choice }) => {
      picked = choice;
      return picked;
    },
  });
  store.setState({ choice: 'new' });
  // A training under way: its store changes several times a second, for minutes.
  for (let step = 0; step < 5; step++) {
    await vi.advanceTimersByTimeAsync(100);
    store.setState({ progress: step });
  }
  expect(written).toEqual(['new']);
});
