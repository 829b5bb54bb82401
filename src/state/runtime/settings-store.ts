import { create } from 'zustand';
import type { Language } from '#i18n/language.ts';
import { type PersistedSlice, pickFacts } from './persist-slice.ts';

export type Theme = 'system' | 'light' | 'dark';
export type StepId = 'overview' | 'data' | 'explore' | 'demand' | 'trends' | 'plan' | 'report' | 'monitor';

/** What the person chose about the page itself and about every computation. */
export interface SettingsState {
  /** null: the browser's language. */
  readonly language: Language | null;
  readonly theme: Theme;
  /** The step on screen: a reload comes back to it. */
  readonly step: StepId;
  /** Weeks forecast ahead. */
  readonly horizonWeeks: number;
  /** Seed of everything that draws random numbers. */
  readonly seed: number;
  /** Ids of products that are kept in sight: first in the table of products. */
  readonly pinned: readonly string[];
}

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

type Preferences = Pick<SettingsState, 'language' | 'theme'>;
type ProjectSettings = Omit<SettingsState, keyof Preferences>;

/** What the person chose about the page itself: the same in every project. */
export const persistedPreferences: PersistedSlice<SettingsState, Preferences> = {
  key: 'preferences',
  version: 1,
  store: useSettingsStore,
  pick: pickFacts(({ language, theme }) => ({ language, theme })),
  accept: (stored, version) => (version === 1 && isObject(stored) ? (stored as Preferences) : null),
};

/** The rest is the project's own. The first version kept both in one. */
export const persistedSettings: PersistedSlice<SettingsState, ProjectSettings> = {
  key: 'settings',
  version: 2,
  store: useSettingsStore,
  pick: pickFacts(({ step, horizonWeeks, seed, pinned }) => ({ step, horizonWeeks, seed, pinned })),
  // Nothing was pinned before pins were kept.
  accept: (stored, version) =>
    (version === 1 || version === 2) && isObject(stored)
      ? { pinned: [], ...(stored as Omit<ProjectSettings, 'pinned'>) }
      : null,
};

function isObject(stored: unknown): stored is object {
  return typeof stored === 'object' && stored !== null;
}
