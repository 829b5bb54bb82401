import { useTranslation } from 'react-i18next';
import type { CommittedPlan } from '#engine/monitor/committed-plan.ts';
import { useFormats } from '#i18n/use-formats.ts';
import type { FileReport } from '#ingest/import-report.ts';
import { importLaterFiles } from '#state/data/dataset-actions.ts';
import { useDatasetStore } from '#state/data/dataset-store.ts';
import { tableEndings } from '#state/data/receive-files.ts';
import { loadLaterSample } from '#state/monitor/monitor-sample.ts';
import type { Commitment } from '#state/monitor/monitor-store.ts';
import { goToStep } from '#state/runtime/settings-store.ts';
import { Button } from '#ui/controls/button.tsx';
import { DropArea } from '#ui/controls/drop-area.tsx';
import { Notice } from '#ui/feedback/notice.tsx';
import { ProgressBar } from '#ui/feedback/progress-bar.tsx';
import { Panel, Stack } from '#ui/layout/panel.tsx';
import { MatchPanel } from './match-panel.tsx';
import { RevisionNotice } from './revision-notice.tsx';
import { useMonitorIssueWords } from './version-names.ts';

/** Files that add nothing (the same again, not readable, waiting for an answer), and rows of later files that were taken for returns. */
function FileNotices({ plan }: { readonly plan: CommittedPlan }) {
  const { t } = useTranslation('monitor');
  const words = useMonitorIssueWords();
  const files = useDatasetStore((state) => state.facts.files);
  const look = <Button onPress={() => goToStep('data')}>{t('actuals.file.look')}</Button>;
  return files
    .filter(
      ({ state, lastDay, rejected }) =>
        state !== 'imported' || ((lastDay ?? 0) >= plan.startDay && returnsIn(rejected) > 0),
    )
    .map(({ name, state, issues, rejected }) => {
      if (state === 'imported') {
        const title = t('actuals.file.returns', { file: name, count: returnsIn(rejected) });
        return <Notice key={name} tone="info" title={title} action={look} />;
      }
      const twice = issues.find(({ code }) => code === 'file-twice');
      return twice ? (
        <Notice key={name} tone="info" title={words(twice)} where={name} />
      ) : (
        <Notice
          key={name}
          tone="warning"
          title={t(`actuals.file.${state === 'question' ? 'question' : 'failed'}`, { file: name })}
          action={look}
        />
      );
    });
}

function returnsIn(rejected: FileReport['rejected']): number {
  return rejected.quantity_not_positive ?? 0;
}

/** Where later sales come in, what they changed, what is odd about them, and what the manager is asked. */
export function ActualsPanel({ version }: { readonly version: Commitment }) {
  const { t } = useTranslation('monitor');
  const formats = useFormats();
  const words = useMonitorIssueWords();
  const isImporting = useDatasetStore((state) => state.import.status === 'importing');
  const isSample = useDatasetStore((state) => state.facts.isSample);
  const { plan, actuals, comparison, issues, isOpen } = version;
  const date = formats.date(plan.startDay);
  const known = actuals ? t('actuals.known', { count: actuals.weeks, date }) : t('actuals.none', { date });
  const change =
    comparison === null
      ? ''
      : comparison.kind === 'later-weeks'
        ? t('actuals.comparison.later-weeks', { count: comparison.newWeeks })
        : t(`actuals.comparison.${comparison.kind}`);
  const lost = comparison && comparison.lostWeeks > 0 ? t('actuals.lost', { count: comparison.lostWeeks }) : '';
  return (
    <Panel title={t('actuals.title')} detail={t('actuals.detail')}>
      <Stack>
        <p>{formats.sentences([known, change, lost])}</p>
        {isOpen ? (
          <DropArea
            label={t('actuals.drop')}
            buttonLabel={t('actuals.choose')}
            accept={tableEndings}
            onFiles={(files) => void importLaterFiles(files)}
            compact
            primary={actuals === null && !isSample}
          >
            <p>{t('actuals.drop')}</p>
          </DropArea>
        ) : null}
        {isImporting ? <ProgressBar label={t('actuals.reading')} value={null} /> : null}
        {isSample && actuals === null && isOpen && !isImporting ? (
          <Notice
            tone="info"
            title={t('actuals.sampleText')}
            action={
              <Button variant="primary" onPress={() => void loadLaterSample()}>
                {t('actuals.sample')}
              </Button>
            }
          />
        ) : null}
        <FileNotices plan={plan} />
        {issues.map((issue) => (
          <Notice
            key={`${issue.code} ${JSON.stringify(issue.params ?? {})}`}
            tone={issue.severity === 'info' ? 'info' : issue.severity}
            title={words(issue)}
          />
        ))}
        <RevisionNotice version={version} />
        <MatchPanel version={version} />
      </Stack>
    </Panel>
  );
}
