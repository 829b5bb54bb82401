import type * as v from 'valibot';
import { expect, expectTypeOf, it } from 'vitest';
import type { CandidatesState } from '#state/candidates/candidates-store.ts';
import type { DatasetFacts } from '#state/data/dataset-store.ts';
import type { DemandState } from '#state/demand/demand-store.ts';
import type { ExploreState } from '#state/explore/explore-store.ts';
import type { PersistedMonitorFacts } from '#state/monitor/monitor-store.ts';
import type { PlanState } from '#state/plan/plan-store.ts';
import { type AnySlice, projectSlices } from '#state/project/project-slices.ts';
import type { CalendarFileState } from '#state/report/calendar-file-store.ts';
import type { ReportChoices } from '#state/report/report-store.ts';
import type { SettingsState } from '#state/runtime/settings-store.ts';
import type { TrainingState } from '#state/training/training-store.ts';
import type { TrendsState } from '#state/trends/trends-store.ts';
import type { candidatesPart } from '#workers/project/internal/schema/candidates-shape.ts';
import type { datasetPart } from '#workers/project/internal/schema/dataset-shape.ts';
import type { demandPart } from '#workers/project/internal/schema/demand-shape.ts';
import type { explorePart } from '#workers/project/internal/schema/explore-shape.ts';
import type { monitorPart } from '#workers/project/internal/schema/monitor-shape.ts';
import type { planPart } from '#workers/project/internal/schema/plan-shape.ts';
import {
  type calendarFilePart,
  knownParts,
  type reportPart,
  type settingsPart,
} from '#workers/project/internal/schema/project-parts.ts';
import type { trainingPart } from '#workers/project/internal/schema/training-shape.ts';
import type { trendsPart } from '#workers/project/internal/schema/trends-shape.ts';

/** A type without `readonly`, on every level, and without a job that is under way, which is not kept. */
type Bare<T> = T extends { readonly status: 'running' }
  ? never
  : T extends ArrayBufferView | ReadonlyMap<unknown, unknown>
    ? T
    : T extends readonly (infer Item)[]
      ? Bare<Item>[]
      : T extends object
        ? { -readonly [K in keyof T]: Bare<T[K]> }
        : T;
type Shaped<S extends v.GenericSchema> = Bare<v.InferOutput<S>>;
type Kept<State, Keys extends keyof State> = Bare<Pick<State, Keys>>;

it('every shape of the file is that of the store: a field too many or too few does not compile', () => {
  expectTypeOf<Shaped<typeof settingsPart>>().toEqualTypeOf<
    Kept<SettingsState, 'step' | 'horizonWeeks' | 'seed' | 'pinned'>
  >();
  expectTypeOf<keyof Shaped<typeof datasetPart>>().toEqualTypeOf<keyof DatasetFacts>();
  expectTypeOf<v.InferOutput<typeof datasetPart>>().toExtend<DatasetFacts>();
  expectTypeOf<v.InferOutput<typeof demandPart>>().toExtend<DemandState['job']>();
  type Ready<Job> = Extract<Job, { status: 'ready' }> extends { result: infer Result } ? Result : never;
  expectTypeOf<keyof Ready<v.InferOutput<typeof demandPart>>>().toEqualTypeOf<keyof Ready<DemandState['job']>>();
  expectTypeOf<v.InferOutput<typeof trendsPart>>().toExtend<TrendsState['job']>();
  expectTypeOf<keyof Ready<v.InferOutput<typeof trendsPart>>>().toEqualTypeOf<keyof Ready<TrendsState['job']>>();
  expectTypeOf<v.InferOutput<typeof candidatesPart>>().toExtend<
    Pick<CandidatesState, 'choices' | 'job' | 'overrideLog' | 'who'>
  >();
  expectTypeOf<v.InferOutput<typeof trainingPart>>().toExtend<Pick<TrainingState, 'job' | 'choices' | 'measured'>>();
  type TrainingJob = v.InferOutput<typeof trainingPart>['job'];
  expectTypeOf<keyof Ready<TrainingJob>>().toEqualTypeOf<keyof Ready<TrainingState['job']>>();
  expectTypeOf<v.InferOutput<typeof explorePart>>().toExtend<Pick<ExploreState, 'query' | 'saved'>>();
  type Monitor = v.InferOutput<typeof monitorPart>;
  expectTypeOf<Monitor>().toExtend<PersistedMonitorFacts>();
  expectTypeOf<keyof Monitor>().toEqualTypeOf<keyof PersistedMonitorFacts>();
  type Version = Monitor['versions'][number];
  expectTypeOf<keyof Version>().toEqualTypeOf<keyof PersistedMonitorFacts['versions'][number]>();
  expectTypeOf<keyof Version['plan']>().toEqualTypeOf<keyof PersistedMonitorFacts['versions'][number]['plan']>();
  type Plan = v.InferOutput<typeof planPart>;
  expectTypeOf<Plan>().toExtend<Pick<PlanState, 'settings' | 'decisions' | 'owners' | 'job' | 'saved'>>();
  expectTypeOf<keyof Plan['settings']>().toEqualTypeOf<keyof PlanState['settings']>();
  expectTypeOf<keyof NonNullable<Plan['present']>>().toEqualTypeOf<keyof NonNullable<PlanState['current']>>();
  expectTypeOf<keyof Plan['saved'][number]>().toEqualTypeOf<keyof PlanState['saved'][number]>();
  expectTypeOf<keyof Ready<Plan['job']>>().toEqualTypeOf<keyof Ready<PlanState['job']>>();
  expectTypeOf<Shaped<typeof reportPart>>().toEqualTypeOf<Bare<ReportChoices>>();
  expectTypeOf<Shaped<typeof calendarFilePart>>().toEqualTypeOf<Bare<CalendarFileState>>();
});

it('the parts of the file are the slices that the stores keep, in their versions', () => {
  const kept = projectSlices.map(({ key, version }: AnySlice) => [key, version]);
  const known = Object.entries(knownParts).map(([key, { version }]) => [key, version]);
  expect(known.sort()).toEqual(kept.sort());
});
