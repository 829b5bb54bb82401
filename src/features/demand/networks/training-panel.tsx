import { memo, useDeferredValue, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '#i18n/use-formats.ts';
import { useIssueWords } from '#i18n/use-issue-words.ts';
import { useInputHash } from '#state/runtime/computation.ts';
import { trainNetworks } from '#state/runtime/pipeline.ts';
import { trainingComputation } from '#state/training/training-actions.ts';
import { type TrainingProgress, useTrainingStore } from '#state/training/training-store.ts';
import { Button } from '#ui/controls/button.tsx';
import { Notice } from '#ui/feedback/notice.tsx';
import { ProgressBar } from '#ui/feedback/progress-bar.tsx';
import { Panel, Stack } from '#ui/layout/panel.tsx';
import { useExecutorWords } from './executor-words.ts';
import { toLiveLossCurves } from './to-loss-curves.ts';
import { TrainingChoices } from './training-choices.tsx';
import { TrainingLossChart } from './training-loss-chart.tsx';
import { TrainingModels } from './training-models.tsx';
import { TrainingOutcome } from './training-outcome.tsx';

/** The neural network: what computes it, its training as it runs, and what came of it. */
export function TrainingPanel() {
  const { t } = useTranslation('demand');
  const issueWords = useIssueWords();
  const isRunning = useTrainingStore((state) => state.job.status === 'running');
  // Progress is drawn below: a step of it is no reason to draw the choices anew.
  const job = useTrainingStore(({ job: now }) => (now.status === 'running' ? null : now));
  const current = useInputHash(trainingComputation);
  const isStale = job?.status === 'ready' && job.inputHash !== current;
  return (
    <Panel
      title={t('training.title')}
      detail={t('training.detail')}
      actions={
        isRunning ? undefined : (
          <Button variant="primary" isDisabled={current === null} onPress={() => void trainNetworks()}>
            {job?.status === 'ready' ? t('training.again') : t('training.start')}
          </Button>
        )
      }
    >
      <Stack>
        <TrainingChoices />
        {isRunning && <TrainingUnderWay />}
        {job?.status === 'failed' && (
          <Notice tone={job.issue.code === 'no-series-to-learn' ? 'info' : 'error'} title={issueWords(job.issue)} />
        )}
        {isStale && <Notice tone="warning" title={t('training.stale')} />}
        {job?.status === 'ready' && <TrainingOutcome result={job.result} />}
        <TrainingModels />
      </Stack>
    </Panel>
  );
}

function TrainingUnderWay() {
  const progress = useTrainingStore(({ job }) => (job.status === 'running' ? job.progress : null));
  const { t } = useTranslation('demand');
  const formats = useFormats();
  const words = useExecutorWords();
  // Now and then, when the page has nothing better to do: a chart several times a second would keep a hand waiting.
  const shown = useDeferredValue(useNowAndThen(progress));
  const budget = progress?.settings?.timeBudgetSeconds ?? Number.NaN;
  const { contest } = progress ?? {};
  const isTraining = progress?.stage === 'training' && Number.isFinite(progress.secondsLeft);
  return (
    <>
      <ProgressBar
        label={t(`training.stages.${progress?.stage ?? 'starting'}`)}
        value={isTraining ? 1 - progress.secondsLeft / budget : null}
        secondsLeft={isTraining ? progress.secondsLeft : null}
        onCancel={trainingComputation.cancel}
      />
      {progress?.choice && (
        <p>
          {words.choice(progress.choice)}
          {progress.lost.length > 0 &&
            ` ${t('training.moved', { name: words.name(progress.lost[progress.lost.length - 1]!) })}`}
        </p>
      )}
      {contest && contest.of > 1 && (
        <p data-testid="training-contest">
          {t(contest.fold > 0 ? 'training.evaluationRun' : 'training.evaluationWhole', {
            name: t(`training.designs.${contest.design}`),
            number: formats.count(contest.number),
            of: formats.count(contest.of),
          })}
          {progress && progress.member > 0 && formats.space}
          {progress &&
            progress.member > 0 &&
            t('training.memberRun', { number: formats.count(progress.member), of: formats.count(progress.members) })}
        </p>
      )}
      {progress?.resumedFrom && (
        <p data-testid="training-resumed">
          {t('training.resumed', { epoch: formats.count(progress.resumedFrom.epoch) })}
        </p>
      )}
      {progress && progress.restarts > 0 && <Notice tone="warning" title={t('training.restarted')} />}
      {progress?.checkpointTrouble && (
        <Notice tone="warning" title={t('training.noCheckpoint')}>
          {progress.checkpointTrouble}
        </Notice>
      )}
      {progress && progress.epoch > 0 && (
        <p data-testid="training-figures">
          {t('training.figures', {
            epoch: formats.count(progress.epoch),
            step: formats.count(progress.step),
            loss: formats.decimal(progress.loss, 3),
            best: progress.best ? formats.decimal(progress.best.validationLoss, 3) : '–',
            speed: formats.count(progress.samplesPerSecond),
            seen: formats.percent(progress.shareSeen),
            series: formats.count(progress.seriesUsed),
          })}
        </p>
      )}
      {shown && shown.stepLosses.length > 1 && <LiveLossChart progress={shown} />}
    </>
  );
}

const LiveLossChart = memo(function LiveLossChart({ progress }: { readonly progress: TrainingProgress }) {
  const { stepLosses, history, stepsPerEpoch, meanPredictorLoss, settings } = progress;
  return (
    <TrainingLossChart
      by="step"
      design={settings?.design ?? null}
      curves={toLiveLossCurves(stepLosses, history, stepsPerEpoch, meanPredictorLoss)}
    />
  );
});

const chartEveryMs = 1000;

/** A value that changes all the time, once a second; the last one is never left out. */
function useNowAndThen<Value>(value: Value): Value {
  const [shown, setShown] = useState(value);
  const last = useRef(value);
  last.current = value;
  useEffect(() => {
    const timer = setInterval(() => setShown(last.current), chartEveryMs);
    return () => clearInterval(timer);
  }, []);
  return shown;
}
