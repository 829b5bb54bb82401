import { type EpochDay, fromEpochDay, toEpochDay } from '#engine/calendar/epoch-day.ts';
import { meanOf } from '#engine/kernels/statistics.ts';
import type { MarketCalendar, MarketEvent } from '#engine/panel/market-calendar.ts';
import type { Panel } from '#engine/panel/panel.ts';
import { eventKind, eventShares } from './event-share.ts';

/** What columns of the regression stand for. */
type Part = 'constant' | 'trend' | 'waves' | 'events' | 'dips';

/** A design matrix column by column, with the prior standard deviation of each coefficient. */
export interface Design {
  readonly columns: readonly Float64Array[];
  readonly priors: readonly number[];
  /** Number of the first column of a part, and of the first after it. */
  readonly from: (part: Part) => number;
  readonly to: (part: Part) => number;
}

/** The complete weeks that are learnt from, and the columns that do not depend on what is found. All of length n. */
export interface ResponseHistory {
  readonly days: readonly EpochDay[];
  readonly events: readonly MarketEvent[];
  /** Kinds of events that fall in these weeks, and the shares of each week that they cover. */
  readonly kinds: readonly string[];
  readonly shares: readonly Map<string, number>[];
  readonly trend: readonly Float64Array[];
  readonly waves: readonly Float64Array[];
  readonly dips: readonly Float64Array[];
  /** The calendar's season where the weeks are too few to learn one; else null. `offset`: its logarithm, else 0. */
  readonly knownSeason: ((day: EpochDay) => number) | null;
  readonly offset: Float64Array;
}

/** Fewest weeks from which a season of its own is learnt, and with four waves instead of two. */
const seasonWeeks = 78;
const fullSeasonWeeks = 104;
/** Days before and after a promotion in which buyers wait and rest. */
const waitDays = 7;
const restDays = 14;
/** Prior standard deviations (logarithms): wave k of the common season, a category's departure from it, events, the weeks around them. */
const commonWave = 0.4;
const ownWave = 0.2;
const eventPrior = 0.6;
const dipPrior = 0.2;
const sensitivityPrior = 0.4;
const trendPrior = 0.3;

export function readResponseHistory(panel: Panel, calendar: MarketCalendar | null): ResponseHistory {
  const n = panel.completeTo - panel.completeFrom;
  const days = Array.from({ length: n }, (_, t) => panel.start + 7 * (panel.completeFrom + t));
  const events = calendar?.events ?? [];
  const shares = days.map((day) => eventShares(events, day));
  const kinds = [...new Set(events.map((event) => eventKind(event.name)))].filter((kind) =>
    shares.some((share) => share.has(kind)),
  );
  const waves = n >= fullSeasonWeeks ? 4 : n >= seasonWeeks ? 2 : 0;
  const knownSeason = waves === 0 ? calendarSeason(calendar) : null;
  return {
    days,
    events,
    kinds,
    shares,
    trend: createTrend(n),
    waves: createWaves(days, waves),
    dips: createDips(events, kinds, days),
    knownSeason,
    offset: Float64Array.from(days, (day) => (knownSeason ? Math.log(knownSeason(day)) : 0)),
  };
}

/** Columns of all categories together; those of weeks that an event covers in part follow the effects found so far. */
export function designCommon(history: ResponseHistory, effects: ArrayLike<number>): Design {
  const { days, kinds, shares, trend, waves, dips } = history;
  return createDesign([
    ['constant', [new Float64Array(days.length).fill(1)], () => Number.POSITIVE_INFINITY],
    ['trend', trend, () => trendPrior],
    ['waves', waves, (k) => commonWave / (1 + Math.floor(k / 2))],
    [
      'events',
      kinds.map((kind, e) => Float64Array.from(shares, (share) => partOfEffect(share.get(kind) ?? 0, effects[e]))),
      () => eventPrior,
    ],
    ['dips', dips, () => dipPrior],
  ]);
}

/** Columns of a category's departure from all together; its answer to events is a share of theirs, `eventLog`. */
export function designOwn({ days, trend, waves }: ResponseHistory, eventLog: Float64Array): Design {
  return createDesign([
    ['constant', [new Float64Array(days.length).fill(1)], () => Number.POSITIVE_INFINITY],
    ['trend', trend, () => trendPrior],
    ['waves', waves, (k) => ownWave / (1 + Math.floor(k / 2))],
    ['events', [eventLog], () => sensitivityPrior],
  ]);
}

function createDesign(
  parts: readonly (readonly [part: Part, columns: readonly Float64Array[], prior: (k: number) => number])[],
): Design {
  const places = new Map<Part, readonly [from: number, to: number]>();
  const columns: Float64Array[] = [];
  const priors: number[] = [];
  for (const [part, own, prior] of parts) {
    places.set(part, [columns.length, columns.length + own.length]);
    columns.push(...own);
    priors.push(...own.map((_, k) => prior(k)));
  }
  return { columns, priors, from: (part) => places.get(part)?.[0] ?? 0, to: (part) => places.get(part)?.[1] ?? 0 };
}

/** Sum of coefficients times columns from..to in week t, added to `start`. */
export function sumOfColumns(
  { columns }: Design,
  coefficients: Float64Array,
  t: number,
  from = 0,
  to = columns.length,
  start = 0,
): number {
  let sum = start;
  for (let i = from; i < to; i++) sum += coefficients[i] * columns[i][t];
  return sum;
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
export function waveFunction(coefficients: Float64Array): (day: EpochDay) => number {
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
