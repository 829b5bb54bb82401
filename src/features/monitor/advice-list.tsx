import { useTranslation } from 'react-i18next';
import type { CommittedPlan } from '#engine/monitor/committed-plan.ts';
import type { Advice, LaunchTracking } from '#engine/monitor/tracking.ts';
import { adviceWords } from '#export/review-words.ts';
import styles from './monitor.module.css';
import { useLaunchNames, useReviewWords } from './version-names.ts';

interface AdviceListProps {
  readonly plan: CommittedPlan;
  readonly launch: LaunchTracking;
}

/** What could be done about one launch, in money, with what would change it. Nothing here carries anything out. */
export function AdviceList({ plan, launch }: AdviceListProps) {
  const { t } = useTranslation('monitor');
  return (
    <div className={styles.advice}>
      <h3>{t('advice.title')}</h3>
      <p className={styles.small}>{t('advice.detail')}</p>
      {launch.advice.length > 0 ? (
        <ol className={styles.advice}>
          {launch.advice.map((advice) => (
            <AdviceLine key={advice.action} plan={plan} advice={advice} />
          ))}
        </ol>
      ) : (
        <p>{t(`advice.${noneReason(plan, launch)}`)}</p>
      )}
      {launch.noMarkdown ? <p className={styles.small}>{t(`advice.noMarkdown.${launch.noMarkdown}`)}</p> : null}
    </div>
  );
}

function noneReason(plan: CommittedPlan, { actualDay, reforecast }: LaunchTracking) {
  if (actualDay === null) return 'notOnSale' as const;
  if (!plan.hasCosts) return 'noCosts' as const;
  return reforecast.stockLeft === null ? ('noStock' as const) : ('none' as const);
}

function AdviceLine({ plan, advice }: { readonly plan: CommittedPlan; readonly advice: Advice }) {
  const { action, gain, turns } = adviceWords(advice, useLaunchNames(plan), useReviewWords(plan.currency));
  return (
    <li>
      <p className={styles.action}>{action}</p>
      <p>{gain}</p>
      {turns ? <p className={styles.small}>{turns}</p> : null}
    </li>
  );
}
