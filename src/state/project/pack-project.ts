import { type DatasetFacts, persistedDataset, useDatasetStore } from '#state/data/dataset-store.ts';
import { withoutRows } from '#state/data/without-rows.ts';
import { appVersion } from '#state/runtime/app-version.ts';
import { persistedTraining } from '#state/training/training-store.ts';
import { createProjectClient } from '#workers/project/client.ts';
import type { ProjectContents, ProjectPart } from '#workers/project/contract.ts';
import { type AnySlice, projectSlices } from './project-slices.ts';
import { useProjectStore } from './project-store.ts';

export const projectClient = createProjectClient();

/** What goes into a file beside the plan and all that it rests on. */
export interface Packing {
  /** The files that were dropped, too. */
  readonly withRows: boolean;
  /**
   * The trained networks, too: their weights are half of a project. The forecasts that they take part in are in every file,
   * and the page trains others where there are none.
   */
  readonly withNetworks: boolean;
}

/**
 * The project as it stands, as parts of a file: the same facts as are kept on this machine. Without `withRows` nothing of
 * the files themselves is in it. What was measured on this machine stays here.
 */
export function currentProject({ withRows, withNetworks }: Packing): ProjectContents<Blob> {
  const { sources } = useDatasetStore.getState();
  return {
    app: appVersion,
    name: useProjectStore.getState().current.name,
    savedAt: Date.now(),
    parts: projectSlices
      .filter(({ key }) => withNetworks || key !== persistedTraining.key)
      .map((slice) => toPart(slice, withRows)),
    rows: withRows ? sources.map(({ name, id, bytes }) => ({ name, id, bytes })) : [],
  };
}

function toPart(slice: AnySlice, withRows: boolean): ProjectPart {
  const { key, store, pick } = slice;
  const value = pick(store.getState());
  if (key === persistedDataset.key && !withRows) return { key, value: withoutRows(value as DatasetFacts) };
  if (key === persistedTraining.key) return { key, value: { ...(value as object), measured: null } };
  return { key, value };
}
