import { useDatasetStore } from '#state/data/dataset-store.ts';
import { inputFrom } from './computation.ts';
import { useSettingsStore } from './settings-store.ts';

/** The data by its fingerprint; missing without a sales history. */
export const salesInput = inputFrom(useDatasetStore, ({ facts: { dataset } }) =>
  dataset?.panel ? dataset.fingerprint : undefined,
);

export const horizonInput = inputFrom(useSettingsStore, ({ horizonWeeks }) => horizonWeeks);
export const seedInput = inputFrom(useSettingsStore, ({ seed }) => seed);

/** Part of a hash that says which version of a computation made a result: earlier ones are then out of date. */
export function versionInput(version: number): { readonly stores: readonly []; readonly read: () => number } {
  return { stores: [], read: () => version };
}
