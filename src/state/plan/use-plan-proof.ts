import { useTranslation } from 'react-i18next';
import { useFormats } from '#i18n/use-formats.ts';
import { useDatasetStore } from '#state/data/dataset-store.ts';
import { networksTime } from '#state/demand/demand-outlooks.ts';
import { useDemandStore } from '#state/demand/demand-store.ts';
import { useInputHash } from '#state/runtime/computation.ts';
import { lastReady } from '#state/runtime/job-state.ts';
import { decidesOffers } from './decides-offers.ts';
import { planComputation, planHashUnder } from './plan-actions.ts';
import { areOutlooksEarly } from './plan-inputs.ts';
import { rulesHash } from './plan-problem.ts';
import { isSameAim, type PlanProof, planProof } from './plan-proof.ts';
import { type CurrentPlan, type PlanResult, usePlanStore } from './plan-store.ts';
import { usePlanTrust } from './plan-trust.ts';

/** How the plan on screen stands to what there is now. */
export interface PlanStaleness {
  /** It is of other data, forecasts or settings; a search under way leaves that as it is. */
  readonly isStale: boolean;
  /** What it was made from is no longer here. */
  readonly isGone: boolean;
  /** It is the rules that have changed, or the aim. */
  readonly isOfRules: boolean;
  /** Whatever its settings, its data and forecasts are the current ones. */
  readonly isOfCurrentData: boolean;
}

const nothing: PlanStaleness = { isStale: false, isGone: false, isOfRules: false, isOfCurrentData: false };

export function usePlanStaleness(): PlanStaleness {
  const hash = useInputHash(planComputation);
  const known = usePlanStore((state) => lastReady(state.job));
  const settings = usePlanStore((state) => state.settings);
  if (!known) return nothing;
  const { inputHash, result } = known;
  const isStale = inputHash !== hash;
  const isOfCurrentData = planHashUnder(result.settings, result.seed) === inputHash;
  return {
    isStale,
    isOfCurrentData,
    isGone: hash === null,
    isOfRules: rulesHash(settings) !== rulesHash(result.settings) || !isSameAim(settings, result.settings),
  };
}

/** What a plan on screen says of itself. */
export interface PlanNotice {
  readonly words: 'sourcesGone' | 'staleRules' | 'stale' | 'beforeNetworks' | 'early';
  /** The plan is of other inputs: this comes before the plan, as a warning. Else it stands and this follows it. */
  readonly isStale: boolean;
  /** A new search would take in what has changed. */
  readonly canUpdate: boolean;
}

/** Null while a plan is searched for, and where there is nothing to say. */
export function usePlanNotice(): PlanNotice | null {
  const { isStale, isGone, isOfRules } = usePlanStaleness();
  const job = usePlanStore((state) => state.job);
  // Networks join the demand forecasts under the same name of their inputs.
  const current = useDemandStore((state) => networksTime(state.job));
  if (job.status !== 'ready') return null;
  if (isStale)
    return { isStale, words: isGone ? 'sourcesGone' : isOfRules ? 'staleRules' : 'stale', canUpdate: !isGone };
  if (areOutlooksEarly()) return { isStale, words: 'early', canUpdate: false };
  const { networksTrainedAt } = job.result;
  const isBefore = networksTrainedAt !== undefined && current > networksTrainedAt;
  return isBefore ? { isStale, words: 'beforeNetworks', canUpdate: true } : null;
}

/** What a plan without demand by category says of that; null: it has it, or is of other data. */
export function useOutlookNotice({ hasOutlooks }: PlanResult): 'noOutlooks' | 'noCategories' | null {
  const isWithout = hasOutlooks === false;
  const hasCategories = useDatasetStore(
    ({ facts }) => isWithout && facts.dataset?.panel?.categories.some((name) => name !== ''),
  );
  if (!isWithout) return null;
  return hasCategories === false ? 'noCategories' : 'noOutlooks';
}

/** What is proven about the plan on screen now. */
export function usePlanProof(result: PlanResult, current: CurrentPlan): PlanProof {
  const { isOfCurrentData } = usePlanStaleness();
  const settings = usePlanStore((state) => state.settings);
  const decisions = usePlanStore((state) => state.decisions);
  const isDraft = usePlanTrust(current).reasons.length > 0;
  return planProof({ result, current, settings, decisions, isOfCurrentData, isDraft });
}

/** What is proven, in a sentence; '' where nothing is. */
export function useProofWords(result: PlanResult): (proof: PlanProof) => string {
  const { t } = useTranslation('plan');
  const formats = useFormats();
  const { search, built } = result;
  const { currency = '' } = built.instance;
  const worth = (value: number): string =>
    search.objective === 'article' ? formats.decimal(value, 4) : formats.money(value, currency);
  const isScore = search.objective === 'article' || search.objective === 'profit-less-risk';
  const aim = isScore ? 'score' : built.hasCosts ? 'profit' : 'revenue';
  const hasOffers = decidesOffers(result);
  const over = t(`certificate.over.${hasOffers ? 'offers' : 'weeks'}`);
  const scoped = (sentence: string): string =>
    formats.sentences([sentence, t(hasOffers ? 'certificate.notCoveredOffers' : 'certificate.notCovered')]);
  return (proof) => {
    switch (proof.kind) {
      case 'other-rules':
        return t('certificate.otherRules');
      // The headline says that it breaks rules.
      case 'breaks-rules':
      case 'unproven':
        return '';
      case 'optimal':
        return scoped(t(`certificate.best.${aim}`, { over }));
      case 'gap': {
        // A share of nothing, or of a loss, says nothing: the amount does.
        const more = proof.gap <= 1 ? formats.percent(Math.max(proof.gap, 0.0001), 2) : worth(proof.amount);
        return scoped(t(`certificate.gap.${aim}`, { more, over }));
      }
    }
  };
}
