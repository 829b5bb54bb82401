import { expect, it, vi } from 'vitest';
import { noFacts, useDatasetStore } from '#state/data/dataset-store.ts';
import { useTrainingStore } from '#state/training/training-store.ts';
import { type DemandResult, type DemandSeries, useDemandStore } from './demand-store.ts';

vi.hoisted(() => vi.stubGlobal('navigator', { language: 'en', hardwareConcurrency: 2, platform: '', userAgent: '' }));
vi.mock('#workers/statistics/client.ts', async () => {
  const { createChannelClient } = await import('#state/testing/channel-client.ts');
  return { createStatisticsClient: () => createChannelClient() };
});

it('networks that come after a reload are taken in beside the forecasts at hand, which stay in force until then', async () => {
  const { demandComputation, joiningComputation } = await import('./demand-actions.ts');
  const { trainingComputation } = await import('#state/training/training-actions.ts');
  const { oddDataset } = await import('#state/testing/edge-case-demand.ts');
  useDatasetStore.setState({ facts: { ...noFacts, dataset: oddDataset() } });
  // What a reload brings back: a result, and nothing of what a second choice would need.
  const forecasts = [{ method: 'snaive', forecast: { mean: Float64Array.of(40, 2) } }];
  const total = { id: 'total', forecast: { chosen: 'snaive', forecasts } } as unknown as DemandSeries;
  const kept: DemandResult = { series: [total], horizon: 13, origins: 2 };
  const inputHash = demandComputation.hash() ?? '';
  useDemandStore.setState({ job: { status: 'ready', inputHash, result: kept } });
  const contestant = { method: 'mlp', forecasts: new Map() };
  useTrainingStore.setState({
    job: {
      status: 'ready',
      inputHash: trainingComputation.hash(),
      result: { trainedAt: 7, externalModels: [contestant] },
    },
  } as never);

  const seen: string[] = [];
  const stop = useDemandStore.subscribe(({ job, joining }) => {
    if (joining.status === 'running') expect(job).toEqual({ status: 'ready', inputHash, result: kept });
    seen.push(joining.status === 'running' ? 'joining' : job.status);
  });
  await joiningComputation.start();
  stop();
  expect(seen).toContain('joining');
  expect(seen).not.toContain('running');
  const { job, joining } = useDemandStore.getState();
  expect(joining.status).toBe('ready');
  // There is nothing left to take in.
  expect(joiningComputation.hash()).toBeNull();
  expect(job.status === 'ready' && job.result.series.length).toBeGreaterThan(8);
  expect(job.status === 'ready' && job.result.networks).toMatchObject({ trainedAt: 7, totalBefore: 42 });
});
