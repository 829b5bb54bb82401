import { explorePanel } from '#engine/explore/explore-panel.ts';
import type { Panel } from '#engine/panel/panel.ts';
import type { ExploreHandlers } from '#workers/explore/contract.ts';
import { JobRefused } from '#workers/job-control.ts';

/** The panel asked about last: a manager asks about the same one again and again. */
let kept: { readonly fingerprint: string; readonly panel: Panel } | null = null;

const explore: ExploreHandlers['explore'] = async ({ fingerprint, panel, query }) => {
  if (panel) kept = { fingerprint, panel };
  if (kept?.fingerprint !== fingerprint) throw new JobRefused('panel-not-here');
  return explorePanel(kept.panel, query);
};

export const handlers: ExploreHandlers = { explore };
