import { portableExpMinus } from '#engine/planning/problem/portable-exp.ts';
import type { PlanState } from '#engine/planning/rules/plan-state.ts';
import type { Random } from '#engine/random.ts';
import type { PlanMoves } from './plan-moves.ts';
import { type Individual, isBetter, snapshot } from './plan-population.ts';

/** Moves between two yields of a search: about a millisecond or two of work. */
export const movesPerChunk = 2000;

/** While a lower limit is unmet, money counts little: times the hottest temperature. */
const wandering = 10;

/**
 * Simulated annealing over {@link PlanMoves}: from temperature `hot` to `cold` (money) over `moves` placements tried,
 * geometrically (by a power without `Math.pow`). Worse plans are accepted with probability e^(-loss / temperature),
 * plans that miss a lower limit more never. Leaves the best plan seen in `state` and returns it.
 * Yields every {@link movesPerChunk} moves; sending `true` back ends the search early.
 */
export function* anneal(
  state: PlanState,
  moves: PlanMoves,
  random: Random,
  budget: number,
  hot: number,
  cold: number,
): Generator<Individual, Individual, boolean | undefined> {
  state.resync();
  let best = snapshot(state);
  let score = best.score;
  let missing = best.missing;
  const begin = moves.tried;
  let chunk = begin + movesPerChunk;
  let stage = 0;
  const stages = 64;
  const ratio = rootOf(cold / hot, 6);
  let temperature = hot;
  moves.commit();
  while (moves.tried - begin < budget) {
    const due = Math.floor(((moves.tried - begin) / budget) * stages);
    for (; stage < due; stage++) temperature *= ratio;
    if (moves.tried >= chunk) {
      chunk = moves.tried + movesPerChunk;
      if (yield best) break;
    }
    const before = moves.tried;
    if (!moves.perturb()) {
      moves.undo();
      if (moves.tried === before) break;
      continue;
    }
    const now = state.score();
    const loss = score - now;
    const heat = missing > 0 ? Math.max(temperature, hot * wandering) : temperature;
    const accepted =
      state.missing < missing ||
      (state.missing === missing && (loss <= 0 || random.next() < portableExpMinus(loss / heat)));
    if (!accepted) {
      moves.undo();
      continue;
    }
    moves.commit();
    score = now;
    missing = state.missing;
    if (missing < best.missing || (missing === best.missing && score > best.score)) {
      const found = snapshot(state);
      if (isBetter(found, best)) best = found;
    }
  }
  state.adopt(best.places);
  return snapshot(state);
}

/** The 2^k-th root by square roots: the same on every machine. */
function rootOf(value: number, k: number): number {
  let root = value;
  for (let n = 0; n < k; n++) root = Math.sqrt(root);
  return root;
}
