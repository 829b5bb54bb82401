import { portableExpMinus } from '#engine/planning/problem/portable-exp.ts';
import { PlanState, type RiskObjective } from '#engine/planning/rules/plan-state.ts';
import type { Random } from '#engine/random.ts';
import { movesPerChunk } from './anneal.ts';
import type { SearchProblem, SearchReport } from './memetic-search.ts';
import { ParetoArchive } from './pareto-archive.ts';
import { PlanMoves } from './plan-moves.ts';
import { construct, crossOver } from './plan-population.ts';
import type { SearchGuide } from './search-guide.ts';

interface Member {
  readonly places: Int32Array;
  readonly profit: number;
  readonly risk: number;
  rank: number;
  crowding: number;
}

/** Settings of {@link FrontSearch}. */
export interface FrontSettings {
  readonly population: number;
  readonly movesPerChild: number;
}

export interface FrontResult {
  readonly archive: ParetoArchive;
  readonly moves: number;
  readonly generations: number;
  readonly evaluations: number;
  readonly stopped: boolean;
}

/**
 * NSGA-II for expected profit against CVaR deviation, with repair (every member keeps every rule), an unbounded archive
 * and a short annealing of each child along a random direction of the two objectives, every accepted plan of which is
 * offered to the archive. Source: Deb, Pratap, Agarwal, Meyarivan, "A fast and elitist multiobjective genetic
 * algorithm" (2002); local search after Ishibuchi and Murata (1998).
 */
export class FrontSearch {
  private readonly problem: SearchProblem;
  private readonly settings: FrontSettings;
  private readonly guide: SearchGuide;
  private readonly state: PlanState;
  private readonly moves: PlanMoves;
  private readonly archive = new ParetoArchive();
  private population: Member[] = [];
  private generation = 0;
  private evaluations = 0;
  private stopped = false;
  private announced = Number.NEGATIVE_INFINITY;
  private chunk = movesPerChunk;
  /** Rounding of many additions may make two figures of one plan; on a grid they are one again. */
  private grid = 0;

  constructor(problem: SearchProblem, risk: RiskObjective, settings: FrontSettings) {
    this.problem = problem;
    this.settings = settings;
    this.guide = problem.guideFor(Number.NEGATIVE_INFINITY);
    this.state = new PlanState(problem.rules, problem.linear, risk);
    this.moves = new PlanMoves(this.state, this.guide, problem.random);
  }

  *run(): Generator<SearchReport, FrontResult, boolean | undefined> {
    const { settings, archive } = this;
    yield* this.found();
    rankMembers(this.population);
    while (this.guide.movable.length > 0 && this.goesOn()) {
      this.generation += 1;
      const children: Member[] = [];
      while (children.length < settings.population && this.goesOn()) {
        const child = yield* this.breed();
        if (child) children.push(child);
      }
      this.population = survivors([...this.population, ...children], settings.population);
      if (yield this.report()) this.stopped = true;
    }
    const { generation: generations, evaluations, stopped } = this;
    return { archive, moves: this.moves.tried, generations, evaluations, stopped };
  }

  private goesOn(): boolean {
    return !this.stopped && this.moves.tried < this.problem.moves;
  }

  /** The first population, from profit alone to nearly risk alone. Where nothing can be moved, one plan is the whole frontier. */
  private *found(): Generator<SearchReport, void, boolean | undefined> {
    const { problem, settings, state, moves, guide, population } = this;
    const size = guide.movable.length > 0 ? settings.population : 1;
    while (population.length < size && this.goesOn()) {
      const isFirst = population.length === 0;
      construct(state, moves, guide, isFirst ? problem.start : null, problem.random, isFirst ? 0 : 0.5);
      this.evaluations += 1;
      const share = population.length / Math.max(1, settings.population - 1);
      const member = yield* this.descend(1 - 0.95 * share, settings.movesPerChild);
      population.push(member ?? memberOf(state, Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY));
    }
  }

  /** A child of two plans, or a change of one, annealed along a direction of the two objectives. */
  private *breed(): Generator<SearchReport, Member | null, boolean | undefined> {
    const { state, moves, guide, archive, population } = this;
    const { rules, random } = this.problem;
    const fromArchive = archive.plans.length > 0 && random.next() < 0.7;
    const a = fromArchive ? archive.plans[random.below(archive.plans.length)] : crowdedTournament(population, random);
    const b = crowdedTournament(population, random);
    const mixes = random.next() < 0.3;
    construct(state, moves, guide, mixes ? crossOver(a.places, b.places, rules.weeks, random) : a.places, random, 0.05);
    if (!mixes) dropUnpreferred(state, moves, a.places);
    moves.mutate();
    this.evaluations += 1;
    return yield* this.descend(drawShare(random), this.settings.movesPerChild);
  }

  private report(): SearchReport {
    const { archive, population } = this;
    const top = archive.plans[0];
    const best = top ? top.profit : Number.NEGATIVE_INFINITY;
    const improved = top && best > this.announced ? top.places : null;
    this.announced = Math.max(this.announced, best);
    let mean = 0;
    for (const member of population) mean += member.profit / population.length;
    return { generation: this.generation, moves: this.moves.tried, best, missing: top ? 0 : 1, mean, improved };
  }

  private offer(profit: number, risk: number): void {
    if (this.grid === 0) this.grid = Math.max(Math.abs(profit), risk, 1e-9) * 1e-10;
    const roundedProfit = Math.round(profit / this.grid) * this.grid;
    const roundedRisk = Math.round(risk / this.grid) * this.grid;
    if (this.archive.accepts(roundedProfit, roundedRisk))
      this.archive.offer(roundedProfit, roundedRisk, this.state.places);
  }

  /**
   * What is best along a direction: `share` weighs profit against risk, as a sum or, for the hollows of the frontier that no sum
   * reaches, as the larger of the two shortfalls from the archive's ends (Chebyshev).
   */
  private drawJudge(share: number): (profit: number, risk: number) => number {
    const { plans } = this.archive;
    const isChebyshev = plans.length > 4 && this.problem.random.next() < 0.5;
    if (!isChebyshev) return (profit, risk) => share * profit - (1 - share) * risk;
    const mostProfit = plans[0].profit;
    const leastRisk = plans[plans.length - 1].risk;
    return (profit, risk) => -Math.max(share * (mostProfit - profit), (1 - share) * (risk - leastRisk));
  }

  /** Local search along a direction; offers what it meets. Returns the best on its way. */
  private *descend(share: number, budget: number): Generator<SearchReport, Member | null, boolean | undefined> {
    const { state, moves } = this;
    const { random } = this.problem;
    state.resync();
    const begin = moves.tried;
    const judge = this.drawJudge(share);
    let { mean, tailMean } = state.profitAndTail();
    let score = judge(mean, mean - tailMean);
    let missing = state.missing;
    let found: Member | null = missing === 0 ? memberOf(state, mean, tailMean) : null;
    let foundScore = score;
    if (missing === 0) this.offer(mean, mean - tailMean);
    const unit = 0.1 * share * Math.abs(mean / Math.max(1, countLaunched(state.weeks)));
    while (moves.tried - begin < budget && !this.stopped) {
      if (moves.tried >= this.chunk) {
        this.chunk = moves.tried + movesPerChunk;
        if (yield this.report()) this.stopped = true;
      }
      const progress = (moves.tried - begin) / budget;
      const before = moves.tried;
      if (!(random.next() < 0.7 * share ? moves.perturb() : moves.perturbPlainly())) {
        moves.undo();
        if (moves.tried === before) break;
        continue;
      }
      ({ mean, tailMean } = state.profitAndTail());
      const now = judge(mean, mean - tailMean);
      if (state.missing === 0) this.offer(mean, mean - tailMean);
      const loss = score - now;
      const temperature = unit * (1 - progress) * (1 - progress) + 1e-9 * unit;
      const accepted =
        state.missing < missing ||
        (state.missing === missing && (loss <= 0 || random.next() < portableExpMinus(loss / temperature)));
      if (!accepted) {
        moves.undo();
        continue;
      }
      moves.commit();
      score = now;
      if (state.missing === 0 && (missing > 0 || !found || now > foundScore)) {
        found = memberOf(state, mean, tailMean);
        foundScore = now;
      }
      missing = state.missing;
    }
    return found;
  }
}

/** Repair fills every gap that earns money; a low-risk parent has gaps on purpose. */
function dropUnpreferred(state: PlanState, moves: PlanMoves, preferred: Int32Array): void {
  for (let i = 0; i < preferred.length; i++) {
    if (preferred[i] >= 0 || state.weeks[i] < 0 || state.isRequired(i)) continue;
    if (state.rules.follows[i].some(({ after }) => state.weeks[after] >= 0)) continue;
    const c = state.rules.category[i];
    if (state.categoryCount[c] > state.rules.categoryMin[c]) moves.remove(i);
  }
  moves.commit();
}

/** Weight of profit for a child: oftener low than high, since the end of little risk has the more plans to find. */
function drawShare(random: Random): number {
  const u = random.next();
  return 0.01 + 0.99 * u * u;
}

function memberOf(state: PlanState, mean: number, tailMean: number): Member {
  return { places: state.places.slice(), profit: mean, risk: mean - tailMean, rank: 0, crowding: 0 };
}

function countLaunched(weeks: Int32Array): number {
  let count = 0;
  for (const week of weeks) if (week >= 0) count += 1;
  return count;
}

function crowdedTournament(population: readonly Member[], random: Random): Member {
  const a = population[random.below(population.length)];
  const b = population[random.below(population.length)];
  if (a.rank !== b.rank) return a.rank < b.rank ? a : b;
  return a.crowding >= b.crowding ? a : b;
}

function dominates(a: Member, b: Member): boolean {
  return a.profit >= b.profit && a.risk <= b.risk && (a.profit > b.profit || a.risk < b.risk);
}

/** Non-dominated sorting and crowding distance. */
function rankMembers(members: readonly Member[]): Member[][] {
  let rest = [...members];
  const fronts: Member[][] = [];
  while (rest.length > 0) {
    const front = rest.filter((member) => !rest.some((other) => dominates(other, member)));
    for (const member of front) member.rank = fronts.length;
    crowd(front);
    fronts.push(front);
    rest = rest.filter((member) => !front.includes(member));
  }
  return fronts;
}

function crowd(front: readonly Member[]): void {
  const sorted = [...front].sort((a, b) => b.profit - a.profit || a.risk - b.risk);
  const profitSpan = sorted[0].profit - sorted[sorted.length - 1].profit || 1;
  const riskSpan = sorted[0].risk - sorted[sorted.length - 1].risk || 1;
  sorted.forEach((member, k) => {
    const isEnd = k === 0 || k === sorted.length - 1;
    member.crowding = isEnd
      ? Number.POSITIVE_INFINITY
      : (sorted[k - 1].profit - sorted[k + 1].profit) / profitSpan +
        Math.abs(sorted[k - 1].risk - sorted[k + 1].risk) / Math.abs(riskSpan);
  });
}

/** The next generation: front by front, the last one by crowding; twins once. */
function survivors(members: readonly Member[], size: number): Member[] {
  const seen = new Set<string>();
  const distinct = members.filter((member) => {
    const key = `${member.profit} ${member.risk}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
  const kept: Member[] = [];
  for (const front of rankMembers(distinct)) {
    const room = size - kept.length;
    if (room <= 0) break;
    const byCrowding = front.length <= room ? front : [...front].sort((a, b) => b.crowding - a.crowding);
    kept.push(...byCrowding.slice(0, room));
  }
  return kept;
}
