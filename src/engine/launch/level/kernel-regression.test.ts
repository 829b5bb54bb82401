import { expect, test } from 'vitest';
import { createRandom } from '#engine/random.ts';
import {
  conditionKernel,
  type KernelPart,
  logEvidence,
  predictKernel,
  priorVariances,
  tuneVariances,
} from './kernel-regression.ts';

const line = (x: readonly number[], name = 'x'): KernelPart => ({ name, between: (a, b) => x[a] * x[b] });

test('two items by hand', () => {
  // covariance [[2 + v + s, 2 - v], [2 - v, 2 + v + s]] with x = (1, -1), v = 0.5, s = 0.25; item 2 at x = 0
  const fit = conditionKernel([line([1, -1, 0])], [0, 1], Float64Array.from([1, 3]), Float64Array.from([0.5, 0.25]));
  const prediction = predictKernel(fit, 2);
  // by symmetry the weights' sum is (y1 + y2) / (4 + s), the cross covariance is 2 for both
  expect(prediction.mean).toBeCloseTo((2 * 4) / 4.25, 12);
  expect(prediction.latentVariance).toBeCloseTo(2 - (4 * 2) / 4.25, 12);
  expect(prediction.variance - prediction.latentVariance).toBeCloseTo(0.25, 12);
});

test('parts add up to the mean', () => {
  const random = createRandom(3);
  const x = Array.from({ length: 31 }, () => random.normal());
  const w = Array.from({ length: 31 }, () => random.normal());
  const items = Array.from({ length: 30 }, (_, i) => i);
  const parts = [line(x, 'x'), line(w, 'w')];
  const target = Float64Array.from(items, (i) => 0.8 * x[i] + 0.1 * random.normal());
  const fit = conditionKernel(parts, items, target, tuneVariances(parts, items, target));
  const { mean, constant, byPart } = predictKernel(fit, 30);
  expect(constant + byPart[0] + byPart[1]).toBeCloseTo(mean, 12);
  expect(mean).toBeCloseTo(0.8 * x[30], 0);
});

test('the likelihood finds which part explains', () => {
  const random = createRandom(9);
  const n = 80;
  const x = Array.from({ length: n }, () => random.normal());
  const w = Array.from({ length: n }, () => random.normal());
  const items = Array.from({ length: n }, (_, i) => i);
  const parts = [line(x, 'x'), line(w, 'w')];
  const target = Float64Array.from(items, (i) => x[i] + 0.3 * random.normal());
  const [ofX, ofW, noise] = tuneVariances(parts, items, target, priorVariances(parts), 30);
  expect(ofX).toBeGreaterThan(5 * ofW);
  expect(noise).toBeGreaterThan(0.06);
  expect(noise).toBeLessThan(0.14);
});

test('the evidence speaks for a reason where it explains, and against it where it does not', () => {
  const random = createRandom(5);
  const n = 40;
  const x = Array.from({ length: n }, () => random.normal());
  const items = Array.from({ length: n }, (_, i) => i);
  const parts = [line(x)];
  const leadOf = (target: Float64Array): number =>
    logEvidence(parts, items, target, tuneVariances(parts, items, target)) -
    logEvidence([], items, target, tuneVariances([], items, target));
  const noise = Float64Array.from(items, () => random.normal());
  expect(leadOf(noise)).toBeLessThan(0);
  expect(leadOf(Float64Array.from(items, (i) => 0.9 * x[i] + 0.4 * noise[i]))).toBeGreaterThan(10);
});
