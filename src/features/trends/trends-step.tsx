import { useTranslation } from 'react-i18next';
import { useIssueWords } from '#i18n/use-issue-words.ts';
import { useDatasetStore } from '#state/data/dataset-store.ts';
import { useInputHash } from '#state/runtime/computation.ts';
import { goToStep } from '#state/runtime/settings-store.ts';
import { useEdits } from '#state/runtime/use-edits.ts';
import { trendsComputation } from '#state/trends/trends-actions.ts';
import { type TrendsState, useTrendsStore } from '#state/trends/trends-store.ts';
import { Button } from '#ui/controls/button.tsx';
import { UndoControls } from '#ui/controls/undo-controls.tsx';
import { Notice } from '#ui/feedback/notice.tsx';
import { EmptyState, Screen, StepHeader } from '#ui/layout/step-header.tsx';
import { EmptyStep, RunningJob } from '#ui/layout/step-screen.tsx';
import { TrendsView } from './trends-view.tsx';

/** Step 3: what moves demand, each effect with its range, and where the market goes. */
export function TrendsStep() {
  const { t } = useTranslation('trends');
  const panel = useDatasetStore((state) => state.facts.dataset?.panel ?? null);
  const job = useTrendsStore((state) => state.job);
  const hash = useInputHash(trendsComputation);
  if (!panel) return <NoSales />;
  const stale = job.status === 'ready' && job.inputHash !== hash;
  const again = job.status === 'ready';
  return (
    <Screen>
      <StepHeader
        title={t('title')}
        purpose={t('purpose')}
        actions={
          <>
            <NameUndo />
            {job.status === 'running' ? null : (
              <Button
                variant={again && !stale ? 'quiet' : 'primary'}
                icon="play"
                onPress={() => void trendsComputation.start()}
              >
                {again ? t('refresh') : t('run')}
              </Button>
            )}
          </>
        }
      />
      {stale ? (
        <Notice tone="warning" title={t('stale.title')}>
          {t('stale.text')}
        </Notice>
      ) : null}
      <JobLine job={job} />
      {job.status === 'ready' ? <TrendsView result={job.result} /> : null}
      {job.status === 'idle' ? <EmptyState title={t('idle.title')}>{t('idle.text')}</EmptyState> : null}
    </Screen>
  );
}

function NoSales() {
  const { t } = useTranslation('trends');
  return (
    <EmptyStep
      title={t('title')}
      purpose={t('purpose')}
      emptyTitle={t('empty.title')}
      action={t('empty.action')}
      onAction={() => goToStep('data')}
    >
      {t('empty.text')}
    </EmptyStep>
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
