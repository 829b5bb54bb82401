/** One run of something that is only wanted once at a time. */
export interface LatestRun {
  readonly signal: AbortSignal;
  /** False once a newer run has begun, or this one was dropped. */
  readonly isLatest: () => boolean;
}

/** Runs of which only the latest counts: a newer one aborts the one under way and takes its place. */
export function createLatestRuns() {
  let running: AbortController | null = null;
  return {
    begin: (): LatestRun => {
      running?.abort();
      const own = new AbortController();
      running = own;
      return { signal: own.signal, isLatest: () => running === own };
    },
    /** Asks the run under way to stop; its answer still counts. */
    cancel: (): void => running?.abort(),
    /** Ends the run under way: whatever it answers counts no more. */
    drop: (): void => {
      running?.abort();
      running = null;
    },
  };
}
