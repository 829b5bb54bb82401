import { expect, test } from 'vitest';
import type { Analogue, CandidateForecast } from '#engine/launch/forecast/cold-start-forecast.ts';
import type { Candidate } from '#engine/panel/candidate.ts';
import { toReasons } from '#export/forecast-reasons.ts';
import { toCandidateRows } from './to-candidate-rows.ts';
import { strongestWeek, toLaunchCurve } from './to-launch-curve.ts';

const candidate = (id: string): Candidate => ({
  id,
  name: `name ${id}`,
  category: 'lamps',
  attributes: {},
  price: 10,
  mustLaunch: false,
  effort: 1,
  row: 1,
});
const weeks = Float64Array.of(3, 9, 6);
const forecast = (id: string, hitProbability: number, total: number, analogues: Partial<Analogue>[] = []) =>
  ({
    id,
    hitProbability,
    total,
    launchWeek: 20000,
    analogues,
    weekly: {
      mean: weeks,
      median: weeks,
      lo50: weeks,
      hi50: weeks,
      lo80: weeks,
      hi80: weeks,
      lo95: weeks,
      hi95: weeks,
    },
  }) as unknown as CandidateForecast;

test('the most promising first, named after the candidates, excluded analogues passed over', () => {
  const rows = toCandidateRows(
    [candidate('a'), candidate('b'), candidate('c')],
    [
      forecast('a', 0.2, 50),
      forecast('b', 0.6, 20, [
        { launchId: 'x', wish: 'exclude' },
        { launchId: 'y', wish: null },
      ]),
      forecast('c', 0.2, 80),
    ],
  );
  expect(rows.map(({ id, name, mostLike }) => [id, name, mostLike])).toEqual([
    ['b', 'name b', 'y'],
    ['c', 'name c', ''],
    ['a', 'name a', ''],
  ]);
});

test('the curve by week with its bands, beside an average launch', () => {
  const points = toLaunchCurve(forecast('a', 0.2, 18), Float64Array.of(0.5, 0.3, 0.2), 100);
  expect(points.map(({ x, forecast: value, naive }) => [x, value, naive])).toEqual([
    [20000, 3, 50],
    [20007, 9, 30],
    [20014, 6, 20],
  ]);
  expect(strongestWeek(forecast('a', 0.2, 18))).toBe(2);
});

test('reasons by size, the small ones left out', () => {
  const { typical, reasons } = toReasons([
    { source: 'typical', value: 500 },
    { source: 'price', value: 1.2 },
    { source: 'text', value: 1.01 },
    { source: 'season', value: 0.7 },
  ]);
  expect(typical).toBe(500);
  expect(reasons.map(({ source }) => source)).toEqual(['season', 'price']);
  expect(reasons[0].change).toBeCloseTo(-0.3, 12);
});
