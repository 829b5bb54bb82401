import { keptCandidates } from '#state/candidates/candidates-store.ts';
import { keptDataset } from '#state/data/dataset-store.ts';
import { keptDemand } from '#state/demand/demand-store.ts';
import { keptExplore } from '#state/explore/explore-store.ts';
import { keptMonitor } from '#state/monitor/monitor-store.ts';
import { keptPlan } from '#state/plan/plan-store.ts';
import { keptCalendarFile } from '#state/report/calendar-file-store.ts';
import { keptReport } from '#state/report/report-store.ts';
import type { KeptSlice } from '#state/runtime/keep-slice.ts';
import { keptSettings } from '#state/runtime/settings-store.ts';
import { keptTraining } from '#state/training/training-store.ts';
import { keptTrends } from '#state/trends/trends-store.ts';

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
