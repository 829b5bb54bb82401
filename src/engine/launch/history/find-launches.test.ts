import { expect, test } from 'vitest';
import { plantPanel } from '#engine/launch/testing/simulated-panel.ts';
import type { Panel } from '#engine/panel/panel.ts';
import { findLaunches, launchRules } from './find-launches.ts';

const { panel } = plantPanel(1);
const exclusionOf = (changed: Panel, id: string, corrections?: Parameters<typeof findLaunches>[2]) =>
  findLaunches(changed, launchRules, corrections).findings.find(({ productId }) => productId === id)?.exclusion;

/** The panel with one product's weeks replaced. */
function withUnits(product: number, change: (units: number, week: number) => number): Panel {
  const units = panel.units.map((value, at) =>
    Math.floor(at / panel.periods) === product ? change(value, at % panel.periods) : value,
  );
  return { ...panel, units };
}

test('the launches along the way and no others', () => {
  const { findings, launches, range } = findLaunches(panel);
  expect(launches.map(({ id }) => id)).toEqual(
    Array.from({ length: 12 }, (_, k) => `P${4 + 5 * k}`).filter((_, k) => 20 + 2 * (4 + 5 * k) <= 156 - 13),
  );
  expect(findings.filter(({ exclusion }) => exclusion === 'log-start')).toHaveLength(48);
  expect(range).toHaveLength(60);
  const [first] = launches;
  expect(first.firstWeek).toBe(panel.start + 7 * 28);
  expect(first.weekly).toHaveLength(156 - 28);
  expect(first.price).toBe(54);
});

test('of more launches than can be learnt from the latest of every category, and those that the manager wants', () => {
  const copies = Array.from({ length: 70 }, (_, k) => k);
  const many: Panel = {
    ...panel,
    products: copies.flatMap((k) => panel.products.map((product) => ({ ...product, id: `${product.id}-${k}` }))),
    units: Float64Array.from(copies.flatMap(() => [...panel.units])),
    price: Float64Array.from(copies.flatMap(() => [...panel.price])),
    revenue: Float64Array.from(copies.flatMap(() => [...panel.revenue])),
    promotion: null,
  };
  const found = findLaunches(panel).launches;
  const { launches, findings } = findLaunches(many, launchRules, {
    excluded: [],
    included: [`${found[0].id}-7`],
    firstWeek: {},
  });
  expect(launches).toHaveLength(600);
  expect(launches[0].id).toBe(`${found[0].id}-7`);
  expect(launches[1].firstWeek).toBeGreaterThan(launches[0].firstWeek);
  const left = findings.filter(({ exclusion }) => exclusion === 'enough-later');
  expect(left).toHaveLength(found.length * copies.length - 600);
  for (const category of panel.categories)
    expect(
      Math.max(...left.filter((one) => one.category === category).map(({ firstWeek }) => firstWeek)),
    ).toBeLessThanOrEqual(
      Math.min(...launches.filter((one, at) => at > 0 && one.category === category).map(({ firstWeek }) => firstWeek)),
    );
});

test('three weeks of sales, or a handful of units, are a launch that flopped and count; a quarter of stock-outs does not', () => {
  expect(
    exclusionOf(
      withUnits(4, (units, week) => (week > 30 ? 0 : units)),
      'P4',
    ),
  ).toBeNull();
  expect(
    exclusionOf(
      withUnits(4, (units, week) => (week >= 28 ? 1 - (week % 25 ? 1 : 0) : units)),
      'P4',
    ),
  ).toBeNull();
  const gaps = withUnits(4, (units, week) => (week > 28 && week < 37 ? Number.NaN : units));
  expect(exclusionOf(gaps, 'P4')).toBe('unknown-demand');
});

test('a first sale near the end is too recent', () => {
  expect(
    exclusionOf(
      withUnits(4, (units, week) => (week < 150 ? Number.NaN : units)),
      'P4',
    ),
  ).toBe('too-recent');
});

test('a product that goes on under another id or spelling is no launch', () => {
  const rename = (old: Partial<Panel['products'][number]>, other: Partial<Panel['products'][number]>): Panel => ({
    ...panel,
    products: panel.products.map((product, row) =>
      row === 0 ? { ...product, ...old } : row === 4 ? { ...product, ...other } : product,
    ),
  });
  const ended = panel.start + 7 * 27;
  expect(exclusionOf(rename({ id: 'a-17', lastSale: ended }, { id: 'A17' }), 'A17')).toBe('renamed');
  const sameName = rename({ name: 'Desk lamp 40 cm', lastSale: ended }, { name: 'desk LAMP 40 cm' });
  expect(exclusionOf(sameName, 'P4')).toBe('renamed');
  const stillSold = rename({ name: 'Desk lamp 40 cm' }, { name: 'desk LAMP 40 cm' });
  expect(exclusionOf(stillSold, 'P4')).toBeNull();
});

test('the manager has the last word', () => {
  const none = { excluded: [], included: [], firstWeek: {} };
  expect(exclusionOf(panel, 'P4', { ...none, excluded: ['P4'] })).toBe('excluded-by-hand');
  expect(exclusionOf(panel, 'P0', { ...none, included: ['P0'] })).toBeNull();
  const moved = findLaunches(panel, launchRules, { ...none, firstWeek: { P4: panel.start + 7 * 40 + 3 } });
  const finding = moved.findings.find(({ productId }) => productId === 'P4');
  expect([finding?.firstWeek, finding?.dateSetByHand]).toEqual([panel.start + 7 * 40, true]);
  expect(moved.range.find(({ id }) => id === 'P4')?.firstWeek).toBe(panel.start + 7 * 40);
});

test('what continues another product, or is left out, is no launch however recent it is', () => {
  const ended = panel.start + 7 * 135;
  const recent = {
    ...panel,
    products: panel.products.map((product, row) =>
      row === 0
        ? { ...product, id: 'a-17', lastSale: ended }
        : row === 59
          ? { ...product, id: 'A17', firstSale: ended + 7 * 7 }
          : product,
    ),
    units: panel.units.map((value, at) =>
      Math.floor(at / panel.periods) === 59 && at % panel.periods < 146 ? Number.NaN : value,
    ),
  };
  const none = { excluded: [], included: [], firstWeek: {} };
  const read = (corrections: Parameters<typeof findLaunches>[2]) => findLaunches(recent, launchRules, corrections);
  expect(read(none).findings.find(({ productId }) => productId === 'A17')?.exclusion).toBe('renamed');
  expect(read(none).noLaunches).toEqual(['A17']);
  expect(read({ ...none, excluded: ['P4'] }).noLaunches).toEqual(['P4', 'A17']);
  const wanted = read({ ...none, included: ['A17'] });
  expect(wanted.findings.find(({ productId }) => productId === 'A17')?.exclusion).toBe('too-recent');
  expect([wanted.launches.some(({ id }) => id === 'A17'), wanted.underWay.map(({ id }) => id)]).toEqual([
    false,
    ['A17'],
  ]);
  expect(wanted.noLaunches).toEqual([]);
  const postage = recent.products.map((product, row) =>
    row === 59 ? { ...product, id: 'P59', name: 'Postage' } : product,
  );
  const unsold = findLaunches({ ...recent, products: postage });
  expect(unsold.findings.find(({ productId }) => productId === 'P59')?.exclusion).toBe('no-product');
  expect(unsold.noLaunches).toEqual(['P59']);
});

test('a fee or a sample by its name is no product; one order in all is asked about', () => {
  const named = (name: string): Panel => ({
    ...panel,
    products: panel.products.map((product, row) => (row === 4 ? { ...product, name } : product)),
  });
  expect(exclusionOf(named('Postage'), 'P4')).toBe('no-product');
  expect(exclusionOf(named('香水试用装'), 'P4')).toBe('no-product');
  expect(exclusionOf(named('Postcard rack'), 'P4')).toBeNull();
  const once = withUnits(4, (units, week) => (week === 28 ? 3 : week > 28 ? 0 : units));
  const orderLines = once.units.map((units) => (units > 0 ? 1 : 0));
  const found = findLaunches({ ...once, orderLines }).findings.filter(({ isSingleOrder }) => isSingleOrder);
  expect(found.map(({ productId }) => productId)).toEqual(['P4']);
});

test('an old article number that sells for the first time has surfaced, in a shop that numbers in order', () => {
  // 48 products from the start with the numbers 1000 to 1047, launches from 1048 on, and one of the latest with an old number.
  const late = panel.products.map((_, row) => row).filter((row) => row % 5 === 4);
  const early = panel.products.map((_, row) => row).filter((row) => row % 5 !== 4);
  const numbered = (numberOf: (row: number) => number): Panel => ({
    ...panel,
    products: panel.products.map((product, row) => ({ ...product, id: String(numberOf(row)) })),
  });
  const inOrder = (row: number): number =>
    row === 44 ? 1505 : row % 5 === 4 ? 2000 + 10 * late.indexOf(row) : 1000 + 20 * early.indexOf(row);
  expect(exclusionOf(numbered(inOrder), '1505')).toBe('surfaced');
  expect(findLaunches(numbered(inOrder)).noLaunches).toContain('1505');
  expect(exclusionOf(numbered(inOrder), '2040')).toBeNull();
  // Numbers that say nothing exclude nothing.
  expect(
    exclusionOf(
      numbered((row) => 1000 + ((row * 37) % 61)),
      String(1000 + ((44 * 37) % 61)),
    ),
  ).toBeNull();
});
