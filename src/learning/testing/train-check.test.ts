import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-backend-wasm';
import { describe, expect, it } from 'vitest';
import { startTfjsBackend } from '#learning/tfjs/backend.ts';
import { createTfjsFactory } from '#learning/tfjs/tfjs-executor.ts';
import { accurateTolerances, type Deviations, measureDeviations } from './fixture-deviations.ts';
import { checkFixture, type Fixture } from './train-check.ts';

const folder = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../../../shared/reference/lstm');
const small = ['pinball_points', 'tiny', 'odd', 'quantile', 'dropout', 'clip', 'masking', 'mlp_mse', 'mlp_bce'];

function read(name: string): Fixture {
  return JSON.parse(readFileSync(path.join(folder, `${name}.json`), 'utf8')) as Fixture;
}

function expectWithin(deviations: Deviations): void {
  for (const [quantity, deviation] of Object.entries(deviations))
    expect(deviation, quantity).toBeLessThanOrEqual(accurateTolerances[quantity as keyof Deviations]);
}

describe.skipIf(!existsSync(folder))('reference values of training (needs ../shared/reference/lstm)', () => {
  for (const backendName of ['cpu', 'wasm'] as const) {
    it.each(small)(`tfjs-${backendName}: %s`, async (name) => {
      const fixture = read(name);
      const backend = await startTfjsBackend(backendName);
      const deviations = measureDeviations(await checkFixture(createTfjsFactory(backend), fixture), fixture);
      expect(Object.keys(deviations).length).toBeGreaterThan(1);
      expectWithin(deviations);
    });
  }

  it('tells a wrong network from a right one: overlooked dropout masks, padding and clipping are far outside', async () => {
    const factory = createTfjsFactory(await startTfjsBackend('cpu'));
    const { masks: _, ...withoutDropout } = read('dropout');
    const { mask: __, ...withoutPadding } = read('masking');
    const clip = read('clip');
    const { clip_global_norm: ___, ...config } = clip.config;
    const overlooked = async (fixture: Fixture, stored: Fixture) =>
      measureDeviations(await checkFixture(factory, fixture), stored);
    expect((await overlooked(withoutDropout, read('dropout'))).predictions).toBeGreaterThan(0.05);
    expect((await overlooked(withoutPadding, read('masking'))).predictions).toBeGreaterThan(0.1);
    expect((await overlooked({ ...clip, config }, clip)).adamLosses).toBeGreaterThan(0.03);
  });

  it('leaves no tensor behind', async () => {
    const { memory } = await import('@tensorflow/tfjs-core');
    const factory = createTfjsFactory(await startTfjsBackend('cpu'));
    const before = memory().numTensors;
    await checkFixture(factory, read('tiny'));
    expect(memory().numTensors).toBe(before);
  });
});
