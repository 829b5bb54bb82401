import { formatIsoDate, parseIsoDate, toEpochDay, weekday } from '#engine/calendar/epoch-day.ts';
import { createRandom, type Random } from '#engine/random.ts';
import { appliances } from './assortment/appliances.ts';
import { camping } from './assortment/camping.ts';
import { drinkware } from './assortment/drinkware.ts';
import { fragrance } from './assortment/fragrance.ts';
import { pets } from './assortment/pets.ts';
import type { CandidatePreferences, CategoryAssortment, ProductLine } from './assortment/range.ts';
import { storage } from './assortment/storage.ts';
import { drawFrom, drawLognormal, drawNormal, drawWeighted } from './draws.ts';
import { exactExp, exactLog, exactPower } from './exact-math.ts';
import {
  behaviours,
  type CurveName,
  curveOdds,
  firstDay,
  lastDay,
  levelNoise,
  materialLevel,
  priceLevelExponent,
  seriesLevel,
} from './market-facts.ts';

/** The sample's own seed. */
export const sampleSeed = 20231111;

export const ranges: readonly CategoryAssortment[] = [drinkware, fragrance, storage, appliances, pets, camping];

/** A span of days, both inclusive. */
export interface DaySpan {
  readonly from: number;
  readonly to: number;
}

/** One product with everything that is true of it. Money in CNY. */
export interface WorldProduct {
  readonly id: string;
  readonly name: string;
  readonly english: string;
  readonly categoryCode: string;
  readonly category: string;
  readonly listPrice: number;
  readonly unitCost: number;
  readonly material: string;
  readonly series: ProductLine[4];
  readonly group: string;
  readonly note: string;
  /** First day on sale; null = on sale before the log. */
  readonly launchDay: number | null;
  /** Last day on sale; null = still on sale. */
  readonly endDay: number | null;
  /** Last day on which anyone buys it: goods of a festival; null = none. */
  readonly lastBought: number | null;
  readonly curve: CurveName;
  /** Slows the curve: 1.1 = a tenth longer. */
  readonly stretch: number;
  /** Pieces in the peak week, season and promotion neutral. */
  readonly peakWeekly: number;
  /** What attributes and price don't explain of the level, in standard deviations; browsers dwell longer on it. */
  readonly appeal: number;
  /** How strongly it answers to promotions. */
  readonly promotionSensitivity: number;
  /** Its own discount in a promotion is the promotion's mean times this; 0 = takes no part. */
  readonly discountDepth: number;
  /** Permanent change of the list price. */
  readonly priceChange: { readonly day: number; readonly price: number } | null;
  /** Own markdowns outside the promotions. */
  readonly markdowns: readonly (DaySpan & { readonly discount: number })[];
  /** Share of views that end in a purchase. */
  readonly conversion: number;
  /** 1 to 5: where ratings centre. */
  readonly quality: number;
}

/** A newer product takes `share` of an older one's demand, scaled by the newer one's curve. */
export interface Cannibalisation {
  readonly newer: string;
  readonly older: string;
  readonly share: number;
}

export interface WorldCandidate {
  readonly product: WorldProduct;
  readonly wishes: CandidatePreferences;
}

export interface World {
  readonly seed: number;
  readonly products: readonly WorldProduct[];
  readonly candidates: readonly WorldCandidate[];
  readonly cannibalisation: readonly Cannibalisation[];
}

/** Months in which a category likes to launch, as weights January to December. */
const launchMonths: Readonly<Record<string, readonly number[]>> = {
  BH: [1, 1, 3, 3, 2, 1, 1, 2, 4, 3, 0, 0],
  XF: [1, 1, 2, 3, 1, 1, 2, 2, 3, 3, 0, 0],
  SN: [1, 2, 3, 2, 2, 1, 2, 3, 2, 2, 0, 0],
  JD: [0, 1, 2, 4, 3, 1, 1, 1, 3, 3, 0, 0],
  CW: [1, 2, 3, 2, 2, 2, 2, 2, 2, 2, 0, 0],
  LY: [0, 2, 4, 3, 1, 0, 0, 3, 3, 0, 0, 0],
};

const firstLaunch = toEpochDay(2023, 4, 4);
const lastLaunch = toEpochDay(2025, 10, 16);

/** Tuesdays to Thursdays on which a category may launch, each with its month's weight. */
function drawLaunchDay(random: Random, categoryCode: string): number {
  const days: number[] = [];
  const weights: number[] = [];
  for (let day = firstLaunch; day <= lastLaunch; day++) {
    if (weekday(day) < 1 || weekday(day) > 3) continue;
    days.push(day);
    weights.push(launchMonths[categoryCode][Number(formatIsoDate(day).slice(5, 7)) - 1]);
  }
  return drawWeighted(random, days, weights);
}

function drawMarkdowns(random: Random): (DaySpan & { discount: number })[] {
  const markdowns: (DaySpan & { discount: number })[] = [];
  for (let day = firstDay + random.below(90); day < lastDay; day += 55 + random.below(110)) {
    if (random.next() < 0.75) {
      markdowns.push({
        from: day,
        to: day + 6 + random.below(9),
        discount: drawFrom(random, [0.06, 0.08, 0.1, 0.12, 0.15]),
      });
    }
  }
  return markdowns;
}

/** Prices end in 9 or are whole. */
function tidyPrice(price: number): number {
  const whole = Math.round(price);
  return whole > 60 ? Math.round(whole / 10) * 10 - 1 : whole;
}

interface Placement {
  readonly id: string;
  readonly launchDay: number | null;
  readonly established: boolean;
}

function drawProduct(random: Random, range: CategoryAssortment, line: ProductLine, place: Placement): WorldProduct {
  const [name, english, price, material, series, group, note] = line;
  const behaviour = behaviours[range.code];
  const appeal = drawNormal(random);
  const slowMover = place.established && random.next() < 0.09;
  const level =
    behaviour.weeklyBase *
    seriesLevel[series] *
    (materialLevel[material] ?? 1) *
    exactPower(price / behaviour.medianPrice, priceLevelExponent) *
    exactExp(levelNoise * appeal) *
    (place.established ? drawLognormal(random, 0.4) : 1) *
    (slowMover ? 0.09 : 1);
  const odds = curveOdds[series];
  const changes = random.next() < 0.4;
  const changeDay = firstDay + 120 + random.below(lastDay - firstDay - 240);
  const changedPrice = tidyPrice(
    price * (random.next() < 0.6 ? 0.9 + 0.05 * random.next() : 1.05 + 0.06 * random.next()),
  );
  const ends = place.established && random.next() < 0.13;
  const endDay = toEpochDay(2024, 4, 1) + random.below(480);
  return {
    id: place.id,
    name,
    english,
    categoryCode: range.code,
    category: range.name,
    listPrice: price,
    unitCost: Math.round(price * (0.34 + 0.16 * random.next()) * 10) / 10,
    material,
    series,
    group,
    note,
    launchDay: place.launchDay,
    endDay: ends ? endDay : null,
    lastBought: null,
    curve: drawWeighted(
      random,
      odds.map(([curve]) => curve),
      odds.map(([, weight]) => weight),
    ),
    stretch: 0.88 + 0.3 * random.next(),
    peakWeekly: Math.round(level * 10) / 10,
    appeal,
    promotionSensitivity: drawLognormal(random, 0.25),
    discountDepth: random.next() < 0.86 ? drawFrom(random, [0.7, 0.85, 1, 1, 1.15, 1.3]) : 0,
    priceChange: changes && changedPrice !== price ? { day: changeDay, price: changedPrice } : null,
    markdowns: drawMarkdowns(random),
    conversion: 0.02 + 0.03 * random.next(),
    quality: 4.1 + 0.35 * appeal - 0.25 * random.next(),
  };
}

/** Half of the newer products take sales from each older product of their group that is on sale. */
function drawCannibalisation(random: Random, products: readonly WorldProduct[]): Cannibalisation[] {
  const pairs: Cannibalisation[] = [];
  for (const newer of products) {
    if (newer.launchDay === null) continue;
    for (const older of products) {
      if (older.categoryCode !== newer.categoryCode || older.group !== newer.group || older === newer) continue;
      if (older.launchDay !== null && older.launchDay >= newer.launchDay) continue;
      const share = 0.08 + 0.22 * random.next();
      if (random.next() < 0.7) pairs.push({ newer: newer.id, older: older.id, share: Math.round(share * 1000) / 1000 });
    }
  }
  return pairs;
}

/**
 * The shop of the sample: products, candidates and what is true of them, all from one seed. Every category draws from
 * a stream of its own, so that a product added to one leaves the others as they are.
 */
export function createWorld(seed: number): World {
  const products: WorldProduct[] = [];
  const candidates: WorldCandidate[] = [];
  ranges.forEach((range, index) => {
    const random = createRandom(seed + 1000 * (index + 1));
    range.established.forEach((line, i) => {
      products.push(
        drawProduct(random, range, line, { id: `${range.code}${1001 + i}`, launchDay: null, established: true }),
      );
    });
    const launches = range.launched
      .map((line) => ({ line, day: drawLaunchDay(random, range.code) }))
      .sort((a, b) => a.day - b.day);
    launches.forEach(({ line, day }, i) => {
      const id = `${range.code}${1001 + range.established.length + i}`;
      products.push(drawProduct(random, range, line, { id, launchDay: day, established: false }));
    });
    range.candidates.forEach(([line, wishes], i) => {
      const place = { id: `${range.code}${2601 + i}`, launchDay: parseIsoDate(wishes.planned), established: false };
      const product = {
        ...drawProduct(random, range, line, place),
        unitCost: wishes.unitCost,
        priceChange: null,
        lastBought: wishes.lastDay === undefined ? null : parseIsoDate(wishes.lastDay),
      };
      candidates.push({ product, wishes });
    });
  });
  const random = createRandom(seed + 7000);
  return { seed, products, candidates, cannibalisation: drawCannibalisation(random, products) };
}

/** Weekly AR(1) of a logarithm, started in its stationary state: entry w is week w's factor. */
export function drawDrift(
  random: Random,
  weeks: number,
  { phi, innovation }: { readonly phi: number; readonly innovation: number },
): readonly number[] {
  let log = (drawNormal(random) * innovation) / Math.sqrt(1 - phi * phi);
  const factors: number[] = [];
  for (let week = 0; week < weeks; week++) {
    factors.push(exactExp(log));
    log = phi * log + innovation * drawNormal(random);
  }
  return factors;
}

/** Growth since the start of the log at a yearly rate. */
export function growthFactor(yearlyRate: number, day: number): number {
  return exactExp(exactLog(1 + yearlyRate) * ((day - firstDay) / 365.25));
}
