import { createRandom, type Random } from '#engine/random.ts';
import { drawWeighted } from '#workers/sample/internal/draws.ts';
import { lastDay } from '#workers/sample/internal/market-facts.ts';
import type { SaleRow, SalesLog } from '#workers/sample/internal/sales.ts';
import type { World } from '#workers/sample/internal/world.ts';

/** One product in what a member bought on one day. */
export interface PurchaseRow {
  readonly day: number;
  readonly user: string;
  readonly product: string;
}

const members = 1200;
const basketsAimedAt = 11_000;
/** The last year and a half: long enough for launches of 2025 to be looked back at. */
const days = 548;
const favouriteGroups = 3;
/** Chance that a member buys from a group of their own, and that a product of the group's partner goes along. */
const loyalty = 0.75;
const partnerShare = 0.5;
const chanceShare = 0.15;

/** What is planted: by group of products the group that is bought along, and the members whose favourite it is. */
export interface PlantedBuyers {
  readonly partnerOf: ReadonlyMap<string, string>;
  readonly fansOf: ReadonlyMap<string, readonly string[]>;
}

/**
 * Purchases of members, a part of the sales and not beside them: on each day only what the sales of that day hold. Streams of its own, so
 * that nothing else of the sample changes.
 */
export function simulatePurchases(
  world: World,
  sales: SalesLog,
): PlantedBuyers & { readonly rows: readonly PurchaseRow[] } {
  const groups = [...new Set(world.products.map(({ group }) => group))].sort();
  const planted = plantBuyers(createRandom(world.seed + 33000), groups);
  const random = createRandom(world.seed + 34000);
  const favourites = new Map<string, string[]>();
  for (const [group, fans] of planted.fansOf)
    for (const fan of fans) favourites.set(fan, [...(favourites.get(fan) ?? []), group]);
  const users = [...favourites.keys()];
  const byDay = new Map<number, Map<string, SaleRow[]>>();
  for (const row of sales.rows) {
    if (row.day <= lastDay - days) continue;
    const ofDay = byDay.get(row.day) ?? new Map<string, SaleRow[]>();
    byDay.set(row.day, ofDay.set(row.product.group, [...(ofDay.get(row.product.group) ?? []), row]));
  }
  const rows: PurchaseRow[] = [];
  for (const [day, sold] of byDay) {
    const all = [...sold.keys()].sort();
    const seen = new Set<string>();
    for (let basket = 0; basket < basketsAimedAt / days; basket++) {
      const user = users[random.below(users.length)];
      const own = favourites.get(user) ?? [];
      const group = random.next() < loyalty ? own[random.below(own.length)] : all[random.below(all.length)];
      const wanted = [group];
      if (random.next() < partnerShare) wanted.push(planted.partnerOf.get(group) as string);
      if (random.next() < chanceShare) wanted.push(all[random.below(all.length)]);
      for (const each of wanted) {
        const product = drawSold(random, sold.get(each));
        if (product === null || seen.has(`${user} ${product}`)) continue;
        seen.add(`${user} ${product}`);
        rows.push({ day, user, product });
      }
    }
  }
  rows.sort((a, b) => a.day - b.day || (a.user < b.user ? -1 : a.user > b.user ? 1 : a.product < b.product ? -1 : 1));
  return { ...planted, rows };
}

/** A ring of all groups, so that each has one partner and is one's; members with their favourites. */
function plantBuyers(random: Random, groups: readonly string[]): PlantedBuyers {
  const ring = [...groups];
  for (let at = ring.length - 1; at > 0; at--) {
    const other = random.below(at + 1);
    [ring[at], ring[other]] = [ring[other], ring[at]];
  }
  const fansOf = new Map<string, string[]>(groups.map((group) => [group, []]));
  for (let member = 0; member < members; member++) {
    const user = `U${10000 + ((member * 7919) % 90000)}`;
    for (let at = 0; at < favouriteGroups; at++) fansOf.get(groups[random.below(groups.length)])?.push(user);
  }
  return { partnerOf: new Map(ring.map((group, at) => [group, ring[(at + 1) % ring.length]])), fansOf };
}

function drawSold(random: Random, sold: readonly SaleRow[] | undefined): string | null {
  if (!sold) return null;
  return drawWeighted(
    random,
    sold.map(({ product }) => product.id),
    sold.map(({ units }) => units),
  );
}
