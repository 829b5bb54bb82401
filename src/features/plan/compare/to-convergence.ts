import type { PlanProgress } from '#state/plan/plan-store.ts';

const mostPoints = 300;

/** Curves of the convergence chart: generations with a finite best, thinned evenly to 300, the last one always there. */
export function toConvergence(history: PlanProgress['history']): {
  readonly generations: number[];
  readonly best: number[];
  readonly mean: (number | null)[];
} {
  const known = history.filter(({ best }) => Number.isFinite(best));
  const every = Math.max(1, Math.ceil(known.length / mostPoints));
  const kept = known.filter((_, i) => i % every === 0 || i === known.length - 1);
  return {
    generations: kept.map(({ generation }) => generation),
    best: kept.map(({ best }) => best),
    mean: kept.map(({ mean }) => (Number.isFinite(mean) ? mean : null)),
  };
}
