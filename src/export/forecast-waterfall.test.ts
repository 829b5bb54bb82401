import { expect, test } from 'vitest';
import { toWaterfall } from '#export/forecast-waterfall.ts';

test('the largest reason comes first, steps join, the last ends at the forecast', () => {
  const steps = toWaterfall(
    [
      { source: 'typical', value: 400 },
      { source: 'season', value: 1.5 },
      { source: 'price', value: 0.5 },
      { source: 'spread', value: 1.2 },
    ],
    360,
  );
  expect(steps.map(({ source, from, to }) => [source, from, Math.round(to)])).toEqual([
    ['typical', 0, 400],
    ['price', 400, 200],
    ['season', 200, 300],
    ['spread', 300, 360],
    ['total', 0, 360],
  ]);
});
