import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#ui/controls/button.tsx';
import { Notice } from '#ui/feedback/notice.tsx';
import { ProgressBar } from '#ui/feedback/progress-bar.tsx';
import { EmptyState, Screen, StepHeader } from './step-header.tsx';

export interface EmptyStepProps {
  /** Words: title, purpose, and what is missing, of that namespace. */
  readonly step: 'explore' | 'demand' | 'trends' | 'monitor';
  readonly onAction: () => void;
}

/** A whole step that has nothing to work on yet, and the way to where that comes from. */
export function EmptyStep({ step, onAction }: EmptyStepProps) {
  const { t } = useTranslation(['explore', 'demand', 'trends', 'monitor']);
  return (
    <Screen>
      <StepHeader title={t(`${step}:title`)} purpose={t(`${step}:purpose`)} />
      <EmptyState
        title={t(`${step}:empty.title`)}
        action={
          <Button variant="primary" onPress={onAction}>
            {t(`${step}:empty.action`)}
          </Button>
        }
      >
        {t(`${step}:empty.text`)}
      </EmptyState>
    </Screen>
  );
}

export interface ComputedStepHeadProps {
  /** Words: title, purpose, run, refresh, stale, of that namespace. */
  readonly step: 'demand' | 'trends';
  readonly status: 'idle' | 'running' | 'ready' | 'failed';
  /** The inputs have changed since. */
  readonly isStale: boolean;
  readonly undo: ReactNode;
  readonly onRun: () => void;
}

/** Head of a step that is computed on demand: what it is, the way to compute it, and whether that is out of date. */
export function ComputedStepHead({ step, status, isStale, undo, onRun }: ComputedStepHeadProps) {
  const { t } = useTranslation(['demand', 'trends']);
  const again = status === 'ready';
  return (
    <>
      <StepHeader
        title={t(`${step}:title`)}
        purpose={t(`${step}:purpose`)}
        actions={
          <>
            {undo}
            {status === 'running' ? null : (
              <Button variant={again && !isStale ? 'quiet' : 'primary'} icon="play" onPress={onRun}>
                {t(again ? `${step}:refresh` : `${step}:run`)}
              </Button>
            )}
          </>
        }
      />
      {isStale ? (
        <Notice tone="warning" title={t(`${step}:stale.title`)}>
          {t(`${step}:stale.text`)}
        </Notice>
      ) : null}
    </>
  );
}

export interface RunningJobProps {
  readonly label: string;
  /** Share done, 0 to 1; null = not known yet. */
  readonly share: number | null;
  /** Milliseconds of the clock. */
  readonly startedAt: number;
  readonly onCancel: () => void;
  readonly detail?: string;
}

/** A computation under way; the time left follows from the share done, once a tenth is. */
export function RunningJob({ label, share, startedAt, onCancel, detail }: RunningJobProps) {
  const elapsed = (Date.now() - startedAt) / 1000;
  return (
    <ProgressBar
      label={label}
      value={share}
      secondsLeft={share && share > 0.1 ? (elapsed / share) * (1 - share) : null}
      onCancel={onCancel}
      {...(detail === undefined ? {} : { detail })}
    />
  );
}
