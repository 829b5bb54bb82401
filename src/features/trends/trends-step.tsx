import { useTranslation } from 'react-i18next';
import { useIssueWords } from '#i18n/use-issue-words.ts';
import { useDatasetStore } from '#state/data/dataset-store.ts';
import { useInputHash } from '#state/runtime/computation.ts';
import { goToStep } from '#state/runtime/settings-store.ts';
import { useEdits } from '#state/runtime/use-edits.ts';
import { trendsComputation } from '#state/trends/trends-actions.ts';
import { type TrendsState, useTrendsStore } from '#state/trends/trends-store.ts';
import { UndoControls } from '#ui/controls/undo-controls.tsx';
import { Notice } from '#ui/feedback/notice.tsx';
import { EmptyState, Screen } from '#ui/layout/step-header.tsx';
import { ComputedStepHead, EmptyStep, RunningJob } from '#ui/layout/step-screen.tsx';
import { TrendsView } from './trends-view.tsx';

/** Step 3: what moves demand, each effect with its range, and where the market goes. */
export function TrendsStep() {
  const { t } = useTranslation('trends');
  const panel = useDatasetStore((state) => state.facts.dataset?.panel ?? null);
  const job = useTrendsStore((state) => state.job);
  const hash = useInputHash(trendsComputation);
  if (!panel) return <EmptyStep step="trends" onAction={() => goToStep('data')} />;
  const stale = job.status === 'ready' && job.inputHash !== hash;
  return (
    <Screen>
      <ComputedStepHead
        step="trends"
        status={job.status}
        isStale={stale}
        undo={<NameUndo />}
        onRun={() => void trendsComputation.start()}
      />
      <JobLine job={job} />
      {job.status === 'ready' ? <TrendsView result={job.result} /> : null}
      {job.status === 'idle' ? <EmptyState title={t('idle.title')}>{t('idle.text')}</EmptyState> : null}
    </Screen>
  );
}

function JobLine({ job }: { readonly job: TrendsState['job'] }) {
  const { t } = useTranslation('trends');
  const words = useIssueWords();
  if (job.status === 'failed') {
    return (
      <Notice tone="error" title={t('failed')}>
        {words(job.issue)}
      </Notice>
    );
  }
  if (job.status !== 'running') return null;
  const share = job.progress?.done ?? 0;
  return (
    <RunningJob label={t('running')} share={share} startedAt={job.startedAt} onCancel={trendsComputation.cancel} />
  );
}

/** The project's name is edited on every screen. */
function NameUndo() {
  return <UndoControls {...useEdits('trends')} />;
}
