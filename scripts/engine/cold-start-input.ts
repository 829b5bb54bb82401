import { parseIsoDate } from '#engine/calendar/epoch-day.ts';
import type { FlopRule } from '#engine/launch/flops/flop-rule.ts';
import type { AnaloguePreference, ColdStartInput } from '#engine/launch/forecast/cold-start-forecast.ts';
import type { DemandOverride } from '#engine/launch/forecast/demand-override.ts';
import type { LaunchCandidate, ProductFacts, ProductHistory } from '#engine/launch/history/launch.ts';
import { JobRefused } from '#workers/job-control.ts';

type Json = Readonly<Record<string, unknown>>;

/** The input of `cold-start` from outside; refused by the name of what is malformed. */
export function readColdStart(value: unknown): ColdStartInput {
  const input = asObject(value, 'input');
  return {
    launches: asList(input.launches, 'launches').map(readHistory('launches')),
    products: input.products === undefined ? [] : asList(input.products, 'products').map(readHistory('products')),
    candidates: asList(input.candidates, 'candidates').map(readCandidate),
    horizon: typeof input.horizon === 'number' ? input.horizon : 13,
    hitThreshold: typeof input.hitThreshold === 'number' ? input.hitThreshold : null,
    ...(input.flop ? { flop: readFlopRule(input.flop) } : {}),
    factors: null,
    preferences: asList(input.wishes ?? [], 'wishes').map(readPreference),
    overrides: asList(input.overrides ?? [], 'overrides').map(readOverride),
  };
}

/** `{fewerSellingWeeksThan, fewerUnitsThan}`. */
function readFlopRule(value: unknown): FlopRule {
  const { fewerSellingWeeksThan, fewerUnitsThan } = asObject(value, 'flop');
  const isLimit = (limit: unknown): limit is number => typeof limit === 'number' && limit >= 0;
  if (!isLimit(fewerSellingWeeksThan) || !isLimit(fewerUnitsThan)) return refuse('flop', 'two numbers');
  return { fewerSellingWeeksThan, fewerUnitsThan };
}

/** `{candidateId, launchId, wish: 'pin' | 'exclude'}`. */
function readPreference(value: unknown, at: number): AnaloguePreference {
  const place = `wishes[${at}]`;
  const { candidateId, launchId, wish } = asObject(value, place);
  if (wish !== 'pin' && wish !== 'exclude') return refuse(`${place}.wish`, 'pin or exclude');
  return { candidateId: String(candidateId), launchId: String(launchId), wish };
}

/** `{candidateId, total, spread, curve}`: expected pieces, width of the range, shares by week; null or absent leaves the forecast's. */
function readOverride(value: unknown, at: number): DemandOverride {
  const place = `overrides[${at}]`;
  const { candidateId, total, spread, curve } = asObject(value, place);
  const positive = (number: unknown, name: string): number | null => {
    if (number === undefined || number === null) return null;
    return typeof number === 'number' && number > 0 ? number : refuse(`${place}.${name}`, 'number > 0');
  };
  return {
    candidateId: String(candidateId),
    total: positive(total, 'total'),
    spread: positive(spread, 'spread'),
    curve: curve ? { name: 'steady', shape: readUnits(curve, `${place}.curve`) } : null,
  };
}

function readHistory(list: string): (value: unknown, at: number) => ProductHistory {
  return (value, at) => {
    const place = `${list}[${at}]`;
    const entry = asObject(value, place);
    return {
      ...readFacts(entry, place),
      firstWeek: readDay(entry.firstWeek, `${place}.firstWeek`),
      weekly: readUnits(entry.weekly, `${place}.weekly`),
    };
  };
}

function readCandidate(value: unknown, at: number): LaunchCandidate {
  const place = `candidates[${at}]`;
  const entry = asObject(value, place);
  const observed = entry.observed === undefined || entry.observed === null ? null : entry.observed;
  return {
    ...readFacts(entry, place),
    launchWeek: readDay(entry.launchWeek, `${place}.launchWeek`),
    ...(observed === null ? {} : { observed: readUnits(observed, `${place}.observed`) }),
  };
}

function readFacts(entry: Json, place: string): ProductFacts {
  if (typeof entry.id !== 'string' && typeof entry.id !== 'number') refuse(`${place}.id`, 'text');
  const attributes = entry.attributes === undefined || entry.attributes === null ? {} : entry.attributes;
  return {
    id: String(entry.id),
    description: typeof entry.description === 'string' ? entry.description : '',
    category: typeof entry.category === 'string' ? entry.category : '',
    price: typeof entry.price === 'number' && entry.price > 0 ? entry.price : Number.NaN,
    attributes: Object.fromEntries(
      Object.entries(asObject(attributes, `${place}.attributes`)).map(([name, text]) => [name, String(text ?? '')]),
    ),
  };
}

function readDay(value: unknown, place: string): number {
  const day = typeof value === 'string' ? parseIsoDate(value.slice(0, 10)) : value;
  if (typeof day !== 'number' || !Number.isFinite(day)) return refuse(place, 'YYYY-MM-DD');
  return day;
}

function readUnits(value: unknown, place: string): Float64Array {
  return Float64Array.from(asList(value, place), (units) => {
    if (units === null) return Number.NaN;
    return typeof units === 'number' && Number.isFinite(units) ? units : refuse(place, 'numbers or null');
  });
}

function asList(value: unknown, place: string): readonly unknown[] {
  return Array.isArray(value) ? value : refuse(place, 'list');
}

function asObject(value: unknown, place: string): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Json)
    : refuse(place, 'object');
}

function refuse(place: string, expected: string): never {
  throw new JobRefused('input-malformed', { place, expected });
}
