import { create } from 'zustand';
import type { KeptSlice } from '#state/keep-slice.ts';

export type Theme = 'system' | 'light' | 'dark';
export type StepId = 'data' | 'demand' | 'trends' | 'plan' | 'report';

/** What the person chose about the page itself and about every computation. */
export interface SettingsState {
  /** null: the browser's language. */
  readonly language: 'en' | 'zh' | null;
  readonly theme: Theme;
  /** The step on screen: a reload comes back to it. */
  readonly step: StepId;
  /** Weeks forecast ahead. */
  readonly horizonWeeks: number;
  /** Seed of everything that draws random numbers. */
  readonly seed: number;
}

export const useSettingsStore = create<SettingsState>(() => ({
  language: null,
  theme: 'system',
  step: 'data',
  horizonWeeks: 13,
  seed: 20251111,
}));

export function goToStep(step: StepId): void {
  useSettingsStore.setState({ step });
}

export const keptSettings: KeptSlice<SettingsState, SettingsState> = {
  key: 'settings',
  version: 1,
  store: useSettingsStore,
  pick: (state) => state,
  accept: (stored, version) =>
    version === 1 && stored && typeof stored === 'object' ? (stored as SettingsState) : null,
};
