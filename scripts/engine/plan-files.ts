import { readFileSync } from 'node:fs';
import {
  type LaunchInstance,
  type LaunchWeeks,
  notLaunched,
  optionCount,
  optionOfPlace,
  weekOfPlace,
} from '#engine/planning/problem/launch-instance.ts';
import { JobRefused } from '#workers/job-control.ts';

export function readJsonFile(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new JobRefused('input-not-json', { file, reason: String(error) });
  }
}

/** A plan as the references give it: weeks, and for `launch-plan/2` options. */
export function toPlan(instance: LaunchInstance, places: LaunchWeeks) {
  const weeks = places.map((place) => weekOfPlace(instance, place));
  if (instance.format === 'launch-plan/1') return { weeks };
  return { weeks, options: places.map((place) => optionOfPlace(instance, place)) };
}

interface FiledPlan {
  readonly weeks?: readonly (number | null)[];
  readonly options?: readonly (number | null)[];
  readonly launches?: Readonly<
    Record<string, number | null | { readonly week: number | null; readonly option?: number }>
  >;
}

/** The places of a plan in any form that the references allow; null or -1: not launched, option 0 where none is named. */
export function fromPlan(instance: LaunchInstance, value: unknown): number[] {
  const plan: FiledPlan = Array.isArray(value) ? { weeks: value } : (value as FiledPlan);
  const { products, weeks: count } = instance;
  const placeOf = (week: number | null, option: number | null, i: number): number => {
    if (week === null || week === notLaunched) return notLaunched;
    const k = option ?? 0;
    const isOne = (x: number, below: number): boolean => Number.isInteger(x) && x >= 0 && x < below;
    if (isOne(week, count) && isOne(k, optionCount(products[i]))) return k * count + week;
    throw new JobRefused('plan-does-not-fit', { entries: week, candidates: products.length });
  };
  const { launches } = plan;
  if (launches)
    return products.map(({ id }, i) => {
      const entry = launches[id] ?? null;
      return entry !== null && typeof entry === 'object'
        ? placeOf(entry.week, entry.option ?? 0, i)
        : placeOf(entry, 0, i);
    });
  if (plan.weeks?.length !== products.length)
    throw new JobRefused('plan-does-not-fit', { entries: plan.weeks?.length ?? 0, candidates: products.length });
  return plan.weeks.map((week, i) => placeOf(week, plan.options?.[i] ?? 0, i));
}
