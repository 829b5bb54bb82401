import { useTranslation } from 'react-i18next';
import type { PlanDocument } from '#export/plan-document.ts';
import { type OptionalPart, optionalParts } from '#export/print-options.ts';
import { changeReport } from '#state/report/report-actions.ts';
import { useReportStore } from '#state/report/report-store.ts';
import { Switch } from '#ui/controls/switch.tsx';
import { Panel } from '#ui/layout/panel.tsx';
import styles from './contents-panel.module.css';

/** What the file contains, in words, before it leaves the machine, and what may be left out of it. */
export function ContentsPanel({ document }: { readonly document: PlanDocument }) {
  const { t } = useTranslation('report');
  const omitted = useReportStore((state) => state.choices.omitted);
  const { launches, demand, trend, market, asked } = document;
  const always = [
    t('step.contains.summary'),
    t('step.contains.calendar'),
    t(asked.hasCosts ? 'step.contains.launches' : 'step.contains.launchesSales', { count: launches.length }),
    t('step.contains.rules'),
    t('step.contains.trace'),
    ...(demand.length === 0 ? [t('step.contains.noDemand')] : []),
    ...(trend === null && market.length === 0 ? [t('step.contains.noTrend')] : []),
  ];
  const choose = (part: OptionalPart, isIn: boolean): void =>
    changeReport({ omitted: isIn ? omitted.filter((each) => each !== part) : [...omitted, part] });
  return (
    <Panel title={t('step.contains.title')}>
      <ul className={styles.parts}>
        {always.map((part) => (
          <li key={part}>{part}</li>
        ))}
      </ul>
      <fieldset className={styles.choices}>
        <legend>{t('step.contains.choose')}</legend>
        {optionalParts
          .filter((part) => hasPart(document, part))
          .map((part) => (
            <Switch key={part} isSelected={!omitted.includes(part)} onChange={(isIn) => choose(part, isIn)}>
              {t(`step.contains.${part === 'risk' && document.front.length > 0 ? 'riskFront' : part}`, {
                count: countOf(document, part),
              })}
            </Switch>
          ))}
      </fieldset>
      <p className={styles.privacy}>{t('step.contains.privacy')}</p>
    </Panel>
  );
}

function hasPart(
  { launches, notSelected, demand, trend, market, scenarioProfits, asked }: PlanDocument,
  part: OptionalPart,
): boolean {
  switch (part) {
    case 'notSelected':
      return notSelected.length > 0;
    case 'demand':
      return demand.length > 0;
    case 'trend':
      return trend !== null || market.length > 0;
    case 'reasons':
      return launches.some(({ reasons }) => reasons !== null);
    case 'risk':
      return asked.hasCosts && scenarioProfits.length > 0;
    default:
      return true;
  }
}

/** What a part's words count. */
function countOf({ notSelected, demand, scenarioProfits }: PlanDocument, part: OptionalPart): number {
  if (part === 'notSelected') return notSelected.length;
  return part === 'demand' ? demand.length : scenarioProfits.length;
}
