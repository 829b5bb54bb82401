import { describe, expect, it } from 'vitest';
import { createRandom } from '#engine/random.ts';
import { fitBoostedTrees, predictBoostedTrees } from './gradient-boosting.ts';

const options = { trees: 200, leaves: 8, learningRate: 0.1, smallestLeaf: 20, rowShare: 0.7, featureShare: 1 };

function plant(seed: number, n: number): { columns: Float64Array[]; truth: Float64Array; target: Float64Array } {
  const random = createRandom(seed);
  const columns = Array.from({ length: 3 }, () => Float64Array.from({ length: n }, () => random.next()));
  // A fifth of the first column is unknown: there the answer is 5.
  for (let i = 0; i < n; i += 5) columns[0][i] = Number.NaN;
  const truth = Float64Array.from({ length: n }, (_, i) => {
    if (Number.isNaN(columns[0][i])) return 5;
    return (columns[0][i] > 0.5 ? 3 : 0) + 2 * columns[1][i];
  });
  // Noise of median 0 with a long upper tail: its mean is 1.
  const target = truth.map((v) => v + (random.next() < 0.1 ? 10 : 0) + (random.next() < 0.5 ? 0.05 : -0.05));
  return { columns, truth, target };
}

describe('boosted trees', () => {
  it('find the planted median on rows they have not seen, outliers and unknown features included', () => {
    const { columns, target } = plant(1, 4000);
    const model = fitBoostedTrees(columns, target, createRandom(1), options);
    const unseen = plant(2, 1000);
    const answers = predictBoostedTrees(model, unseen.columns);
    const error = answers.reduce((sum, v, i) => sum + Math.abs(v - unseen.truth[i]), 0) / 1000;
    expect(error).toBeLessThan(0.12);
    const bias = answers.reduce((sum, v, i) => sum + v - unseen.truth[i], 0) / 1000;
    expect(Math.abs(bias)).toBeLessThan(0.08);
  });

  it('answer the same for one seed, and with the first trees only when asked', () => {
    const { columns, target } = plant(3, 600);
    const train = () => fitBoostedTrees(columns, target, createRandom(9), options);
    const [one, other] = [train(), train()];
    expect(predictBoostedTrees(one, columns)).toEqual(predictBoostedTrees(other, columns));
    expect(new Set(predictBoostedTrees(one, columns, 0)).size).toBe(1);
    const errorOf = (trees: number): number =>
      predictBoostedTrees(one, columns, trees).reduce((sum, v, i) => sum + Math.abs(v - target[i]), 0);
    expect(errorOf(5)).toBeGreaterThan(errorOf(50));
  });

  it('do not split what cannot be split', () => {
    const constant = [new Float64Array(100).fill(4)];
    const target = Float64Array.from({ length: 100 }, (_, i) => i % 7);
    const model = fitBoostedTrees(constant, target, createRandom(1), options);
    expect(model.trees).toHaveLength(0);
    expect(predictBoostedTrees(model, constant)[0]).toBe(3);
  });
});
