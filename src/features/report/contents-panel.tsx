import { useTranslation } from 'react-i18next';
import type { PlanDocument } from '#export/plan-document.ts';
import { Panel } from '#ui/panel.tsx';
import styles from './contents-panel.module.css';

/** What the file contains, in words, before it leaves the machine. */
export function ContentsPanel({ document }: { readonly document: PlanDocument }) {
  const { t } = useTranslation('report');
  const { launches, leftOut, demand, scenarioProfits, asked } = document;
  const parts = [
    t('step.contains.summary'),
    t('step.contains.calendar'),
    t(asked.hasCosts ? 'step.contains.launches' : 'step.contains.launchesSales', { count: launches.length }),
    ...(leftOut.length > 0 ? [t('step.contains.leftOut', { count: leftOut.length })] : []),
    demand.length > 0 ? t('step.contains.demand', { count: demand.length }) : t('step.contains.noDemand'),
    ...(asked.hasCosts && scenarioProfits.length > 0
      ? [t('step.contains.risk', { count: scenarioProfits.length })]
      : []),
    t('step.contains.data'),
  ];
  return (
    <Panel title={t('step.contains.title')}>
      <ul className={styles.parts}>
        {parts.map((part) => (
          <li key={part}>{part}</li>
        ))}
      </ul>
      <p className={styles.privacy}>{t('step.contains.privacy')}</p>
    </Panel>
  );
}
