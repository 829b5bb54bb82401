import { renderToStaticMarkup } from 'react-dom/server';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { changeLanguage, startLanguage } from '#i18n/start-language.ts';
import { formatsOf } from '#i18n/use-formats.ts';
import { noFacts, useDatasetStore } from '#state/data/dataset-store.ts';
import { oddDataset } from '#state/testing/edge-case-demand.ts';
import { textOf } from '#state/testing/text-of-markup.ts';
import { trendsComputation } from '#state/trends/trends-actions.ts';
import { useTrendsStore } from '#state/trends/trends-store.ts';
import { TrendsStep } from './trends-step.tsx';

vi.mock('zustand', async (original) => (await import('#state/testing/current-stores.ts')).withCurrentStores(original));
vi.hoisted(() => vi.stubGlobal('navigator', { language: 'en', hardwareConcurrency: 2, platform: '', userAgent: '' }));
vi.mock('#workers/statistics/client.ts', async () => {
  const { createChannelClient } = await import('#state/testing/channel-client.ts');
  return { createStatisticsClient: () => createChannelClient() };
});

beforeAll(async () => {
  useDatasetStore.setState({ facts: { ...noFacts, dataset: oddDataset() } });
  await trendsComputation.start();
});

describe.each(['en', 'zh'] as const)('trends of odd demand in %s', (language) => {
  beforeAll(async () => {
    await startLanguage(language);
    await changeLanguage(language);
  });

  it('shows the figures of each series, without a missing text, a missing value or a hole', () => {
    const formats = formatsOf(language);
    let compared = 0;
    const { job } = useTrendsStore.getState();
    expect(job.status).toBe('ready');
    const series = job.status === 'ready' ? job.result.series : [];
    expect(series.length).toBeGreaterThan(8);
    for (const { id, decomposition, measure } of series) {
      useTrendsStore.setState({ shown: id });
      const markup = renderToStaticMarkup(<TrendsStep />);
      if (decomposition.ok && measure !== 'revenue') {
        const { trend, seasonalStrength, seasonless, growth } = decomposition.value;
        const words = textOf(markup);
        expect(words, id).toContain(formats.count(trend[trend.length - 1]));
        if (!seasonless) expect(words, id).toContain(formats.percent(seasonalStrength));
        if (growth) expect(words, id).toContain(formats.percent(Math.abs(growth.share), 1));
        compared++;
      }
      expect(/.{0,60}(\btrends:[a-z.]+|\{\{|undefined|NaN|Infinity|∞)/.exec(markup)?.[0], id).toBeUndefined();
    }
    expect(compared).toBeGreaterThan(5);
  });
});
