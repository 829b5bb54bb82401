import { useTranslation } from 'react-i18next';
import type { PlanViolation } from '#engine/planning/rules/plan-figures.ts';
import { useFormats } from '#i18n/use-formats.ts';
import { useIssueWords } from '#i18n/use-issue-words.ts';
import { useCandidatesStore } from '#state/candidates/candidates-store.ts';
import { useProductNames } from '#state/data/product-names.ts';
import { planComputation } from '#state/plan/plan-actions.ts';
import type { CurrentPlan, PlanResult } from '#state/plan/plan-store.ts';
import { useOutlookNotice, usePlanNotice } from '#state/plan/use-plan-proof.ts';
import { Button } from '#ui/controls/button.tsx';
import { Notice } from '#ui/feedback/notice.tsx';
import { FestivalNotice } from './festival-notice.tsx';
import styles from './plan-step.module.css';
import { useRuleWords } from './rules/rule-words.ts';

interface PlanNoticesProps {
  readonly result: PlanResult;
  readonly current: CurrentPlan;
}

/** What is wrong, assumed or not yet known about the plan on screen: broken rules, missing costs, networks trained since. */
export function PlanNotices({ result, current }: PlanNoticesProps) {
  const { t } = useTranslation('plan');
  const formats = useFormats();
  const issueWords = useIssueWords();
  const ruleWords = useRuleWords(result, 'broken');
  const nameOf = useProductNames(result);
  const age = usePlanNotice();
  const outlooks = useOutlookNotice(result);
  const { violations } = current.reading.figures;
  const { issues, hasCosts } = result.built;
  // What weakens the candidates' forecasts weakens the plan: it is said here too.
  const forecasts = useCandidatesStore((state) => state.job);
  const doubts =
    forecasts.status === 'ready' ? forecasts.result.issues.filter(({ severity }) => severity === 'warning') : [];
  const words = (violation: PlanViolation): string =>
    violation.product === undefined
      ? ruleWords(violation)
      : formats.labelled(nameOf(violation.product), ruleWords(violation));
  return (
    <>
      {violations.length > 0 ? (
        <Notice tone="warning" title={t('violations', { count: violations.length })}>
          <ul className={styles.list} data-broken="">
            {violations.map((violation) => (
              <li key={JSON.stringify(violation)}>{words(violation)}</li>
            ))}
          </ul>
        </Notice>
      ) : null}
      <FestivalNotice />
      {doubts.map((issue) => (
        <Notice key={issue.code} tone="warning" title={issueWords(issue)} />
      ))}
      {age && !age.isStale ? (
        <Notice
          tone="info"
          title={t(age.words)}
          action={
            age.canUpdate ? <Button onPress={() => void planComputation.start()}>{t('action.update')}</Button> : null
          }
        />
      ) : null}
      {outlooks ? <Notice tone="info" title={t(outlooks)} /> : null}
      {hasCosts ? null : <Notice tone="info" title={t('noCosts')} />}
      {issues.length > 0 ? (
        <Notice tone={issues.some(({ severity }) => severity === 'error') ? 'error' : 'info'} title={t('assumed')}>
          <ul className={styles.list}>
            {issues.map((issue) => (
              <li key={JSON.stringify(issue)}>{issueWords(issue)}</li>
            ))}
          </ul>
        </Notice>
      ) : null}
    </>
  );
}
