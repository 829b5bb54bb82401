/**
 * Short name of a job's inputs (cyrb53 by bryc, public domain; 53 bits, not cryptographic): same inputs, same name.
 * Give it facts that are small: the data by its fingerprint, settings in full. Key order does not matter.
 */
export function inputHash(inputs: unknown): string {
  const text = JSON.stringify(inputs, (_key, value: unknown) => {
    if (value && typeof value === 'object' && !Array.isArray(value) && !ArrayBuffer.isView(value)) {
      return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
    }
    return ArrayBuffer.isView(value) ? Array.from(value as Float64Array) : value;
  });
  let h1 = 0xdeadbeef;
  let h2 = 0x41c6ce57;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    h1 = Math.imul(h1 ^ code, 2654435761);
    h2 = Math.imul(h2 ^ code, 1597334677);
  }
  h1 = Math.imul(h1 ^ (h1 >>> 16), 2246822507) ^ Math.imul(h2 ^ (h2 >>> 13), 3266489909);
  h2 = Math.imul(h2 ^ (h2 >>> 16), 2246822507) ^ Math.imul(h1 ^ (h1 >>> 13), 3266489909);
  return ((h2 >>> 0) * 2097152 + (h1 >>> 11)).toString(36);
}
