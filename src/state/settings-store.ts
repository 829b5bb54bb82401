import { create } from 'zustand';

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
