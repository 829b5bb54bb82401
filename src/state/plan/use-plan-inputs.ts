import { useCandidatesStore } from '#state/candidates/candidates-store.ts';
import { useDatasetStore } from '#state/data/dataset-store.ts';
import { useDemandStore } from '#state/demand/demand-store.ts';
import { useSettingsStore } from '#state/runtime/settings-store.ts';
import { usePlanStore } from './plan-store.ts';

/** Draws the screen anew when anything that the plan rests on has changed, so that it shows as out of date at once. */
export function usePlanInputs(): void {
  usePlanStore((state) => state.settings);
  useDatasetStore((state) => state.facts.dataset);
  useCandidatesStore((state) => state.choices);
  useDemandStore((state) => state.job.status);
  useSettingsStore((state) => state.seed);
  useSettingsStore((state) => state.horizonWeeks);
}
