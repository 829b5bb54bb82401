/** `answered-demand [--h WEEKS] FILE...`: the page's series with the forecasts that a file among them brought from elsewhere. */
import { parseArgs } from 'node:util';
import { handlers as ingest } from '#workers/ingest/handlers.ts';
import { createFreeControl, JobRefused } from '#workers/job-control.ts';
import { handlers as statistics } from '#workers/statistics/handlers.ts';
import type { Verb } from '../../engine.ts';
import { openFile } from '../open-file.ts';

const answeredDemand: Verb = async ({ words, resolveFile }) => {
  const { values, positionals } = parseArgs({
    args: [...words],
    allowPositionals: true,
    options: { h: { type: 'string', default: '13' } },
  });
  const files = await Promise.all(positionals.map((name) => openFile(resolveFile(name))));
  const { dataset, issues } = await ingest.importFiles({ files }, createFreeControl());
  const { answers } = dataset;
  const refusal = issues.find(({ code }) => code.startsWith('answers-'));
  if (!answers) throw new JobRefused(refusal?.code ?? 'no-answers', refusal?.params ?? {});
  const wanted = { dataset, horizon: Number(values.h), holdout: 0, products: dataset.panel?.products.length ?? 0 };
  const answered = await statistics.answerSeries(wanted, createFreeControl());
  return {
    engine: answers.engine,
    seed: answers.seed,
    series: answered.map(({ series, result }) => ({
      id: series.id,
      method: result?.chosen ?? null,
      forecast: result?.forecasts[0].forecast ?? null,
      folds: result?.folds.map(({ trainingLength, forecast, actual }) => ({
        trainingLength,
        mean: forecast.mean,
        actual,
      })),
    })),
  };
};

export default answeredDemand;
