import { gzipSync } from 'node:zlib';
import type { Random } from '#engine/random.ts';
import { damagedFile } from '../import/fuzz-files.ts';

/** Files of tables that someone would send to break the page, each small on its way in. */
const made: readonly { readonly name: string; readonly bytes: (random: Random) => Uint8Array }[] = [
  { name: 'far-date', bytes: () => sales(30_000, 500, ['9999-12-31,P1,3,9.5']) },
  { name: 'far-dates-few-products', bytes: () => sales(2_000, 3, ['9999-12-31,P1,3,9.5', '1900-01-01,P2,1,2']) },
  { name: 'long-number', bytes: () => sales(500, 5, [`2024-02-01,P1,3,${'9'.repeat(400)}`]) },
  { name: 'many-products', bytes: () => sales(300_000, 300_000, []) },
  { name: 'bomb-of-zeros', bytes: () => gzip('', '\0', 300) },
  { name: 'bomb-of-one-line', bytes: () => gzip('date,id,units\n', 'x', 300) },
  { name: 'bomb-of-one-quotation', bytes: () => gzip('date,id,units\n2024-01-01,A,"', 'y', 300) },
  { name: 'bomb-of-two-members', bytes: () => join(gzip('date,id,units\n', '0', 300), gzip('1', '', 0)) },
  { name: 'wide', bytes: () => text(`${Array.from({ length: 40_000 }, (_, i) => `c${i}`).join()}\n1,2,3\n`) },
  { name: 'wide-dates', bytes: () => wideDates(3_000) },
  { name: 'names-of-letters', bytes: () => sales(200, 200, [], (i) => `${'n'.repeat(20_000)}${i}`) },
  { name: 'utf-32', bytes: () => utf32('date,id,units,price\n2024-01-01,A,3,9.5\n'.repeat(40)) },
  { name: 'one-line-of-gb18030', bytes: () => mixed() },
  { name: 'quotations', bytes: () => text(`date,id,units\n${'"'.repeat(300_000)}`) },
  { name: 'returns', bytes: () => text(`date,id,units\r${'\r'.repeat(500_000)}`) },
];

/** The next hostile file: one of those above a third of the time, else a whole one with a few injuries. */
export function hostileRows(random: Random): { readonly name: string; readonly bytes: Uint8Array } {
  if (random.below(3) > 0) return { name: 'injured.csv', bytes: damagedFile(random) };
  const { name, bytes } = made[random.below(made.length)];
  return { name: `${name}.csv`, bytes: bytes(random) };
}

const text = (content: string): Uint8Array => new TextEncoder().encode(content);

function sales(rows: number, products: number, odd: readonly string[], id = (i: number) => `P${i}`): Uint8Array {
  const lines = ['date,product_id,units,unit_price'];
  for (let i = 0; i < rows; i++) {
    const day = new Date(Date.UTC(2023, 0, 2) + 86_400_000 * (i % 700)).toISOString().slice(0, 10);
    lines.push(`${day},${id(i % products)},${1 + (i % 4)},9.50`);
  }
  return text([...lines, ...odd].join('\n'));
}

function gzip(start: string, filler: string, megabytes: number): Uint8Array {
  return new Uint8Array(
    gzipSync(Buffer.concat([Buffer.from(start), Buffer.alloc(megabytes * 1e6, filler)]), { level: 1 }),
  );
}

function join(...parts: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts));
}

function wideDates(days: number): Uint8Array {
  const head = Array.from({ length: days }, (_, i) =>
    new Date(86_400_000 * (7 * i - 20_000)).toISOString().slice(0, 10),
  );
  return text(
    `sku,${head.join()}\n${Array.from({ length: 300 }, (_, p) => `S${p},${head.map((_d, i) => i % 7).join()}`).join('\n')}`,
  );
}

function utf32(content: string): Uint8Array {
  const view = new DataView(new ArrayBuffer(4 + 4 * content.length));
  view.setUint32(0, 0xfeff, true);
  for (let i = 0; i < content.length; i++) view.setUint32(4 + 4 * i, content.charCodeAt(i), true);
  return new Uint8Array(view.buffer);
}

function mixed(): Uint8Array {
  const good = '日期,商品编码,数量,单价\n'.concat('2024-01-01,保温杯,3,9.5\n'.repeat(300));
  const odd = Uint8Array.of(0xb1, 0xa3, 0xce, 0xc2, 0xb1, 0xad);
  return Uint8Array.from([
    ...text(good),
    ...text('2024-01-08,'),
    ...odd,
    ...text(',3,9.5\n'),
    ...text('2024-01-15,保温杯,3,9.5\n'),
  ]);
}
