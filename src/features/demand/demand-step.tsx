import { memo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useIssueWords } from '#i18n/use-issue-words.ts';
import { overrideHistory } from '#state/candidates/candidates-override-actions.ts';
import { useDatasetStore } from '#state/data/dataset-store.ts';
import { demandComputation, joiningComputation } from '#state/demand/demand-actions.ts';
import { type DemandSeries, type DemandState, useDemandStore } from '#state/demand/demand-store.ts';
import { useInputHash } from '#state/runtime/computation.ts';
import { goToStep } from '#state/runtime/settings-store.ts';
import { useEdits } from '#state/runtime/use-edits.ts';
import { UndoControls } from '#ui/controls/undo-controls.tsx';
import { Notice } from '#ui/feedback/notice.tsx';
import { Part, Parts } from '#ui/layout/part.tsx';
import { EmptyState, Screen } from '#ui/layout/step-header.tsx';
import { ComputedStepHead, EmptyStep, RunningJob } from '#ui/layout/step-screen.tsx';
import { AudiencePanel } from './audience/audience-panel.tsx';
import { CandidatesPanel, CandidatesProof } from './candidates/candidates-panel.tsx';
import { TrainingPanel } from './networks/training-panel.tsx';
import { DemandView } from './series/demand-view.tsx';

// They read their own stores: a pin above, or a step of the progress, is no reason to draw them anew.
const Candidates = memo(CandidatesPanel);
const Audience = memo(AudiencePanel);
const Training = memo(TrainingPanel);

/** New products first; what is on sale, who buys, and how it is known are folded in. */
export function DemandStep() {
  const { t } = useTranslation('demand');
  const panel = useDatasetStore((state) => state.facts.dataset?.panel ?? null);
  const hasCandidates = useDatasetStore((state) => (state.facts.dataset?.candidates.length ?? 0) > 0);
  const job = useDemandStore((state) => state.job);
  const hash = useInputHash(demandComputation);
  if (!panel) return <EmptyStep step="demand" onAction={() => goToStep('data')} />;
  const stale = job.status === 'ready' && job.inputHash !== hash;
  return (
    <Screen>
      <ComputedStepHead
        step="demand"
        status={job.status}
        isStale={stale}
        undo={<ChoicesUndo />}
        onRun={() => void demandComputation.start()}
      />
      <JobLine job={job} />
      {job.status === 'ready' && job.result.elsewhere ? <MadeElsewhere {...job.result.elsewhere} /> : null}
      <Candidates />
      <Parts>
        <Part title={t('sections.series')} detail={t('sections.seriesDetail')} startsOpen={!hasCandidates}>
          {() => <Body series={seriesOf(job)} job={job} />}
        </Part>
        <Part title={t('sections.audience')} detail={t('sections.audienceDetail')}>
          {() => <Audience />}
        </Part>
        <Part title={t('sections.how')} detail={t('sections.howDetail')}>
          {() => (
            <>
              <CandidatesProof />
              <Training />
            </>
          )}
        </Part>
      </Parts>
    </Screen>
  );
}

function MadeElsewhere({ engine, seed }: { readonly engine: string; readonly seed: number }) {
  const { t } = useTranslation('demand');
  return (
    <Notice tone="info" title={t('elsewhere.title', { engine })}>
      {t('elsewhere.text', { seed })}
    </Notice>
  );
}

/** For what was chosen about candidates and the training, and for overrides of a forecast. */
function ChoicesUndo() {
  return <UndoControls {...useEdits('demand', overrideHistory)} />;
}

function Body({
  series,
  job,
}: {
  readonly series: readonly DemandSeries[];
  readonly job: DemandState['job'];
}): ReactNode {
  const { t } = useTranslation('demand');
  if (series.length > 0) return <DemandView series={series} result={job.status === 'ready' ? job.result : null} />;
  if (job.status !== 'idle') return null;
  return <EmptyState title={t('idle.title')}>{t('idle.text')}</EmptyState>;
}

function seriesOf(job: DemandState['job']): readonly DemandSeries[] {
  if (job.status === 'ready') return job.result.series;
  return job.status === 'running' ? (job.progress?.series ?? []) : [];
}

function JobLine({ job }: { readonly job: DemandState['job'] }) {
  const { t } = useTranslation('demand');
  const words = useIssueWords();
  const joining = useDemandStore((state) => state.joining);
  if (job.status === 'failed') {
    return (
      <Notice tone="error" title={t('failed')}>
        {words(job.issue)}
      </Notice>
    );
  }
  if (joining.status === 'running') {
    const { startedAt, progress } = joining;
    const { cancel } = joiningComputation;
    return <RunningJob label={t('joining')} share={progress?.done ?? 0} startedAt={startedAt} onCancel={cancel} />;
  }
  if (job.status !== 'running') return null;
  const all = job.progress?.series ?? [];
  const finished = all.filter(({ forecast, issue, stage }) => stage !== 'first' && (forecast || issue)).length;
  return (
    <RunningJob
      label={t('running')}
      share={job.progress?.done ?? null}
      startedAt={job.startedAt}
      onCancel={demandComputation.cancel}
      {...(all.length > 0
        ? {
            detail: t(finished < all.length ? 'runningDetail' : 'runningTogether', { done: finished, all: all.length }),
          }
        : {})}
    />
  );
}
