import type { EpochDay } from '#engine/calendar/epoch-day.ts';
import type { ProductFacts } from '#engine/launch/history/launch.ts';
import { asOf, customerAffinity, launchAffinity } from './affinity.ts';
import { type BasketIndex, basketsBefore, countShared, createHoldersOfAny } from './baskets.ts';
import { type BundlePrice, bundlePrice } from './bundle-price.ts';
import { findPartners, type Partner } from './find-partners.ts';
import type { Trial } from './paired-trial.ts';
import { audienceDays, type CountRange, massOf, studyLaunches, topTenthOf } from './study-launches.ts';

/** Partners named of each launch, and pairs of launches told at most. */
const partnersNamed = 5;
const partnersLookedAt = 20;
/** Baskets with the three nearest and the partner that make evidence. */
const fewestEvidence = 3;
const mostPairs = 300;
/** Baskets of both that make a pair help each other, and how far above the usual pair they must be. */
const fewestTogether = 10;
const clearlyTogether = 2;
/** Shared part of the top tenths from which on two launches want the same buyers. */
const sameBuyers = 0.5;
const evidenceFrom = 3;

export interface NamedPartner {
  readonly productId: string;
  /** Baskets with any of the three nearest relatives, those of them with the partner, and what there would be by chance. */
  readonly baskets: number;
  readonly together: number;
  readonly byChance: number;
  readonly nearest: readonly string[];
  readonly bundle: BundlePrice | null;
}

export interface CandidateAudience {
  readonly candidateId: string;
  readonly partners: readonly NamedPartner[];
  /** Known customers that are expected to buy within 91 days, and in the first week; null where the data can't say. */
  readonly buyers: CountRange | null;
  readonly firstWeek: CountRange | null;
  /** Units of the first week that launches of such an audience sold, to all customers; null where it says nothing about them. */
  readonly firstWeekUnits: CountRange | null;
  /** Customers in the tenth with the highest affinity. */
  readonly topCustomers: number;
  /** Share of all affinity that the top tenth has: 0.1 = spread evenly. */
  readonly concentration: number;
}

/** Usual prices of the products of the baskets, NaN where not known, and all prices that the shop asks. */
export interface ShopPrices {
  readonly prices: readonly number[];
  readonly points: readonly number[];
}

/** Two candidates: whether they want the same buyers or are bought together. */
export interface CandidatePair {
  readonly first: string;
  readonly second: string;
  /** Shared part of their top tenths, 0 to 1; 0.1 by chance. */
  readonly overlap: number;
  /** Baskets with one of the three nearest of each, and what there would be by chance. */
  readonly together: number;
  readonly byChance: number;
  readonly relation: 'same-buyers' | 'help' | 'apart';
}

export interface AudienceReport {
  readonly basis: 'orders' | 'sessions';
  readonly baskets: number;
  readonly from: EpochDay;
  readonly to: EpochDay;
  /** Customers with a basket in the last 182 days. */
  readonly customers: number;
  readonly partners: Trial;
  readonly audience: Trial;
  readonly candidates: readonly CandidateAudience[];
  readonly pairs: readonly CandidatePair[];
}

/** Partners and audience of every candidate from all baskets, with what held-out launches say about both. */
export async function describeAudience(
  index: BasketIndex,
  basis: AudienceReport['basis'],
  facts: readonly (ProductFacts | null)[],
  candidates: readonly ProductFacts[],
  firstWeekUnits: (product: number) => number,
  shop: ShopPrices,
  pause: () => Promise<void>,
): Promise<{ readonly report: AudienceReport; readonly tops: readonly (readonly number[])[] }> {
  const to = index.day.length > 0 ? index.day[index.day.length - 1] : 0;
  const study = await studyLaunches(index, facts, firstWeekUnits, pause);
  const now = asOf(index, to + 1);
  const tops: number[][] = [];
  const nearest: number[][] = [];
  const described: CandidateAudience[] = [];
  for (const candidate of candidates) {
    await pause();
    const affinity = launchAffinity(now, facts, candidate);
    const scores = customerAffinity(now, affinity, audienceDays);
    const top = topTenthOf(scores, scores);
    const mass = massOf(affinity, scores);
    const all = scores.reduce((sum, score) => sum + Math.max(0, score), 0);
    tops.push(top);
    nearest.push(affinity.nearest.slice(0, evidenceFrom));
    described.push({
      candidateId: candidate.id,
      partners: findPartners(now, affinity, partnersLookedAt)
        .filter(isMoreThanChance)
        .slice(0, partnersNamed)
        .sort((a, b) => b.together - a.together)
        .map((partner) => ({
          productId: index.products[partner.product],
          baskets: partner.baskets,
          together: partner.together,
          byChance: partner.baskets * partner.share,
          nearest: partner.nearest.map((product) => index.products[product]),
          bundle: bundlePrice(candidate.price, shop.prices[partner.product], shop.points),
        })),
      buyers: study.buyersOf(mass),
      firstWeek: study.firstWeekOf(mass),
      firstWeekUnits: study.firstWeekUnitsOf(mass),
      topCustomers: top.length,
      concentration: all > 0 ? top.reduce((sum, customer) => sum + Math.max(0, scores[customer]), 0) / all : Number.NaN,
    });
  }
  const recent = new Set(index.customer.subarray(basketsBefore(index, to + 1 - audienceDays)));
  recent.delete(-1);
  const { partners, audience } = study;
  return {
    report: {
      basis,
      baskets: now.end,
      from: index.day[0] ?? 0,
      to,
      customers: recent.size,
      partners,
      audience,
      candidates: described,
      pairs: comparePairs(index, candidates, tops, nearest),
    },
    tops,
  };
}

function isMoreThanChance({ together, baskets, share }: Partner): boolean {
  return together >= fewestEvidence && together > baskets * share;
}

function comparePairs(
  index: BasketIndex,
  candidates: readonly ProductFacts[],
  tops: readonly (readonly number[])[],
  nearest: readonly (readonly number[])[],
): CandidatePair[] {
  const all = index.day.length;
  const sortedTops = tops.map((top) => Int32Array.from(top).sort());
  const basketsOf = createHoldersOfAny(index, all);
  const pairs: Omit<CandidatePair, 'relation'>[] = [];
  candidates.forEach((first, i) => {
    candidates.slice(i + 1).forEach((second, offset) => {
      const j = i + 1 + offset;
      const smaller = Math.min(tops[i].length, tops[j].length);
      const overlap = smaller > 0 ? countShared(sortedTops[i], sortedTops[j]) / smaller : 0;
      // What both resemble says nothing about a basket with both.
      const own = basketsOf(nearest[i].filter((product) => !nearest[j].includes(product)));
      const other = basketsOf(nearest[j].filter((product) => !nearest[i].includes(product)));
      const together = countShared(own, other);
      const byChance = all > 0 ? (own.length * other.length) / all : 0;
      pairs.push({ first: first.id, second: second.id, overlap, together, byChance });
    });
  });
  const lift = ({ together, byChance }: Omit<CandidatePair, 'relation'>): number =>
    byChance > 0 ? together / byChance : 0;
  const lifts = pairs.map(lift).sort((a, b) => a - b);
  const usual = Math.max(1, lifts[lifts.length >> 1] ?? 1);
  return pairs
    .map((pair): CandidatePair => {
      const helps = pair.together >= fewestTogether && lift(pair) >= clearlyTogether * usual;
      return { ...pair, relation: helps ? 'help' : pair.overlap >= sameBuyers ? 'same-buyers' : 'apart' };
    })
    .filter(({ relation, overlap }) => relation !== 'apart' || overlap >= sameBuyers / 2)
    .sort((a, b) => b.overlap - a.overlap || b.together - a.together)
    .slice(0, mostPairs);
}
