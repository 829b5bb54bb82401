import type { ModelId } from '#engine/models/model-registry.ts';
import type { DemandForecast } from '#state/demand/demand-forecast.ts';

/** A fitted model of one method; NaN where the method has no such figure. */
export interface ModelRow {
  readonly method: ModelId;
  /** The field's notation. */
  readonly label: string;
  readonly aicc: number;
  readonly ljungBoxP: number;
  readonly tried: number;
}

/** Methods with something to diagnose, in the order of the scores: a likelihood, or a test of the errors. */
export function toModelRows({ models }: DemandForecast): ModelRow[] {
  return models.flatMap(({ method, model }): ModelRow[] =>
    Number.isFinite(model.aicc) || Number.isFinite(model.ljungBoxP)
      ? [{ method, label: model.label, aicc: model.aicc, ljungBoxP: model.ljungBoxP, tried: model.modelsTried }]
      : [],
  );
}

export interface ResidualCorrelations {
  readonly method: ModelId;
  readonly lags: readonly number[];
  readonly values: readonly number[];
  /** 1.96 / sqrt(n): where 95 % of the autocorrelations of white noise lie. */
  readonly limit: number;
}

/** Of the chosen method where it has them, else of the best scored one that has. */
export function toResidualCorrelations({ models }: DemandForecast): ResidualCorrelations | null {
  for (const { method, model } of models) {
    const residuals = model.residuals;
    if (!residuals || residuals.correlations.length === 0) continue;
    return {
      method,
      lags: Array.from(residuals.correlations, (_, i) => i + 1),
      values: Array.from(residuals.correlations),
      limit: 1.96 / Math.sqrt(residuals.observations),
    };
  }
  return null;
}
