import papa from 'papaparse';
import { expect, it } from 'vitest';
import { isoDay, planTable, promotionTable } from '#export/launch-fields.ts';
import { createExamplePlan } from '#export/testing/example-plan.ts';
import { toCsv } from '#ui/charts/save-chart.ts';

it('the table of the launches reads back with the same figures, and hands no spreadsheet a formula', () => {
  const plan = createExamplePlan(5);
  const launches = plan.launches.map((launch, i) => ({
    ...launch,
    ...{ name: i === 1 ? '=1+1,"x"\n' : launch.name, units: launch.units + 1 / 3, revenue: launch.revenue / 3 },
  }));
  const csv = toCsv(planTable({ ...plan, launches }, 'zh'));
  const { data } = papa.parse<string[]>(csv);
  expect(data).toHaveLength(6);
  launches.forEach((launch, i) => {
    const row = data[i + 1];
    expect(row[1]).toBe(isoDay(launch.week));
    expect(Number(row[8])).toBe(launch.initialOrder);
    expect(Number(row[13])).toBeCloseTo(launch.revenue, 2);
    // No more digits than a figure is worth.
    for (const cell of row) expect(cell).not.toMatch(/\.\d{5}/);
  });
  expect(data[2][3]).toBe('\'=1+1,"x"');
});

it('the promotions ahead: weeks, places, who is in and out, and fees, in both languages', () => {
  const plan = createExamplePlan(5);
  const [title, empty, full] = promotionTable(plan, 'en');
  const named = (products: typeof plan.launches): string[] =>
    products.map(({ nameAlternative }) => nameAlternative ?? '');
  expect(title).toHaveLength(9);
  expect(empty.slice(1, 7)).toEqual(['2026-03-02', '2026-03-08', '', 0, 0, 0]);
  expect(full.slice(1, 7)).toEqual(['2026-05-25', '2026-06-21', 4, 3, 800, 2400]);
  for (const name of named(plan.launches.slice(0, 3))) expect(full[7]).toContain(name);
  expect(full[8]).toBe(named(plan.launches.slice(3, 4))[0]);
  const [chinese] = promotionTable(plan, 'zh');
  expect(chinese.every((head) => /\p{Script=Han}/u.test(`${head}`))).toBe(true);
});
