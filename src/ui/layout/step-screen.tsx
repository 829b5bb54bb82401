import type { ReactNode } from 'react';
import { Button } from '#ui/controls/button.tsx';
import { ProgressBar } from '#ui/feedback/progress-bar.tsx';
import { EmptyState, Screen, StepHeader } from './step-header.tsx';

export interface EmptyStepProps {
  readonly title: string;
  readonly purpose: string;
  readonly emptyTitle: string;
  /** What is missing and what it would give. */
  readonly children: ReactNode;
  readonly action: string;
  readonly onAction: () => void;
}

/** A whole step that has nothing to work on yet, and the way to where that comes from. */
export function EmptyStep({ title, purpose, emptyTitle, children, action, onAction }: EmptyStepProps) {
  return (
    <Screen>
      <StepHeader title={title} purpose={purpose} />
      <EmptyState
        title={emptyTitle}
        action={
          <Button variant="primary" onPress={onAction}>
            {action}
          </Button>
        }
      >
        {children}
      </EmptyState>
    </Screen>
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
