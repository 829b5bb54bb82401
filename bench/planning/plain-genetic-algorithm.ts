import type { LaunchInstance } from '#engine/planning/problem/launch-instance.ts';
import type { LaunchTables } from '#engine/planning/problem/launch-tables.ts';
import { checkPlan } from '#engine/planning/rules/check-plan.ts';
import { createRandom } from '#engine/random.ts';

interface Settings {
  readonly seed: number;
  /** Ends after this many seconds of processor time: for comparisons at equal time only. */
  readonly seconds: number;
}

interface Individual {
  readonly weeks: number[];
  readonly fitness: number;
  readonly broken: number;
}

/**
 * The article's genetic algorithm as it is usually written: a week or 'not launched' for each product, tournaments, uniform
 * crossover, random mutation, elitism, broken rules paid for by a penalty that grows with their number. It knows no
 * repair, no prices and no local search: the baseline that the planner is measured against. Returns the best plan that
 * keeps every rule; null when it found none.
 */
export function plainGeneticAlgorithm(
  instance: LaunchInstance,
  tables: LaunchTables,
  { seed, seconds }: Settings,
): number[] | null {
  const random = createRandom(seed);
  const { products, weeks, meanMarket } = { ...tables };
  const { pairs, decay } = instance.cannibalisation;
  const penalty = 0.5 * largest(tables.mean);
  let best: Individual | null = null;

  const judge = (plan: number[]): Individual => {
    let profit = 0;
    for (let i = 0; i < products; i++) if (plan[i] >= 0) profit += tables.mean[i * weeks + plan[i]];
    for (const { i, j, loss } of pairs) {
      const distance = Math.abs(plan[i] - plan[j]);
      if (plan[i] >= 0 && plan[j] >= 0 && distance < decay.length) profit -= loss * decay[distance] * meanMarket;
    }
    const broken = checkPlan(instance, plan).length;
    const individual = { weeks: plan, fitness: profit - penalty * broken, broken };
    if (broken === 0 && (best === null || individual.fitness > best.fitness)) best = individual;
    return individual;
  };
  const gene = (i: number): number => {
    const { earliest, latest } = instance.products[i];
    return random.next() < 0.4 ? -1 : earliest + random.below(Math.max(1, latest - earliest + 1));
  };
  const size = 120;
  let population = Array.from({ length: size }, () => judge(instance.products.map((_, i) => gene(i))));
  const pick = (): Individual => {
    let winner = population[random.below(size)];
    for (let k = 0; k < 2; k++) {
      const rival = population[random.below(size)];
      if (rival.fitness > winner.fitness) winner = rival;
    }
    return winner;
  };
  const started = process.cpuUsage();
  const used = (): number => {
    const { user, system } = process.cpuUsage(started);
    return (user + system) / 1e6;
  };
  while (used() < seconds) {
    const elite = population.reduce((a, b) => (b.fitness > a.fitness ? b : a));
    const next = [elite];
    while (next.length < size) {
      const [a, b] = [pick(), pick()];
      const child = a.weeks.map((week, i) => (random.next() < 0.5 ? week : b.weeks[i]));
      for (let i = 0; i < products; i++) if (random.next() < 1.5 / products) child[i] = gene(i);
      next.push(judge(child));
    }
    population = next;
  }
  return best === null ? null : (best as Individual).weeks;
}

function largest(values: Float64Array): number {
  let most = 0;
  for (const value of values) most = Math.max(most, value);
  return most;
}
