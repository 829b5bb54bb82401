import type { CategoryOutlook } from '#engine/planning/problem/plan-request.ts';
import type { DemandResult, DemandState } from './demand-store.ts';

/** What the planner needs of the demand forecasts: by category, the chosen forecast and how wrong it was when held back. */
export function categoryOutlooks(result: DemandResult): CategoryOutlook[] {
  return result.series.flatMap(({ id, forecast, measure }) => {
    // A plan counts pieces.
    if (!id.startsWith('category:') || !forecast || measure === 'revenue') return [];
    const chosen = forecast.forecasts.find(({ method }) => method === forecast.chosen);
    if (!chosen) return [];
    const folds = forecast.folds
      .filter(({ method }) => method === forecast.chosen)
      .map(({ forecast: { mean }, actual }) => ({ mean, actual }));
    return [{ category: id.slice('category:'.length), forecast: chosen.forecast, folds }];
  });
}

/** When the networks were trained that the demand forecasts rest on, in ms since 1970; 0: they rest on none. */
export function networksTime(job: DemandState['job']): number {
  const networks = job.status === 'ready' ? job.result.networks : undefined;
  return networks && networks.used > 0 ? networks.trainedAt : 0;
}
