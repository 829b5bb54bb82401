import { type EpochDay, toEpochDay } from '#engine/calendar/epoch-day.ts';
import { meanOf } from '#engine/kernels/statistics.ts';
import type { DemandFactors } from '#engine/launch/history/launch.ts';
import type { MarketCalendar, MarketEvent } from '#engine/panel/market-calendar.ts';
import type { Panel } from '#engine/panel/panel.ts';
import type { CategorySeason, EventEffect } from '#engine/planning/problem/plan-request.ts';
import { demandIndex } from './demand-index.ts';
import { eventDiscounts } from './event-discounts.ts';
import { eventKind, eventShares } from './event-share.ts';
import {
  type Design,
  designCommon,
  designOwn,
  type ResponseHistory,
  readResponseHistory,
  sumOfColumns,
  waveFunction,
} from './response-design.ts';
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

/** Rounds in which the columns of partly covered weeks follow the effects found. */
const effectRounds = 3;
/** Weeks below which nothing is learnt. */
const leastWeeks = 26;

/** What a category does differently from all together. */
interface CategoryResponse {
  readonly waves: Float64Array;
  readonly credibility: number;
  readonly sensitivity: number;
}

/**
 * Season and event effects from the weekly demand index (docs/methods/launch-instance.md): the logarithm of the whole assortment's
 * index is a slow trend, waves of the year, one effect for each kind of event (a week that it covers by a share s has 1 + s x uplift) and
 * one each for the weeks before and after a promotion, all with normal priors; each category's departure from it is fitted to what is left, with tighter priors. With fewer than 78
 * complete weeks a year's season cannot be told from a trend: the calendar's season index is then used, or none.
 */
export function learnDemandResponse(panel: Panel, calendar: MarketCalendar | null): DemandResponse {
  const history = readResponseHistory(panel, calendar);
  const { kinds, shares, events, days, knownSeason } = history;
  const isEnough = days.length >= leastWeeks && hasProducts(panel, history, undefined);
  const { design, coefficients } = fitCommon(panel, history, isEnough);
  const commonWaves = coefficients.slice(design.from('waves'), design.to('waves'));
  const effects = coefficients.slice(design.from('events'), design.to('events'));
  const own = new Map<string, CategoryResponse>();
  panel.categories.forEach((name, c) => {
    if (isEnough && hasProducts(panel, history, c)) own.set(name, fitCategory(panel, history, design, coefficients, c));
  });
  const functions = new Map(
    [...panel.categories, ''].map((name) => [name, knownSeason ?? waveFunction(own.get(name)?.waves ?? commonWaves)]),
  );
  const seasonAt = (category: string, day: EpochDay): number =>
    (functions.get(category) ?? functions.get('') ?? (() => 1))(day);
  const eventEffects = describeEvents(events, kinds, shares, effects, eventDiscounts(panel, days, shares, kinds));
  return {
    seasons: panel.categories.map((category) => ({
      category,
      byWeek: Float64Array.from({ length: 53 }, (_, w) => seasonAt(category, toEpochDay(2001, 1, 1) + 7 * w)),
      credibility: knownSeason ? 0 : (own.get(category)?.credibility ?? 0),
    })),
    events: eventEffects,
    sensitivity: Object.fromEntries(panel.categories.map((name) => [name, own.get(name)?.sensitivity ?? 1])),
    seasonAt,
    promotionAt: createPromotions(events, eventEffects),
  };
}

function hasProducts(panel: Panel, { days }: ResponseHistory, category: number | undefined): boolean {
  return demandIndex(panel, category, new Float64Array(days.length).fill(1)).products > 0;
}

/** Effects that all categories share; 0 where nothing can be learnt. The columns are those of the effects a round before. */
function fitCommon(
  panel: Panel,
  history: ResponseHistory,
  isEnough: boolean,
): { readonly design: Design; readonly coefficients: Float64Array } {
  let design = designCommon(history, new Float64Array(history.kinds.length));
  let coefficients: Float64Array = new Float64Array(design.columns.length);
  for (let round = 0; isEnough && round < effectRounds; round++) {
    design = designCommon(history, coefficients.slice(design.from('events'), design.to('events')));
    const index = fitIndex(panel, history, design, undefined);
    coefficients = fitRidge(design.columns, index, design.priors).coefficients;
  }
  return { design, coefficients };
}

/** Logarithm of the demand index (of a category), its weeks weighed by the season and events found in it, less the season given. */
function fitIndex(
  panel: Panel,
  { offset }: ResponseHistory,
  design: Design,
  category: number | undefined,
): Float64Array {
  const { columns, priors } = design;
  let profile = new Float64Array(offset.length).fill(1);
  let { log } = demandIndex(panel, category, profile);
  for (let round = 0; round < 2; round++) {
    const { coefficients } = fitRidge(columns, subtract(log, offset), priors);
    profile = profile.map((_, t) =>
      Math.exp(sumOfColumns(design, coefficients, t, design.from('waves'), columns.length, offset[t])),
    );
    log = demandIndex(panel, category, profile).log;
  }
  return subtract(log, offset);
}

/** A category's departure from what all share, fitted to what that leaves of its index. */
function fitCategory(
  panel: Panel,
  history: ResponseHistory,
  common: Design,
  coefficients: Float64Array,
  category: number,
): CategoryResponse {
  const rest = fitIndex(panel, history, common, category).map(
    (value, t) => value - sumOfColumns(common, coefficients, t),
  );
  const eventLog = Float64Array.from(history.days, (_, t) =>
    sumOfColumns(common, coefficients, t, common.from('events'), common.to('events')),
  );
  const design = designOwn(history, eventLog);
  const first = design.from('waves');
  const fit = fitRidge(design.columns, rest, design.priors);
  const departure = fit.coefficients.slice(first, design.to('waves'));
  const learnt = departure.map((_, k) => 1 - fit.variances[first + k] / design.priors[first + k] ** 2);
  return {
    waves: departure.map((value, k) => value + coefficients[common.from('waves') + k]),
    credibility: learnt.length > 0 ? Math.max(0, meanOf(learnt)) : 0,
    sensitivity: Math.max(0.2, 1 + fit.coefficients[design.from('events')]),
  };
}

/** What the events of a week do together: uplifts multiply, the deepest price holds, the event that covers most gives the name. */
function createPromotions(
  events: readonly MarketEvent[],
  effects: readonly EventEffect[],
): DemandResponse['promotionAt'] {
  const byKind = new Map(effects.map((effect) => [effect.name, effect] as const));
  return (day) => {
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
  };
}

function subtract(a: Float64Array, b: Float64Array): Float64Array {
  return a.map((value, t) => value - b[t]);
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
