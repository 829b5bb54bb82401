import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { HolidayUtil, Lunar } from 'lunar-typescript';
import { describe, expect, it } from 'vitest';
import { formatIsoDate, parseIsoDate, weekday } from '#engine/calendar/epoch-day.ts';
import { createRandom } from '#engine/random.ts';
import { drop } from '#ingest/testing/drop-files.ts';
import { drawNegativeBinomial } from '#workers/sample/internal/draws.ts';
import { holidaysOf, promotionsBetween, springFestivalOf } from '#workers/sample/internal/events.ts';
import { exactExp, exactLog } from '#workers/sample/internal/exact-math.ts';
import { daysOff, lunarDays } from '#workers/sample/internal/festival-days.ts';
import { makeLaterSales } from '#workers/sample/internal/later.ts';
import { behaviours, firstDay, lastDay, seasonTable } from '#workers/sample/internal/market-facts.ts';
import { simulateLaterSales } from '#workers/sample/internal/sales.ts';
import { sampleSeed } from '#workers/sample/internal/world.ts';
import { drawPoisson } from './browsing.ts';
import { makeSample, managersPlan, sampleVersion, sha256 } from './sample-files.ts';

const root = path.resolve(import.meta.dirname, '../..');
const sample = makeSample();
const { world, sales } = sample;
const weeks = (lastDay - firstDay + 1) / 7;
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const weekOf = (day: number): number => Math.floor((day - firstDay) / 7);

/** Daily pieces by product, 0 where there is no row. */
const daily = new Map<string, Float64Array>(world.products.map(({ id }) => [id, new Float64Array(weeks * 7)]));
for (const row of sales.rows) (daily.get(row.product.id) as Float64Array)[row.day - firstDay] = row.units;
const spanMean = (id: string, from: number, to: number): number =>
  mean(Array.from((daily.get(id) as Float64Array).subarray(Math.max(0, from - firstDay), to - firstDay + 1)));

describe('the sample on disk', () => {
  it.each(sample.files.map((file) => file.name))('%s is what the generator makes, byte for byte', (name) => {
    const made = sample.files.find((file) => file.name === name)?.bytes as Uint8Array;
    expect(sha256(readFileSync(path.join(root, 'public/sample', name)))).toBe(sha256(made));
  });

  it('has its truth beside it', () => {
    expect(readFileSync(path.join(root, 'public/sample/truth.json'), 'utf8')).toBe(sample.truth);
  });

  it('is frozen: version, seed and content belong together', () => {
    const contents = sample.files.filter((file) => file.name !== 'manifest.json').map((file) => sha256(file.bytes));
    expect({ version: sampleVersion, seed: sampleSeed, contents }).toMatchSnapshot();
  });

  it('is small: under 3 MB in all', () => {
    expect(sample.files.reduce((sum, file) => sum + file.bytes.length, 0)).toBeLessThan(3e6);
  });

  it('another seed makes another sample', () => {
    const other = makeSample(1);
    expect(sha256(other.files[0].bytes)).not.toBe(sha256(sample.files[0].bytes));
  });
});

describe('what it holds', () => {
  it('three whole years of 120 products in 6 categories, 50 of them launched along the way', () => {
    expect(formatIsoDate(firstDay)).toBe('2023-01-02');
    expect(formatIsoDate(lastDay)).toBe('2025-12-28');
    expect(weeks).toBe(156);
    expect(world.products).toHaveLength(120);
    expect(new Set(world.products.map((product) => product.category)).size).toBe(6);
    const launched = world.products.filter((product) => product.launchDay !== null);
    expect(launched).toHaveLength(50);
    for (const product of launched) {
      const first = sales.rows.find((row) => row.product === product)?.day as number;
      expect(first - (product.launchDay as number)).toBeGreaterThanOrEqual(0);
      expect(first - (product.launchDay as number)).toBeLessThan(14);
      expect(weekOf(first)).toBeGreaterThan(12);
    }
  });

  it('names every product once in either language', () => {
    const all = [...world.products, ...world.candidates.map((candidate) => candidate.product)];
    expect(new Set(all.map((product) => product.name)).size).toBe(144);
    expect(new Set(all.map((product) => product.english)).size).toBe(144);
    expect(new Set(all.map((product) => product.id)).size).toBe(144);
  });

  it('24 candidates that could be bought and sold: salvage < cost < price, earliest <= planned <= latest', () => {
    expect(world.candidates).toHaveLength(24);
    const known = new Set(world.products.map((product) => product.english));
    for (const { product, wishes } of world.candidates) {
      expect(wishes.salvage).toBeLessThan(wishes.unitCost);
      expect(wishes.unitCost).toBeLessThan(product.listPrice * 0.6);
      expect(parseIsoDate(wishes.earliest)).toBeLessThanOrEqual(parseIsoDate(wishes.planned));
      expect(parseIsoDate(wishes.planned)).toBeLessThanOrEqual(parseIsoDate(wishes.latest));
      expect(parseIsoDate(wishes.earliest)).toBeGreaterThan(lastDay);
      if (wishes.predecessor) expect(known).toContain(wishes.predecessor);
    }
  });

  it('Spring Festival on its right day, 2027 included, and every promotion each year', () => {
    const festivals = [2023, 2024, 2025, 2026, 2027].map((year) => formatIsoDate(springFestivalOf(year)));
    expect(festivals).toEqual(['2023-01-22', '2024-02-10', '2025-01-29', '2026-02-17', '2027-02-06']);
    const names = promotionsBetween(parseIsoDate('2026-01-01'), parseIsoDate('2026-12-31'), [2026]).map((p) => p.name);
    expect(names).toEqual(['年货节', '3.8焕新周', '520礼遇季', '618', '七夕', '开学季', '双11', '双12']);
  });

  it('the days written out are those of the lunar calendar, year by year', () => {
    const solar = (year: number, month: number, day: number): string =>
      Lunar.fromYmd(year, month, day).getSolar().toYmd();
    for (const [year, { springFestival, sevenSevens }] of Object.entries(lunarDays)) {
      expect([springFestival, sevenSevens]).toEqual([solar(Number(year), 1, 1), solar(Number(year), 7, 7)]);
    }
    const years = Object.keys(daysOff).map(Number);
    const off = years.flatMap((year) =>
      HolidayUtil.getHolidays(year)
        .filter((holiday) => !holiday.isWork() && holiday.getDay().startsWith(String(year)))
        .map((holiday) => holiday.getDay()),
    );
    expect(holidaysOf(years).map(({ day }) => formatIsoDate(day))).toEqual(off);
  });

  const notices = path.resolve(root, '../shared/data/calendar_cn_gb18030.csv');
  it.skipIf(!existsSync(notices))('days off as the State Council announced them (needs the shared calendar)', () => {
    const official = new TextDecoder('gb18030')
      .decode(readFileSync(notices))
      .split('\r\n')
      .map((line) => line.split(','))
      .filter(([day, , kind]) => kind === '休' && day >= '2023-01-01' && day <= '2026-10-10')
      .map(([day]) => day);
    const ours = holidaysOf([2023, 2024, 2025, 2026]).map((holiday) => formatIsoDate(holiday.day));
    expect(official.filter((day) => !ours.includes(day))).toEqual([]);
    // What the notices leave out of a long weekend is a Saturday or Sunday anyway.
    const more = ours.filter((day) => !official.includes(day));
    expect(more.filter((day) => weekday(parseIsoDate(day)) < 5)).toEqual([]);
  });
});

describe('what was planted shows in the numbers', () => {
  it('noise is overdispersed: daily counts of quiet weeks vary far more than Poisson counts', () => {
    const indices = world.products
      .filter((product) => product.launchDay === null && product.endDay === null && product.peakWeekly > 30)
      .map(({ id }) => {
        const counts = Array.from((daily.get(id) as Float64Array).subarray(52 * 7 + 56, 52 * 7 + 126));
        const middle = mean(counts);
        return mean(counts.map((count) => (count - middle) ** 2)) / middle;
      });
    expect(mean(indices)).toBeGreaterThan(1.8);
  });

  it('own markdowns outside the promotions give the planted elasticities back', () => {
    let cross = 0;
    let square = 0;
    let used = 0;
    for (const product of world.products.filter((each) => each.endDay === null)) {
      const { elasticity } = behaviours[product.categoryCode];
      const own = sales.rows.filter((row) => row.product === product);
      for (const { from, to } of product.markdowns) {
        const start = from - 9;
        const end = to + 9;
        const busy = promotionsBetween(start - 10, end + 5, [2022, 2023, 2024, 2025, 2026]).some(
          (promotion) => promotion.wait < 1 || (promotion.from <= end && promotion.to >= start),
        );
        if (busy || start < Math.max(firstDay, (product.launchDay ?? 0) + 120) || end > lastDay) continue;
        const marked = own.filter((row) => row.day >= from && row.day <= to);
        const plain = own.filter((row) => row.day >= start && row.day <= end && (row.day < from || row.day > to));
        if (marked.length < 5 || plain.length < 12 || plain.some((row) => row.price !== plain[0].price)) continue;
        const during = spanMean(product.id, from, to);
        const around = (spanMean(product.id, start, from - 1) + spanMean(product.id, to + 1, end)) / 2;
        const planted = -elasticity * Math.log(marked[0].price / plain[0].price);
        cross += planted * Math.log(during / around);
        square += planted * planted;
        used++;
      }
    }
    expect(used).toBeGreaterThan(100);
    expect(Math.abs(cross / square - 1), `slope ${cross / square} from ${used}`).toBeLessThan(0.2);
  });

  it('promotions coincide with the season: 双11 lies in the high season of five categories and lifts sales far above it', () => {
    const dayIndex = 312;
    const high = Object.values(behaviours).filter(({ peaks }) => seasonTable(peaks)[dayIndex] > 1.03);
    expect(high.length).toBeGreaterThanOrEqual(4);
    const total = Array.from({ length: weeks * 7 }, (_, day) =>
      [...daily.values()].reduce((sum, counts) => sum + counts[day], 0),
    );
    for (const year of ['2023', '2024', '2025']) {
      const from = parseIsoDate(`${year}-11-01`) - firstDay;
      const quiet = parseIsoDate(`${year}-10-10`) - firstDay;
      expect(mean(total.slice(from, from + 11)) / mean(total.slice(quiet, quiet + 11))).toBeGreaterThan(1.7);
    }
  });

  it('launch curves: fast ones fall to a third within a quarter, slow ones rise', () => {
    const ratio = (name: string): number =>
      mean(
        world.products
          .filter((product) => product.curve === name && product.launchDay !== null)
          .filter((product) => (product.launchDay as number) + 105 < lastDay)
          .map(({ id, launchDay }) => {
            const launch = launchDay as number;
            return Math.log(
              (0.02 + spanMean(id, launch + 77, launch + 104)) / (0.02 + spanMean(id, launch, launch + 27)),
            );
          }),
      );
    const [fast, steady, slow] = [ratio('fast'), ratio('steady'), ratio('slow')];
    expect(fast).toBeLessThan(-0.5);
    expect(steady).toBeGreaterThan(fast + 0.4);
    expect(slow).toBeGreaterThan(steady + 0.2);
  });

  it('stock-outs are weeks without a single row, between weeks with sales', () => {
    expect(sales.stockOuts.length).toBeGreaterThan(25);
    for (const { product, from, to } of sales.stockOuts) {
      expect(spanMean(product, from, to)).toBe(0);
      expect(spanMean(product, from - 20, from - 1) + spanMean(product, to + 1, to + 20)).toBeGreaterThan(0);
    }
  });

  it('browsing runs a week ahead of sales', () => {
    const text = new TextDecoder().decode(
      new Uint8Array(gunzipSync(sample.files.find((file) => file.name.startsWith('browsing'))?.bytes as Uint8Array)),
    );
    const views = new Map<string, Float64Array>(world.products.map(({ id }) => [id, new Float64Array(weeks)]));
    for (const line of text.split('\n').slice(1, -1)) {
      const [day, , product, count] = line.split(',');
      (views.get(product) as Float64Array)[weekOf(parseIsoDate(day))] += Number(count);
    }
    const changes = (values: readonly number[]): number[] => values.slice(1).map((value, i) => value - values[i]);
    const correlation = (a: readonly number[], b: readonly number[]): number => {
      const [ma, mb] = [mean(a), mean(b)];
      const dot = mean(a.map((value, i) => (value - ma) * (b[i] - mb)));
      return dot / Math.sqrt(mean(a.map((value) => (value - ma) ** 2)) * mean(b.map((value) => (value - mb) ** 2)));
    };
    const big = world.products.filter(
      (product) => product.launchDay === null && product.endDay === null && product.peakWeekly > 40,
    );
    const lag = (shift: number): number =>
      mean(
        big.map(({ id }) => {
          const units = Array.from({ length: weeks }, (_, week) =>
            spanMean(id, firstDay + 7 * week, firstDay + 7 * week + 6),
          );
          const seen = Array.from(views.get(id) as Float64Array);
          return correlation(changes(seen.slice(1, weeks - 1)), changes(units.slice(1 + shift, weeks - 1 + shift)));
        }),
      );
    expect(lag(1)).toBeGreaterThan(0.3);
    expect(lag(1)).toBeGreaterThan(lag(0) + 0.15);
  });

  it('reviews: more stars for what was planted as better', () => {
    const lines = new TextDecoder()
      .decode(sample.files.find((file) => file.name === 'reviews.csv')?.bytes)
      .split('\n')
      .slice(1, -1);
    const stars = new Map<string, number[]>();
    for (const line of lines) {
      const [, product, rating] = line.split(',');
      stars.set(product, [...(stars.get(product) ?? []), Number(rating)]);
    }
    const ordered = [...world.products].sort((a, b) => a.quality - b.quality);
    const of = (half: typeof ordered): number => mean(half.flatMap((product) => stars.get(product.id) ?? []));
    expect(of(ordered.slice(60))).toBeGreaterThan(of(ordered.slice(0, 60)) + 0.25);
    expect(of(ordered)).toBeGreaterThan(3.9);
  });
});

describe('the weeks after the log', () => {
  const later = makeLaterSales(world, managersPlan(world), 26);

  it('go on from the log, under the plan, the same each time', () => {
    const { rows } = later.log;
    expect(rows[0].day).toBe(lastDay + 1);
    expect(rows[rows.length - 1].day).toBe(lastDay + 7 * 26);
    expect(makeLaterSales(world, managersPlan(world), 26).log.rows).toEqual(rows);
    const [before, after] = [sales.rows, rows].map((all) => {
      const weekly = new Map<string, number>();
      const span = all === rows ? [lastDay + 1, lastDay + 56] : [lastDay - 365, lastDay - 365 + 55];
      for (const row of all) {
        if (row.day < span[0] || row.day > span[1] || row.product.launchDay !== null) continue;
        weekly.set(row.product.id, (weekly.get(row.product.id) ?? 0) + row.units);
      }
      return [...weekly.values()].reduce((sum, units) => sum + units, 0);
    });
    expect(after / before).toBeGreaterThan(0.7);
    expect(after / before).toBeLessThan(1.5);
  });

  it('hold one launch too weak, one out of stock, one late and one far too strong', () => {
    const { weak, stockOut, late, runaway } = later.trouble;
    expect(new Set([weak, stockOut, late, runaway]).size).toBe(4);
    const quiet = makeLaterSales(world, managersPlan(world), 26).log.expectedWeekly;
    const total = (id: string | null): number =>
      (quiet.get(id as string) as Float64Array).reduce((sum, units) => sum + units, 0);
    const plain = simulateLaterSales(world, 26, {
      launched: world.candidates.map(({ product }) => ({
        ...product,
        launchDay: parseIsoDate(later.launched[product.id]),
      })),
      factors: new Map(),
      stockOuts: [],
    }).expectedWeekly;
    const planted = (id: string | null): number =>
      total(id) / (plain.get(id as string) as Float64Array).reduce((sum, units) => sum + units, 0);
    expect(planted(weak)).toBeCloseTo(0.6, 1);
    expect(planted(runaway)).toBeCloseTo(2.2, 0);
    const [span] = later.log.stockOuts;
    expect(span.product).toBe(stockOut);
    expect(
      later.log.rows.some((row) => row.product.id === stockOut && row.day >= span.from && row.day <= span.to),
    ).toBe(false);
    const lateBy = parseIsoDate(later.launched[late as string]) - parseIsoDate(managersPlan(world)[late as string]);
    expect(Math.floor(lateBy / 7)).toBe(3);
    // The shop launches in the middle of a week, as in the log.
    for (const day of Object.values(later.launched)) expect([1, 2, 3]).toContain(weekday(parseIsoDate(day)));
  });

  it('sell what a plan expects of them, but for a few percent, where it says so', () => {
    const expected = Object.fromEntries(world.candidates.map(({ product }) => [product.id, 900]));
    const planned = makeLaterSales(world, managersPlan(world), 40, expected);
    const { weak, runaway } = planned.trouble;
    for (const { product } of world.candidates) {
      if (product.id === weak || product.id === runaway) continue;
      const weekly = planned.log.expectedWeekly.get(product.id) as Float64Array;
      const first = Math.floor((parseIsoDate(planned.launched[product.id]) - lastDay - 1) / 7);
      const pieces = weekly.subarray(first, first + 13).reduce((sum, units) => sum + units, 0);
      expect(Math.abs(Math.log(pieces / 900))).toBeLessThan(0.25);
    }
  });

  it('come with reviews, the weak launch with the worst', () => {
    const stars = (id: string | null): number =>
      mean(later.reviews.filter(({ product }) => product === id).map(({ rating }) => rating));
    expect(later.reviews.length).toBeGreaterThan(60);
    expect(stars(later.trouble.weak)).toBeLessThan(mean(later.reviews.map(({ rating }) => rating)) - 0.5);
  });
});

describe('its arithmetic', () => {
  it('exp and ln agree with the built-in ones to 1e-14', () => {
    for (const x of [-40, -3.3, -1e-9, 0, 0.1, 1, 7.7, 60]) expect(exactExp(x) / Math.exp(x) - 1).toBeCloseTo(0, 13);
    for (const x of [1e-9, 0.2, 0.75, 1, 1.5, 2, 1e6]) expect(exactLog(x)).toBeCloseTo(Math.log(x), 13);
  });

  it('counts have the mean and variance of their distribution', () => {
    const random = createRandom(5);
    const draws = Array.from({ length: 20000 }, () => drawNegativeBinomial(random, 12, 5));
    const middle = mean(draws);
    expect(Math.abs(middle - 12)).toBeLessThan(0.2);
    expect(Math.abs(mean(draws.map((draw) => (draw - middle) ** 2)) / (12 + 144 / 5) - 1)).toBeLessThan(0.06);
    expect(Math.abs(mean(Array.from({ length: 20000 }, () => drawPoisson(random, 4))) - 4)).toBeLessThan(0.06);
  });
});

describe('its festival goods', () => {
  const ended = world.candidates.flatMap(({ product }) => (product.lastBought === null ? [] : [product]));

  it('are read from their names: the last days proposed are those planted, and no others', async () => {
    const file = sample.files.find(({ name }) => name.startsWith('candidates')) as { name: string; bytes: Uint8Array };
    const { dataset } = await drop({ [file.name]: file.bytes });
    const proposed = dataset.candidates.flatMap(({ id, lastDay }) => (lastDay === undefined ? [] : [[id, lastDay]]));
    expect(proposed).toEqual(ended.map(({ id, lastBought }) => [id, lastBought]).sort());
    expect(ended).toHaveLength(3);
  });

  it('sell nothing after their last day, however late they launch', () => {
    const late = Object.fromEntries(
      ended.map(({ id, lastBought }) => [id, formatIsoDate((lastBought as number) - 13)]),
    );
    const { log } = makeLaterSales(world, { ...managersPlan(world), ...late }, 26);
    for (const { id, lastBought } of ended) {
      const days = log.rows.flatMap(({ day, product }) => (product.id === id ? [day] : []));
      expect(Math.max(...days)).toBeLessThanOrEqual(lastBought as number);
    }
  });
});
