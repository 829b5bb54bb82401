import { createHash } from 'node:crypto';
import { gzipSync, strToU8 } from 'fflate';
import { reviewsCsv, salesCsv } from '#workers/sample/internal/csv.ts';
import type { PlannedLaunches } from '#workers/sample/internal/later.ts';
import { simulateReviews } from '#workers/sample/internal/reviews.ts';
import { type SalesLog, simulateSales } from '#workers/sample/internal/sales.ts';
import { createWorld, sampleSeed, type World } from '#workers/sample/internal/world.ts';
import { simulateBrowsing } from './browsing.ts';
import { browsingCsv, calendarCsv, candidatesCsv, catalogueCsv, purchasesCsv } from './csv.ts';
import { simulatePurchases } from './purchases.ts';
import { sampleTruth } from './truth.ts';

/** The sample is frozen: a change of the generator or of the seed is a new version, made on purpose. */
export const sampleVersion = '3';

export interface SampleFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

export interface Sample {
  readonly world: World;
  readonly sales: SalesLog;
  readonly files: readonly SampleFile[];
  readonly truth: string;
}

/** Packed by a compressor in plain code at a fixed level and without a time: the same bytes everywhere. */
const packed = (name: string, text: string): SampleFile => ({
  name: `${name}.gz`,
  bytes: gzipSync(strToU8(text), { level: 9, mtime: 0 }),
});
const plain = (name: string, text: string): SampleFile => ({ name, bytes: strToU8(text) });

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Makes the whole sample in memory; the same bytes for the same seed. */
export function makeSample(seed = sampleSeed): Sample {
  const world = createWorld(seed);
  const sales = simulateSales(world);
  const purchases = simulatePurchases(world, sales);
  const files = [
    packed('sales-2023-2025.csv', salesCsv(sales)),
    packed('browsing-2023-2025.csv', browsingCsv(simulateBrowsing(world, sales))),
    packed('member-purchases-2024-2025.csv', purchasesCsv(purchases.rows)),
    plain('market-calendar.csv', calendarCsv(sales)),
    plain('catalogue.csv', catalogueCsv(world)),
    plain('candidates-2026.csv', candidatesCsv(world)),
    plain('reviews.csv', reviewsCsv(simulateReviews(world))),
  ];
  const manifest = {
    version: sampleVersion,
    seed,
    files: files.map(({ name, bytes }) => ({ name, bytes: bytes.length, sha256: sha256(bytes) })),
  };
  return {
    world,
    sales,
    files: [...files, plain('manifest.json', `${JSON.stringify(manifest, null, 2)}\n`)],
    truth: `${JSON.stringify(sampleTruth(world, sales, purchases, sampleVersion), null, 1)}\n`,
  };
}

/** The launch days that the manager wrote into the candidates file. */
export function managersPlan(world: World): PlannedLaunches {
  return Object.fromEntries(world.candidates.map(({ product, wishes }) => [product.id, wishes.planned]));
}
