import { toEpochDay } from '#engine/calendar/epoch-day.ts';
import type { MarketCalendar, MarketEvent } from '#engine/panel/market-calendar.ts';
import type { Panel, PanelProduct } from '#engine/panel/panel.ts';
import { createRandom } from '#engine/random.ts';

/** Truth behind {@link plantPanel}. */
export interface SimulatedPanel {
  readonly panel: Panel;
  readonly calendar: MarketCalendar;
  /** Season by category and week of the panel, mean about 1. */
  readonly season: (category: number, week: number) => number;
  /** Relative uplift of a whole week of 双11 and of 618. */
  readonly uplift: { readonly 双11: number; readonly 618: number };
}

const weeks = 156;
const start = toEpochDay(2023, 1, 2);
const categories = ['灯具 Lighting', '水杯 Drinkware'];
const uplift = { 双11: 1.5, 618: 0.8 };

/**
 * Three years of weekly sales of two categories with opposite seasons, two yearly events and launches along the way (every
 * fifth product of 60), with multiplicative noise. Launch curves fall from 1.6 to 1 times the level within 13 weeks.
 */
export function plantPanel(seed: number): SimulatedPanel {
  const random = createRandom(seed);
  const events: MarketEvent[] = [2023, 2024, 2025, 2026].flatMap((year): MarketEvent[] => [
    { name: '双11', kind: 'promotion', from: toEpochDay(year, 11, 4), to: toEpochDay(year, 11, 17), discount: 0.2 },
    { name: `${year}年618`, kind: 'promotion', from: toEpochDay(year, 6, 5), to: toEpochDay(year, 6, 18) },
  ]);
  const season = (category: number, week: number): number =>
    Math.exp(0.3 * Math.cos((2 * Math.PI * (week - (category === 0 ? 0 : 26))) / 52.18)) / 1.0226;
  const share = (event: MarketEvent, week: number): number => {
    const day = start + 7 * week;
    return Math.max(0, Math.min(event.to, day + 6) - Math.max(event.from, day) + 1) / 7;
  };
  const factor = (category: number, week: number): number =>
    events.reduce(
      (all, event) => all * (1 + (event.name === '双11' ? uplift.双11 : uplift['618'])) ** share(event, week),
      season(category, week),
    );
  const products: PanelProduct[] = [];
  const n = 60;
  const units = new Float64Array(n * weeks).fill(Number.NaN);
  const price = new Float64Array(n * weeks).fill(Number.NaN);
  for (let i = 0; i < n; i++) {
    const category = i % 2;
    const first = i % 5 === 4 ? 20 + 2 * i : 0;
    const level = 60 * Math.exp(0.5 * random.normal());
    for (let t = first; t < weeks; t++) {
      const age = t - first;
      const curve = first === 0 ? 1 : 1 + 0.6 * Math.max(0, 1 - age / 13);
      units[i * weeks + t] = Math.max(
        0,
        Math.round(level * curve * factor(category, t) * Math.exp(0.15 * random.normal())),
      );
      price[i * weeks + t] = 50 + i;
    }
    products.push({
      id: `P${i}`,
      name: `${categories[category]} ${i}`,
      category,
      firstSale: start + 7 * first,
      lastSale: start + 7 * weeks - 1,
    });
  }
  const none = null;
  return {
    panel: {
      period: 'week',
      start,
      periods: weeks,
      weekStart: 0,
      products,
      categories,
      units,
      revenue: units.map((value, at) => value * price[at]),
      price,
      promotion: none,
      views: none,
      visitors: none,
      dwellSeconds: none,
      carts: none,
      favourites: none,
      stockOut: none,
      completeFrom: 0,
      completeTo: weeks,
    },
    calendar: { start, weeks: weeks + 52, priceIndex: none, seasonIndex: none, events },
    season,
    uplift,
  };
}

/**
 * The panel with the prices of a launch's first quarter alone: what launches asked is known. What demand answers to a price
 * is then refused at once; to learn it takes a good part of the time of a forecast.
 */
export function withLaunchPrices(panel: Panel): Panel {
  const price = panel.price.map((known, at) => {
    const week = panel.start + 7 * (at % panel.periods);
    const age = week - panel.products[Math.floor(at / panel.periods)].firstSale;
    return week > panel.start && age >= 0 && age < 7 * 13 ? known : Number.NaN;
  });
  return { ...panel, price };
}
