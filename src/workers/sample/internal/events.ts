import { parseIsoDate, toEpochDay } from '#engine/calendar/epoch-day.ts';
import { daysOff, lunarDays } from './festival-days.ts';

/** A promotion season, what it gives and how it draws beyond its lower price. Days inclusive. */
export interface Promotion {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  /** Mean price reduction. */
  readonly discount: number;
  /** Demand is multiplied by 1 + uplift x the product's sensitivity x the category's share in it. */
  readonly uplift: number;
  /** By category code; 1 when absent, 0 = takes no part. */
  readonly share: Readonly<Record<string, number>>;
  /** Buyers wait before and rest after: factors on the 5 days before and the 10 days after. */
  readonly wait: number;
  readonly rest: number;
}

/** A day off by the State Council's notices. */
export interface Holiday {
  readonly name: string;
  readonly day: number;
}

/** First day of the lunar year. */
export function springFestivalOf(year: number): number {
  return parseIsoDate(lunarDays[year].springFestival);
}

const onlyGifts = { BH: 1, XF: 1.8, SN: 0, JD: 0.5, CW: 0, LY: 0 };

function promotionsOf(year: number): Promotion[] {
  const springFestival = springFestivalOf(year);
  const sevenSevens = parseIsoDate(lunarDays[year].sevenSevens);
  const all = (name: string, from: number, to: number, discount: number, uplift: number, rest: object): Promotion => ({
    name,
    from,
    to,
    discount,
    uplift,
    share: {},
    wait: 1,
    rest: 1,
    ...rest,
  });
  return [
    all('年货节', springFestival - 24, springFestival - 9, 0.1, 0.35, { share: { SN: 1.6, LY: 0.4, BH: 1.2 } }),
    all('3.8焕新周', toEpochDay(year, 3, 4), toEpochDay(year, 3, 8), 0.08, 0.25, { share: { XF: 1.4, SN: 1.3 } }),
    all('520礼遇季', toEpochDay(year, 5, 17), toEpochDay(year, 5, 20), 0.06, 0.3, { share: onlyGifts }),
    all('618', toEpochDay(year, 5, 31), toEpochDay(year, 6, 20), 0.15, 0.6, {
      share: { CW: 1.2 },
      wait: 0.85,
      rest: 0.82,
    }),
    all('七夕', sevenSevens - 4, sevenSevens, 0.06, 0.3, { share: onlyGifts }),
    all('开学季', toEpochDay(year, 8, 25), toEpochDay(year, 9, 5), 0.08, 0.2, {
      share: { SN: 1.5, XF: 0.3, CW: 0, LY: 0.2 },
    }),
    all('双11', toEpochDay(year, 10, 31), toEpochDay(year, 11, 11), 0.18, 0.95, {
      share: { LY: 0.6 },
      wait: 0.78,
      rest: 0.8,
    }),
    all('双12', toEpochDay(year, 12, 8), toEpochDay(year, 12, 12), 0.1, 0.3, { share: { LY: 0.3 } }),
  ];
}

/** Every promotion that touches the days asked for, in order. */
export function promotionsBetween(from: number, to: number, years: readonly number[]): readonly Promotion[] {
  return years
    .flatMap(promotionsOf)
    .filter((promotion) => promotion.to >= from && promotion.from <= to)
    .sort((a, b) => a.from - b.from);
}

/** Days off of the years asked for. */
export function holidaysOf(years: readonly number[]): readonly Holiday[] {
  return years.flatMap((year) =>
    daysOff[year].flatMap(([name, from, to]) => {
      const first = parseIsoDate(from);
      return Array.from({ length: parseIsoDate(to) - first + 1 }, (_, i) => ({ name, day: first + i }));
    }),
  );
}

/** Factor on demand around Spring Festival, when parcels stand still, and on days off (people go out: camping). */
export function holidayFactor(
  category: string,
  day: number,
  springFestival: number,
  holiday: string | undefined,
): number {
  const toFestival = day - springFestival;
  if (toFestival >= -4 && toFestival <= 5) return 0.38;
  if (toFestival > 5 && toFestival <= 9) return 0.7;
  if (!holiday) return 1;
  return category === 'LY' ? 1.35 : 0.94;
}
