import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReplanLine, ReplanReport } from '#engine/monitor/replan-report.ts';
import { isChanged, replanFinding, replanLineWords } from '#export/review-words.ts';
import { useFormats } from '#i18n/use-formats.ts';
import { useCandidatesStore } from '#state/candidates/candidates-store.ts';
import {
  acceptReplan,
  dropReplan,
  replanComputation,
  tickReplan,
  trackingComputation,
} from '#state/monitor/monitor-actions.ts';
import { type Commitment, useMonitorStore } from '#state/monitor/monitor-store.ts';
import { Button } from '#ui/controls/button.tsx';
import { Switch } from '#ui/controls/switch.tsx';
import { TextField } from '#ui/controls/text-field.tsx';
import { Notice } from '#ui/feedback/notice.tsx';
import { Panel, Stack, Toolbar } from '#ui/layout/panel.tsx';
import { RunningJob } from '#ui/layout/step-screen.tsx';
import { type Column, DataTable } from '#ui/table/data-table.tsx';
import styles from './monitor.module.css';
import { useBrokenRules, useLaunchNames, useMonitorIssueWords, useReviewWords } from './version-names.ts';

/** The remaining launches re-planned, line by line against the committed one; the manager accepts all, some, or none. */
export function ReplanPanel({ version }: { readonly version: Commitment }) {
  const { t } = useTranslation('monitor');
  const words = useMonitorIssueWords();
  const replan = useMonitorStore((state) => state.replan);
  const isForecasting = useCandidatesStore((state) => state.job.status === 'running');
  return (
    <Panel
      title={t('replan.title')}
      detail={t('replan.detail')}
      actions={
        replan.status === 'running' ? null : (
          <Button onPress={() => void replanComputation.start()}>
            {t(replan.status === 'ready' ? 'replan.again' : 'replan.action')}
          </Button>
        )
      }
    >
      {replan.status === 'running' ? (
        <RunningJob
          label={t(isForecasting && !replan.progress ? 'replan.forecasting' : 'replan.running')}
          share={replan.progress ? replan.progress.moves / replan.progress.movesTotal : null}
          startedAt={replan.startedAt}
          onCancel={replanComputation.cancel}
        />
      ) : null}
      {replan.status === 'failed' ? (
        <Notice tone="error" title={t('replan.failed')}>
          {words(replan.issue)}
        </Notice>
      ) : null}
      {replan.status === 'ready' ? (
        <Replanned version={version} report={replan.result} isStale={replan.inputHash !== trackingComputation.hash()} />
      ) : null}
    </Panel>
  );
}

interface ReplannedProps {
  readonly version: Commitment;
  readonly report: ReplanReport;
  readonly isStale: boolean;
}

function Replanned({ version, report, isStale }: ReplannedProps) {
  const { t } = useTranslation('monitor');
  const words = useMonitorIssueWords();
  const finding = replanFinding(report, useReviewWords(version.plan.currency));
  const changed = report.lines.filter(isChanged);
  return (
    <Stack>
      {isStale ? <Notice tone="warning" title={t('replan.stale')} /> : null}
      <p>{finding}</p>
      {report.problem.issues.map((issue) => (
        <Notice
          key={`${issue.code} ${JSON.stringify(issue.params ?? {})}`}
          tone={issue.severity === 'info' ? 'info' : 'warning'}
          title={words(issue)}
        />
      ))}
      {changed.length > 0 ? <LinesTable version={version} lines={changed} /> : null}
      {changed.length > 0 ? <AcceptForm version={version} lines={changed} isStale={isStale} /> : null}
    </Stack>
  );
}

interface LinesProps {
  readonly version: Commitment;
  readonly lines: readonly ReplanLine[];
}

function LinesTable({ version, lines }: LinesProps) {
  const { t } = useTranslation('monitor');
  const words = useReviewWords(version.plan.currency);
  const nameOf = useLaunchNames(version.plan);
  const accepted = useMonitorStore((state) => state.accepted);
  const all = lines.map(({ candidateId }) => candidateId);
  const ticked = accepted ?? all;
  const tick = (id: string, isOn: boolean): void => {
    const next = isOn ? [...ticked, id] : ticked.filter((other) => other !== id);
    void tickReplan(next.length === all.length ? null : next);
  };
  const columns: Column<ReplanLine>[] = [
    {
      id: 'accept',
      header: t('replan.accept'),
      cell: ({ candidateId }) => (
        <Switch isSelected={ticked.includes(candidateId)} onChange={(isOn) => tick(candidateId, isOn)}>
          <span className="visually-hidden">{t('replan.acceptLine', { name: nameOf(candidateId) })}</span>
        </Switch>
      ),
    },
    {
      id: 'name',
      header: t('replan.product'),
      // Why stands by the name: in a column of its own it lay out of sight on a phone.
      cell: (line) => (
        <>
          {nameOf(line.candidateId)}
          <p className={styles.small}>{replanLineWords(line, words).reason}</p>
        </>
      ),
      isRowHeader: true,
    },
    ...(['what', 'was', 'is'] as const).map((id): Column<ReplanLine> => {
      const align = id === 'was' || id === 'is' ? ({ align: 'end' } as const) : {};
      return { id, header: t(`replan.${id}`), ...align, cell: (line) => replanLineWords(line, words)[id] };
    }),
    {
      id: 'gain',
      header: t('replan.gain'),
      align: 'end',
      cell: (line) => replanLineWords(line, words).gain,
      raw: ({ gain }) => gain,
      sortBy: ({ gain }) => gain || 0,
    },
  ];
  return (
    <DataTable
      caption={t('replan.title')}
      columns={columns}
      rows={lines}
      rowKey={({ candidateId }) => candidateId}
      maxHeight={480}
    />
  );
}

function AcceptForm({ version, lines, isStale }: LinesProps & { readonly isStale: boolean }) {
  const { t } = useTranslation('monitor');
  const formats = useFormats();
  const accepted = useMonitorStore((state) => state.accepted);
  const violations = useMonitorStore((state) => state.violations);
  const committing = useMonitorStore((state) => state.committing);
  const brokenRule = useBrokenRules(version.plan);
  const [name, setName] = useState('');
  const suggested = t('replan.suggested', { name: version.plan.name });
  const count = accepted?.length ?? lines.length;
  return (
    <>
      {violations.length > 0 ? (
        <Notice
          tone="warning"
          title={t('replan.violations', {
            count: violations.length,
            rules: formats.parts(violations.map(brokenRule)),
          })}
        />
      ) : null}
      <Toolbar>
        <TextField label={t('replan.name')} value={name} onChange={setName} placeholder={suggested} maxLength={80} />
        <Button
          variant="primary"
          isDisabled={isStale || committing || count === 0}
          onPress={() => void acceptReplan(name.trim() || suggested, '')}
        >
          {accepted === null ? t('replan.all') : t('replan.some', { count })}
        </Button>
        <Button onPress={dropReplan}>{t('replan.drop')}</Button>
      </Toolbar>
    </>
  );
}
