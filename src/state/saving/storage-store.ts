import { create } from 'zustand';
import type { SliceKey } from '#storage/slices/slices.ts';

/** Whether the work is safe on this machine. `failed` is shown as a banner until a save succeeds again. */
export type StorageState =
  | { readonly status: 'loading' }
  | { readonly status: 'saved' }
  | { readonly status: 'saving' }
  | { readonly status: 'failed'; readonly reason: string };

/** A slice that was stored here and can't be read. A copy of it was set aside. */
export interface SetAside {
  readonly key: SliceKey;
  readonly why: 'newer' | 'damaged';
}

/** What a start waits for: the browser's storage, an older page in another tab that holds it, or the facts themselves. */
export type WaitsFor = 'storage' | 'blocked' | 'facts';

export interface StorageStore {
  readonly storage: StorageState;
  /** Of this start. */
  readonly setAside: readonly SetAside[];
  /** Something was set aside at this start or an earlier one: it can be saved as a file. */
  readonly hasSetAside: boolean;
  readonly waitsFor: WaitsFor;
}

export const useStorageStore = create<StorageStore>(() => ({
  storage: { status: 'loading' },
  setAside: [],
  hasSetAside: false,
  waitsFor: 'storage',
}));
