import { keptCalendarFile } from '#state/calendar-file-store.ts';
import { keptCandidates } from '#state/candidates-store.ts';
import { keptDataset } from '#state/dataset-store.ts';
import { keptDemand } from '#state/demand-store.ts';
import { keptExplore } from '#state/explore-store.ts';
import type { KeptSlice } from '#state/keep-slice.ts';
import { keptMonitor } from '#state/monitor-store.ts';
import { keptPlan } from '#state/plan-store.ts';
import { keptReport } from '#state/report-store.ts';
import { keptSettings } from '#state/settings-store.ts';
import { keptTraining } from '#state/training-store.ts';
import { keptTrends } from '#state/trends-store.ts';

// biome-ignore lint/suspicious/noExplicitAny: slices of different stores; each knows its own state and facts
export type AnySlice = KeptSlice<any, any>;

/** What a project is made of, on this machine and in a project file; the files that it was made from come apart. */
export const projectSlices: readonly AnySlice[] = [
  keptSettings,
  keptDataset,
  keptDemand,
  keptCandidates,
  keptTraining,
  keptTrends,
  keptExplore,
  keptPlan,
  keptReport,
  keptCalendarFile,
  keptMonitor,
];
