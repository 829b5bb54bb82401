import { describe, expect, it } from 'vitest';
import { formatIsoDate, parseIsoDate, startOfWeek, weekday } from '#engine/calendar/epoch-day.ts';
import type { Panel } from '#engine/panel/panel.ts';
import { createRandom } from '#engine/random.ts';
import { importFiles } from '#ingest/import-files.ts';
import type { ImportOutput } from '#ingest/import-report.ts';

const silent = () => ({ progress() {}, async yieldNow() {} });
const start = parseIsoDate('2024-01-01');
const categoryOf = (product: number): string => ['Cups', 'Mugs', 'Bowls'][product % 3];

interface Sale {
  readonly day: number;
  readonly product: number;
  readonly units: number;
  readonly cents: number;
  readonly promoted: boolean;
}
interface Visit {
  readonly day: number;
  readonly product: number;
  readonly user: number;
  readonly dwell: number;
  readonly event: 'view' | 'cart' | 'favourite' | 'buy';
}

/** A shop of seven products over ten whole weeks, every row of it known. */
function plant(seed: number): {
  readonly sales: Sale[];
  readonly visits: Visit[];
  readonly ratings: [number, number][];
} {
  const random = createRandom(seed);
  const sales: Sale[] = [];
  const visits: Visit[] = [];
  for (let day = 0; day < 70; day++)
    for (let product = 0; product < 7; product++) {
      for (let line = 0; line < 2; line++)
        sales.push({
          day: start + day,
          product,
          units: 1 + random.below(4),
          cents: 500 + random.below(900),
          promoted: day % 14 < 3,
        });
      for (let visit = 0; visit < 3; visit++) {
        const event = (['view', 'view', 'view', 'cart', 'favourite', 'buy'] as const)[random.below(6)];
        visits.push({ day: start + day, product, user: random.below(6), dwell: 5 + random.below(50), event });
      }
    }
  const ratings = Array.from({ length: 40 }, (): [number, number] => [random.below(7), 1 + random.below(5)]);
  return { sales, visits, ratings };
}

async function load({ sales, visits, ratings }: ReturnType<typeof plant>, weekStart: 0 | 6): Promise<ImportOutput> {
  const file = (name: string, lines: string[]) => ({ name, bytes: new TextEncoder().encode(lines.join('\n')) });
  return importFiles(
    {
      weekStart,
      files: [
        file('orders.csv', [
          'order no,date,sku,category,quantity,unit price,promotion',
          ...sales.map(
            ({ day, product, units, cents, promoted }, i) =>
              `${i},${formatIsoDate(day)},P${product},${categoryOf(product)},${units},${(cents / 100).toFixed(2)},${promoted ? 'yes' : 'no'}`,
          ),
        ]),
        file('browsing.csv', [
          'date,user id,sku,event type,dwell seconds',
          ...visits.map(
            ({ day, product, user, dwell, event }) => `${formatIsoDate(day)},U${user},P${product},${event},${dwell}`,
          ),
        ]),
        file('reviews.csv', ['product id,rating', ...ratings.map(([product, stars]) => `P${product},${stars}`)]),
      ],
    },
    silent,
  );
}

function panelOf(output: ImportOutput): Panel {
  const { panel } = output.dataset;
  if (!panel) throw new Error('no panel');
  return panel;
}

describe.each([0, 6] as const)('measures of the panel, weeks starting on weekday %i', (weekStart) => {
  const planted = plant(11 + weekStart);

  it('are each what the rows of the week say', async () => {
    const output = await load(planted, weekStart);
    const panel = panelOf(output);
    expect(panel.weekStart).toBe(weekStart);
    expect(weekday(panel.start)).toBe(weekStart);
    const week = (day: number): number => (startOfWeek(day, weekStart) - panel.start) / 7;
    panel.products.forEach(({ id }, row) => {
      const product = Number(id.slice(1));
      for (let t = 0; t < panel.periods; t++) {
        const at = row * panel.periods + t;
        const sold = planted.sales.filter((sale) => sale.product === product && week(sale.day) === t);
        const seen = planted.visits.filter((visit) => visit.product === product && week(visit.day) === t);
        const units = sold.reduce((sum, sale) => sum + sale.units, 0);
        const cents = sold.reduce((sum, sale) => sum + sale.units * sale.cents, 0);
        const promoted = sold.filter((sale) => sale.promoted).reduce((sum, sale) => sum + sale.units, 0);
        const views = seen.filter(({ event }) => event === 'view');
        expect(panel.units[at]).toBe(units);
        expect(panel.revenue[at]).toBeCloseTo(cents / 100, 9);
        expect(panel.price[at]).toBeCloseTo(cents / 100 / units, 9);
        expect(panel.promotion?.[at]).toBeCloseTo(promoted / units, 9);
        expect(panel.orderLines?.[at]).toBe(sold.length);
        expect(panel.views?.[at]).toBe(views.length);
        expect(panel.visitors?.[at]).toBe(new Set(seen.map(({ user }) => user)).size);
        expect(panel.carts?.[at]).toBe(seen.filter(({ event }) => event === 'cart').length);
        expect(panel.favourites?.[at]).toBe(seen.filter(({ event }) => event === 'favourite').length);
        const dwell = views.reduce((sum, visit) => sum + visit.dwell, 0);
        if (views.length > 0) expect(panel.dwellSeconds?.[at]).toBeCloseTo(dwell / views.length, 9);
        else expect(panel.dwellSeconds?.[at]).toBeNaN();
      }
    });
  });

  it('roll up by category and in all, and add up to the rows', async () => {
    const { rollUps } = await load(planted, weekStart);
    const [total, ...categories] = rollUps;
    expect(categories.map(({ category }) => category)).toEqual(['Bowls', 'Cups', 'Mugs']);
    for (const one of rollUps) {
      const holds = (product: number): boolean => one.category === null || categoryOf(product) === one.category;
      const sold = planted.sales.filter(({ product }) => holds(product));
      const seen = planted.visits.filter(({ product }) => holds(product));
      const views = seen.filter(({ event }) => event === 'view');
      const units = sold.reduce((sum, sale) => sum + sale.units, 0);
      const revenue = sold.reduce((sum, sale) => sum + sale.units * sale.cents, 0) / 100;
      const promoted = sold.filter((sale) => sale.promoted).reduce((sum, sale) => sum + sale.units, 0);
      const stars = planted.ratings.filter(([product]) => holds(product)).map(([, rating]) => rating);
      const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
      expect(one.units).toBe(units);
      expect(one.revenue).toBeCloseTo(revenue, 6);
      expect(one.price).toBeCloseTo(revenue / units, 9);
      expect(one.promotion).toBeCloseTo(promoted / units, 9);
      expect(one.purchases).toBe(sold.length);
      expect(one.purchaseAmount).toBeCloseTo(revenue / sold.length, 9);
      expect(one.views).toBe(views.length);
      expect(one.carts).toBe(seen.filter(({ event }) => event === 'cart').length);
      expect(one.dwellSeconds).toBeCloseTo(mean(views.map(({ dwell }) => dwell)), 9);
      expect(one.reviews).toBe(stars.length);
      expect(one.meanRating).toBeCloseTo(mean(stars), 9);
      const visitors = new Set(
        seen.map(({ day, product, user }) => `${startOfWeek(day, weekStart)} ${product} ${user}`),
      );
      expect(one.visitors).toBe(visitors.size);
      expect(one.browsingFrequency).toBeCloseTo(views.length / visitors.size, 9);
    }
    for (const key of ['products', 'units', 'revenue', 'views', 'visitors', 'carts', 'purchases', 'reviews'] as const)
      expect(categories.reduce((sum, one) => sum + one[key], 0)).toBeCloseTo(total[key], 6);
  });
});

describe('a report of sales and visits side by side', () => {
  it('fills both', async () => {
    const text = [
      '统计日期,商品ID,商品访客数,商品浏览量,平均停留时长,商品加购件数,支付件数,支付金额',
      '2024-05-06,1001,120,300,20,12,5,99.50',
      '2024-05-07,1001,80,100,40,10,4,79.60',
    ].join('\n');
    const { rollUps } = await importFiles(
      { files: [{ name: '商品日报.csv', bytes: new TextEncoder().encode(text) }] },
      silent,
    );
    expect(rollUps[0]).toMatchObject({ units: 9, views: 400, visitors: 200, carts: 22, browsingFrequency: 2 });
    expect(rollUps[0].revenue).toBeCloseTo(179.1, 9);
    expect(rollUps[0].dwellSeconds).toBeCloseTo((20 * 300 + 40 * 100) / 400, 9);
  });
});

describe('measures that no file gives', () => {
  it('are unknown, never zero', async () => {
    const bytes = new TextEncoder().encode('date,sku,units\n2024-01-01,A1,2\n2024-01-08,A1,3\n');
    const { rollUps, dataset } = await importFiles({ files: [{ name: 'sales.csv', bytes }] }, silent);
    expect(rollUps[0]).toMatchObject({ units: 5, revenue: Number.NaN, views: Number.NaN, reviews: Number.NaN });
    expect(dataset.panel).toMatchObject({ views: null, visitors: null, carts: null, promotion: null });
  });

  it('stay by month where the file is by month', async () => {
    const months = Array.from(
      { length: 14 },
      (_, i) => `20${24 + Math.floor(i / 12)}-${String((i % 12) + 1).padStart(2, '0')},A1,${100 + i}`,
    );
    const bytes = new TextEncoder().encode(`month,sku,units\n${months.join('\n')}\n`);
    const { dataset, reconciliation } = await importFiles({ files: [{ name: 'sales.csv', bytes }] }, silent);
    expect(dataset.panel).toMatchObject({ period: 'month', periods: 14, completeFrom: 0, completeTo: 14 });
    expect([...(dataset.panel?.units ?? [])]).toEqual(months.map((_, i) => 100 + i));
    expect(reconciliation?.findings).toEqual([]);
  });
});
