import { useTranslation } from 'react-i18next';
import { useFormats } from '#i18n/use-formats.ts';
import { useProductNames } from '#state/data/product-names.ts';
import { useKnownDay } from '#state/monitor/known-day.ts';
import type { CurrentPlan, PlanResult } from '#state/plan/plan-store.ts';
import styles from './overview.module.css';
import { type PlanRisk, toRisks } from './to-risks.ts';

interface RiskListProps {
  readonly result: PlanResult;
  readonly current: CurrentPlan;
}

/** What could go wrong, the most money first. */
export function RiskList({ result, current }: RiskListProps) {
  const { t } = useTranslation(['overview', 'plan']);
  const formats = useFormats();
  const productName = useProductNames(result);
  const { currency = '' } = current.instance;
  const money = (value: number): string => formats.shortMoney(value, currency);
  const aim = result.built.hasCosts ? 'profit' : 'revenue';
  const words = (risk: PlanRisk): string => {
    switch (risk.kind) {
      case 'stress':
        return t(`overview:risks.stress.${aim}`, {
          what: t(`plan:stress.${risk.id}`),
          money: money(risk.stake),
          share: formats.percent(risk.share),
        });
      case 'tail':
        return t(`overview:risks.tail.${aim}`, { tail: money(risk.tail), money: money(risk.stake) });
      case 'launch':
        return t('overview:risks.launch', {
          name: productName(risk.product),
          share: formats.percent(risk.lossProbability),
          money: money(risk.stake),
        });
      case 'concentration':
        return t(`overview:risks.concentration.${aim}`, {
          name: productName(risk.product),
          share: formats.percent(risk.share),
        });
    }
  };
  const today = useKnownDay(result);
  const risks = toRisks(current, Math.floor((today - result.built.startDay) / 7));
  if (risks.length === 0) return <p>{t('overview:risks.none')}</p>;
  return (
    <ol className={styles.points}>
      {risks.map((risk) => (
        <li key={risk.kind}>{words(risk)}</li>
      ))}
    </ol>
  );
}
