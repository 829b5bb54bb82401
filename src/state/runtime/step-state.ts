import type { JobState } from './job-state.ts';

/** How far a step of the journey is, as the rail shows it. */
export type StepState =
  | { readonly kind: 'empty' | 'ready' | 'done' | 'stale' | 'failed' }
  /** Share done, 0 to 1; null while it is not known. */
  | { readonly kind: 'running'; readonly share: number | null };

/**
 * State of a computation for the rail: `currentHash` names the inputs there are now (null: something is missing),
 * `shareOf` reads the share done from its progress.
 */
export function stepStateOfJob<Progress, Result>(
  job: JobState<Progress, Result>,
  currentHash: string | null,
  shareOf: (progress: Progress) => number | null,
): StepState {
  switch (job.status) {
    case 'running':
      return { kind: 'running', share: job.progress === null ? null : shareOf(job.progress) };
    case 'ready':
      return { kind: job.inputHash === currentHash ? 'done' : 'stale' };
    case 'failed':
      if (currentHash === null) return { kind: 'empty' };
      return { kind: job.inputHash === currentHash ? 'failed' : 'ready' };
    case 'idle':
      return { kind: currentHash === null ? 'empty' : 'ready' };
  }
}

/** What the rail shows: work under way, trouble, what is out of date. The rest is as it should be. */
export function needsAttention({ kind }: StepState): boolean {
  return kind === 'running' || kind === 'failed' || kind === 'stale';
}

/** Several computations on one screen: what runs shows first, then trouble, then what is out of date. */
export function joinStepStates(states: readonly StepState[]): StepState {
  const running = states.filter((state) => state.kind === 'running');
  if (running.length > 0) {
    const known = running.map((state) => state.share).filter((share) => share !== null);
    return { kind: 'running', share: known.length > 0 ? Math.min(...known) : null };
  }
  for (const kind of ['failed', 'stale', 'ready', 'done'] as const) {
    if (states.some((state) => state.kind === kind)) return { kind };
  }
  return { kind: 'empty' };
}
