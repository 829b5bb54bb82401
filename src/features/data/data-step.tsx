import { useTranslation } from 'react-i18next';
import type { Issue } from '#engine/issue.ts';
import type { Dataset } from '#engine/panel/dataset.ts';
import { useFormats } from '#i18n/use-formats.ts';
import { importWork } from '#state/data/dataset-actions.ts';
import { type DatasetFacts, useDatasetStore } from '#state/data/dataset-store.ts';
import { useEdits } from '#state/runtime/use-edits.ts';
import { UndoControls } from '#ui/controls/undo-controls.tsx';
import { Finding } from '#ui/feedback/finding.tsx';
import { Notice } from '#ui/feedback/notice.tsx';
import { ProgressBar } from '#ui/feedback/progress-bar.tsx';
import { Panel } from '#ui/layout/panel.tsx';
import { Part, Parts } from '#ui/layout/part.tsx';
import { Screen, StepHeader } from '#ui/layout/step-header.tsx';
import { AbilityTable } from './ability-table.tsx';
import { ChangePanel } from './change-panel.tsx';
import { CleaningPanel } from './cleaning-panel.tsx';
import { DataFinding } from './data-finding.tsx';
import { ClearButton, DropPanel, SampleOffer, TemplateMenu } from './drop-panel.tsx';
import { FileTable } from './file-table.tsx';
import { IssueList, IssueNotice } from './issue-list.tsx';
import { QuestionNotices } from './question-notices.tsx';
import { ReconciliationPanel } from './reconciliation-panel.tsx';
import { RollUpPanel } from './roll-up-panel.tsx';
import { WarehousePanel } from './warehouse-panel.tsx';

/** Step 1: files in, what they are, what was wrong with which rows, and what can be done with them. */
export function DataStep() {
  const { t } = useTranslation('data');
  const facts = useDatasetStore((state) => state.facts);
  const status = useDatasetStore((state) => state.import.status);
  const filled = facts.files.length > 0;
  // Whoever is here for the first time reads what all of this is for.
  const isEmpty = !filled && status !== 'importing';
  return (
    <Screen>
      <StepHeader
        title={t('title')}
        purpose={t('purpose')}
        actions={
          <>
            <DataUndo />
            <TemplateMenu />
            {filled ? <ClearButton /> : null}
          </>
        }
      />
      {filled ? <DataFinding facts={facts} /> : null}
      {isEmpty ? <Finding basis={t('empty.basis')}>{t('empty.sentence')}</Finding> : null}
      <ImportProgress />
      {filled ? <DropPanel compact /> : isEmpty ? <EmptyData /> : null}
      {filled ? <LoadedData facts={facts} /> : null}
    </Screen>
  );
}

function DataUndo() {
  return <UndoControls {...useEdits('data')} />;
}

/** What an empty page can answer: nothing yet, and which file would change that. */
const noData: Dataset = { panel: null, calendar: null, candidates: [], reviews: [], currency: '', fingerprint: '' };

function EmptyData() {
  return (
    <>
      <DropPanel compact={false} />
      <SampleOffer />
      <WarehousePanel />
      <AbilityTable dataset={noData} />
    </>
  );
}

function LoadedData({ facts }: { readonly facts: DatasetFacts }) {
  const { t } = useTranslation('data');
  const { dataset, reconciliation, questions, issues, files, isSample } = facts;
  // A question says the same as its error, and can be answered; which column is missing is said beside it.
  const asked = new Set(questions.map((question) => question.file));
  const isAsked = ({ file, code, severity }: Issue): boolean =>
    severity === 'error' && code !== 'column-missing' && file !== undefined && asked.has(file);
  const other = issues.filter((issue) => !isAsked(issue));
  const panel = dataset?.panel;
  return (
    <>
      {isSample ? (
        <Notice tone="info" title={t('sample.note')}>
          {t('sample.replace')}
        </Notice>
      ) : null}
      <ChangePanel change={facts.change ?? null} held={facts.held ?? false} currency={dataset?.currency ?? ''} />
      <QuestionNotices questions={questions} />
      {other.length > 0 ? (
        <Panel title={t('issues.title')}>
          <IssueList issues={other} />
        </Panel>
      ) : null}
      <FileTable files={files} monthly={panel?.period === 'month'} />
      <Parts>
        <Part title={t('cleaning.title')} detail={t('parts.cleaning')}>
          {() => (
            <CleaningPanel
              files={files}
              reconciliation={reconciliation}
              currency={dataset?.currency ?? ''}
              monthly={panel?.period === 'month'}
            />
          )}
        </Part>
        {reconciliation ? (
          <Part title={t('reconciliation.title')} detail={t('parts.reconciliation')}>
            {() => (
              <ReconciliationPanel
                reconciliation={reconciliation}
                currency={dataset?.currency ?? ''}
                monthly={panel?.period === 'month'}
              />
            )}
          </Part>
        ) : null}
        <Part title={t('parts.answers')} detail={t('parts.answersDetail')}>
          {() => (
            <>
              <RollUpPanel rollUps={facts.rollUps ?? []} currency={dataset?.currency ?? ''} />
              {dataset ? <AbilityTable dataset={dataset} /> : null}
              <WarehousePanel />
            </>
          )}
        </Part>
      </Parts>
    </>
  );
}

/** How far an import is, or why there is none: all that is drawn anew while it runs. */
function ImportProgress() {
  const { t } = useTranslation('data');
  const formats = useFormats();
  const state = useDatasetStore((store) => store.import);
  if (state.status === 'failed') return <IssueNotice issue={state.issue} />;
  if (state.status !== 'importing') return null;
  const { progress, startedAt } = state;
  const share = progress?.share ?? null;
  const elapsed = (Date.now() - startedAt) / 1000;
  return (
    <ProgressBar
      label={t('importing', { file: progress?.file ?? '' })}
      value={share}
      secondsLeft={share !== null && share > 0.05 && elapsed > 1 ? (elapsed / share) * (1 - share) : null}
      onCancel={importWork.cancel}
      {...(progress
        ? {
            detail: t('importingRows', {
              rows: formats.count(progress.rows),
              done: formats.bytes(progress.bytesReadAll),
              all: formats.bytes(progress.bytesAll),
            }),
          }
        : {})}
    />
  );
}
