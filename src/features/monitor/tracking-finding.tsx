import { useTranslation } from 'react-i18next';
import type { CommittedPlan } from '#engine/monitor/committed-plan.ts';
import type { TrackingReport } from '#engine/monitor/tracking.ts';
import { useFormats } from '#i18n/use-formats.ts';
import { Finding } from '#ui/feedback/finding.tsx';
import { type FindingPoint, toFinding } from './to-finding.ts';
import { useLaunchNames } from './version-names.ts';

/** Launches that the opening sentence names. */
const most = 4;

interface TrackingFindingProps {
  readonly plan: CommittedPlan;
  readonly report: TrackingReport;
}

/** "6 of 12 launches go as expected, “Camping lamp” sells 40 % less than planned, about ¥12k less so far, …" */
export function TrackingFinding({ plan, report }: TrackingFindingProps) {
  const { t } = useTranslation('monitor');
  const formats = useFormats();
  const nameOf = useLaunchNames(plan);
  const { launched, planned, expected, early, judged, points } = toFinding(report);
  const money = (value: number): string => formats.shortMoney(Math.abs(value), plan.currency);
  const words = ({ candidateId, kind, size, money: stake }: FindingPoint): string => {
    const name = nameOf(candidateId);
    const what =
      kind === 'below' || kind === 'above'
        ? t(`finding.${kind}`, { name, share: formats.percent(size) })
        : t(`finding.${kind}`, { name, count: size });
    // What sells below plan and earned more all the same (or above it, and less) says nothing about the gap.
    const fits = kind === 'above' ? stake > 0 : (kind === 'below' || kind === 'stock-out') && stake < 0;
    const isWorth = plan.hasCosts && fits;
    if (!isWorth || !(Math.abs(stake) >= 1)) return what;
    return t('finding.costly', { what, money: t(`finding.${stake < 0 ? 'cost' : 'gain'}`, { money: money(stake) }) });
  };
  const signal = report.launches[0]?.signal;
  const basis = signal
    ? t('finding.basis', {
        count: report.weeksKnown,
        rate: formats.percent(signal.falseAlarmRate),
        weeks: signal.weeks,
      })
    : undefined;
  const start =
    launched === 0
      ? t('finding.waiting', { of: planned })
      : judged === 0
        ? t('finding.early', { launched, of: planned })
        : t('finding.expected', { count: expected, of: launched });
  const tooEarly = judged > 0 && early > 0 ? [t('finding.tooEarly', { count: early })] : [];
  const parts = points.slice(0, most).map(words);
  const more = points.length > most ? [t('finding.more', { count: points.length - most })] : [];
  // A sentence that stands alone comes with its own full stop.
  const isSentence = launched === 0 || judged === 0;
  const rest = formats.parts([...parts, ...more]);
  const sentence = isSentence
    ? formats.sentences([start, rest && `${rest}${t('finding.end')}`])
    : `${formats.parts([start, ...parts, ...more, ...tooEarly])}${t('finding.end')}`;
  return <Finding {...(basis ? { basis } : {})}>{sentence}</Finding>;
}
