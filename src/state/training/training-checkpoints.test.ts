import { beforeEach, expect, it, vi } from 'vitest';
import { CheckpointKeeper, readCutOff } from './training-checkpoints.ts';
import type { TrainingRunResult } from './training-store.ts';

const disk = vi.hoisted(() => new Map<string, unknown>());
vi.mock('#storage/database.ts', () => ({
  readCheckpoint: async (key: string) => disk.get(key),
  writeCheckpoint: async (key: string, value: unknown) => void disk.set(key, structuredClone(value)),
  dropCheckpoint: async (key: string) => {
    for (const kept of disk.keys()) if (`${kept}/`.startsWith(`${key}/`)) disk.delete(kept);
  },
}));

const key = { inputHash: 'data', wish: 'choices' };
const resultOf = (series: number): TrainingRunResult =>
  ({
    weights: Float32Array.of(1, series),
    outlook: {
      score: null,
      forecasts: Array.from({ length: series }, (_, at) => ({ seriesId: `P${at}`, values: Float64Array.of(at) })),
    },
  }) as unknown as TrainingRunResult;

beforeEach(() => disk.clear());

it('keeps the runs that are over whole, however many series they forecast, and no write holds them all', async () => {
  const keeper = new CheckpointKeeper(key, () => {});
  const results = [resultOf(250), resultOf(3), resultOf(0)];
  for (const [run, result] of results.entries()) await keeper.finish(run, result);
  expect(await readCutOff(key)).toEqual({ results, checkpoint: null });
  expect(await readCutOff({ ...key, wish: 'others' })).toBeNull();
  const longest = Math.max(...[...disk.values()].map((value) => (Array.isArray(value) ? value.length : 0)));
  expect(longest).toBe(100);
  await keeper.drop();
  expect(disk.size).toBe(0);
});

it('counts no run whose parts were written and it itself was not', async () => {
  const keeper = new CheckpointKeeper(key, () => {});
  await keeper.finish(0, resultOf(150));
  await keeper.finish(1, resultOf(150));
  disk.delete('training/finished/1');
  expect((await readCutOff(key))?.results.length).toBe(1);
});
