import { useTranslation } from 'react-i18next';
import type { CommittedPlan } from '#engine/monitor/committed-plan.ts';
import type { Advice, AdviceTurn, LaunchTracking } from '#engine/monitor/tracking.ts';
import { useFormats } from '#i18n/use-formats.ts';
import styles from './monitor.module.css';
import { useLaunchNames } from './version-names.ts';

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
    </div>
  );
}

function noneReason(plan: CommittedPlan, { actualDay, reforecast }: LaunchTracking) {
  if (actualDay === null) return 'notOnSale' as const;
  if (!plan.hasCosts) return 'noCosts' as const;
  return reforecast.stockLeft === null ? ('noStock' as const) : ('none' as const);
}

function AdviceLine({ plan, advice }: { readonly plan: CommittedPlan; readonly advice: Advice }) {
  const { t } = useTranslation('monitor');
  const formats = useFormats();
  const money = (value: number): string => formats.shortMoney(value, plan.currency);
  const day = (value: number | null): string => (value === null ? '–' : formats.shortDate(value));
  const turn = ({ what, value }: AdviceTurn): string =>
    t(`advice.turn.${what}`, {
      money: formats.price(value, plan.currency),
      value: what === 'elasticity-above' ? formats.decimal(value) : formats.count(value),
    });
  const nameOf = useLaunchNames(plan);
  const {
    action,
    pieces,
    discount,
    until,
    arrives,
    dayBefore,
    dayAfter,
    together = [],
    gain,
    gainProbability,
    turns,
  } = advice;
  return (
    <li>
      <p className={styles.action}>
        {t(`advice.${action}`, {
          pieces: pieces === null ? '–' : formats.count(pieces),
          discount: discount === null ? '–' : formats.percent(discount),
          until: day(until),
          arrives: day(arrives),
          before: day(dayBefore),
          after: day(dayAfter),
        })}
        {together.length > 0
          ? `${formats.space}${t('advice.together', { names: formats.list(together.map(nameOf)) })}`
          : ''}
      </p>
      <p>
        {t('advice.gain', {
          mean: money(gain.mean),
          lo: money(gain.lo80),
          hi: money(gain.hi80),
          chance: formats.percent(gainProbability),
        })}
      </p>
      {turns.length > 0 ? (
        <p className={styles.small}>{t('advice.turns', { turns: formats.choices(turns.map(turn)) })}</p>
      ) : null}
    </li>
  );
}
