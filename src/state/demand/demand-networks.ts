import type { ExternalModel } from '#engine/combination/add-external-forecasts.ts';
import { trainingInputHash } from '#state/training/training-actions.ts';
import { useTrainingStore } from '#state/training/training-store.ts';
import type { DemandSeries } from './demand-store.ts';

/** Networks that were trained on the present data, as contestants of the demand forecasts. */
export interface CurrentNetworks {
  readonly trainedAt: number;
  readonly contestants: readonly ExternalModel[];
}

/** Null while there is none, or none that may contest. */
export function currentNetworks(): CurrentNetworks | null {
  const { job } = useTrainingStore.getState();
  if (job.status !== 'ready' || job.inputHash !== trainingInputHash()) return null;
  const { trainedAt, contestants } = job.result;
  return contestants.length > 0 ? { trainedAt, contestants } : null;
}

const networkMethods: ReadonlySet<string> = new Set<ExternalModel['method']>(['mlp', 'lstm']);

/** Series that are forecast by a network, or by a combination that has one among its members. */
export function countUses(series: readonly DemandSeries[]): number {
  return series.filter(({ forecast }) => {
    if (!forecast) return false;
    const { chosen, forecasts } = forecast;
    if (networkMethods.has(chosen)) return true;
    const members =
      chosen === 'combination' ? forecasts.find(({ method }) => method === chosen)?.model.coefficients : [];
    return members?.some(({ name, value }) => networkMethods.has(name) && value > 0) ?? false;
  }).length;
}
