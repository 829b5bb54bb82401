import { persistedDataset } from '#state/data/dataset-store.ts';
import { persistedExplore } from '#state/explore/explore-store.ts';
import { persistedMonitor } from '#state/monitor/monitor-store.ts';
import { persistedCalendarFile } from '#state/report/calendar-file-store.ts';
import { persistedReport } from '#state/report/report-store.ts';
import type { Work } from '#state/runtime/computation.ts';
import { computations } from '#state/runtime/computations.ts';
import { persistedSettings } from '#state/runtime/settings-store.ts';
import type { PersistedSlice } from '#state/saving/persist-slice.ts';

// biome-ignore lint/suspicious/noExplicitAny: slices of different stores; each knows its own state and facts
export type AnySlice = PersistedSlice<any, any>;

/** What a project is made of, on this machine and in a project file; the files that it was made from come apart. */
export const projectSlices: readonly AnySlice[] = [
  persistedSettings,
  persistedDataset,
  ...computations.flatMap((work: Work) => work.slice ?? []),
  persistedExplore,
  persistedReport,
  persistedCalendarFile,
  persistedMonitor,
];
