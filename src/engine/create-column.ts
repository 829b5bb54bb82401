/** Bytes from which on a column is large: 8,192 numbers. */
export const largeColumn = 1 << 16;

/**
 * Room for a column of `length` numbers, all 0. Where the page is isolated (docs/hosting.md), a large one lies in memory that
 * the page and its workers share, so that a dataset is sent without a copy; elsewhere each receiver gets its own. Nobody
 * writes to a column once it is filled.
 */
export function createColumn(length: number): Float64Array {
  const bytes = length * Float64Array.BYTES_PER_ELEMENT;
  const { crossOriginIsolated } = globalThis as { readonly crossOriginIsolated?: boolean };
  return new Float64Array(
    crossOriginIsolated && bytes >= largeColumn ? new SharedArrayBuffer(bytes) : new ArrayBuffer(bytes),
  );
}
