import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { Issue } from '#engine/issue.ts';
import { useFormats } from '#i18n/use-formats.ts';
import { followData } from '#state/monitor/monitor-actions.ts';
import {
  type Commitment,
  currentCommitment,
  type MonitorResult,
  useMonitorStore,
} from '#state/monitor/monitor-store.ts';
import { usePlanStore } from '#state/plan/plan-store.ts';
import { goToStep } from '#state/runtime/settings-store.ts';
import { useEdits } from '#state/runtime/use-edits.ts';
import { UndoControls } from '#ui/controls/undo-controls.tsx';
import { Notice } from '#ui/feedback/notice.tsx';
import { ProgressBar } from '#ui/feedback/progress-bar.tsx';
import { Part, Parts } from '#ui/layout/part.tsx';
import { Screen, StepHeader } from '#ui/layout/step-header.tsx';
import { EmptyStep } from '#ui/layout/step-screen.tsx';
import { ActualsPanel } from './actuals-panel.tsx';
import { BoardTable } from './board-table.tsx';
import { CommitPanel } from './commit-panel.tsx';
import { FeedbackPanel } from './feedback-panel.tsx';
import { LaunchDetail } from './launch-detail.tsx';
import { LessonsPanel } from './lessons-panel.tsx';
import { PriceTestAdvice } from './price-test-advice.tsx';
import { ReplanPanel } from './replan-panel.tsx';
import { ReviewExport } from './review-export.tsx';
import { TrackingFinding } from './tracking-finding.tsx';
import { useLaunchNames, useMonitorIssueWords } from './version-names.ts';
import { VersionsPanel } from './versions-panel.tsx';
import { WeeklyPanel } from './weekly-panel.tsx';

/** A committed plan held against what happened: what it means, and what to do now. */
export function MonitorStep() {
  const { t } = useTranslation('monitor');
  const version = useMonitorStore(currentCommitment);
  const hasPlan = usePlanStore((state) => state.current !== null);
  useEffect(() => void followData(), []);
  if (!version && !hasPlan) return <EmptyStep step="monitor" onAction={() => goToStep('plan')} />;
  return (
    <Screen>
      <StepHeader title={t('title')} purpose={t('purpose')} actions={<NameUndo />} />
      {version ? <Followed version={version} /> : <CommitPanel />}
      {version ? (
        <>
          <VersionsPanel current={version} />
          <CommitPanel />
        </>
      ) : null}
    </Screen>
  );
}

function Followed({ version }: { readonly version: Commitment }) {
  const { t } = useTranslation('monitor');
  const words = useMonitorIssueWords();
  const job = useMonitorStore((state) => state.job);
  const result = job.status === 'ready' && job.result.versionId === version.plan.id ? job.result : null;
  return (
    <>
      {result ? <TrackingFinding plan={version.plan} report={result.tracking} /> : null}
      {result ? <WeeklyPanel plan={version.plan} report={result.tracking} /> : null}
      {job.status === 'failed' ? (
        <Notice tone="error" title={t('failed')}>
          {words(job.issue)}
        </Notice>
      ) : null}
      {job.status === 'running' ? <ProgressBar label={t('working')} value={null} /> : null}
      <ActualsPanel version={version} />
      {result ? <Tracked version={version} result={result} /> : null}
    </>
  );
}

/** What is odd about single launches, one line for all launches of a kind. */
function LaunchIssues({ version, issues }: { readonly version: Commitment; readonly issues: readonly Issue[] }) {
  const words = useMonitorIssueWords();
  const formats = useFormats();
  const nameOf = useLaunchNames(version.plan);
  const named = (issue: Issue): string => nameOf(String(issue.params?.candidate ?? ''));
  const isStock = ({ code }: Issue): boolean => code === 'stock-not-known';
  const stock = issues.filter(isStock);
  const all = issues
    .filter((issue) => !isStock(issue))
    .map((issue) => (issue.params?.name ? { ...issue, params: { ...issue.params, name: named(issue) } } : issue));
  const joined = stock.length > 0 ? [{ ...stock[0], params: { name: formats.list(stock.map(named)) } }] : [];
  return [...joined, ...all].map((issue) => (
    <Notice
      key={`${issue.code} ${JSON.stringify(issue.params ?? {})}`}
      tone={issue.severity === 'info' ? 'info' : 'warning'}
      title={words(issue)}
    />
  ));
}

function Tracked({ version, result }: { readonly version: Commitment; readonly result: MonitorResult }) {
  const { t } = useTranslation('monitor');
  const chosen = useMonitorStore((state) => state.launch);
  const { tracking, lessons } = result;
  const { launches, issues } = tracking;
  const launch = launches.find(({ candidateId }) => candidateId === chosen);
  return (
    <>
      <BoardTable plan={version.plan} report={tracking} selected={launch?.candidateId ?? null} />
      <LaunchIssues version={version} issues={issues} />
      <PriceTestAdvice version={version} />
      {launch ? <LaunchDetail version={version} launch={launch} launches={launches} /> : null}
      <Parts>
        <Part title={t('parts.replan')} detail={t('parts.replanDetail')}>
          {() => <ReplanPanel version={version} />}
        </Part>
        <Part title={t('parts.learnt')} detail={t('parts.learntDetail')}>
          {() => (
            <>
              <FeedbackPanel version={version} result={result} />
              <LessonsPanel lessons={lessons} />
            </>
          )}
        </Part>
      </Parts>
      <ReviewExport />
    </>
  );
}

/** The project's name is edited on every screen. */
function NameUndo() {
  return <UndoControls {...useEdits('monitor')} />;
}
