import { renderToStaticMarkup } from 'react-dom/server';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { createExamplePlan } from '#export/testing/example-plan.ts';
import { changeLanguage, startLanguage } from '#i18n/start-language.ts';
import { formatsOf } from '#i18n/use-formats.ts';
import { useCandidatesStore } from '#state/candidates/candidates-store.ts';
import { noFacts, useDatasetStore } from '#state/data/dataset-store.ts';
import { oddDataset } from '#state/testing/edge-case-demand.ts';
import { textOf } from '#state/testing/text-of-markup.ts';
import { trendsComputation } from '#state/trends/trends-actions.ts';
import { useTrendsStore } from '#state/trends/trends-store.ts';
import { PricePanel } from './price-panel.tsx';
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

/** One category whose response is known. */
function createPriceFacts(category: string) {
  const [advice] = createExamplePlan(2).launches.flatMap(({ priceAdvice }) => priceAdvice?.response ?? []);
  return { priceResponse: [{ ...advice, category }] };
}

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

  it('says of prices what forecasts and plan reckon with, where there are candidates', () => {
    const { job } = useTrendsStore.getState();
    const series = job.status === 'ready' ? job.result.series : [];
    const shown = series.find(({ id }) => id.startsWith('category:'));
    if (!shown) throw new Error('no category');
    const category = shown.id.slice('category:'.length);
    const { priceResponse } = createPriceFacts(category);
    const alone = textOf(renderToStaticMarkup(<PricePanel shown={shown} />));
    useCandidatesStore.setState({ job: { status: 'ready', result: { priceResponse } } as never });
    const said = textOf(renderToStaticMarkup(<PricePanel shown={shown} />));
    const other = textOf(renderToStaticMarkup(<PricePanel shown={{ ...shown, id: 'category:another' }} />));
    useCandidatesStore.setState({ job: { status: 'idle' } as never });
    expect(said).toContain(formatsOf(language).fixed(1.62, 1));
    expect(said).toContain(formatsOf(language).fixed(2.5, 1));
    expect(other).toBe(alone);
    expect(said).not.toBe(alone);
  });
});
