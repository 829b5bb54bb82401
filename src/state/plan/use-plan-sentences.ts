import { useTranslation } from 'react-i18next';
import { useFormats } from '#i18n/use-formats.ts';
import type { CurrentPlan, PlanResult } from './plan-store.ts';
import { type PlanTrust, usePlanTrust } from './plan-trust.ts';
import { usePlanStaleness } from './use-plan-proof.ts';

/** What a screen says of a plan first. */
export interface PlanSentences {
  /** What it earns, beside the manager's own weeks with the rules that they break; a plan that breaks rules, or a draft, says that. */
  readonly headline: string;
  /** How far to trust it, or why it is a draft and which file would help most. */
  readonly trust: string;
  readonly isDraft: boolean;
}

/** One wording for every screen that shows the plan. */
export function usePlanSentences(result: PlanResult, current: CurrentPlan): PlanSentences {
  const { t } = useTranslation('plan');
  const formats = useFormats();
  const { isOfRules } = usePlanStaleness();
  const trust = usePlanTrust(current);
  const { currency = '' } = current.instance;
  const { figures } = current.reading;
  // What the manager's own weeks break and earn is known for the rules that the plan was found under.
  const own = isOfRules ? null : (result.baseline?.figures ?? null);
  const aim = result.built.hasCosts ? 'profit' : 'revenue';
  const isDraft = trust.reasons.length > 0;
  const facts = {
    plan: formats.shortMoney(figures.profit, currency),
    own: own ? formats.shortMoney(own.profit, currency) : '',
    count: figures.launched,
    candidates: current.instance.products.length,
  };
  const breaks = own?.violations.length ?? 0;
  const headline = (): string => {
    if (figures.violations.length > 0) return t('finding.broken', { count: figures.violations.length });
    if (isDraft) return t(`finding.draft.${aim}`, facts);
    if (!own) return t(`finding.alone.${aim}`, facts);
    if (breaks > 0)
      return t(`finding.ownBroken.${aim}`, { ...facts, rules: t('finding.ownBreaks', { count: breaks }) });
    return t(`finding.${figures.profit >= own.profit ? 'better' : 'worse'}.${aim}`, facts);
  };
  return { headline: headline(), trust: useTrustWords()(trust), isDraft };
}

/** Why a plan is a draft and what would help most; else what its forecasts have earned; '' where nothing is known. */
export function useTrustWords(): (trust: PlanTrust) => string {
  const { t } = useTranslation('plan');
  const formats = useFormats();
  return ({ reasons, launches, off, weeks }) => {
    if (reasons.length === 0)
      return launches > 0 ? t('trust.earned', { count: launches, off: formats.percent(off) }) : '';
    const why = reasons.map((reason) => t(`trust.${reason}`, { count: Math.max(0, Math.round(weeks)) }));
    const next = reasons.includes('short-history') || reasons.includes('no-launches') ? 'history' : 'launches';
    return formats.sentences([...why, t(`trust.next.${next}`)]);
  };
}
