/** Bytes from which on a column lies in the database as a file. */
const large = 1 << 20;

/**
 * Facts with the large columns of their objects as files, which a browser packs and reads back off the page's own thread.
 */
export function putColumnsAside(facts: unknown): unknown {
  if (facts instanceof Float64Array && facts.byteLength >= large)
    return { columnAside: new Blob([facts as Float64Array<ArrayBuffer>]) };
  if (!isPlain(facts)) return facts;
  return Object.fromEntries(Object.entries(facts).map(([name, fact]) => [name, putColumnsAside(fact)]));
}

export async function bringColumnsBack(facts: unknown): Promise<unknown> {
  if (!isPlain(facts)) return facts;
  const { columnAside } = facts as { readonly columnAside?: unknown };
  if (columnAside instanceof Blob) return new Float64Array(await columnAside.arrayBuffer());
  const entries = Object.entries(facts).map(async ([name, fact]) => [name, await bringColumnsBack(fact)] as const);
  return Object.fromEntries(await Promise.all(entries));
}

function isPlain(facts: unknown): facts is object {
  return typeof facts === 'object' && facts !== null && Object.getPrototypeOf(facts) === Object.prototype;
}
