import { expect, test } from 'vitest';
import { valueAxis } from './value-axis.ts';

test('an axis begins at 0, and where it does not that is known', () => {
  expect(valueAxis([5_200, null, 16_900])).toEqual({ isCut: false, domain: [0, 'auto'] });
  expect(valueAxis([-0.4, 1.3])).toEqual({ isCut: false, domain: [0, 'auto'] });
  expect(valueAxis([98, 104])).toEqual({ isCut: true, domain: ['auto', 'auto'] });
  expect(valueAxis([])).toEqual({ isCut: false, domain: [0, 'auto'] });
});
