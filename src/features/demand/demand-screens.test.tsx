import { renderToStaticMarkup } from 'react-dom/server';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { sumOf } from '#engine/kernels/statistics.ts';
import { changeLanguage, startLanguage } from '#i18n/start-language.ts';
import { formatsOf } from '#i18n/use-formats.ts';
import { noFacts, useDatasetStore } from '#state/data/dataset-store.ts';
import { demandComputation } from '#state/demand/demand-actions.ts';
import { useDemandStore } from '#state/demand/demand-store.ts';
import { oddDataset } from '#state/testing/edge-case-demand.ts';
import { textOf } from '#state/testing/text-of-markup.ts';
import { DemandStep } from './demand-step.tsx';

vi.mock('zustand', async (original) => (await import('#state/testing/current-stores.ts')).withCurrentStores(original));
// The workers need a browser; a screen that is only drawn asks nothing of the others.
vi.mock('#state/plan/plan-workers.ts', () => ({ planningClient: {}, candidatesClient: {} }));
vi.mock('#workers/candidates/client.ts', () => ({ createCandidatesClient: () => ({}) }));
vi.mock('#workers/learning/client.ts', () => ({ createLearningClient: () => ({}) }));
vi.hoisted(() => {
  vi.stubGlobal('navigator', { language: 'en', hardwareConcurrency: 2, platform: '', userAgent: '' });
  vi.stubGlobal('matchMedia', () => ({ matches: false }));
});
vi.mock('#workers/statistics/client.ts', async () => {
  const { createChannelClient } = await import('#state/testing/channel-client.ts');
  return { createStatisticsClient: () => createChannelClient() };
});

beforeAll(async () => {
  useDatasetStore.setState({ facts: { ...noFacts, dataset: oddDataset() } });
  await demandComputation.start();
});

describe.each(['en', 'zh'] as const)('odd demand in %s', (language) => {
  beforeAll(async () => {
    await startLanguage(language);
    await changeLanguage(language);
  });

  it('shows the figures of each series, without a missing text, a missing value or a hole', () => {
    const formats = formatsOf(language);
    let compared = 0;
    const { job } = useDemandStore.getState();
    expect(job.status).toBe('ready');
    const series = job.status === 'ready' ? job.result.series : [];
    expect(series.length).toBeGreaterThan(8);
    for (const { id, forecast, measure } of series) {
      useDemandStore.setState({ shown: id });
      const markup = renderToStaticMarkup(<DemandStep />);
      const chosen = forecast?.forecasts.find(({ method }) => method === forecast.chosen)?.forecast;
      if (forecast && chosen && measure !== 'revenue') {
        const [next, least, most] = [chosen.mean, chosen.lo80, chosen.hi80].map(sumOf);
        const words = textOf(markup);
        expect(words, id).toContain(formats.count(next));
        expect(words, id).toContain(formats.count(least));
        expect(words, id).toContain(formats.count(most));
        const score = forecast.scores.find(({ method }) => method === forecast.chosen);
        if (score) expect(words, id).toContain(formats.percent(score.wape / 100));
        compared++;
      }
      expect(/.{0,60}(\bdemand:[a-z.]+|\{\{|undefined|NaN|Infinity|∞)/.exec(markup)?.[0], id).toBeUndefined();
    }
    expect(compared).toBeGreaterThan(5);
  });
});
