import { createFreeControl } from '#workers/job-control.ts';
import type { LearningData } from '#workers/learning/contract.ts';
import { createLearningHandlers } from '#workers/learning/handlers.ts';
import type { ForecastSeriesInput } from '#workers/statistics/contract.ts';
import { nodeExecutors } from './node-executors.ts';

/** Methods of the `forecast` verb that are networks, and their designs. */
const designs = { lstm: 'lstm', mlp: 'mlp', 'lstm-article': 'article' } as const;
export type NetworkMethod = keyof typeof designs;

export function isNetworkMethod(method: string): method is NetworkMethod {
  return method in designs;
}

/** Forecasts of all series by one network trained on them, as the `forecast` verb prints them. */
export async function forecastByNetwork(
  { series, horizon, nonNegative = true, seed }: ForecastSeriesInput,
  method: NetworkMethod,
  timeBudgetSeconds: number,
  note: (line: string) => void,
) {
  const handlers = createLearningHandlers(nodeExecutors);
  const data: LearningData = { series: series.map((one) => ({ ...one, nonNegative })), horizon, holdout: 0 };
  const settings = { seed, timeBudgetSeconds, design: designs[method] };
  const { weights, vocabulary } = await handlers.train(
    { data, settings, executor: 'auto' },
    createFreeControl((event) => {
      if (event.kind === 'epoch')
        note(`epoch ${event.epoch}: loss ${event.loss.toFixed(4)}, validation ${event.validationLoss.toFixed(4)}`);
    }),
  );
  const { forecasts, leftOut } = await handlers.forecast(
    { data, settings, executor: 'auto', weights, vocabulary },
    createFreeControl(),
  );
  return {
    forecasts: forecasts.map(({ seriesId, forecast }) => ({
      id: seriesId,
      method,
      mean: forecast.mean,
      lo80: forecast.lo80,
      hi80: forecast.hi80,
      lo95: forecast.lo95,
      hi95: forecast.hi95,
      q10: forecast.lo80,
      q50: forecast.median,
      q90: forecast.hi80,
    })),
    refused: leftOut.map(({ seriesId, issue }) => ({ id: seriesId, ...issue })),
  };
}
