import type { EpochDay } from '#engine/calendar/epoch-day.ts';
import type { Candidate } from '#engine/panel/candidate.ts';
import type { PlanResult, PresentPlan } from '#state/plan-store.ts';

/** What needs the manager's word; products by their index in the problem, weeks counted from the plan's first. */
export type Decision =
  | { readonly kind: 'broken'; readonly count: number }
  | { readonly kind: 'questions'; readonly count: number }
  | { readonly kind: 'costs' }
  | {
      readonly kind: 'orders';
      readonly count: number;
      readonly money: number;
      readonly pieces: number;
      readonly day: EpochDay;
    }
  | {
      readonly kind: 'own-week';
      readonly product: number;
      readonly own: number;
      readonly week: number;
      readonly money: number;
    }
  | { readonly kind: 'blocked'; readonly product: number; readonly week: number; readonly money: number }
  | { readonly kind: 'slot'; readonly week: number; readonly money: number }
  | { readonly kind: 'doubtful'; readonly product: number; readonly lossProbability: number; readonly money: number };

export interface DecisionSources {
  readonly result: PlanResult;
  readonly present: PresentPlan;
  readonly candidates: readonly Candidate[];
  readonly openQuestions: number;
}

/** First buys that must be ordered within so many weeks of the plan's start are due now. */
const dueWeeks = 4;
/** A launch that loses money in so many futures is worth a second thought. */
const doubtfulFrom = 0.25;

/**
 * The three things to decide: what makes the plan itself unsafe first, then first buys that are due, then what is worth
 * the most money, of different kinds.
 */
export function toDecisions(sources: DecisionSources): Decision[] {
  const { result, present, openQuestions } = sources;
  const { figures } = present.reading;
  const urgent: Decision[] = [];
  if (figures.violations.length > 0) urgent.push({ kind: 'broken', count: figures.violations.length });
  if (openQuestions > 0) urgent.push({ kind: 'questions', count: openQuestions });
  if (!result.built.hasCosts) urgent.push({ kind: 'costs' });
  const orders = ordersDue(sources);
  if (orders) urgent.push(orders);
  const worthwhile = [ownWeek(sources), blocked(sources), slot(sources), doubtful(sources)]
    .filter((decision) => decision !== null && decision.money > 0.005 * Math.abs(figures.profit))
    .sort((a, b) => (b?.money ?? 0) - (a?.money ?? 0)) as Decision[];
  return [...urgent, ...worthwhile].slice(0, 3);
}

function ordersDue({ result, present, candidates }: DecisionSources): Decision | null {
  const { instance, startDay } = result.built;
  const byId = new Map(candidates.map((candidate) => [candidate.id, candidate]));
  const due = present.reading.launches
    .map(({ product, week }) => {
      const { id, stock, stockByWeek, unitCost } = instance.products[product];
      const pieces = stockByWeek?.[week] ?? stock;
      return { orderWeek: week - (byId.get(id)?.leadTimeWeeks ?? 0), pieces, money: pieces * unitCost };
    })
    .filter(({ orderWeek }) => orderWeek < dueWeeks);
  if (due.length === 0) return null;
  return {
    kind: 'orders',
    count: due.length,
    money: due.reduce((sum, { money }) => sum + money, 0),
    pieces: due.reduce((sum, { pieces }) => sum + pieces, 0),
    day: startDay + 7 * Math.min(...due.map(({ orderWeek }) => orderWeek)),
  };
}

type Worth = Extract<Decision, { readonly kind: 'own-week' | 'blocked' | 'slot' | 'doubtful' }>;

/** The manager's own week that costs the most against the plan's. */
function ownWeek({ result, present }: DecisionSources): Worth | null {
  const { baseline } = result.built;
  if (!baseline) return null;
  const { figures, launches } = present.reading;
  const moves = launches
    .filter(({ product, week }) => baseline[product] >= 0 && baseline[product] !== week)
    .map(({ product, week, profitByWeek }): Worth => {
      const own = baseline[product];
      return { kind: 'own-week', product, own, week, money: figures.profit - (profitByWeek[own] ?? Number.NaN) };
    });
  return greatest(moves);
}

/** The candidate left out by a rule that would earn the most without it. */
function blocked({ present }: DecisionSources): Worth | null {
  const entries = present.reading.leftOut.flatMap(({ product, reason, entryChanges }) =>
    reason === 'blocked' && entryChanges.length > 0
      ? [{ kind: 'blocked' as const, product, week: entryChanges[0].week, money: entryChanges[0].gain }]
      : [],
  );
  return greatest(entries);
}

/** The week in which one more unit of launch work is worth the most. */
function slot({ result }: DecisionSources): Worth | null {
  // Prices of a search for the article's fitness are in its units, not in money.
  if (result.search.objective === 'article') return null;
  const prices = Array.from(result.search.shadowPrices.capacity);
  return greatest(prices.map((money, week): Worth => ({ kind: 'slot', week, money })));
}

/** The launch that loses money in the most futures. */
function doubtful({ present }: DecisionSources): Worth | null {
  const launches = present.reading.launches.filter(({ lossProbability }) => lossProbability >= doubtfulFrom);
  return greatest(
    launches.map(
      ({ product, lossProbability, profitLo80 }): Worth => ({
        kind: 'doubtful',
        product,
        lossProbability,
        money: -profitLo80,
      }),
    ),
  );
}

function greatest(worths: readonly Worth[]): Worth | null {
  return worths.reduce<Worth | null>(
    (best, worth) => (Number.isFinite(worth.money) && worth.money > (best?.money ?? 0) ? worth : best),
    null,
  );
}
