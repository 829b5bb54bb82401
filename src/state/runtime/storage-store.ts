import { create } from 'zustand';

/** Whether the work is safe on this machine. `failed` is shown as a banner until a save succeeds again. */
export type StorageState =
  | { readonly status: 'loading' }
  | { readonly status: 'saved' }
  | { readonly status: 'saving' }
  | { readonly status: 'failed'; readonly reason: string };

export const useStorageStore = create<{ readonly storage: StorageState }>(() => ({ storage: { status: 'loading' } }));
