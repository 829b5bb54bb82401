import { useTranslation } from 'react-i18next';
import { useFormats } from '#i18n/use-formats.ts';
import { useMonitorStore } from '#state/monitor/monitor-store.ts';
import { type CommittedLine, committedLine } from '#state/monitor/monitor-summary.ts';
import { goToStep } from '#state/runtime/settings-store.ts';
import { Button } from '#ui/controls/button.tsx';
import { Notice } from '#ui/feedback/notice.tsx';

/** How the committed plan goes, in one line that leads to the monitor; nothing where none is open. */
export function CommittedNotice() {
  const { t } = useTranslation('overview');
  const versions = useMonitorStore((state) => state.versions);
  const selected = useMonitorStore((state) => state.selected);
  const job = useMonitorStore((state) => state.job);
  const formats = useFormats();
  const wordsOf = useCommittedWords();
  const line = committedLine({ versions, selected, job });
  if (!line) return null;
  const others = line.others > 0 ? t('committed.others', { count: line.others }) : '';
  const isTrouble = line.state === 'asked' || line.state === 'failed';
  return (
    <Notice
      tone={isTrouble ? 'warning' : 'info'}
      title={formats.sentences([wordsOf(line), others])}
      action={<Button onPress={() => goToStep('monitor')}>{t('committed.look')}</Button>}
    />
  );
}

function useCommittedWords(): (line: CommittedLine) => string {
  const { t } = useTranslation('overview');
  const formats = useFormats();
  return ({ name, state, counts }) => {
    if (state !== 'tracked' || !counts) return t(`committed.${state === 'tracked' ? 'known' : state}`, { name });
    const { launched, below, above, soldOut, missing } = counts;
    const first =
      launched === 0
        ? []
        : [below > 0 ? t('committed.below', { count: below, of: launched }) : t('committed.calm', { count: launched })];
    const parts = [
      ...first,
      ...(above > 0 ? [t('committed.above', { count: above })] : []),
      ...(soldOut > 0 ? [t('committed.soldOut', { count: soldOut })] : []),
      ...(missing > 0 ? [t('committed.missing', { count: missing })] : []),
    ];
    if (parts.length === 0) return t('committed.none', { name });
    return t('committed.line', { name, what: formats.clauses(parts) });
  };
}
