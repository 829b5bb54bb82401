import { type ComponentType, type LazyExoticComponent, lazy } from 'react';
import { loadAllWords } from '#i18n/start-language.ts';
import type { StepId } from '#state/runtime/settings-store.ts';

/** A view as the page shows it. */
interface Screen {
  readonly Screen: LazyExoticComponent<ComponentType>;
}

/**
 * A screen opens with all words at hand: a result that arrives while it is shown may need any of them, and a component that
 * has to wait for its words takes the whole screen away until they have come.
 */
function screen(load: () => Promise<ComponentType>): Screen {
  const open = async () => {
    const [component] = await Promise.all([load(), loadAllWords()]);
    return { default: component };
  };
  return { Screen: lazy(open) };
}

export const screens: Readonly<Record<StepId, Screen>> = {
  overview: screen(async () => (await import('#features/overview/overview-step.tsx')).OverviewStep),
  data: screen(async () => (await import('#features/data/data-step.tsx')).DataStep),
  explore: screen(async () => (await import('#features/explore/explore-step.tsx')).ExploreStep),
  demand: screen(async () => (await import('#features/demand/demand-step.tsx')).DemandStep),
  trends: screen(async () => (await import('#features/trends/trends-step.tsx')).TrendsStep),
  plan: screen(async () => (await import('#features/plan/plan-step.tsx')).PlanStep),
  report: screen(async () => (await import('#features/report/report-step.tsx')).ReportStep),
  monitor: screen(async () => (await import('#features/monitor/monitor-step.tsx')).MonitorStep),
};
