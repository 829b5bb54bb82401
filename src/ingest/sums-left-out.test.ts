import { describe, expect, it } from 'vitest';
import type { FileChoices, FileReport, ImportOutput } from '#ingest/import-report.ts';
import { drop } from '#ingest/testing/drop-files.ts';

const rows = <T>(count: number, line: (at: number) => T): T[] => Array.from({ length: count }, (_, at) => line(at));
const pieces = (at: number): number => 1 + ((at * at + (at >> 2)) % 5);
const amount = (at: number): number => pieces(at) * (335 + 240 * (at % 7));
const day = (at: number): string => `2024-05-${String(1 + at).padStart(2, '0')}`;
const total = (numbers: readonly number[]): number => numbers.reduce((sum, each) => sum + each, 0);

async function asSales(text: readonly string[], choices: FileChoices = {}): Promise<FileReport> {
  const file = { 'sales.csv': text.join('\n') };
  const { files } = await drop(file, { 'sales.csv': { kind: 'sales', ...choices } });
  return files[0];
}

describe('groups of rows with their sums', () => {
  const sizes = [3, 2, 4, 1, 3, 2, 1, 5, 2, 3];
  const groups = sizes.map((size, group) => rows(size, (at) => total(sizes.slice(0, group)) + at));
  const all = groups.flat();
  const line = (name: string, group: number, of: readonly number[]): string =>
    `${day(group)},${name},${total(of.map(pieces))},${(total(of.map(amount)) / 100).toFixed(2)}`;
  const table = (isAbove: boolean): string[] => {
    const body = groups.flatMap((of, group) => {
      const [sum, parts] = [line(`Group ${group}`, group, of), of.map((at) => line(`Thing ${at % 9}`, group, [at]))];
      return isAbove ? [sum, ...parts] : [...parts, sum];
    });
    const whole = line('Our company', 9, all);
    return ['Date,Name,Quantity,Amount', ...(isAbove ? [whole, ...body] : [...body, whole])];
  };

  it.each([
    ['below', false],
    ['above', true],
  ])('%s them, in two levels, and of one row: none counts', async (_where, isAbove) => {
    const { questions } = await drop({ 'sales.csv': table(isAbove).join('\n') });
    expect(questions[0]).toMatchObject({
      about: 'rows-add-up',
      previews: { sales: { units: total(all.map(pieces)) } },
    });
    expect(questions[0].options[0]).toBe('sales');
    const report = await asSales(table(isAbove));
    expect(report).toMatchObject({
      units: total(all.map(pieces)),
      rowsAccepted: all.length,
      rejected: { total_row: 11 },
    });
  });

  it('can be kept', async () => {
    const report = await asSales(table(false), { rules: { total_row: 'keep' } });
    expect(report.units).toBe(3 * total(all.map(pieces)));
  });

  it('count as they are beyond the rows that were looked at first', async () => {
    const many = rows(3000, (group) => rows(3, (at) => group * 3 + at));
    const text = many.flatMap((of, group) => [
      ...of.map((at) => line(`A thing of some name ${at % 90}`, group % 28, [at])),
      line(`Group of some name ${group}`, group % 28, of),
    ]);
    const report = await asSales(['Date,Name,Quantity,Amount', ...text]);
    expect(report).toMatchObject({ units: total(many.flat().map(pieces)), rowsAccepted: 9000 });
  }, 20_000);

  it('are said where a file has too many rows to find them, and nothing of it is used', async () => {
    const text = rows(40_001, (group) => [
      ...rows(4, (at) => line(`Thing ${at}`, group % 28, [group * 4 + at])),
      line(
        `Group ${group}`,
        group % 28,
        rows(4, (at) => group * 4 + at),
      ),
    ]).flat();
    const report = await asSales(['Date,Name,Quantity,Amount', ...text]);
    expect(report).toMatchObject({ state: 'failed', rowsAccepted: 0, issues: [{ code: 'sums-too-many' }] });
  }, 60_000);

  it('are found in time that grows with the rows, also where figures cancel each other', async () => {
    const many = rows(300, (group) => rows(3, (at) => group * 3 + at));
    const text = [
      ...many.flatMap((of, group) => [
        line(`Group ${group}`, group % 28, of),
        ...of.map((at) => line(`Thing ${at % 90}`, group % 28, [at])),
      ]),
      ...rows(40_000, (at) => `${day(at % 28)},Thing ${at >> 1},${at % 2 ? -5 : 5},${at % 2 ? -50 : 50}`),
    ];
    const report = await asSales(['Date,Name,Quantity,Amount', ...text]);
    expect(report).toMatchObject({ state: 'imported', rowsTotal: 41_200 });
  }, 20_000);

  it('stand in the column of what they are the sums of, whose small rows add up by chance as well', async () => {
    const text = rows(16, (group) => {
      const counts = rows(1 + ((group * 5) % 7), (at) => pieces(group * 7 + at * 3));
      const own = (name: string, count: number): string => `2024-05,${name},${count},${count * (3 + group)}.00`;
      return [own(`Mug ${group}`, total(counts)), ...counts.map((count, at) => own(`Buyer ${group + at}`, count))];
    });
    const counted = total(text.flatMap((of) => of.slice(1).map((each) => Number(each.split(',')[2]))));
    const grand = `2024-05,Total,${counted},1`;
    const file = { 'sales.csv': ['Month,Product,Quantity,Amount', ...text.flat(), grand].join('\n') };
    expect((await drop(file)).questions[0]).toMatchObject({
      about: 'rows-add-up',
      previews: { sales: { units: counted } },
    });
  });

  const below = (nameOf: (group: number) => string): readonly string[] => [
    'Product,Date,Order,Quantity,Amount',
    ...groups.flatMap((of, group) => [
      ...of.map((at) => `Mug ${group},${day(at)},R${at},${pieces(at)},${pieces(at) * (3 + group)}`),
      `${nameOf(group)},,,${total(of.map(pieces))},${total(of.map(pieces)) * (3 + group)}`,
    ]),
  ];

  it.each([
    ['as it is', (group: number) => `Mug ${group}`],
    ['the sum of it', (group: number) => `Sum of Mug ${group}`],
  ])('stand below the lines of a product, without an order, and are called %s: asked', async (_name, nameOf) => {
    const { questions } = await drop({ 'sales.csv': below(nameOf).join('\n') });
    const counted = { rows: all.length, units: total(all.map(pieces)) };
    expect(questions[0]).toMatchObject({ about: 'rows-add-up', previews: { sales: counted } });
  });

  it.each(['%s Ergebnis', '%s Result', 'Somma %s', 'Résultat %s', '%s Gesamt'])('%s: left out', async (name) => {
    const text = below((group) => name.replace('%s', `Mug ${group}`)).join('\n');
    const { files, questions } = await drop({ 'sales.csv': text });
    expect(questions).toEqual([]);
    expect(files[0]).toMatchObject({ units: total(all.map(pieces)), rejected: { total_row: groups.length } });
  });

  it('are no products called as a sum is that add nothing up, below a day that is named once', async () => {
    const names = ['Mug', 'Search Result', 'Pan', 'Rug'];
    const text = rows(48, (at) => `${at % 4 ? '' : day(at >> 2)},${names[at % 4]},${pieces(at)},${amount(at)}`);
    const { files } = await drop({ 'sales.csv': ['Date,Product,Quantity,Amount', ...text].join('\n') });
    expect(files[0]).toMatchObject({ units: total(rows(48, pieces)), rejected: {} });
  });
});

describe('values of a column that are all others together', () => {
  const report = (values: readonly string[], of: (at: number) => readonly number[]): Promise<FileReport> =>
    asSales([
      'Week,SKU,Channel,Units',
      ...rows(56, (at) =>
        of(at).map((count, place) => `${day(7 * (at % 4))},A${at >> 2},${values[place]},${count}`),
      ).flat(),
    ]);

  it('a whole beside its parts: the parts count', async () => {
    const { units, rowsAccepted } = await report(['Everywhere', 'Web', 'Shops'], (at) => [
      pieces(at) + 3,
      pieces(at),
      3,
    ]);
    expect([units, rowsAccepted]).toEqual([total(rows(56, (at) => pieces(at) + 3)), 112]);
  });

  it.each(['Total', 'Gesamt', 'Итого', '合计'])('called %s: left out without a question', async (word) => {
    const text = (days: number): string =>
      [
        'Week,SKU,Channel,Units',
        ...rows(56, (at) =>
          ['Web', 'Shops', word].map(
            (value, place) => `${day(7 * (at % days))},A${at},${value},${[pieces(at), 3, pieces(at) + 3][place]}`,
          ),
        ).flat(),
      ].join('\n');
    for (const days of [4, 1]) {
      const { files, questions } = await drop({ 'sales.csv': text(days) });
      expect(questions).toEqual([]);
      expect(files[0]).toMatchObject({ units: total(rows(56, (at) => pieces(at) + 3)), rejected: { total_row: 56 } });
    }
  });

  it.each(['', 'Our chain'])('beside many others, called "%s": asked', async (word) => {
    const text = rows(24, (at) => {
      const counts = rows(18, (store) => pieces(at * 18 + store));
      return [total(counts), ...counts].map(
        (count, store) => `${day(at >> 1)},A${at % 2},${store ? `Store ${store}` : word},${count}`,
      );
    });
    const { questions } = await drop({ 'sales.csv': ['Week,SKU,Store,Units', ...text.flat()].join('\n') });
    const counted = { rows: 24 * 18, units: total(rows(24 * 18, pieces)) };
    expect(questions[0]).toMatchObject({ about: 'rows-add-up', previews: { sales: counted } });
  });

  it('the same at three levels: one of them counts', async () => {
    const { units } = await report(['Item', 'Brand', 'Class'], (at) => [pieces(at), pieces(at), pieces(at)]);
    expect(units).toBe(total(rows(56, pieces)));
  });
});

describe('periods side by side', () => {
  const cells = (at: number): number[] => rows(6, (month) => 1 + ((at * 5 + month * 3) % 8));
  const added = (of: readonly number[][]): number[] => rows(6, (month) => total(of.map((each) => each[month])));
  const header = `Product,${rows(6, (month) => `2024-0${month + 1}`).join()},Everything`;
  const line = (name: string, own: readonly number[]): string => [name, ...own, total(own)].join();
  const products = rows(18, cells);
  const read = async (text: readonly string[]): Promise<ImportOutput> =>
    drop({ 'sales.csv': [header, ...text].join('\n') });

  it('a row of sums without a known word is left out and told, as is the column', async () => {
    const text = products.map((own, at) => line(`Thing ${at}`, own));
    const { files, questions } = await read([...text, line('Alles', added(products))]);
    expect(questions).toEqual([]);
    expect(files[0]).toMatchObject({ units: total(products.flat()), rowsAccepted: 108, rejected: { total_row: 6 } });
  });

  it('groups and all of them', async () => {
    const groups = [0, 6, 12].map((from) => products.slice(from, from + 6));
    const text = groups.flatMap((of, group) => [
      line(`Group ${group}`, added(of)),
      ...of.map((own, at) => line(`Thing ${group * 6 + at}`, own)),
    ]);
    const { files, questions } = await read([line('Alles', added(products)), ...text]);
    expect(questions).toEqual([]);
    expect(files[0]).toMatchObject({ units: total(products.flat()), rejected: { total_row: 24 } });
  });
});
