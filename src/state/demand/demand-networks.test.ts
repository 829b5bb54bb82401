import { beforeEach, expect, it } from 'vitest';
import { noFacts, useDatasetStore } from '#state/data/dataset-store.ts';
import { trainingComputation } from '#state/training/training-actions.ts';
import { useTrainingStore } from '#state/training/training-store.ts';
import { countUses, currentNetworks } from './demand-networks.ts';
import type { DemandSeries } from './demand-store.ts';

const trained = (inputHash: string, externalModels: readonly object[]): void =>
  useTrainingStore.setState({
    job: { status: 'ready', inputHash, result: { trainedAt: 5, externalModels } },
  } as never);

useDatasetStore.setState({ facts: { ...noFacts, dataset: { panel: {}, fingerprint: 'f1' } as never } });
const current = trainingComputation.hash() ?? '';

beforeEach(() => useTrainingStore.setState({ job: { status: 'idle' } }));

it('takes networks of the current data alone', () => {
  expect(currentNetworks()).toBeNull();
  trained('earlier', [{}]);
  expect(currentNetworks()).toBeNull();
  trained(current, []);
  expect(currentNetworks()).toBeNull();
  trained(current, [{}]);
  expect(currentNetworks()).toEqual({ trainedAt: 5, externalModels: [{}] });
});

it('counts forecasts by a network and combinations in which one has a weight', () => {
  const series = (chosen: string, weights: Record<string, number> = {}): DemandSeries => {
    const coefficients = Object.entries(weights).map(([name, value]) => ({ name, value, standardError: Number.NaN }));
    return {
      forecast: { chosen, forecasts: [{ method: chosen, model: { coefficients } }] },
    } as unknown as DemandSeries;
  };
  const all = [
    series('lstm'),
    series('ets'),
    series('combination', { ets: 0.7, mlp: 0.3 }),
    series('combination', { ets: 1, mlp: 0 }),
    { forecast: null } as unknown as DemandSeries,
  ];
  expect(countUses(all)).toBe(2);
});
