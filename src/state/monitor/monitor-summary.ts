import type { TrackingReport } from '#engine/monitor/tracking.ts';
import { currentCommitment, type MonitorState } from './monitor-store.ts';

/** Launches of a committed plan by how they go. */
export interface TrackingCounts {
  /** On sale. */
  readonly launched: number;
  /** Of them: the signal says less, or more, than planned. */
  readonly below: number;
  readonly above: number;
  /** On sale, without a signal, and sold out now. */
  readonly soldOut: number;
  /** Due, and not there. */
  readonly missing: number;
}

export function countStates({ launches }: TrackingReport): TrackingCounts {
  const count = (isOne: (launch: TrackingReport['launches'][number]) => boolean): number =>
    launches.filter(isOne).length;
  return {
    launched: count(({ actualDay }) => actualDay !== null),
    below: count(({ signal }) => signal.direction === 'below'),
    above: count(({ signal }) => signal.direction === 'above'),
    soldOut: count(({ signal, state }) => signal.direction === null && state === 'stock-out'),
    missing: count(({ state }) => state === 'missing'),
  };
}

/** What there is to say in one line about the open committed plans; null: none is open. */
export interface CommittedLine {
  readonly name: string;
  /**
   * `unknown`: no later sales yet; `asked`: known weeks have changed and wait for a word; `failed`: they could not be held against the plan; `known`: they are there, and the
   * monitor shows another version.
   */
  readonly state: 'unknown' | 'asked' | 'failed' | 'working' | 'known' | 'tracked';
  readonly counts: TrackingCounts | null;
  /** Open versions beside it. */
  readonly others: number;
}

export function committedLine(state: Pick<MonitorState, 'versions' | 'selected' | 'job'>): CommittedLine | null {
  const open = state.versions.filter(({ isOpen }) => isOpen);
  if (open.length === 0) return null;
  // The one on the monitor's screen, if it is open: what is said here is found there.
  const current = currentCommitment(state);
  const version = open.find((each) => each === current) ?? open[open.length - 1];
  const { job } = state;
  const isTracked = job.status === 'ready' && job.result.versionId === version.plan.id;
  return {
    name: version.plan.name,
    others: open.length - 1,
    counts: isTracked ? countStates(job.result.tracking) : null,
    state: version.revised
      ? 'asked'
      : isTracked
        ? 'tracked'
        : version.actuals === null
          ? 'unknown'
          : job.status === 'failed'
            ? 'failed'
            : job.status === 'running'
              ? 'working'
              : 'known',
  };
}
