import type { StressId } from '#engine/planning/explain/stress-plan.ts';
import type { CurrentPlan } from '#state/plan/plan-store.ts';

/** What could go wrong, with the money at stake; products by their index in the problem. */
export type PlanRisk = {
  /** Money that the plan would miss; > 0. */
  readonly stake: number;
} & (
  | { readonly kind: 'stress'; readonly id: StressId; readonly share: number }
  | { readonly kind: 'tail'; readonly tail: number }
  | { readonly kind: 'launch'; readonly product: number; readonly lossProbability: number }
  | { readonly kind: 'concentration'; readonly product: number; readonly share: number }
);

/** A launch that loses money in fewer scenarios than this is no risk worth a manager's minute. */
const leastLossProbability = 0.1;
/** A plan rests on one launch from this share of its profit on. */
const leastConcentration = 0.25;
const ofEvents: ReadonlySet<StressId> = new Set(['promotions-weaker', 'events-later']);

/**
 * The three risks with the most money at stake, of different kinds: the scenario that hurts the plan most among those it
 * was not made for; the worst tenth of those drawn; the launch most likely to lose money, by what it misses in its worst
 * tenth; and one launch that much of the plan rests on. Launches before `firstWeek` have come: nothing is risked by them any more.
 */
export function toRisks({ reading, stress = [], instance }: CurrentPlan, firstWeek = 0): PlanRisk[] {
  const { figures, launches } = reading;
  const risks: PlanRisk[] = [];
  const { promo } = instance;
  const hasEvents = promo.uplift.some((uplift) => uplift !== 0) || promo.discount.some((share) => share !== 0);
  const planned = stress.find(({ id }) => id === 'as-planned')?.profit ?? Number.NaN;
  for (const { id, profit } of stress) {
    if (!(planned - profit > 0) || (!hasEvents && ofEvents.has(id))) continue;
    risks.push({ kind: 'stress', id, stake: planned - profit, share: (planned - profit) / Math.abs(planned) });
  }
  if (figures.risk > 0) risks.push({ kind: 'tail', stake: figures.risk, tail: figures.tailMean });
  const doubtful = launches.filter(
    ({ week, lossProbability }) => week >= firstWeek && lossProbability >= leastLossProbability,
  );
  for (const { product, lossProbability, contribution, profitLo80 } of doubtful) {
    risks.push({ kind: 'launch', product, lossProbability, stake: contribution - profitLo80 });
  }
  const biggest = launches.toSorted((a, b) => b.contribution - a.contribution)[0];
  if (biggest && launches.length > 2 && biggest.contribution >= leastConcentration * figures.profit) {
    const share = biggest.contribution / figures.profit;
    risks.push({ kind: 'concentration', product: biggest.product, share, stake: biggest.contribution });
  }
  const greatest = new Map<PlanRisk['kind'], PlanRisk>();
  for (const risk of risks) {
    const known = greatest.get(risk.kind);
    if (risk.stake > 0 && (!known || known.stake < risk.stake)) greatest.set(risk.kind, risk);
  }
  return [...greatest.values()].sort((a, b) => b.stake - a.stake).slice(0, 3);
}
