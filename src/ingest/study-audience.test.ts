import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import type { ImportFile } from '#ingest/import-report.ts';
import { handlers } from '#workers/ingest/handlers.ts';
import { createFreeControl } from '#workers/job-control.ts';

const folder = path.resolve(import.meta.dirname, '../../public/sample');
const read = (name: string): Uint8Array<ArrayBuffer> => new Uint8Array(readFileSync(path.join(folder, name)));
const file = (name: string): ImportFile => ({ name, bytes: read(name), id: name });

interface Planted {
  readonly products: readonly { readonly id: string; readonly group: string }[];
  readonly buyers: readonly { readonly group: string; readonly partner: string; readonly fans: readonly string[] }[];
}

it('a file of likely buyers is refused where they have not been studied, and is no file of headings', async () => {
  const asked = handlers.exportBuyers({ candidateIds: ['nobody'], headings: ['c', 'r', 'u'] }, createFreeControl());
  await expect(asked).rejects.toThrow('baskets-gone');
});

it('the partners and audiences planted in the sample are found', async () => {
  const names = ['sales-2023-2025.csv.gz', 'member-purchases-2024-2025.csv.gz', 'catalogue.csv', 'candidates-2026.csv'];
  const { dataset, files } = await handlers.importFiles({ files: names.map(file) }, createFreeControl());
  expect(files.map(({ kind }) => kind)).toEqual(['sales', 'browsing', 'catalogue', 'candidates']);
  if (!dataset.panel) throw new Error('no panel');
  const { audience } = await handlers.studyAudience(
    { panel: dataset.panel, candidates: dataset.candidates },
    createFreeControl(),
  );
  const truth = JSON.parse(new TextDecoder().decode(read('truth.json'))) as Planted;
  const groupOf = new Map(truth.products.map(({ id, group }) => [id, group]));
  expect(audience?.basis).toBe('orders');
  expect(audience?.partners.verdict).toBe('holds');
  let [named, right, expectedByChance] = [0, 0, 0];
  for (const { candidateId, partners } of audience?.candidates ?? []) {
    const group = dataset.candidates.find(({ id }) => id === candidateId)?.attributes.细分;
    const planted = truth.buyers.find((each) => each.group === group)?.partner;
    if (!planted) continue;
    named += partners.length;
    right += partners.filter(({ productId }) => groupOf.get(productId) === planted).length;
    const inGroup = truth.products.filter((product) => product.group === planted).length;
    expectedByChance += (partners.length * inGroup) / truth.products.length;
  }
  expect(named).toBeGreaterThan(40);
  expect(right).toBeGreaterThan(5 * expectedByChance);

  const [first] = dataset.candidates;
  const csv = await (
    await handlers.exportBuyers({ candidateIds: [first.id], headings: ['c', 'r', 'u'] }, createFreeControl())
  ).text();
  const buyers = csv
    .trim()
    .split('\r\n')
    .slice(1)
    .map((line) => line.split(',')[2]);
  const fans = new Set(truth.buyers.find(({ group }) => group === first.attributes.细分)?.fans);
  const members = new Set(truth.buyers.flatMap((each) => each.fans));
  const lift = buyers.filter((user) => fans.has(user)).length / buyers.length / (fans.size / members.size);
  expect(lift).toBeGreaterThan(2);
});

it('what is looked at next follows the clock, not the order of rows, and is not told from days', async () => {
  const day = (at: number): string => `2024-05-${String((at % 28) + 1).padStart(2, '0')}`;
  const text = (lines: readonly string[]): Uint8Array<ArrayBuffer> => new TextEncoder().encode(`${lines.join('\n')}\n`);
  const sales = ['Date,SKU,Quantity,Price'];
  const clicks = (clock: (minute: number) => string): string[] =>
    ['Time,Session ID,SKU,Event'].concat(
      Array.from({ length: 60 }, (_, at) => at).flatMap((at) => [
        `${day(at)}${clock(9)},s${at},B,view`,
        `${day(at)}${clock(0)},s${at},A,view`,
      ]),
    );
  for (let at = 0; at < 28; at++) sales.push(`${day(at)},A,2,10.50`, `${day(at)},B,1,4.00`);
  const study = async (lines: readonly string[]) => {
    const files = [
      { name: 'sales.csv', bytes: text(sales), id: 's' },
      { name: 'clicks.csv', bytes: text(lines), id: lines[1] },
    ];
    const { dataset } = await handlers.importFiles({ files }, createFreeControl());
    if (!dataset.panel) throw new Error('no panel');
    return (await handlers.studyAudience({ panel: dataset.panel, candidates: [] }, createFreeControl())).nextView;
  };
  const told = await study(clicks((minute) => ` 00:0${minute}:00`));
  expect(told?.sessions).toBe(60);
  const together = [{ id: 'B', count: 60 }];
  expect(told?.products).toEqual([{ productId: 'A', followed: 60, next: together, visits: 60, together }]);
  expect((await study(clicks(() => '')))?.sessions).toBe(0);
});

it('purchases that a log of events tells again do not count twice; without orders in the sales they are what counts', async () => {
  const text = (lines: readonly string[]): Uint8Array<ArrayBuffer> => new TextEncoder().encode(`${lines.join('\n')}\n`);
  const day = (at: number): string => `2024-05-${String((at % 28) + 1).padStart(2, '0')}`;
  const rows = Array.from({ length: 56 }, (_, at) => at);
  const events = ['Time,User ID,SKU,Event', ...rows.map((at) => `${day(at)} 10:00:00,u${at % 9},A,purchase`)];
  const baskets = async (heads: string, cells: (at: number) => string, told = 56) => {
    const sales = [heads, ...rows.map((at) => `${cells(at)}${day(at)},A,1,10.50`)];
    const files = [
      { name: 'sales.csv', bytes: text(sales), id: heads },
      { name: 'events.csv', bytes: text(events.slice(0, told + 1)), id: `e${told}` },
    ];
    const { dataset } = await handlers.importFiles({ files }, createFreeControl());
    if (!dataset.panel) throw new Error('no panel');
    const { audience } = await handlers.studyAudience({ panel: dataset.panel, candidates: [] }, createFreeControl());
    return [audience?.baskets, audience?.customers];
  };
  expect(await baskets('Invoice,Customer ID,Date,SKU,Quantity,Price', (at) => `i${at},c${at % 7},`)).toEqual([56, 7]);
  expect(await baskets('Date,SKU,Quantity,Price', () => '')).toEqual([56, 9]);
  // Orders without a name lose to purchases with one.
  expect(await baskets('Invoice,Date,SKU,Quantity,Price', (at) => `i${at},`)).toEqual([56, 9]);
  // ... but not to a few of them.
  expect((await baskets('Invoice,Date,SKU,Quantity,Price', (at) => `i${at},`, 6))[0]).toBe(56);
});
