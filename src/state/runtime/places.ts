import type { StepId } from './settings-store.ts';

/** Where one works: a place in the rail, with one view or several. */
export type PlaceId = 'overview' | 'data' | 'insight' | 'products' | 'plan' | 'run';

/** In the order of the rail; the first view of a place is the one it opens with. */
export const places: Readonly<Record<PlaceId, readonly [StepId, ...StepId[]]>> = {
  overview: ['overview'],
  data: ['data'],
  insight: ['explore', 'trends'],
  products: ['demand'],
  plan: ['plan'],
  run: ['report', 'monitor'],
};

export const placeIds = Object.keys(places) as PlaceId[];

export function placeOf(step: StepId): PlaceId {
  return placeIds.find((id) => places[id].includes(step)) ?? 'overview';
}
