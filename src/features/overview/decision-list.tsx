import { useTranslation } from 'react-i18next';
import type { LaunchReport } from '#engine/planning/rules/plan-figures.ts';
import { useFormats } from '#i18n/use-formats.ts';
import { useCandidatesStore } from '#state/candidates/candidates-store.ts';
import { openLastDays } from '#state/candidates/own-facts.ts';
import { useDatasetStore } from '#state/data/dataset-store.ts';
import { useProductNames, useWeekName } from '#state/data/product-names.ts';
import { useKnownDay } from '#state/monitor/known-day.ts';
import { acceptLaunch, selectLaunch } from '#state/plan/plan-edits.ts';
import { type CurrentPlan, type PlanResult, usePlanStore } from '#state/plan/plan-store.ts';
import { goToStep, type StepId } from '#state/runtime/settings-store.ts';
import { Button } from '#ui/controls/button.tsx';
import styles from './overview.module.css';
import { type Decision, toDecisions } from './to-decisions.ts';

interface DecisionListProps {
  readonly result: PlanResult;
  readonly current: CurrentPlan;
  readonly openQuestions: number;
}

const steps: Readonly<Record<Decision['kind'], StepId>> = {
  broken: 'plan',
  questions: 'data',
  festival: 'plan',
  costs: 'data',
  orders: 'report',
  'orders-past': 'report',
  'own-week': 'plan',
  blocked: 'plan',
  slot: 'plan',
  doubtful: 'plan',
};

/** What needs the manager's word, each with the way to where it is given. */
export function DecisionList({ result, current, openQuestions }: DecisionListProps) {
  const { t } = useTranslation('overview');
  const candidates = useDatasetStore((state) => state.facts.dataset?.candidates) ?? [];
  const wordsOf = useDecisionWords(result, current);
  const days = useCandidatesStore((state) => state.choices.lastDays);
  const open = openLastDays(candidates, days).length;
  const today = useKnownDay(result);
  const decisions = toDecisions({ result, current, candidates, openQuestions, openLastDays: open, today });
  const made = usePlanStore((state) => state.decisions.made);
  // A launch whose week has passed is decided; a plan that breaks rules is mended before any of it is accepted.
  const isToDecide = ({ product, week }: LaunchReport): boolean =>
    result.built.startDay + 7 * week >= today && made[result.built.instance.products[product].id] === undefined;
  const isBroken = decisions.some(({ kind }) => kind === 'broken');
  const next = isBroken ? undefined : current.reading.launches.find(isToDecide);
  if (decisions.length === 0 && !next) return <p>{t('decisions.none')}</p>;
  const look = (decision: Decision): void => {
    if ('product' in decision) selectLaunch(result.built.instance.products[decision.product].id);
    goToStep(steps[decision.kind]);
  };
  return (
    <ol className={styles.points}>
      {next ? <NextLaunch result={result} current={current} launch={next} /> : null}
      {decisions.map((decision) => {
        const words = wordsOf(decision);
        return (
          <li key={decision.kind}>
            <span>{words}</span>{' '}
            <Button variant="plain" aria-label={t('decisions.lookAt', { what: words })} onPress={() => look(decision)}>
              {t('decisions.look')}
            </Button>
          </li>
        );
      })}
    </ol>
  );
}

/** The next launch that is still to decide, to be accepted on the spot. */
function NextLaunch({
  result,
  current,
  launch,
}: Pick<DecisionListProps, 'result' | 'current'> & { readonly launch: LaunchReport }) {
  const { t } = useTranslation('overview');
  const formats = useFormats();
  const nameOf = useProductNames(result);
  const { id } = current.instance.products[launch.product];
  const { currency = '' } = current.instance;
  const words = t('decisions.launch', {
    name: nameOf(launch.product),
    day: formats.shortDate(result.built.startDay + 7 * launch.week),
    units: formats.count(stockAt(current.instance.products[launch.product], launch.week)),
    money: formats.shortMoney(launch.contribution, currency),
  });
  return (
    <li>
      <span>{words}</span>{' '}
      <Button
        variant="quiet"
        icon="check"
        aria-label={t('decisions.acceptLaunch', { what: words })}
        onPress={() => acceptLaunch(id)}
      >
        {t('decisions.accept')}
      </Button>{' '}
      <Button
        variant="plain"
        aria-label={t('decisions.lookAt', { what: words })}
        onPress={() => {
          selectLaunch(id);
          goToStep('plan');
        }}
      >
        {t('decisions.look')}
      </Button>
    </li>
  );
}

function stockAt({ stock, stockByWeek }: CurrentPlan['instance']['products'][number], week: number): number {
  return stockByWeek?.[week] ?? stock;
}

function useDecisionWords(result: PlanResult, current: CurrentPlan): (decision: Decision) => string {
  const { t } = useTranslation('overview');
  const formats = useFormats();
  const productName = useProductNames(result);
  const weekName = useWeekName(result.built.startDay);
  const { currency = '' } = current.instance;
  const money = (value: number): string => formats.shortMoney(value, currency);
  return (decision) => {
    switch (decision.kind) {
      case 'costs':
        return t('decisions.costs');
      case 'broken':
      case 'questions':
      case 'festival':
        return t(`decisions.${decision.kind}`, { count: decision.count });
      case 'orders':
      case 'orders-past': {
        const words = decision.kind === 'orders' ? 'orders' : 'ordersPast';
        return t(decision.money > 0 ? `decisions.${words}` : `decisions.${words}Pieces`, {
          count: decision.count,
          money: money(decision.money),
          pieces: formats.count(decision.pieces),
          day: formats.date(decision.day),
        });
      }
      case 'own-week':
        return t('decisions.own-week', {
          name: productName(decision.product),
          own: weekName(decision.own),
          week: weekName(decision.week),
          money: money(decision.money),
        });
      case 'blocked':
        return t('decisions.blocked', {
          name: productName(decision.product),
          count: decision.rules,
          week: weekName(decision.week),
          money: money(decision.money),
        });
      case 'slot':
        return t('decisions.slot', { week: weekName(decision.week), money: money(decision.money) });
      case 'doubtful':
        return t('decisions.doubtful', {
          name: productName(decision.product),
          share: formats.percent(decision.lossProbability),
          money: money(decision.money),
        });
    }
  };
}
