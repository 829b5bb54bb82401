import type { EpochDay } from '#engine/calendar/epoch-day.ts';
import type { Candidate } from '#engine/panel/candidate.ts';
import type { CurrentPlan, PlanResult } from '#state/plan/plan-store.ts';

/** What needs the manager's word; products by their index in the problem, weeks counted from the plan's first. */
export type Decision =
  | { readonly kind: 'broken'; readonly count: number }
  | { readonly kind: 'questions'; readonly count: number }
  | { readonly kind: 'festival'; readonly count: number }
  | { readonly kind: 'costs' }
  | {
      readonly kind: 'orders';
      readonly count: number;
      readonly money: number;
      readonly pieces: number;
      /** By which the first has to be ordered. */
      readonly day: EpochDay;
    }
  | {
      /** First buys whose day to order was before the planning starts: are they on their way? */
      readonly kind: 'orders-past';
      readonly count: number;
      readonly money: number;
      readonly pieces: number;
      /** By which the last of them had to be ordered. */
      readonly day: EpochDay;
    }
  | {
      readonly kind: 'own-week';
      readonly product: number;
      readonly own: number;
      readonly week: number;
      readonly money: number;
    }
  | {
      readonly kind: 'blocked';
      readonly product: number;
      readonly week: number;
      /** So many rules are in the way of that week. */
      readonly rules: number;
      readonly money: number;
    }
  | { readonly kind: 'slot'; readonly week: number; readonly money: number }
  | { readonly kind: 'doubtful'; readonly product: number; readonly lossProbability: number; readonly money: number };

export interface DecisionSources {
  readonly result: PlanResult;
  readonly current: CurrentPlan;
  readonly candidates: readonly Candidate[];
  readonly openQuestions: number;
  /** Last selling days read from names and not answered. */
  readonly openLastDays: number;
  /** First day of which nothing is known yet: decisions about launches and orders before it are past. */
  readonly today: EpochDay;
}

/** First buys that must be ordered within so many weeks of the plan's start are due now. */
const dueWeeks = 4;
/** A launch that loses money in so many scenarios is worth a second thought. */
const doubtfulFrom = 0.25;

/**
 * The three things to decide: what makes the plan itself unsafe first, then initial orders that are due, then what is worth
 * the most money, of different kinds.
 */
export function toDecisions(sources: DecisionSources): Decision[] {
  const { result, current, openQuestions } = sources;
  const { figures } = current.reading;
  const urgent: Decision[] = [];
  if (figures.violations.length > 0) urgent.push({ kind: 'broken', count: figures.violations.length });
  if (openQuestions > 0) urgent.push({ kind: 'questions', count: openQuestions });
  if (sources.openLastDays > 0) urgent.push({ kind: 'festival', count: sources.openLastDays });
  if (!result.built.hasCosts) urgent.push({ kind: 'costs' });
  urgent.push(...ordersDue(sources));
  const worthwhile = [ownWeek(sources), blocked(sources), slot(sources), doubtful(sources)]
    .filter((decision) => decision !== null && decision.money > 0.005 * Math.abs(figures.profit))
    .sort((a, b) => (b?.money ?? 0) - (a?.money ?? 0)) as Decision[];
  return [...urgent, ...worthwhile].slice(0, 3);
}

/** Orders that should be out already, and those that fall due in the first weeks. */
function ordersDue({ result, current, candidates, today }: DecisionSources): Decision[] {
  const { startDay } = result.built;
  const { instance } = current;
  const now = weekOfToday({ result, today });
  const byId = new Map(candidates.map((candidate) => [candidate.id, candidate]));
  const pending = current.reading.launches
    .filter(({ week }) => week >= now)
    .flatMap(({ product, week }) => {
      const { id, stock, stockByWeek, unitCost } = instance.products[product];
      const candidate = byId.get(id);
      // Without the candidates' file nothing is known of how long an order takes.
      if (!candidate) return [];
      const pieces = stockByWeek?.[week] ?? stock;
      return [{ orderWeek: week - (candidate.leadTimeWeeks ?? 0), pieces, money: pieces * unitCost }];
    })
    .filter(({ orderWeek }) => orderWeek < now + dueWeeks);
  const sumUp = (orders: typeof pending) => ({
    count: orders.length,
    money: orders.reduce((sum, { money }) => sum + money, 0),
    pieces: orders.reduce((sum, { pieces }) => sum + pieces, 0),
  });
  const past = pending.filter(({ orderWeek }) => orderWeek < now);
  const ahead = pending.filter(({ orderWeek }) => orderWeek >= now);
  const dayOf = (orderWeek: number): EpochDay => startDay + 7 * orderWeek;
  return [
    ...(past.length > 0
      ? [
          {
            kind: 'orders-past' as const,
            ...sumUp(past),
            day: dayOf(Math.max(...past.map(({ orderWeek }) => orderWeek))),
          },
        ]
      : []),
    ...(ahead.length > 0
      ? [{ kind: 'orders' as const, ...sumUp(ahead), day: dayOf(Math.min(...ahead.map(({ orderWeek }) => orderWeek))) }]
      : []),
  ];
}

/** Week of the plan that begins today, 0 where the plan is still to begin. */
function weekOfToday({ result, today }: Pick<DecisionSources, 'result' | 'today'>): number {
  return Math.max(0, Math.floor((today - result.built.startDay) / 7));
}

type Worth = Extract<Decision, { readonly kind: 'own-week' | 'blocked' | 'slot' | 'doubtful' }>;

/** The manager's own week that costs the most against the plan's. */
function ownWeek({ result, current, today }: DecisionSources): Worth | null {
  const now = weekOfToday({ result, today });
  const { baseline } = result.built;
  if (!baseline) return null;
  const { figures, launches } = current.reading;
  const moves = launches
    .filter(({ product, week }) => week >= now && baseline[product] >= now && baseline[product] !== week)
    .map(({ product, week, profitByWeek }): Worth => {
      const own = baseline[product];
      return { kind: 'own-week', product, own, week, money: figures.profit - (profitByWeek[own] ?? Number.NaN) };
    });
  return greatest(moves);
}

/** The candidate that rules keep from being selected that would earn the most without them, in the week whose rules its row names. */
function blocked({ result, current, today }: DecisionSources): Worth | null {
  const now = weekOfToday({ result, today });
  const entries = current.reading.notSelected.flatMap(({ product, reason, bestWeek, gain, blocks }) =>
    reason === 'blocked' && bestWeek >= now
      ? [{ kind: 'blocked' as const, product, week: bestWeek, rules: blocks?.length ?? 1, money: gain }]
      : [],
  );
  return greatest(entries);
}

/** The week in which one more unit of launch work is worth the most. */
function slot({ result, today }: DecisionSources): Worth | null {
  const now = weekOfToday({ result, today });
  // Prices of a search for the paper's fitness are in its units, not in money.
  if (result.search.objective === 'article') return null;
  const prices = Array.from(result.search.shadowPrices.capacity);
  return greatest(prices.flatMap((money, week): Worth[] => (week >= now ? [{ kind: 'slot', week, money }] : [])));
}

/** The launch that loses money in the most scenarios. */
function doubtful({ result, current, today }: DecisionSources): Worth | null {
  const now = weekOfToday({ result, today });
  const launches = current.reading.launches.filter(
    ({ week, lossProbability }) => week >= now && lossProbability >= doubtfulFrom,
  );
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
