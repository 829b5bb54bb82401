import { createColumn, largeColumn } from '#engine/create-column.ts';

/** Numbers copied at a time. */
const pieceLength = 1 << 17;

/**
 * Facts with the large columns of their objects as files, which a browser packs and reads back off the page's own thread.
 */
export function putColumnsAside(facts: unknown): unknown {
  if (facts instanceof Float64Array && facts.byteLength >= largeColumn) return { columnAside: toFile(facts) };
  if (!isPlain(facts)) return facts;
  return Object.fromEntries(Object.entries(facts).map(([name, fact]) => [name, putColumnsAside(fact)]));
}

/** In pieces by way of a small copy, since no file is made of memory that is shared, and a large copy takes longer to make room for. */
function toFile(column: Float64Array): Blob {
  const piece = new Float64Array(Math.min(column.length, pieceLength));
  const pieces: Blob[] = [];
  for (let from = 0; from < column.length; from += pieceLength) {
    const values = column.subarray(from, from + pieceLength);
    piece.set(values);
    pieces.push(new Blob([piece.subarray(0, values.length)]));
  }
  return new Blob(pieces);
}

export async function bringColumnsBack(facts: unknown): Promise<unknown> {
  if (!isPlain(facts)) return facts;
  const { columnAside } = facts as { readonly columnAside?: unknown };
  if (columnAside instanceof Blob) {
    const column = createColumn(columnAside.size / Float64Array.BYTES_PER_ELEMENT);
    column.set(new Float64Array(await columnAside.arrayBuffer()));
    return column;
  }
  const entries = Object.entries(facts).map(async ([name, fact]) => [name, await bringColumnsBack(fact)] as const);
  return Object.fromEntries(await Promise.all(entries));
}

function isPlain(facts: unknown): facts is object {
  return typeof facts === 'object' && facts !== null && Object.getPrototypeOf(facts) === Object.prototype;
}
