import { expect, it } from 'vitest';
import { reckonRows } from './to-reckoning.ts';

const files = [
  { used: 3, units: 20, revenue: 200 },
  { used: 1, units: 2, revenue: 30 },
];

it('says that the rows are the figure, or what lies between', () => {
  const same = reckonRows({ files, figure: 22 }, 'units', true, [{ code: 'cancellations-netted' }]);
  expect(same).toEqual({ used: 4, sum: 22, differs: false, reasons: [] });
  const netted = reckonRows({ files, figure: 20 }, 'units', true, [{ code: 'cancellations-netted' }]);
  expect(netted).toEqual({ used: 4, sum: 22, differs: true, reasons: ['cancelled'] });
  expect(reckonRows({ files, figure: 21 }, 'units', false, []).reasons).toEqual(['other']);
});

it('reckons in the measure of the view', () => {
  expect(reckonRows({ files, figure: 230 }, 'revenue', false, [])).toMatchObject({ sum: 230, differs: false });
  expect(reckonRows({ files, figure: 230 / 22 }, 'price', false, [])).toMatchObject({ differs: false });
  expect(reckonRows({ files, figure: 4 }, 'orderLines', false, [])).toMatchObject({ sum: 4, differs: false });
  expect(reckonRows({ files, figure: 190 }, 'revenue', true, []).reasons).toEqual(['shared']);
  expect(reckonRows({ files: [], figure: Number.NaN }, 'units', false, []).differs).toBe(false);
});
