import type { ExploreResult } from '#engine/explore/explore-panel.ts';
import type { ExploreQuery } from '#engine/explore/explore-query.ts';
import type { Panel } from '#engine/panel/panel.ts';
import type { JobHandler } from '#workers/job-control.ts';

export interface ExploreInput {
  /** Names the panel: it is sent once and stays in the worker. */
  readonly fingerprint: string;
  /** Null: the one that was sent before under this fingerprint. */
  readonly panel: Panel | null;
  readonly query: ExploreQuery;
}

/** The explore worker. Refusal: `panel-not-here` (send it along). */
export type ExploreHandlers = {
  explore: JobHandler<ExploreInput, never, ExploreResult>;
};
