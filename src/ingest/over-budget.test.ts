import { expect, it } from 'vitest';
import { budget } from '#engine/budget.ts';
import { CellTable } from '#ingest/assembly/cell-table.ts';
import { bytesOf, drop } from '#ingest/testing/drop-files.ts';
import { OverBudget } from './over-budget.ts';

it('holds the products that sell most where all of them would not fit, and the sums say which are missing', async () => {
  const weeks = budget.panelPeriods - 10;
  const fit = Math.floor(budget.panelCells / weeks);
  const day = (week: number): string =>
    new Date(Date.UTC(1930, 0, 6) + 7 * week * 86_400_000).toISOString().slice(0, 10);
  const lines = ['date,product_id,units,unit_price'];
  // Some sale in every half year, so that no date is far from the others.
  for (let week = 0; week < weeks; week += 26) lines.push(`${day(week)},ALL,1,1000`);
  lines.push(`${day(weeks - 1)},ALL,1,1000`);
  for (let p = 0; p < fit + 40; p++) lines.push(`${day(p % 50)},P${p},1,${p < 60 ? 1 : 2 + (p % 5)}`);
  const output = await drop({ 'sales.csv': bytesOf(lines.join('\n')) });
  expect(output.dataset.panel?.periods).toBe(weeks);
  expect(output.dataset.panel?.products.length).toBe(fit);
  const issue = output.issues.find(({ code }) => code === 'products-beyond-budget');
  expect(issue?.params).toEqual({ count: 41, kept: fit });
  // None of those that sell more than 1.
  expect(output.reconciliation?.steps.find(({ code }) => code === 'beyond-budget')).toMatchObject({
    units: 41,
    revenue: 41,
  });
});

it('ends an import whose products and weeks multiply to more than a page can hold', () => {
  const cells = new CellTable();
  expect(() => {
    for (let period = 0; period < 100_000; period++) cells.cell(200_000, period);
  }).toThrow(OverBudget);
});
