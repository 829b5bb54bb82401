import { isHeld, rulesHash } from './plan-problem.ts';
import type { CurrentPlan, PlanDecisions, PlanResult, PlanSettings } from './plan-store.ts';

/** What is proven about the plan on screen, whoever made it what it is. */
export type PlanProof =
  /** It breaks so many rules: a bound on plans that keep them says nothing about it. */
  | { readonly kind: 'breaks-rules'; readonly count: number }
  /** Data, rules, locks or aim are others than those that the search proved its bound for. */
  | { readonly kind: 'other-rules' }
  /** Nothing is; of a draft nothing can be: its figures rest on too little. */
  | { readonly kind: 'unproven' }
  /** No plan within the rules is better. */
  | { readonly kind: 'optimal' }
  /** At most so much better is possible: as a share of what the plan is worth, and in the objective's unit. */
  | { readonly kind: 'gap'; readonly gap: number; readonly amount: number };

interface ProofSources {
  readonly result: PlanResult;
  readonly current: Pick<CurrentPlan, 'reading'>;
  /** Present settings, and what is held. */
  readonly settings: PlanSettings;
  readonly decisions: Pick<PlanDecisions, 'locks' | 'offers'>;
  /** The search was of the current data and forecasts. */
  readonly isOfCurrentData: boolean;
  readonly isDraft: boolean;
}

/** Differences of a value that come of adding in another order. */
const rounding = 1e-9;

/** Holds the plan on screen against the bound that the search proved: one word for every screen and the PDF. */
export function planProof(sources: ProofSources): PlanProof {
  const { result, current, settings, decisions, isOfCurrentData, isDraft } = sources;
  const { search } = result;
  const { figures } = current.reading;
  if (figures.violations.length > 0) return { kind: 'breaks-rules', count: figures.violations.length };
  const isOfThese =
    isOfCurrentData &&
    rulesHash(settings) === rulesHash(result.settings) &&
    isSameAim(settings, result.settings) &&
    isHeld(result, decisions);
  if (isDraft) return { kind: 'unproven' };
  if (!isOfThese) return { kind: 'other-rules' };
  const { upperBound } = search;
  const value = worthOf(result, current);
  if (!Number.isFinite(upperBound) || !Number.isFinite(value)) return { kind: 'unproven' };
  const scale = Math.max(Math.abs(value), Math.abs(upperBound));
  // A project from before the locks of a search were kept: what earns more than its bound was made without them.
  if (value > upperBound + 1e-6 * scale) return { kind: 'other-rules' };
  const amount = Math.max(0, upperBound - value);
  return amount <= rounding * scale ? { kind: 'optimal' } : { kind: 'gap', gap: amount / Math.abs(value), amount };
}

/** What the plan on screen is worth in the unit of the search's objective. */
function worthOf({ search: { objective }, settings }: PlanResult, { reading }: Pick<CurrentPlan, 'reading'>): number {
  const { profit, risk, article } = reading.figures;
  switch (objective) {
    case 'article':
      return settings.demandWeight * article.d + (1 - settings.demandWeight) * article.p;
    case 'profit-less-risk':
      return profit - settings.lambda * risk;
    default:
      return profit;
  }
}

/** The same is maximised: settings of other aims do not count. */
export function isSameAim(now: PlanSettings, then: PlanSettings): boolean {
  if (now.objective !== then.objective) return false;
  if (now.objective === 'article') return now.demandWeight === then.demandWeight;
  return now.objective !== 'profit-less-risk' || now.lambda === then.lambda;
}
