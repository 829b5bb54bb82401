import * as v from 'valibot';
import { audienceSlice } from './audience-slice.ts';
import { candidatesSlice } from './candidates-slice.ts';
import { datasetSlice, sourcesSlice } from './dataset-slice.ts';
import { demandSlice } from './demand-slice.ts';
import { exploreSlice } from './explore-slice.ts';
import { launchBacktestSlice } from './launch-backtest-slice.ts';
import { monitorSlice } from './monitor-slice.ts';
import { planSlice } from './plan-slice.ts';
import { priceTestsSlice } from './price-tests-slice.ts';
import { faultOf } from './schema.ts';
import { calendarFileSlice, pendingSlice, preferencesSlice, reportSlice, settingsSlice } from './settings-slice.ts';
import type { Slice } from './slice.ts';
import { trainingSlice } from './training-slice.ts';
import { trendsSlice } from './trends-slice.ts';

/** What a project is made of, on this machine and in a project file, by the key under which it is stored. */
const projectSlices = {
  settings: settingsSlice,
  dataset: datasetSlice,
  demand: demandSlice,
  candidates: candidatesSlice,
  'launch-backtest': launchBacktestSlice,
  'price-tests': priceTestsSlice,
  audience: audienceSlice,
  training: trainingSlice,
  trends: trendsSlice,
  explore: exploreSlice,
  plan: planSlice,
  report: reportSlice,
  'calendar-file': calendarFileSlice,
  monitor: monitorSlice,
} as const;

/** Everything that is persisted on this machine; the raw files go into a project file apart, where they are wanted. */
const slices = {
  ...projectSlices,
  preferences: preferencesSlice,
  'dataset-sources': sourcesSlice,
  due: pendingSlice,
} as const;

export type SliceKey = keyof typeof slices;
/** The facts of a slice. */
export type FactsIn<Key extends SliceKey> = (typeof slices)[Key] extends Slice<infer Facts> ? Facts : never;

type JobIn<Facts> = Facts extends { readonly job: infer Job } ? Job : Facts;
type ReadyIn<Job> = Job extends { readonly status: 'ready'; readonly result: infer Result } ? Result : never;
/** What the computation of a slice came to. */
export type ResultIn<Key extends SliceKey> = ReadyIn<JobIn<FactsIn<Key>>>;

export type ProjectSliceKey = keyof typeof projectSlices;

export function isProjectSlice(key: string): key is ProjectSliceKey {
  return Object.hasOwn(projectSlices, key);
}

/** The version that facts are stored under now. */
export function versionOf(key: SliceKey): number {
  return slices[key].upgraders.length + 1;
}

/** `newer`: stored by a later Debut. `damaged`: no facts of the version that they claim to be of; `place` says where. */
export type ReadFacts<Facts> =
  | { readonly kind: 'read'; readonly facts: Facts }
  | { readonly kind: 'newer' }
  | { readonly kind: 'damaged'; readonly place: string };

/**
 * Stored facts, upgraded and checked, from IndexedDB and from a project file: outside data comes in here and nowhere else. The
 * input is left as it is.
 */
export function readFacts<Key extends SliceKey>(key: Key, version: number, stored: unknown): ReadFacts<FactsIn<Key>> {
  if (version > versionOf(key)) return { kind: 'newer' };
  if (!Number.isInteger(version) || version < 1) return { kind: 'damaged', place: 'version' };
  const slice = slices[key] as unknown as Slice<FactsIn<Key>>;
  let facts = stored;
  try {
    for (const upgrade of slice.upgraders.slice(version - 1)) facts = upgrade(facts);
  } catch (error) {
    // Facts that are not what an upgrader takes them for.
    if (error instanceof TypeError) return { kind: 'damaged', place: '' };
    throw error;
  }
  const checked = v.safeParse(slice.schema, facts, { abortEarly: true });
  return checked.success
    ? { kind: 'read', facts: checked.output }
    : { kind: 'damaged', place: faultOf(checked.issues[0]) };
}
