import type { Dataset } from '#engine/panel/dataset.ts';
import { sha256, toHex } from '#ingest/reading/scan-file.ts';

/**
 * SHA-256 of a dataset's content: numbers as their IEEE bytes (all NaN alike), the rest as JSON with sorted keys. The
 * assembly puts products, categories and events in an order of their own, so the same rows give the same fingerprint
 * whatever the order of files and rows.
 */
export async function fingerprintOf(
  dataset: Omit<Dataset, 'fingerprint'>,
  yieldNow: () => Promise<void>,
): Promise<string> {
  const columns: Float64Array[] = [];
  const text = JSON.stringify(dataset, (_key, value) => {
    if (value instanceof Float64Array) {
      columns.push(value);
      return `column ${columns.length}`;
    }
    if (value instanceof Uint8Array) {
      columns.push(Float64Array.from(value));
      return `flags ${columns.length}`;
    }
    if (value && typeof value === 'object' && !Array.isArray(value))
      return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
    return value;
  });
  const leaves = [await sha256(new TextEncoder().encode(text))];
  const copy = new Float64Array(Math.max(0, ...columns.map(({ length }) => length)));
  for (const column of columns) {
    copyAlike(column, copy);
    leaves.push(await sha256(new Uint8Array(copy.buffer, 0, column.byteLength)));
    await yieldNow();
  }
  return toHex(await sha256(new TextEncoder().encode(leaves.map(toHex).join('\n'))));
}

/** One kind of NaN, one kind of 0. Apart, since a loop within a function that waits is not made fast. */
function copyAlike(column: Float64Array, copy: Float64Array): void {
  for (let i = 0; i < column.length; i++) copy[i] = Number.isNaN(column[i]) ? Number.NaN : column[i] + 0;
}
