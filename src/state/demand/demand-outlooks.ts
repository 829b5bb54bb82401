import type { CategoryOutlook } from '#engine/planning/problem/plan-request.ts';
import { foldsApart } from './demand-forecast.ts';
import type { DemandResult, DemandSeries, DemandState } from './demand-store.ts';

/** What the planner needs of the demand forecasts: by category, the chosen forecast and how wrong it was on the hold-out. */
export function categoryOutlooks({ series }: Pick<DemandResult, 'series'>): CategoryOutlook[] {
  return series.flatMap(({ id, forecast, measure }) => {
    // A plan counts units.
    if (!id.startsWith('category:') || !forecast || measure === 'revenue') return [];
    const chosen = forecast.forecasts.find(({ method }) => method === forecast.chosen);
    if (!chosen) return [];
    const folds = foldsApart(forecast.folds.filter(({ method }) => method === forecast.chosen));
    return [
      {
        category: id.slice('category:'.length),
        forecast: chosen.forecast,
        folds: folds.map(({ forecast: { mean }, actual }) => ({ mean, actual })),
      },
    ];
  });
}

/** When the networks were trained that the demand forecasts rest on, in ms since 1970; 0: they rest on none. */
export function networksTime(job: DemandState['job']): number {
  const networks = job.status === 'ready' ? job.result.networks : undefined;
  return networks && networks.used > 0 ? networks.trainedAt : 0;
}

/**
 * While the forecasts are made: those of the categories, each chosen by its own backtest, before all series have been compared
 * with each other. Null until every category has one.
 */
export function earlySeries(job: DemandState['job']): readonly DemandSeries[] | null {
  if (job.status !== 'running' || !job.progress) return null;
  const categories = job.progress.series.filter(({ id }) => id.startsWith('category:'));
  return categories.every(({ stage, issue }) => stage === 'own' || issue) ? categories : null;
}
