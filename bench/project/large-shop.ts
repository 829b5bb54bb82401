import { gzipSync, strToU8 } from 'fflate';
import { reviewsCsv, salesCsv } from '#workers/sample/internal/csv.ts';
import { simulateReviews } from '#workers/sample/internal/reviews.ts';
import { simulateSales } from '#workers/sample/internal/sales.ts';
import { createWorld, type World, type WorldCandidate, type WorldProduct } from '#workers/sample/internal/world.ts';
import { simulateBrowsing } from '../../scripts/sample/browsing.ts';
import { browsingCsv, calendarCsv, candidatesCsv, catalogueCsv } from '../../scripts/sample/csv.ts';
import type { SampleFile } from '../../scripts/sample/sample-files.ts';

/**
 * A shop of the sample's kind as large as wanted: worlds of the sample's generator side by side, their products told apart by
 * a letter. One world is 120 products over three years of days and 24 candidates; where more candidates are wanted, those of
 * further worlds are taken.
 */
export function largeShop(seed: number, worlds: number, candidates = 24 * worlds): SampleFile[] {
  const count = Math.max(worlds, Math.ceil(candidates / 24));
  const parts = Array.from({ length: count }, (_, i) => lettered(createWorld(seed + i), 'ABCDEFGH'[i]));
  const world: World = {
    seed,
    products: parts.slice(0, worlds).flatMap(({ products }) => products),
    candidates: parts.flatMap((part) => part.candidates).slice(0, candidates),
    cannibalisation: parts.slice(0, worlds).flatMap(({ cannibalisation }) => cannibalisation),
  };
  const sales = simulateSales(world);
  const files: [string, string][] = [
    ['sales.csv', salesCsv(sales)],
    ['browsing.csv', browsingCsv(simulateBrowsing(world, sales))],
    ['market-calendar.csv', calendarCsv(sales)],
    ['catalogue.csv', catalogueCsv(world)],
    ['candidates.csv', candidatesCsv(world)],
    ['reviews.csv', reviewsCsv(simulateReviews(world))],
  ];
  return files.map(([name, text]) => ({ name: `${name}.gz`, bytes: gzipSync(strToU8(text), { level: 6, mtime: 0 }) }));
}

function lettered(world: World, letter: string): World {
  const product = (of: WorldProduct): WorldProduct => ({
    ...of,
    id: of.id + letter,
    name: `${of.name} ${letter}`,
    english: `${of.english} ${letter}`,
  });
  const candidate = ({ product: of, wishes }: WorldCandidate): WorldCandidate => ({
    product: product(of),
    wishes: {
      ...wishes,
      ...(wishes.predecessor ? { predecessor: `${wishes.predecessor} ${letter}` } : {}),
      ...(wishes.exclusive ? { exclusive: wishes.exclusive + letter } : {}),
    },
  });
  return {
    seed: world.seed,
    products: world.products.map(product),
    candidates: world.candidates.map(candidate),
    cannibalisation: world.cannibalisation.map(({ newer, older, share }) => ({
      newer: newer + letter,
      older: older + letter,
      share,
    })),
  };
}
