import { expect, it, vi } from 'vitest';
import { noFacts, useDatasetStore } from '#state/data/dataset-store.ts';
import { useTrainingStore } from '#state/training/training-store.ts';
import { type DemandResult, useDemandStore } from './demand-store.ts';

vi.mock('#state/training/training-actions.ts', () => ({ trainingInputHash: () => 'present' }));
vi.hoisted(() => vi.stubGlobal('navigator', { language: 'en', hardwareConcurrency: 2, platform: '', userAgent: '' }));
vi.mock('#workers/statistics/client.ts', async () => {
  const { createChannelClient } = await import('#state/testing/channel-client.ts');
  return { createStatisticsClient: () => createChannelClient() };
});

it('networks that come after a reload are taken in beside the forecasts at hand, which stay in force until then', async () => {
  const { demandInputHash, joinNetworks } = await import('./demand-actions.ts');
  const { oddDataset } = await import('#state/testing/edge-case-demand.ts');
  useDatasetStore.setState({ facts: { ...noFacts, dataset: oddDataset() } });
  // What a reload brings back: a result, and nothing of what a second choice would need.
  const kept: DemandResult = { series: [], horizon: 13, origins: 2 };
  const inputHash = demandInputHash() ?? '';
  useDemandStore.setState({ job: { status: 'ready', inputHash, result: kept } });
  const contestant = { method: 'mlp', forecasts: new Map() };
  useTrainingStore.setState({
    job: { status: 'ready', inputHash: 'present', result: { trainedAt: 7, contestants: [contestant] } },
  } as never);

  const seen: string[] = [];
  const stop = useDemandStore.subscribe(({ job, joining }) => {
    if (joining) expect(job).toEqual({ status: 'ready', inputHash, result: kept });
    seen.push(joining ? 'joining' : job.status);
  });
  await joinNetworks();
  stop();
  expect(seen).toContain('joining');
  expect(seen).not.toContain('running');
  const { job, joining } = useDemandStore.getState();
  expect(joining).toBeNull();
  expect(job.status === 'ready' && job.result.series.length).toBeGreaterThan(8);
  expect(job.status === 'ready' && job.result.networks?.trainedAt).toBe(7);
});
