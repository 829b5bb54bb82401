import { expect, test } from 'vitest';
import { valueAxis } from './value-axis.ts';

test('an axis begins at 0, and where it does not that is known', () => {
  expect(valueAxis([5_200, null, 16_900])).toMatchObject({ isCut: false, ticks: [0, 5_000, 10_000, 15_000, 20_000] });
  expect(valueAxis([-0.4, 1.3])).toMatchObject({ isCut: false, ticks: [-0.5, 0, 0.5, 1, 1.5] });
  expect(valueAxis([98, 104])).toMatchObject({ isCut: true, domain: [98, 104], ticks: [98, 100, 102, 104] });
  expect(valueAxis([980_900, 981_000]).ticks).toEqual([980_000, 981_000, 982_000, 983_000, 984_000, 985_000]);
  expect(valueAxis([])).toMatchObject({ isCut: false, domain: [0, 1] });
});
