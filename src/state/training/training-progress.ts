import type { TrainProgress } from '#workers/learning/contract.ts';
import type { StepLoss, TrainingProgress, TrainingSummary } from './training-store.ts';

/** Points of the live curve at most; beyond, neighbours are merged. */
const mostStepLosses = 160;

export const freshTraining: TrainingProgress = {
  stage: 'starting',
  contest: null,
  restarts: 0,
  checkpointTrouble: null,
  choice: null,
  lost: [],
  settings: null,
  seriesUsed: 0,
  windows: 0,
  stepsPerEpoch: 0,
  meanPredictorLoss: Number.NaN,
  epoch: 0,
  step: 0,
  loss: Number.NaN,
  samplesPerSecond: Number.NaN,
  secondsLeft: Number.NaN,
  shareSeen: 0,
  stepLosses: [],
  history: [],
  best: null,
  member: 0,
  members: 0,
  resumedFrom: null,
};

/** The progress after one message of the worker. */
export function followTraining(progress: TrainingProgress, event: TrainProgress): TrainingProgress {
  switch (event.kind) {
    case 'started': {
      const { kind: _kind, ...facts } = event;
      return { ...progress, ...facts, stage: 'training' };
    }
    case 'step': {
      const { kind: _kind, step, ...facts } = event;
      const steps = (event.epoch - 1) * event.stepsPerEpoch + step;
      const stepLosses = thinned([...progress.stepLosses, { step: steps, loss: event.loss }]);
      return { ...progress, ...facts, step: steps, stepLosses };
    }
    case 'epoch': {
      const { kind: _kind, ...record } = event;
      return { ...progress, history: [...progress.history, record] };
    }
    case 'member': {
      const { kind: _kind, ...facts } = event;
      // Each network has a live curve of its own; the epochs' curve is that of the first, which is judged.
      const isNew = event.member !== progress.member;
      return { ...progress, ...facts, ...(isNew ? { stepLosses: [], step: 0, epoch: 0 } : {}) };
    }
    case 'checkpoint':
      return progress;
    case 'improved':
      return { ...progress, best: { epoch: event.epoch, validationLoss: event.validationLoss } };
    case 'moved': {
      const lost = progress.choice ? [...progress.lost, progress.choice.name] : progress.lost;
      // The epoch under way starts again.
      const done = progress.member === 0 ? progress.history.length * progress.stepsPerEpoch : 0;
      return {
        ...progress,
        choice: event.choice,
        lost,
        step: done,
        stepLosses: progress.stepLosses.filter(({ step }) => step <= done),
      };
    }
  }
}

function thinned(losses: readonly StepLoss[]): readonly StepLoss[] {
  if (losses.length <= mostStepLosses) return losses;
  const half = Math.ceil(losses.length / 2);
  return Array.from({ length: half }, (_, k) => {
    const [a, b = a] = losses.slice(2 * k, 2 * k + 2) as [StepLoss, StepLoss?];
    return { step: b.step, loss: (a.loss + b.loss) / 2 };
  });
}

/** What is known of a training whose worker gave no answer any more; null before its first improvement. */
export function summaryOfProgress(progress: TrainingProgress, seconds: number): TrainingSummary | null {
  const { choice, settings, best } = progress;
  if (!choice || !settings || !best) return null;
  return {
    choice,
    settings,
    members: Math.max(0, progress.member - 1),
    stop: 'interrupted',
    bestEpoch: best.epoch,
    bestValidationLoss: best.validationLoss,
    meanPredictorLoss: progress.meanPredictorLoss,
    history: progress.history,
    steps: progress.step,
    windows: progress.windows,
    seconds,
    samplesPerSecond: progress.samplesPerSecond,
    shareSeen: progress.shareSeen,
    firstLoss: progress.stepLosses[0]?.loss ?? Number.NaN,
  };
}
