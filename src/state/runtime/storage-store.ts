import { create } from 'zustand';

/** Whether the work is safe on this machine. `failed` is shown as a banner until a save succeeds again. */
export type StorageState =
  | { readonly status: 'loading' }
  | { readonly status: 'saved' }
  | { readonly status: 'saving' }
  | { readonly status: 'failed'; readonly reason: string };

export interface StorageStore {
  readonly storage: StorageState;
  /** Keys of what was stored here and can't be read: by a newer version, or damaged. A copy of it was set aside. */
  readonly setAside: readonly string[];
}

export const useStorageStore = create<StorageStore>(() => ({ storage: { status: 'loading' }, setAside: [] }));
