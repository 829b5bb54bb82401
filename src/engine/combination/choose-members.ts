import { findModel, type ModelId, models } from '#engine/models/model-registry.ts';

/** A member is dropped when its error is this much above the best member's. */
const tolerance = 1.3;

/** May enter the ensemble; the others are baselines, or fitted only where they are named. */
export function canJoinEnsemble(method: ModelId): boolean {
  return findModel(method)?.canJoinEnsemble ?? false;
}

/**
 * Members of the combination given each model's mean MASE over the origins seen so far (empty map = none seen: all
 * that may join). Of a family only the better one enters. The best two stay in whatever the distance; fewer than two
 * members = no combination.
 */
export function chooseMembers(available: readonly ModelId[], meanMase: ReadonlyMap<ModelId, number>): ModelId[] {
  const errorOf = (method: ModelId): number => meanMase.get(method) ?? Number.NaN;
  const relativesOf = (id: ModelId): ModelId[] => {
    const family = findModel(id)?.family;
    return models.flatMap((model) =>
      model.id !== id && model.family === family && model.canJoinEnsemble && available.includes(model.id)
        ? [model.id]
        : [],
    );
  };
  const isBeatenBy = (mine: ModelId, other: ModelId): boolean => {
    const [own, theirs] = [errorOf(mine), errorOf(other)];
    if (own === theirs || Number.isNaN(own) || Number.isNaN(theirs)) return placeOf(other) > placeOf(mine);
    return theirs < own;
  };
  const candidates = available.filter(
    (method) => canJoinEnsemble(method) && !relativesOf(method).some((other) => isBeatenBy(method, other)),
  );
  if (meanMase.size === 0) return candidates;
  const sorted = candidates.filter((m) => !Number.isNaN(errorOf(m))).sort((a, b) => errorOf(a) - errorOf(b));
  return sorted.filter((m, i) => i < 2 || errorOf(m) <= tolerance * errorOf(sorted[0]));
}

/** Of two of a family without errors to compare, the later one in the registry goes first: it is the more elaborate. */
function placeOf(method: ModelId): number {
  return models.findIndex(({ id }) => id === method);
}
