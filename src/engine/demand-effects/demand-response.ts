import { type EpochDay, fromEpochDay, toEpochDay } from '#engine/calendar/epoch-day.ts';
import { meanOf } from '#engine/kernels/statistics.ts';
import type { DemandFactors } from '#engine/launch/history/launch.ts';
import type { MarketCalendar, MarketEvent } from '#engine/panel/market-calendar.ts';
import type { Panel } from '#engine/panel/panel.ts';
import type { CategorySeason, EventEffect } from '#engine/planning/problem/plan-request.ts';
import { demandIndex } from './demand-index.ts';
import { eventDiscounts } from './event-discounts.ts';
import { eventKind, eventShares } from './event-share.ts';
import { fitRidge } from './ridge-regression.ts';

/** How demand answers season and events: all that the launch curves are cleaned by and the planner's instance is filled with. */
export interface DemandResponse {
  readonly seasons: readonly CategorySeason[];
  readonly events: readonly EventEffect[];
  /** By category: its answer to events relative to the average one, 1 = average. */
  readonly sensitivity: Readonly<Record<string, number>>;
  /** Season of a category (name) in the week that begins on `day`; mean 1 over a year. */
  seasonAt(category: string, day: EpochDay): number;
  /** Average relative uplift, price reduction and name ('' = none) of the events in that week. */
  promotionAt(day: EpochDay): { readonly uplift: number; readonly discount: number; readonly name: string };
}

/** Fewest weeks from which a season of its own is learnt, and with four waves instead of two. */
const seasonWeeks = 78;
const fullSeasonWeeks = 104;
/** Days before and after a promotion in which buyers wait and rest. */
const waitDays = 7;
const restDays = 14;
/** Rounds in which the columns of partly covered weeks follow the effects found. */
const effectRounds = 3;
/** Prior standard deviations (logarithms): wave k of the common season, a category's departure from it, events, the weeks around them. */
const commonWave = 0.4;
const ownWave = 0.2;
const eventPrior = 0.6;
const dipPrior = 0.2;
const sensitivityPrior = 0.4;
const trendPrior = 0.3;

/**
 * Season and event effects from the weekly demand index (docs/methods/launch-instance.md): the logarithm of the whole assortment's
 * index is a slow trend, waves of the year, one effect for each kind of event (a week that it covers by a share s has 1 + s x uplift) and
 * one each for the weeks before and after a promotion, all with normal priors; each category's departure from it is fitted to what is left, with tighter priors. With fewer than 78
 * complete weeks a year's season cannot be told from a trend: the calendar's season index is then used, or none.
 */
export function learnDemandResponse(panel: Panel, calendar: MarketCalendar | null): DemandResponse {
  const n = panel.completeTo - panel.completeFrom;
  const days = Array.from({ length: n }, (_, t) => panel.start + 7 * (panel.completeFrom + t));
  const events = calendar?.events ?? [];
  const shares = days.map((day) => eventShares(events, day));
  const kinds = [...new Set(events.map((event) => eventKind(event.name)))].filter((kind) =>
    shares.some((share) => share.has(kind)),
  );
  const waves = n >= fullSeasonWeeks ? 4 : n >= seasonWeeks ? 2 : 0;
  const known = waves === 0 ? calendarSeason(calendar) : null;
  const offset = Float64Array.from(days, (day) => (known ? Math.log(known(day)) : 0));
  const eventColumns = (effects: Float64Array): Float64Array[] =>
    kinds.map((kind, e) => Float64Array.from(shares, (share) => partOfEffect(share.get(kind) ?? 0, effects[e])));
  const waveColumns = createWaves(days, waves);
  const trend = createTrend(n);
  const dips = createDips(events, kinds, days);
  const priors = [
    Number.POSITIVE_INFINITY,
    ...trend.map(() => trendPrior),
    ...waveColumns.map((_, k) => commonWave / (1 + Math.floor(k / 2))),
    ...kinds.map(() => eventPrior),
    ...dips.map(() => dipPrior),
  ];
  const firstWave = 1 + trend.length;
  const firstEvent = firstWave + waveColumns.length;
  const lastEvent = firstEvent + kinds.length;
  const columnsAt = (effects: Float64Array): Float64Array[] => [
    new Float64Array(n).fill(1),
    ...trend,
    ...waveColumns,
    ...eventColumns(effects),
    ...dips,
  ];
  let columns = columnsAt(new Float64Array(kinds.length));

  const fitIndex = (category: number | undefined): Float64Array => {
    let profile = new Float64Array(n).fill(1);
    let log = demandIndex(panel, category, profile).log;
    for (let round = 0; round < 2; round++) {
      const { coefficients } = fitRidge(columns, subtract(log, offset), priors);
      profile = profile.map((_, t) =>
        Math.exp(
          columns.reduce((sum, column, i) => (i < firstWave ? sum : sum + coefficients[i] * column[t]), offset[t]),
        ),
      );
      log = demandIndex(panel, category, profile).log;
    }
    return subtract(log, offset);
  };

  const enough = n >= 26 && demandIndex(panel, undefined, new Float64Array(n).fill(1)).products > 0;
  let common: Float64Array = new Float64Array(columns.length);
  for (let round = 0; enough && round < effectRounds; round++) {
    columns = columnsAt(common.slice(firstEvent, lastEvent));
    common = fitRidge(columns, fitIndex(undefined), priors).coefficients;
  }
  const commonWaves = common.slice(firstWave, firstEvent);
  const effects = common.slice(firstEvent, lastEvent);
  const eventLog = Float64Array.from(days, (_, t) =>
    effects.reduce((sum, effect, e) => sum + effect * columns[firstEvent + e][t], 0),
  );
  const own = new Map<string, { waves: Float64Array; credibility: number; sensitivity: number }>();
  panel.categories.forEach((name, c) => {
    if (!enough || demandIndex(panel, c, new Float64Array(n).fill(1)).products === 0) return;
    const rest = fitIndex(c).map(
      (value, t) => value - columns.reduce((sum, column, i) => sum + common[i] * column[t], 0),
    );
    const ownColumns = [new Float64Array(n).fill(1), ...trend, ...waveColumns, eventLog];
    const ownPriors = [
      Number.POSITIVE_INFINITY,
      ...trend.map(() => trendPrior),
      ...waveColumns.map((_, k) => ownWave / (1 + Math.floor(k / 2))),
      sensitivityPrior,
    ];
    const fit = fitRidge(ownColumns, rest, ownPriors);
    const departure = fit.coefficients.slice(firstWave, firstEvent);
    const learnt = departure.map((_, k) => 1 - fit.variances[firstWave + k] / ownPriors[firstWave + k] ** 2);
    own.set(name, {
      waves: departure.map((value, k) => value + commonWaves[k]),
      credibility: learnt.length > 0 ? Math.max(0, meanOf(learnt)) : 0,
      sensitivity: Math.max(0.2, 1 + fit.coefficients[firstEvent]),
    });
  });

  const seasonOf = (category: string): ((day: EpochDay) => number) => {
    if (known) return known;
    const coefficients = own.get(category)?.waves ?? commonWaves;
    return waveFunction(coefficients);
  };
  const functions = new Map([...panel.categories, ''].map((name) => [name, seasonOf(name)] as const));
  const seasonAt = (category: string, day: EpochDay): number =>
    (functions.get(category) ?? functions.get('') ?? (() => 1))(day);
  const discounts = eventDiscounts(panel, days, shares, kinds);
  const eventEffects = describeEvents(events, kinds, shares, effects, discounts);
  const byKind = new Map(eventEffects.map((effect) => [effect.name, effect] as const));

  return {
    seasons: panel.categories.map((category) => ({
      category,
      byWeek: Float64Array.from({ length: 53 }, (_, w) => seasonAt(category, toEpochDay(2001, 1, 1) + 7 * w)),
      credibility: known ? 0 : (own.get(category)?.credibility ?? 0),
    })),
    events: eventEffects,
    sensitivity: Object.fromEntries(panel.categories.map((name) => [name, own.get(name)?.sensitivity ?? 1])),
    seasonAt,
    promotionAt: (day) => {
      let log = 0;
      let discount = 0;
      let name = '';
      let fullest = 0;
      for (const [kind, share] of eventShares(events, day)) {
        const effect = byKind.get(kind);
        if (!effect) continue;
        log += Math.log1p(share * effect.uplift);
        discount = Math.max(discount, share * effect.discount);
        if (share > fullest) {
          fullest = share;
          name = kind;
        }
      }
      return { uplift: Math.expm1(log), discount, name };
    },
  };
}

/** Season x (1 + sensitivity x uplift) by category from `start` on: what launch histories are divided by. `season-only`: no uplifts. */
export function toDemandFactors(
  response: DemandResponse,
  start: EpochDay,
  weeks: number,
  part: 'all' | 'season-only' = 'all',
): DemandFactors {
  const promotion = Array.from({ length: weeks }, (_, w) =>
    part === 'all' ? response.promotionAt(start + 7 * w).uplift : 0,
  );
  const factorsOf = (category: string): Float64Array =>
    Float64Array.from(promotion, (uplift, w) =>
      Math.max(0.05, response.seasonAt(category, start + 7 * w) * (1 + (response.sensitivity[category] ?? 1) * uplift)),
    );
  const names = new Set([...response.seasons.map(({ category }) => category), '']);
  return { start, byCategory: Object.fromEntries([...names].map((name) => [name, factorsOf(name)])) };
}

/** ln(1 + share x (e^effect - 1)) / effect: the part of an event's effect in a week of which it covers a share; the share itself without an effect. */
function partOfEffect(share: number, effect: number): number {
  return Math.abs(effect) < 1e-6 ? share : Math.log1p(share * Math.expm1(effect)) / effect;
}

/**
 * Columns of the weeks just before and just after each kind of promotion (share of the week's days): buyers wait for it and rest after it. Held
 * constant beside the events, so that such a dip is neither taken for season nor for the effect of another event close by.
 */
function createDips(
  events: readonly MarketEvent[],
  kinds: readonly string[],
  days: readonly EpochDay[],
): readonly Float64Array[] {
  return kinds.flatMap((kind) => {
    const own = events.filter((event) => event.kind === 'promotion' && eventKind(event.name) === kind);
    if (own.length === 0) return [];
    const sharesOf = (spans: readonly MarketEvent[]): Float64Array =>
      Float64Array.from(days, (day) => eventShares(spans, day).get(kind) ?? 0);
    return [
      sharesOf(own.map((event) => ({ ...event, from: event.from - waitDays, to: event.from - 1 }))),
      sharesOf(own.map((event) => ({ ...event, from: event.to + 1, to: event.to + restDays }))),
    ];
  });
}

function subtract(a: Float64Array, b: Float64Array): Float64Array {
  return a.map((value, t) => value - b[t]);
}

function yearAngle(day: EpochDay): number {
  const { year } = fromEpochDay(day + 3);
  return (2 * Math.PI * (day + 3 - toEpochDay(year, 1, 1))) / 365.25;
}

function createWaves(days: readonly EpochDay[], waves: number): Float64Array[] {
  return Array.from({ length: waves }, (_, k) => [
    Float64Array.from(days, (day) => Math.cos((k + 1) * yearAngle(day))),
    Float64Array.from(days, (day) => Math.sin((k + 1) * yearAngle(day))),
  ]).flat();
}

/** exp of the waves, divided by its mean over a year. */
function waveFunction(coefficients: Float64Array): (day: EpochDay) => number {
  const value = (angle: number): number => {
    let log = 0;
    for (let k = 0; k < coefficients.length; k += 2) {
      log += coefficients[k] * Math.cos((k / 2 + 1) * angle) + coefficients[k + 1] * Math.sin((k / 2 + 1) * angle);
    }
    return Math.exp(log);
  };
  let sum = 0;
  for (let w = 0; w < 104; w++) sum += value((2 * Math.PI * w) / 104);
  const mean = sum / 104;
  return (day) => value(yearAngle(day)) / mean;
}

/** Slow trend: hats of a year's half-width, so that no season hides in it. */
function createTrend(n: number): Float64Array[] {
  const knots = Math.floor(n / 52);
  if (knots < 1) return [Float64Array.from({ length: n }, (_, t) => (2 * t) / n - 1)];
  return Array.from({ length: knots + 1 }, (_, k) =>
    Float64Array.from({ length: n }, (_, t) => Math.max(0, 1 - Math.abs((t * knots) / n - k))),
  );
}

/** The calendar's own season index by day, mean 1; null when it has none. */
function calendarSeason(calendar: MarketCalendar | null): ((day: EpochDay) => number) | null {
  const index = calendar?.seasonIndex;
  if (!calendar || !index) return null;
  const known = index.filter((value) => value > 0);
  if (known.length === 0) return null;
  const mean = meanOf(known);
  return (day) => {
    const value = index[Math.floor((day - calendar.start) / 7)];
    return value > 0 ? value / mean : 1;
  };
}

/** Effects of the kinds seen in the history; a kind that is only ahead gets the mean of the promotions, with 0 weeks. */
function describeEvents(
  events: readonly MarketEvent[],
  kinds: readonly string[],
  shares: readonly Map<string, number>[],
  effects: Float64Array,
  discounts: ReadonlyMap<string, number>,
): EventEffect[] {
  const promotions = new Set(
    events.filter((event) => event.kind === 'promotion').map((event) => eventKind(event.name)),
  );
  const seen = kinds.map((kind, e) => ({
    name: kind,
    uplift: Math.expm1(effects[e]),
    discount: statedDiscount(events, kind) ?? discounts.get(kind) ?? 0,
    weeks: shares.filter((share) => share.has(kind)).length,
  }));
  const promoted = seen.filter(({ name }) => promotions.has(name));
  const mean = (key: 'uplift' | 'discount'): number =>
    promoted.reduce((sum, effect) => sum + effect[key], 0) / Math.max(1, promoted.length);
  const ahead = [...new Set(events.map((event) => eventKind(event.name)))].filter((kind) => !kinds.includes(kind));
  return [
    ...seen,
    ...ahead.map((name) => ({
      name,
      uplift: promotions.has(name) ? mean('uplift') : 0,
      discount: statedDiscount(events, name) ?? (promotions.has(name) ? mean('discount') : 0),
      weeks: 0,
    })),
  ];
}

/** Mean discount that the calendar itself gives for a kind of event. */
function statedDiscount(events: readonly MarketEvent[], kind: string): number | null {
  const stated = events.flatMap((event) =>
    eventKind(event.name) === kind && event.discount !== undefined ? [event.discount] : [],
  );
  return stated.length > 0 ? meanOf(stated) : null;
}
