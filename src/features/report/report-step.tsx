import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { createReportWords } from '#export/create-report-words.ts';
import { findingSentences } from '#export/finding.ts';
import { useFormats, useLanguage } from '#i18n/use-formats.ts';
import { audienceComputation } from '#state/audience/audience-actions.ts';
import { candidatesComputation } from '#state/candidates/candidates-actions.ts';
import { launchBacktestComputation } from '#state/candidates/launch-backtest-actions.ts';
import { priceTestsComputation } from '#state/candidates/price-tests.ts';
import { today } from '#state/data/calendar-events.ts';
import { useDatasetStore } from '#state/data/dataset-store.ts';
import { demandComputation } from '#state/demand/demand-actions.ts';
import { ownersHistory } from '#state/plan/plan-history.ts';
import { planWindowShare } from '#state/plan/plan-pricing.ts';
import { planProof } from '#state/plan/plan-proof.ts';
import { usePlanStore } from '#state/plan/plan-store.ts';
import { planTrust } from '#state/plan/plan-trust.ts';
import { usePlanStaleness } from '#state/plan/use-plan-proof.ts';
import { reportHistory } from '#state/report/report-actions.ts';
import { useReportStore } from '#state/report/report-store.ts';
import { appVersion } from '#state/runtime/app-version.ts';
import { useCurrentResult } from '#state/runtime/computation.ts';
import { lastReady } from '#state/runtime/job-state.ts';
import { goToStep } from '#state/runtime/settings-store.ts';
import { useEdits } from '#state/runtime/use-edits.ts';
import { trendsComputation } from '#state/trends/trends-actions.ts';
import { Button } from '#ui/controls/button.tsx';
import { UndoControls } from '#ui/controls/undo-controls.tsx';
import { Finding } from '#ui/feedback/finding.tsx';
import { Notice } from '#ui/feedback/notice.tsx';
import { Columns } from '#ui/layout/panel.tsx';
import { Part, Parts } from '#ui/layout/part.tsx';
import { EmptyState, Screen, StepHeader } from '#ui/layout/step-header.tsx';
import { ContentsPanel } from './contents-panel.tsx';
import { DocumentPanel } from './document-panel.tsx';
import { FilesPanel } from './files-panel.tsx';
import { LaunchesPanel } from './launches-panel.tsx';
import { toPlanDocument } from './to-plan-document.ts';

/** Step 5: what the document will say, how it is set, and the export. */
export function ReportStep() {
  const { t } = useTranslation('report');
  const plan = usePlanStore();
  const edits = useEdits('report', reportHistory, ownersHistory);
  // A search under way, or one that failed, leaves the plan that was there.
  const hasPlan = plan.current !== null && lastReady(plan.job) !== null;
  return (
    <Screen>
      <StepHeader title={t('step.title')} purpose={t('step.purpose')} actions={<UndoControls {...edits} />} />
      {hasPlan ? <PlanReport /> : <NoPlan />}
    </Screen>
  );
}

function NoPlan() {
  const { t } = useTranslation('report');
  return (
    <EmptyState
      title={t('step.empty.title')}
      action={
        <Button variant="primary" onPress={() => goToStep('plan')}>
          {t('step.empty.action')}
        </Button>
      }
    >
      {t('step.empty.text')}
    </EmptyState>
  );
}

function PlanReport() {
  const { t } = useTranslation('report');
  const formats = useFormats();
  const document = usePlanDocument();
  const language = useLanguage();
  if (!document) return <NoPlan />;
  const words = createReportWords(language, document.currency);
  const sentences = findingSentences(document, words);
  return (
    <>
      <StaleNotice />
      {/* What launches and earns; then what that compares to. */}
      <Finding basis={words.sentences(sentences.slice(2))}>{words.sentences(sentences.slice(0, 2))}</Finding>
      {document.assumptions.withoutOutlooks ? <Notice tone="info" title={t('pdf.assumed.withoutOutlooks')} /> : null}
      <Columns minimum={320}>
        <DocumentPanel document={document} />
        <ContentsPanel document={document} words={words} />
      </Columns>
      <FilesPanel document={document} language={language} />
      <Parts>
        <Part title={t('step.launches.title')} detail={t('step.launches.detail')}>
          {() => <LaunchesPanel document={document} formats={formats} language={language} />}
        </Part>
      </Parts>
    </>
  );
}

function StaleNotice() {
  const { t } = useTranslation('report');
  if (!usePlanStaleness().isStale) return null;
  return (
    <Notice
      tone="warning"
      title={t('step.stale.title')}
      action={<Button onPress={() => goToStep('plan')}>{t('step.stale.action')}</Button>}
    >
      {t('step.stale.text')}
    </Notice>
  );
}

/** The current plan as a document; null while there is none. Results of other data are not in it. */
function usePlanDocument() {
  const facts = useDatasetStore((state) => state.facts);
  const { job, current, decisions, owners, settings } = usePlanStore();
  const demand = useCurrentResult(demandComputation);
  const trends = useCurrentResult(trendsComputation);
  const candidates = useCurrentResult(candidatesComputation);
  const backtest = useCurrentResult(launchBacktestComputation);
  const audience = useCurrentResult(audienceComputation);
  const priceTests = useCurrentResult(priceTestsComputation);
  const title = useReportStore((state) => state.choices.title);
  const { isOfCurrentData } = usePlanStaleness();
  return useMemo(() => {
    const known = lastReady(job);
    if (!known || !current) return null;
    const { result, inputHash } = known;
    const trust = planTrust(facts.dataset?.panel ?? null, candidates, backtest, current);
    const isDraft = trust.reasons.length > 0;
    return toPlanDocument({
      facts,
      result,
      current,
      decisions,
      owners,
      settings,
      inputHash,
      proof: planProof({ result, current, settings, decisions, isOfCurrentData, isDraft }),
      trust,
      demand,
      trends,
      candidates,
      backtest,
      audience,
      priceTests,
      title,
      windowShare: planWindowShare,
      madeOn: today(),
      version: appVersion,
    });
  }, [
    facts,
    job,
    current,
    decisions,
    owners,
    settings,
    demand,
    trends,
    candidates,
    backtest,
    audience,
    priceTests,
    title,
    isOfCurrentData,
  ]);
}
