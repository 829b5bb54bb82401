import type { EpochDay } from '#engine/calendar/epoch-day.ts';
import type { JobHandler } from '#workers/job-control.ts';

export interface LaterSampleInput {
  /** Launches of a plan that was committed on the sample: any day of the launch week, and the pieces expected of the first 13 weeks. */
  readonly launches: readonly { readonly id: string; readonly day: EpochDay; readonly expected: number }[];
}

/** The sample's second part: files as a shop would export them. */
export interface LaterSample {
  readonly files: readonly { readonly name: string; readonly bytes: Uint8Array<ArrayBuffer> }[];
  /** Weeks after the sample's own. */
  readonly weeks: number;
}

/** The sample worker. Refusal: `no-sample-launch` (no launch of the plan is a candidate of the sample). */
export type SampleHandlers = {
  /**
   * What sold after the sample's end under a plan, and what was said about it, seeded; trouble is planted into the first four launches: one sells 0.6 of what is expected,
   * one is out of stock for two weeks, one launches three weeks late, one sells 2.2 times as much (docs/methods/sample-data.md). It ends when these have
   * shown it and later launches of the plan are still to come.
   */
  makeLater: JobHandler<LaterSampleInput, never, LaterSample>;
};
