import { type ComponentType, type LazyExoticComponent, lazy } from 'react';
import { loadAllWords } from '#i18n/start-language.ts';
import type { StepId } from '#state/runtime/settings-store.ts';
import type { IconName } from '#ui/feedback/icon.tsx';

/** A step of the journey as the page shows it. */
interface Screen {
  readonly Screen: LazyExoticComponent<ComponentType>;
  readonly icon: IconName;
}

/**
 * A screen opens with all words at hand: a result that arrives while it is shown may need any of them, and a component that
 * has to wait for its words takes the whole screen away until they have come.
 */
function screen(icon: IconName, load: () => Promise<ComponentType>): Screen {
  const open = async () => {
    const [component] = await Promise.all([load(), loadAllWords()]);
    return { default: component };
  };
  return { Screen: lazy(open), icon };
}

/** In the order of the journey. */
export const screens: Readonly<Record<StepId, Screen>> = {
  overview: screen('step-overview', async () => (await import('#features/overview/overview-step.tsx')).OverviewStep),
  data: screen('step-data', async () => (await import('#features/data/data-step.tsx')).DataStep),
  explore: screen('search', async () => (await import('#features/explore/explore-step.tsx')).ExploreStep),
  demand: screen('step-demand', async () => (await import('#features/demand/demand-step.tsx')).DemandStep),
  trends: screen('step-trends', async () => (await import('#features/trends/trends-step.tsx')).TrendsStep),
  plan: screen('step-plan', async () => (await import('#features/plan/plan-step.tsx')).PlanStep),
  report: screen('step-report', async () => (await import('#features/report/report-step.tsx')).ReportStep),
  monitor: screen('step-monitor', async () => (await import('#features/monitor/monitor-step.tsx')).MonitorStep),
};
