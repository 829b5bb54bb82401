import type { CategoryOutlook } from '#engine/risk/plan-request.ts';
import type { DemandResult } from '#state/demand-store.ts';

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
