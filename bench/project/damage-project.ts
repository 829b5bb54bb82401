import { strFromU8, strToU8, unzipSync, type Zippable, zipSync } from 'fflate';
import type { Random } from '#engine/random.ts';

/** Bytes cut, flipped, doubled, or set to the numbers at which readers of lengths go astray; one to four injuries. */
export function damageBytes(random: Random, whole: Uint8Array): Uint8Array {
  let bytes = whole.slice();
  const injuries = 1 + random.below(4);
  for (let i = 0; i < injuries; i++) bytes = byteInjuries[random.below(byteInjuries.length)](random, bytes);
  return bytes;
}

type Injury = (random: Random, bytes: Uint8Array<ArrayBuffer>) => Uint8Array<ArrayBuffer>;

const span = (random: Random, length: number): [number, number] => {
  const from = random.below(Math.max(1, length));
  return [from, Math.min(length, from + 1 + random.below(300))];
};

const lengths = [0, 1, 0xff, 0xffff, 0x7fffffff, 0xffffffff, 0x10000, 0xfffffffe];

const byteInjuries: readonly Injury[] = [
  (random, bytes) => {
    for (let i = 0; i < 1 + random.below(8); i++) bytes[random.below(bytes.length)] ^= 1 << random.below(8);
    return bytes;
  },
  (random, bytes) => bytes.slice(0, random.below(bytes.length + 1)),
  (random, bytes) => {
    const [from, to] = span(random, bytes.length);
    return new Uint8Array([...bytes.subarray(0, from), ...bytes.subarray(to)]);
  },
  (random, bytes) => {
    const [from, to] = span(random, bytes.length);
    return new Uint8Array([...bytes.subarray(0, to), ...bytes.subarray(from)]);
  },
  (random, bytes) => {
    const [from, to] = span(random, bytes.length);
    return bytes.fill(random.below(256), from, to);
  },
  // Lengths and offsets stand in headers: at the start, in the directory at the end, anywhere.
  (random, bytes) => {
    if (bytes.length < 8) return bytes;
    const zones = [random.below(200), bytes.length - 4 - random.below(400), random.below(bytes.length - 4)];
    const at = Math.min(Math.max(0, zones[random.below(3)]), bytes.length - 4);
    new DataView(bytes.buffer).setUint32(at, lengths[random.below(lengths.length)], true);
    return bytes;
  },
];

/** Values that a hand would put into a file to break its reader. */
const hostile: readonly unknown[] = [
  null,
  -1,
  1e308,
  0.5,
  2 ** 53,
  '',
  'x'.repeat(10_000),
  '<img src=x onerror=alert(1)>',
  '\u202egnp.exe\u0000',
  '__proto__',
  [],
  {},
  true,
  { $: 'NaN' },
  { $: '-Infinity' },
  { $: 'undefined' },
  { $: 'f64', at: 0, length: 1e9 },
  { $: 'f64', at: 3, length: 1 },
  { $: 'f64' },
  { $: 'list' },
  [1e9, 'part', 1, 0],
  [1e7, 'whole', 1, 'none', 0],
  [13, 'near', 'constructor', 1, 2],
  { $: 'map', entries: [[1, 2]] },
  JSON.parse('{"__proto__": {"polluted": true}, "constructor": {"prototype": {"polluted": true}}}'),
  Array.from({ length: 3000 }, () => 1),
];

/** The archive with one part of one JSON file changed, and checksums that are right again. */
export function damageStructure(random: Random, archive: Uint8Array): Uint8Array {
  const entries = unzipSync(archive);
  const names = Object.keys(entries).filter((name) => name.endsWith('.json'));
  const name = names[random.below(names.length)];
  const content = JSON.parse(strFromU8(entries[name])) as unknown;
  for (let i = 0; i < 1 + random.below(3); i++) damageNode(random, content);
  entries[name] = strToU8(JSON.stringify(content));
  if (random.below(20) === 0) delete entries[Object.keys(entries)[1 + random.below(Object.keys(entries).length - 1)]];
  const { mimetype, ...others } = entries;
  return zipSync({ mimetype: [mimetype, { level: 0 }], ...others } as Zippable, { level: 1 });
}

/** Walks down at random and changes what it comes to: another value, none, a thousand times, under another name. */
function damageNode(random: Random, root: unknown): void {
  let node = root as Record<string, unknown>;
  for (let depth = 0; depth < 12; depth++) {
    const keys = Object.keys(node);
    if (keys.length === 0) return;
    const key = keys[random.below(keys.length)];
    const child = node[key];
    const isLeaf = typeof child !== 'object' || child === null;
    if (isLeaf || random.below(4) === 0) {
      const kind = random.below(6);
      if (kind < 4) node[key] = structuredClone(hostile[random.below(hostile.length)]);
      else if (kind === 4) delete node[key];
      else node[`${key}-`] = child;
      return;
    }
    node = child as Record<string, unknown>;
  }
}

/** A PDF by hand that carries a file, packed or not. */
export function pdfByHand(attached: Uint8Array, packed: Uint8Array | null): Uint8Array {
  const body = packed ?? attached;
  const filter = packed ? '/Filter /FlateDecode ' : '';
  const head =
    '%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n' +
    '2 0 obj\n<< /Type /Pages /Kids [] /Count 0 >>\nendobj\n' +
    `3 0 obj\n<< /Type /EmbeddedFile ${filter}/Length ${body.length} >>\nstream\n`;
  return new Uint8Array([
    ...strToU8(head),
    ...body,
    ...strToU8('\nendstream\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF\n'),
  ]);
}
