import type { ExternalModel } from '#engine/combination/add-external-forecasts.ts';
import { trainingComputation } from '#state/training/training-actions.ts';
import type { DemandSeries } from './demand-store.ts';

/** Networks that were trained on the current data, as models of the demand forecasts. */
export interface CurrentNetworks {
  readonly trainedAt: number;
  readonly externalModels: readonly ExternalModel[];
}

/** Null while there is none, or none that may take part. */
export function currentNetworks(): CurrentNetworks | null {
  const { trainedAt = 0, externalModels = [] } = trainingComputation.current() ?? {};
  return externalModels.length > 0 ? { trainedAt, externalModels } : null;
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
