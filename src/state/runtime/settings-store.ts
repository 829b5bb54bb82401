import { create } from 'zustand';
import type { PersistedSlice } from '#state/saving/persist-slice.ts';
import type { FactsIn } from '#storage/slices/slices.ts';

/** What the person chose about the page itself and about every computation. */
export type SettingsState = FactsIn<'preferences'> & FactsIn<'settings'>;
export type Theme = SettingsState['theme'];
export type StepId = SettingsState['step'];

export const useSettingsStore = create<SettingsState>(() => ({
  language: null,
  theme: 'system',
  step: 'data',
  horizonWeeks: 13,
  seed: 20251111,
  pinned: [],
}));

export function goToStep(step: StepId): void {
  useSettingsStore.setState({ step });
}

export function togglePinned(id: string): void {
  useSettingsStore.setState(({ pinned }) => ({
    pinned: pinned.includes(id) ? pinned.filter((one) => one !== id) : [...pinned, id],
  }));
}

/** What the person chose about the page itself: the same in every project. */
export const persistedPreferences: PersistedSlice<SettingsState, 'preferences'> = {
  key: 'preferences',
  store: useSettingsStore,
  pick: ({ language, theme }) => ({ language, theme }),
  restore: (facts) => facts,
};

/** The rest is the project's own. */
export const persistedSettings: PersistedSlice<SettingsState, 'settings'> = {
  key: 'settings',
  store: useSettingsStore,
  pick: ({ step, horizonWeeks, seed, pinned }) => ({ step, horizonWeeks, seed, pinned }),
  restore: (facts) => facts,
};
