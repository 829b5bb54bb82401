import { describe, expect, it } from 'vitest';
import type { ImportOutput } from '#ingest/import-report.ts';
import { drop, unitsOf } from '#ingest/testing/drop-files.ts';

const products = ['Salad Bowl', 'Wool Throw', 'Oak Tray', 'Glass Carafe'];
const weeks = ['2024-03-04', '2024-03-11', '2024-03-18', '2024-03-25'];
const units = (product: number, week: number): number => 3 + ((product * 11 + week * 7) % 17);
const price = (product: number): number => 12.5 + product * 4;
const stock = (product: number, week: number): number => 400 - product * 20 - week * 15;
const measures = {
  'Units sold': units,
  'Net sales': (product: number, week: number) => units(product, week) * price(product),
  'Stock on hand': stock,
};
type Measure = keyof typeof measures;
const names = Object.keys(measures) as Measure[];
const cells = products.flatMap((_, product) => weeks.map((_day, week) => ({ product, week })));
const total = cells.reduce((sum, { product, week }) => sum + units(product, week), 0);
const money = cells.reduce((sum, { product, week }) => sum + units(product, week) * price(product), 0);

const long = (
  order: readonly (readonly [Measure, { product: number; week: number }])[],
  unit = (_: Measure) => '',
): string =>
  [
    'Product,Week,KPI,Unit,Value',
    ...order.map(([name, { product, week }]) =>
      [products[product], weeks[week], name, unit(name), measures[name](product, week)].join(),
    ),
  ].join('\n');
const together = cells.flatMap((cell) => names.map((name) => [name, cell] as const));
const apart = names.flatMap((name) => cells.map((cell) => [name, cell] as const));

function expectJoined({ questions, files, dataset }: ImportOutput): void {
  expect(questions).toEqual([]);
  expect(files[0]).toMatchObject({ kind: 'sales', state: 'imported', rowsAccepted: 16, units: total, products: 4 });
  expect(Number(files[0].revenue)).toBeCloseTo(money, 6);
  expect(files[0].issues.map(({ code }) => code)).toEqual(['measures-in-rows']);
  expect(dataset).toBeDefined();
}

describe('one figure a row, with what it counts in a column', () => {
  it.each([
    ['the figures of a thing together', long(together)],
    ['all figures of one measure together', long(apart)],
    ['with the unit of each', long(together, (name) => (name === 'Net sales' ? 'EUR' : 'pcs'))],
  ])('%s: rows about the same are one', async (_, text) => {
    expectJoined(await drop({ 'kpis.csv': text }));
  });

  const wide = (isMerged: boolean): string =>
    [
      `Product,KPI,${weeks.join()}`,
      ...products.flatMap((name, product) =>
        names.map((measure, at) =>
          [
            isMerged && at > 0 ? '' : name,
            measure,
            ...weeks.map((_day, week) => measures[measure](product, week)),
          ].join(),
        ),
      ),
    ].join('\n');

  it('under periods side by side', async () => {
    expectJoined(await drop({ 'kpis.csv': wide(false) }));
  });

  it('with the product on its first row only', async () => {
    const output = await drop({ 'kpis.csv': wide(true) });
    expectJoined(output);
    expect(unitsOf(output)[products[2]]).toBe(weeks.reduce((sum, _day, week) => sum + units(2, week), 0));
  });

  it('leaves out a row that counts nothing known, and says so', async () => {
    const { files } = await drop({ 'kpis.csv': long(together).replace('\n', '\nOak Tray,2024-04-01,,,99\n') });
    expect(files[0]).toMatchObject({ rowsAccepted: 16, units: total, rejected: { unparsable_quantity: 1 } });
  });

  it.each([
    ['products', 'Product,Week,Store,Quantity', ['Apple turnover', 'Vegetable stock', 'Puzzle 500 pieces']],
    ['ways to sell', 'Channel,Week,Store,Quantity', ['Sales', 'Stock', 'Price']],
  ])('is none of %s that sound like measures', async (_, heading, said) => {
    const rows = weeks.flatMap((week, at) =>
      said.flatMap((each, one) =>
        ['North', 'South'].map((store, two) => `${each},${week},${store},${3 + at * 5 + one + two}`),
      ),
    );
    const { files } = await drop({ 'sales.csv': [heading, ...rows].join('\n') });
    expect(files[0].columns.map(({ name }) => name)).toEqual(heading.split(','));
  });

  it('keeps what is the same in all rows, and stops where another table begins', async () => {
    const year = long(together)
      .replaceAll(/,(2024)-/g, ',2024,2024-')
      .replace('Week', 'Year,Week');
    const { files } = await drop({ 'kpis.csv': `${year}\n\nDate,SKU,Quantity\n2024-03-04,X1,7\n2024-03-05,X2,8` });
    expect(files).toMatchObject([
      { rowsAccepted: 16, units: total },
      { rowsAccepted: 2, units: 15 },
    ]);
    expect(files[0].columns.map(({ name }) => name)).toContain('Year');
  });

  it('is none where the same comes several times: lines of an account', async () => {
    const rows = cells.flatMap(({ product, week }) => [
      [products[product], weeks[week], 'Sales', 10 + week],
      [products[product], weeks[week], 'Sales', 20 + week],
      [products[product], weeks[week], 'Units refunded', 1],
    ]);
    const { files } = await drop({
      'account.csv': ['Product,Day,Type,Value', ...rows.map((row) => row.join())].join('\n'),
    });
    expect(files[0].issues.map(({ code }) => code)).not.toContain('measures-in-rows');
  });
});
