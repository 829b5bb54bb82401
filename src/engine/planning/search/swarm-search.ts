import type { PlanRules } from '#engine/planning/rules/plan-rules.ts';
import { PlanState } from '#engine/planning/rules/plan-state.ts';
import type { PlanSearch, SearchProblem, SearchReport } from './memetic-search.ts';
import { PlanMoves } from './plan-moves.ts';
import { construct, type Individual, isBetter, snapshot } from './plan-population.ts';

interface Particle {
  /** One coordinate a product in [-1, T): the week is its whole part, below 0 it has no preference. */
  readonly position: Float64Array;
  readonly velocity: Float64Array;
  best: Individual;
  bestPosition: Float64Array;
}

/** Constriction of Clerc and Kennedy: inertia and the two accelerations. */
const inertia = 0.729844;
const acceleration = 1.496172;

/**
 * Particle swarm over launch weeks, the paper's alternative to its genetic algorithm: each particle is a preference for weeks,
 * decoded into a feasible plan by the same repair as the genetic algorithm's; best plan of all as the social pull.
 * Source: Kennedy and Eberhart (1995) with the constriction coefficients of Clerc and Kennedy (2002), reflecting walls.
 */
export function* swarmSearch(problem: SearchProblem, size: number): PlanSearch {
  const { rules, linear, random } = problem;
  const guide = problem.guideFor(Number.NEGATIVE_INFINITY);
  const state = new PlanState(rules, linear, problem.risk);
  const moves = new PlanMoves(state, guide, random);
  const { products, weeks } = rules;
  let evaluations = 0;

  const dearest = dearestPlaces(rules, guide.reduced);
  const decode = (position: Float64Array): Individual => {
    const preferred = Int32Array.from(position, (x, i) => {
      const week = Math.floor(x);
      return week < 0 ? week : dearest[i * weeks + week];
    });
    construct(state, moves, guide, preferred, random, 0);
    moves.tried += products;
    evaluations += 1;
    return snapshot(state);
  };

  const swarm: Particle[] = [];
  for (let k = 0; k < size; k++) {
    const position = new Float64Array(products);
    const velocity = new Float64Array(products);
    for (let i = 0; i < products; i++) {
      position[i] =
        k === 0 && problem.start ? weekOfStart(problem.start[i], weeks) + 0.5 : random.next() * (weeks + 1) - 1;
      velocity[i] = (random.next() - 0.5) * weeks * 0.25;
    }
    swarm.push({ position, velocity, best: decode(position), bestPosition: position.slice() });
  }
  let leader = swarm.reduce((a, b) => (isBetter(b.best, a.best) ? b : a));
  let best = leader.best;
  let bestPosition = leader.bestPosition;
  let announced: Individual | null = null;
  let generation = 0;
  let stopped = false;
  const report = (): SearchReport => {
    const improved = announced === best ? null : best.places;
    announced = best;
    let mean = 0;
    for (const particle of swarm) mean += particle.best.score / swarm.length;
    return { generation, moves: moves.tried, best: best.score, missing: best.missing, mean, improved };
  };
  if (yield report()) stopped = true;
  while (!stopped && moves.tried < problem.moves) {
    generation += 1;
    for (const particle of swarm) {
      fly(particle, bestPosition, weeks, random);
      const found = decode(particle.position);
      if (!isBetter(found, particle.best)) continue;
      particle.best = found;
      particle.bestPosition = particle.position.slice();
    }
    leader = swarm.reduce((a, b) => (isBetter(b.best, a.best) ? b : a));
    if (isBetter(leader.best, best)) {
      best = leader.best;
      bestPosition = leader.bestPosition;
    }
    if (yield report()) stopped = true;
  }
  return { best, moves: moves.tried, generations: generation, evaluations, stopped };
}

function weekOfStart(place: number, weeks: number): number {
  return place < 0 ? place : place % weeks;
}

/** The open place with the greatest reduced value by product and week; the week itself where none is open. M x T. */
function dearestPlaces({ products, weeks, row, cellStart, places }: PlanRules, reduced: Float64Array): Int32Array {
  return Int32Array.from({ length: products * weeks }, (_, cell) => {
    const at = row[Math.floor(cell / weeks)];
    let best = -1;
    for (let k = cellStart[cell]; k < cellStart[cell + 1]; k++)
      if (best < 0 || reduced[at + places[k]] > reduced[at + best]) best = places[k];
    return best < 0 ? cell % weeks : best;
  });
}

function fly(particle: Particle, social: Float64Array, weeks: number, random: SearchProblem['random']): void {
  const { position, velocity, bestPosition } = particle;
  for (let i = 0; i < position.length; i++) {
    const own = acceleration * random.next() * (bestPosition[i] - position[i]);
    const shared = acceleration * random.next() * (social[i] - position[i]);
    velocity[i] = Math.max(-weeks / 2, Math.min(weeks / 2, inertia * velocity[i] + own + shared));
    position[i] += velocity[i];
    if (position[i] < -1 || position[i] >= weeks) {
      velocity[i] = -velocity[i];
      position[i] = Math.max(-1, Math.min(weeks - 1e-9, position[i]));
    }
  }
}
