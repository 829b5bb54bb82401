import type { ColumnRole } from '#ingest/file-kind.ts';
import type { ColumnProfile } from '#ingest/understanding/profile-column.ts';
import type { DatePart } from '#ingest/values/date-parts.ts';

/**
 * How well the cells of a column suit a role that its heading suggests, 0 to 1. A named date or number whose cells don't
 * read as one keeps half its weight: the column is the right one and its cells are the problem, which the rows will say.
 */
export function roleFit(role: ColumnRole, profile: ColumnProfile): number {
  if (profile.filled === 0) return 0.55;
  const suits = fits[role];
  return suits ? suits(profile) : 1;
}

const unreadable = 0.6;

const numeric = (profile: ColumnProfile): number => (profile.numberShare >= 0.5 ? 1 : 0.3);
const whole = (profile: ColumnProfile): number =>
  profile.numberShare < 0.5 ? unreadable * 0.9 : profile.integerShare > 0.5 ? 1 : 0.85;
const date = (profile: ColumnProfile): number => {
  if (profile.dateShare >= 0.5) return 1;
  if (Math.max(profile.numericDateShare, profile.yearWeekShare) >= 0.8) return 0.95;
  return profile.numberShare >= 0.5 ? 0.4 : unreadable;
};
const part = (name: DatePart) => (profile: ColumnProfile) => (profile.parts[name] > 0.9 ? 1 : 0);
const text = (profile: ColumnProfile): number => (profile.dateShare > 0.5 ? 0.1 : profile.numberShare > 0.8 ? 0.45 : 1);
const identifier = (profile: ColumnProfile): number => {
  if (profile.dateShare > 0.5) return 0.1;
  return profile.numberShare > 0.8 && profile.integerShare < profile.numberShare * 0.9 ? 0.3 : 1;
};
const flag = (profile: ColumnProfile): number => (profile.flagShare > 0.8 || profile.distinct <= 2 ? 1 : 0.5);

const fits: Partial<Record<ColumnRole, (profile: ColumnProfile) => number>> = {
  date,
  datetime: (profile) => date(profile) * (profile.timeShare > 0.5 ? 1 : 0.97),
  from: date,
  to: date,
  earliest: date,
  latest: date,
  planned: date,
  year: part('year'),
  month: part('month'),
  day: part('day'),
  week: (profile) => (profile.weekShare > 0.8 ? 1 : part('week')(profile) * 0.95),
  product: identifier,
  order: identifier,
  customer: identifier,
  user: identifier,
  session: identifier,
  predecessor: identifier,
  after: identifier,
  name: text,
  'name-alternative': text,
  description: text,
  category: (profile) => (profile.dateShare > 0.5 || profile.distinct > 20 + profile.filled * 0.5 ? 0.3 : 1),
  units: whole,
  stock: whole,
  'minimum-order': whole,
  'lead-time': numeric,
  effort: numeric,
  price: (profile) => (profile.numberShare >= 0.5 ? 1 : unreadable),
  revenue: (profile) => (profile.numberShare >= 0.5 ? 1 : unreadable),
  cost: numeric,
  salvage: numeric,
  'fixed-cost': numeric,
  discount: (profile) => (profile.numberShare >= 0.5 ? 1 : 0.4),
  dwell: numeric,
  views: numeric,
  visitors: numeric,
  carts: numeric,
  favourites: numeric,
  index: (profile) => (profile.numberShare >= 0.5 && profile.distinct > 1 ? 1 : 0.2),
  season: (profile) => (profile.numberShare >= 0.5 ? 1 : 0.2),
  rating: (profile) => (profile.numberShare > 0.5 && profile.minimum >= 0 && profile.maximum <= 10 ? 1 : 0.2),
  review: (profile) => (profile.meanLength > 8 && profile.numberShare < 0.5 ? 1 : 0.3),
  event: (profile) => (profile.numberShare < 0.5 && profile.distinct <= 15 ? 1 : 0.25),
  holiday: (profile) => (profile.numberShare > 0.5 && profile.flagShare < 0.5 ? 0.2 : 1),
  'day-off': (profile) => (profile.distinct <= 4 ? 1 : 0.2),
  must: flag,
  promotion: (profile) => (profile.dateShare > 0.5 || (profile.numberShare > 0.5 && profile.maximum > 100) ? 0.2 : 1),
  status: (profile) => (profile.distinct > 30 || profile.numberShare >= 0.5 ? 0.3 : profile.statusShare > 0 ? 1 : 0.7),
  refund: (profile) => (profile.distinct <= 30 && profile.numberShare < 0.5 ? 1 : 0.3),
  currency: (profile) => (profile.distinct <= 5 && profile.numberShare < 0.5 ? 1 : 0.1),
};
