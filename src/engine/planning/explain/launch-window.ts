import { type LaunchInstance, weekOfPlace } from '#engine/planning/problem/launch-instance.ts';
import type { PlanState } from '#engine/planning/rules/plan-state.ts';
import { dropOn, movedAlong } from './drag-preview.ts';
import { explainBlock } from './explain-block.ts';

/** First and last week of a launch window, both inclusive. */
export interface LaunchWindow {
  readonly windowFrom: number;
  readonly windowTo: number;
}

/**
 * The weeks around `week` that are allowed and in which the plan's profit stays within `share` of the best that an allowed
 * week reaches; `profitByWeek` is NaN where a week is not allowed.
 */
export function windowAround(profitByWeek: ArrayLike<number>, week: number, share: number): LaunchWindow {
  let best = profitByWeek[week];
  for (let t = 0; t < profitByWeek.length; t++) if (profitByWeek[t] > best) best = profitByWeek[t];
  const floor = best - share * Math.abs(best);
  let windowFrom = week;
  let windowTo = week;
  while (profitByWeek[windowFrom - 1] >= floor) windowFrom -= 1;
  while (profitByWeek[windowTo + 1] >= floor) windowTo += 1;
  return { windowFrom, windowTo };
}

/** The window of launches that only move together, and who they are. */
export interface WaveWindow extends LaunchWindow {
  readonly members: readonly number[];
}

/**
 * Windows of launches that share their week by a rule (waves, and products that must each follow the other at no distance),
 * by product: all of them moved as one, everything else in place. `state` holds the plan and is left as it was, in its
 * weeks. O(T x members x (pairs + rules)) a wave.
 */
export function waveWindows(
  instance: LaunchInstance,
  state: PlanState,
  planProfit: number,
  share: number,
): ReadonlyMap<number, WaveWindow> {
  const found = new Map<number, WaveWindow>();
  const { waves = [], precedence = [] } = instance.constraints;
  if (waves.length === 0 && precedence.length === 0) return found;
  const places = Array.from(state.places);
  const { weeks } = state;
  for (let i = 0; i < weeks.length; i++) {
    if (weeks[i] < 0 || found.has(i)) continue;
    const members = movedAlong(instance, places, i);
    if (members.length === 1) continue;
    const profitByWeek = Array.from({ length: instance.weeks }, (_, t) =>
      t === weeks[i] ? planProfit : planProfit + changeOfMove(instance, state, dropOn(instance, places, i, t), members),
    );
    const window = { ...windowAround(profitByWeek, weeks[i], share), members };
    for (const member of members) found.set(member, window);
  }
  return found;
}

/** Change of the plan's worth when the members stand in their weeks of `moved`; NaN where a rule forbids it. */
function changeOfMove(
  instance: LaunchInstance,
  state: PlanState,
  moved: ArrayLike<number>,
  members: readonly number[],
): number {
  const before = state.total;
  const here = members.map((member) => state.places[member]);
  for (const member of members) state.remove(member);
  for (const member of members) state.place(member, moved[member]);
  const isAllowed = members.every((member) => {
    state.remove(member);
    const block = explainBlock(instance, state, member, weekOfPlace(instance, moved[member]));
    state.place(member, moved[member]);
    return block === null;
  });
  const change = isAllowed ? state.total - before : Number.NaN;
  for (const member of members) state.remove(member);
  members.forEach((member, k) => {
    state.place(member, here[k]);
  });
  return change;
}
