import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CommittedPlan } from '#engine/monitor/committed-plan.ts';
import type { TrackingReport } from '#engine/monitor/tracking.ts';
import { adviceWords } from '#export/review-words.ts';
import { useFormats } from '#i18n/use-formats.ts';
import { Button } from '#ui/controls/button.tsx';
import { Panel, Stack } from '#ui/layout/panel.tsx';
import styles from './monitor.module.css';
import { toWeekly, type WeeklyAction } from './to-weekly.ts';
import { useLaunchNames, useReviewWords } from './version-names.ts';

interface WeeklyPanelProps {
  readonly plan: CommittedPlan;
  readonly report: TrackingReport;
}

/** The weekly report: the total against the plan with its normal swing, three things to do with money and day, ready to paste. */
export function WeeklyPanel({ plan, report }: WeeklyPanelProps) {
  const { t } = useTranslation('monitor');
  const formats = useFormats();
  const [isCopied, setCopied] = useState(false);
  const actionWords = useActionWords(plan);
  const weekly = toWeekly(plan, report);
  const { launched, expected, sold, lo80, hi80, actions } = weekly;
  if (launched === 0) return null;
  const verdict = sold < lo80 ? 'below' : sold > hi80 ? 'above' : 'within';
  const difference = sold / Math.max(1, expected) - 1;
  const total = formats.sentences([
    t('weekly.total', {
      count: launched,
      sold: formats.count(sold),
      expected: formats.count(expected),
      difference: formats.signed(difference, formats.percent),
    }),
    t(`weekly.${verdict}`, { from: formats.count(lo80), to: formats.count(hi80) }),
  ]);
  const lines = actions.map(actionWords);
  const title = t('weekly.heading', { name: plan.name, day: formats.date(report.asOf - 1) });
  const text = [title, total, ...lines.map((line, i) => `${i + 1}. ${line}`)].join('\n');
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(text);
    setCopied(true);
  };
  return (
    <Panel
      title={t('weekly.title')}
      detail={t('weekly.known', { day: formats.date(report.asOf - 1) })}
      actions={<Button onPress={() => void copy()}>{t(isCopied ? 'weekly.copied' : 'weekly.copy')}</Button>}
    >
      <Stack>
        <p>{total}</p>
        {lines.length > 0 ? (
          <ol className={styles.advice}>
            {lines.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ol>
        ) : (
          <p>{t('weekly.nothing')}</p>
        )}
      </Stack>
    </Panel>
  );
}

function useActionWords(plan: CommittedPlan): (action: WeeklyAction) => string {
  const { t } = useTranslation('monitor');
  const formats = useFormats();
  const nameOf = useLaunchNames(plan);
  const words = useReviewWords(plan.currency);
  return (action) => {
    const money = formats.shortMoney(action.money, plan.currency);
    const what =
      action.kind === 'clear'
        ? t('weekly.clear', { units: formats.count(action.units), money })
        : formats.sentences([adviceWords(action.advice, nameOf, words).action, t('weekly.gain', { money })]);
    return formats.labelled(nameOf(action.candidateId), what);
  };
}
