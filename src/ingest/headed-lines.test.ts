import { describe, expect, it } from 'vitest';
import type { FileChoices } from '#ingest/import-report.ts';
import { HeadedLines } from '#ingest/reading/headed-lines.ts';
import type { RecordBatch } from '#ingest/reading/records.ts';
import { drop } from '#ingest/testing/drop-files.ts';
import { findHeaded } from '#ingest/understanding/find-headed.ts';

const rows = <T>(count: number, line: (at: number) => T): T[] => Array.from({ length: count }, (_, at) => line(at));
const day = (at: number): string => `2024-05-${String(1 + (at % 28)).padStart(2, '0')}`;
const pieces = (group: number, at: number): number => 1 + ((group * at + group) % 4);
const sizes = [5, 3, 1, 6, 2, 4, 1, 5];
const units = sizes.reduce(
  (sum, size, group) => sum + rows(size, (at) => pieces(group, at)).reduce((a, b) => a + b),
  0,
);
const sold = (group: number): string[] =>
  rows(
    sizes[group],
    (at) => `${day(group + 3 * at)},${group * 10 + at},Buyer ${at},${pieces(group, at)},${pieces(group, at) * 12.5}`,
  );
const lines = sizes.reduce((sum, size) => sum + size, 0);

async function read(text: readonly string[], choices: FileChoices = {}) {
  const { files, questions, dataset } = await drop({ 'export.csv': text.join('\n') }, { 'export.csv': choices });
  return { file: files[0], questions, names: dataset.panel?.products.map(({ name, id }) => name || id) };
}

describe('lines below heads of their groups', () => {
  const heading = ',Date,Number,Name,Quantity,Amount';
  const below = sizes.flatMap((_, group) => [
    `Thing ${group},,,,,`,
    ...sold(group).map((line) => `,${line}`),
    `Total for Thing ${group},,,,1,1.00`,
  ]);

  it('are asked about, with what they would give, and get the product of the head', async () => {
    const text = [heading, ...below];
    const { questions } = await read(text);
    expect(questions).toMatchObject([
      {
        about: 'groups-headed',
        examples: ['Thing 0', 'Thing 1', 'Thing 2', 'Thing 3'],
        previews: { sales: { units } },
      },
    ]);
    expect(questions[0].options[0]).toBe('sales');
    const { file, names } = await read(text, { kind: 'sales' });
    expect(file).toMatchObject({ rowsAccepted: lines, units, products: sizes.length });
    expect(file.issues.map(({ code }) => code)).toContain('lines-headed');
    expect(names).toContain('Thing 7');
  });

  it('keep the product that the user chose', async () => {
    const { file } = await read([heading, ...below], { kind: 'sales', roles: { 3: 'product' } });
    expect(file.products).toBe(6);
  });

  it.each([
    ['with a part of the product before a colon', (line: string) => line.replace('Thing', 'Rocks:Thing')],
    [
      'with numbers of pages among them',
      (line: string, at: number) => (at % 9 === 4 ? `${line}\nPage ${at} of 90,,,,,` : line),
    ],
    ['with the headings once more', (line: string, at: number) => (at % 9 === 4 ? `${line}\n${heading}` : line)],
    ['with a blank line before each', (line: string) => (line.startsWith('Thing') ? `\n${line}` : line)],
    ['one of which lacks its buyer', (line: string, at: number) => (at === 2 ? line.replace('Buyer 1', '') : line)],
  ])('are read %s', async (_what, change) => {
    const { file } = await read([heading, ...below.map(change)], { kind: 'sales' });
    expect(file).toMatchObject({ rowsAccepted: lines, units, products: sizes.length });
  });

  it('end where another table begins', async () => {
    const stock = ['', 'SKU,Description,Stock', ...rows(5, (at) => `S${at},Thing ${at},${10 + at}`)];
    const { file } = await read([heading, ...below, ...stock], { kind: 'sales' });
    expect(file).toMatchObject({ rowsAccepted: lines, units });
  });

  it('that name the product themselves have no other', async () => {
    const text = ['Product,Date,Number,Buyer,Quantity,Amount', ...below].map((line) =>
      line.replace(/^(Thing \d),,,,,/, '$1,2024-05-01,,,12,150'),
    );
    const { file, names } = await read(text, { kind: 'sales' });
    expect(file).toMatchObject({ rowsAccepted: lines, units });
    expect(names).toContain('Thing 0');
  });

  it('of two levels are of the inner one', async () => {
    const text = [
      'Sales by Item Detail',
      `,${heading}`,
      ...sizes.flatMap((_, group) => [
        ...(group % 4 === 0 ? [`Range ${group},,,,,,`] : []),
        `,Thing ${group},,,,,`,
        ...sold(group).map((line) => `,,${line}`),
      ]),
    ];
    const { file, names } = await read(text, { kind: 'sales' });
    expect(file).toMatchObject({ rowsAccepted: lines, units, products: sizes.length });
    expect(names).toContain('Thing 3');
  });

  it('are told from heads in the columns of the lines', async () => {
    const text = [
      'Sales by Item Detail;;;;',
      'Invoice;Date;Customer;Quantity;Amount',
      ...sizes.flatMap((_, group) => [
        `A-00${group};Thing ${group};;;`,
        ...sold(group).map((line) => {
          const [date, number, ...others] = line.split(',');
          return [`INV-${number}`, date, ...others].join(';');
        }),
      ]),
    ];
    const { file, names } = await read(text, { kind: 'sales' });
    expect(file).toMatchObject({ rowsAccepted: lines, units, products: sizes.length });
    expect(names).toContain('Thing 5');
  });
});

it('what heads say before a colon is a column of its own, days as well as customers', async () => {
  const text = [
    'Product,Group,Sold,Revenue',
    ...rows(12, (at) => [
      `Day: ${day(at)},,,`,
      ...rows(4, (each) => `Thing ${each},Kitchen,${1 + each},${10 * (1 + each)}.00`),
    ]).flat(),
  ];
  const { file } = await read(text, { kind: 'sales' });
  expect(file).toMatchObject({ rowsAccepted: 48, units: 120, products: 4 });
  expect(file.columns.map(({ name, role }) => [name, role])).toContainEqual(['Day', 'date']);
});

it('documents with their sums stand above their lines: those count, and the buyer is no product', async () => {
  const text = [
    'Date,Particulars,Voucher No.,Quantity,Rate,Value',
    ...rows(40, (at) => [
      `${day(at)},Buyer ${at % 7},S/${at},,,${37.5 + 12.5 * (at % 3)}`,
      `,Rice 5 kg,,${1 + (at % 3)},12.50,${12.5 * (1 + (at % 3))}`,
      ',Ghee 500 ml,,1,25.00,25.00',
    ]).flat(),
  ];
  const { questions } = await read(text);
  expect(questions).toHaveLength(1);
  const { file, names } = await read(text, { kind: 'sales' });
  expect(file).toMatchObject({ rowsAccepted: 80, units: 40 + rows(40, (at) => 1 + (at % 3)).reduce((a, b) => a + b) });
  expect(names?.toSorted()).toEqual(['Ghee 500 ml', 'Rice 5 kg']);
});

it.each([
  ['of products, as the title says', 'Sales by Product/Service Detail', 'Memo', 'Mug'],
  ['of customers above lines that name their product', 'Sales by Customer Detail', 'Product/Service', 'Thing'],
])('groups %s, and whose sums name them, need no question', async (_what, title, heading, starts) => {
  const text = [
    title,
    '',
    `,Date,Num,${heading},Qty,Sales Price,Amount`,
    ...rows(6, (group) => [
      `Mug ${group},,,,,,`,
      ...rows(5, (at) => `,${day(at)},${group}${at},Thing ${at},2,10.00,20.00`),
      `Total for Mug ${group},,,,10,,100.00`,
    ]).flat(),
    'TOTAL,,,,60,,600.00',
  ];
  const { file, names, questions } = await read(text);
  expect(questions).toEqual([]);
  expect(file).toMatchObject({ rowsAccepted: 30, units: 60, revenue: '600.00' });
  expect(names?.every((name) => name.startsWith(starts))).toBe(true);
});

it('a table without heads, or with notes between its rows, has none', () => {
  const table = [['Date', 'Product', 'Quantity'], ...rows(40, (at) => [day(at), `Thing ${at % 5}`, '2'])];
  const noted = table.flatMap((row, at) => (at % 9 === 8 ? [row, ['page 3', '', '']] : [row]));
  for (const each of [table, noted]) expect(findHeaded(each, [...each.keys()])).toBeNull();
});

it('a head holds for the lines of the next piece of the file', () => {
  const table = [
    ['', 'Date', 'Quantity', 'Amount'],
    ...rows(6, (group) => [[`Thing ${group}`, '', '', ''], ...rows(3, (at) => ['', day(at), '2', '3.50'])]).flat(),
  ];
  const layout = findHeaded(table, [...table.keys()]);
  if (!layout) throw new Error('no heads found');
  const of = (from: number, to: number): RecordBatch => ({
    count: to - from,
    lines: rows(to - from, (at) => from + at),
    cellsOf: (record) => table[from + record],
  });
  const told = (cuts: readonly number[]): string[] => {
    const reader = new HeadedLines(layout);
    return cuts.slice(1).flatMap((to, at) => {
      const batch = reader.take(of(cuts[at], to));
      return rows(batch.count, (record) => `${batch.lines[record]}: ${batch.cellsOf(record).join('|')}`);
    });
  };
  const whole = told([0, table.length]);
  expect(whole).toHaveLength(1 + 18);
  expect(whole[2]).toBe(`3: Thing 0|${day(1)}|2|3.50`);
  expect(told([0, 1, 2, 4, 11, table.length])).toEqual(whole);
});

/** The records that are made of a table, null where it is none with heads. */
function made(text: readonly string[]): string[] | null {
  const table = text.map((line) => line.split(','));
  const layout = findHeaded(table, [...table.keys()]);
  if (!layout) return null;
  const readBy = (size: number): string[] => {
    const reader = new HeadedLines(layout);
    const batches = rows(Math.ceil(table.length / size), (at) => {
      const part = [...table.keys()].slice(at * size, (at + 1) * size);
      return reader.take({ count: part.length, lines: part, cellsOf: (record) => table[part[record]] });
    });
    return [...batches, reader.end()].flatMap(({ count, cellsOf }) =>
      rows(count, (record) => cellsOf(record).join(',')),
    );
  };
  const whole = readBy(table.length);
  expect(readBy(1)).toEqual(whole);
  return whole;
}

const things = ['Mug', 'Pan', 'Bowl', 'Jar', 'Rug'];

describe('groups', () => {
  /** Lines of a thing, each of other figures. */
  const linesOf = (group: number, before: string, count = 4): string[] =>
    rows(
      count,
      (at) => `${before}${day(3 * group + at)},R${group}${at},${pieces(group, at)},${pieces(group, at) * (2 + group)}`,
    );
  const sumOf = (group: number, count = 4): number =>
    rows(count, (at) => pieces(group, at)).reduce((sum, each) => sum + each, 0);
  const heading = 'Product,Date,Receipt,Quantity,Amount';
  const plain = things.flatMap((thing, group) => [`${thing},,,,`, ...linesOf(group, ',')]);
  const filled = things.flatMap((thing, group) => linesOf(group, `${thing},`));

  it('are read without the figures of their heads, of the whole table and of those in nothing but figures', () => {
    const summed = things.flatMap((thing, group) => [
      `${thing},,,${sumOf(group)},${sumOf(group) * (2 + group)}`,
      ...linesOf(group, ','),
      ...(group % 2 === 0 ? [`,,,${sumOf(group)},${sumOf(group) * (2 + group)}`] : []),
    ]);
    const units = things.reduce((sum, _, group) => sum + sumOf(group), 0);
    const amount = things.reduce((sum, _, group) => sum + sumOf(group) * (2 + group), 0);
    const out = made([heading, ...summed, `,,20 receipts,${units},${amount}`]);
    expect(out?.filter((row) => !row.startsWith('Total'))).toEqual([heading, ...filled]);
    expect(out).toHaveLength(1 + filled.length + 3 + 1);
  });

  it('keep a line that happens to be the sum of all before it', () => {
    const text = rows(5, (group) => [
      `Thing ${group},,,,`,
      ...rows(group < 3 ? 1 : 4, (at) => `,${day(at)},R${group}${at},${group === 3 ? 3 : 1},${group === 3 ? 15 : 5}`),
    ]).flat();
    const out = made([heading, ...text]);
    expect(out).toHaveLength(1 + 11);
    expect(out?.filter((row) => row.startsWith('Total'))).toEqual([]);
  });

  it('keep a head with figures above another one: nothing else says them', () => {
    const out = made([heading, ...plain, 'Tray,,,3,21', 'Vase,,,,', ...linesOf(6, ',')]);
    expect(out).toEqual([heading, ...filled, 'Tray,,,3,21', ...linesOf(6, 'Vase,')]);
  });

  it('end with a line that is the sum of the others, whatever it is called', () => {
    const summed = things.flatMap((thing, group) => [
      `${thing},,,,`,
      ...linesOf(group, ','),
      `,${day(1)},4 receipts,${sumOf(group)},${sumOf(group) * (2 + group)}`,
    ]);
    const out = made([heading, ...summed]);
    expect(out?.filter((row) => !row.startsWith('Total'))).toEqual([heading, ...filled]);
    expect(out).toHaveLength(1 + filled.length + things.length);
    // Where some of them only do so, nothing is certain.
    expect(made([heading, ...summed.filter((_, at) => at !== 5 && at !== 11)])).toBeNull();
  });

  it('may have the sum in a row that is called as they are', () => {
    const out = made([
      heading,
      ...things.flatMap((thing, group) => [
        `${thing},,,,`,
        ...linesOf(group, ','),
        `${thing},,,${sumOf(group)},${sumOf(group) * (2 + group)}`,
      ]),
    ]);
    expect(out?.filter((row) => !row.startsWith('Total'))).toEqual([heading, ...filled]);
  });

  it('are over after the sum that names them', () => {
    const stray = linesOf(7, ',');
    const out = made([heading, ...plain, `Total Rug,,,${sumOf(4)},${sumOf(4) * 6}`, ...stray]);
    expect(out?.slice(-4)).toEqual(stray);
  });

  it('may be called by a word for sums', () => {
    const out = made([heading, ...plain, 'Total 0 % yogurt,,,,', ...linesOf(5, ',')]);
    expect(out).toEqual([heading, ...filled, ...linesOf(5, 'Total 0 % yogurt,')]);
    const ofDay = [',R9,Total 0 % yogurt,1,3', ...rows(3, (at) => `,R${at},Rug,${1 + at},${8 + at}`)];
    const dated = made([
      'Date,Receipt,Product,Quantity,Amount',
      ...rows(9, (at) => [`${day(at)},,,,`, ...ofDay]).flat(),
    ]);
    expect(dated?.filter((row) => row.includes('yogurt'))).toHaveLength(9);
  });

  it('are told from the titles of pages, and go on where their head comes again', () => {
    const title = 'ACME Ltd,,,,';
    const page = [title, heading];
    const cut = [...plain.slice(0, 8), ...page, 'Pan (cont.),,,,', ...plain.slice(8, 17), ...page, ...plain.slice(17)];
    const out = made([...page, ...cut]);
    expect(out?.filter((row) => row !== heading)).toEqual([title, ...filled]);
  });

  it.each(['Pan Suite', 'Pan C.D', 'Pan Segue', 'Pan devam', 'Pan prod.', 'Pan-cont', 'Pan续'])(
    'are of another product where its name begins with the one before: %s',
    (name) => {
      const out = made([heading, ...plain, 'Pan,,,,', ...linesOf(5, ','), `${name},,,,`, ...linesOf(6, ',')]);
      expect(out?.slice(-4)).toEqual(linesOf(6, `${name},`));
      // On top of a page as well, where the group above has ended.
      const summed = ['Pan,,,,', ...linesOf(5, ','), `Total Pan,,,${sumOf(5)},${sumOf(5) * 7}`];
      const next = made([heading, ...plain, ...summed, heading, `${name},,,,`, ...linesOf(6, ',')]);
      expect(next?.slice(-4)).toEqual(linesOf(6, `${name},`));
    },
  );

  it.each([
    ['in brackets', 'Rug (suite)'],
    ['behind a dash', 'Rug – Fortsetzung'],
    ['below the heading of the next page', `${heading}\nRug cont'd`],
    ['below the number of the next page', 'Page 2,,,,\n,,,,\nRug segue'],
  ])('go on where their head comes again %s', (_what, text) => {
    const again = `${text},,,,`.split('\n');
    const out = made([heading, ...plain, ...again, ...linesOf(6, ',')]);
    expect(out?.slice(-4)).toEqual(linesOf(6, 'Rug,'));
  });

  it('are not over after a sum whose figures hold their number or a longer name', () => {
    const orders = rows(12, (at) => [
      `${10 + at},Ann ${at},,,`,
      `,,Rug,2,${10 + at}`,
      `Subtotal,Joann ${at},,2,${10 + at}.00`,
      ',,Gift box,1,3',
    ]).flat();
    const out = made(['Order,Customer,Item,Quantity,Amount', ...orders]);
    expect(out?.filter((row) => row.includes('Gift'))).toEqual(rows(12, (at) => `${10 + at},Ann ${at},Gift box,1,3`));
  });

  it('are carried up where their heads stand at the foot, with the sums of the lines above', () => {
    const footed = things.flatMap((thing, group) => [
      ...linesOf(group, ','),
      `${thing},,,${sumOf(group)},${sumOf(group) * (2 + group)}`,
    ]);
    const open = linesOf(6, ',');
    expect(made([heading, ...footed, ...open])).toEqual([heading, ...filled, ...open]);
  });

  it('of products without a name have their number, which no sum is', async () => {
    const text = plain.map((line) => line.replace(/^[A-Z]\w+/, (thing) => `${7000 + things.indexOf(thing)}`));
    const { file } = await read([heading.replace('Product', 'Article'), ...text], { kind: 'sales' });
    expect(file).toMatchObject({ rowsAccepted: filled.length, products: things.length });
    expect(made([heading.replace('Product', ''), ...text])?.at(-1)).toBe(`7004,${filled.at(-1)?.slice(4)}`);
  });

  it.each([
    ['in two cells', (thing: string) => `Product:,${thing},,`],
    ['in two cells without a colon', (thing: string) => `Product,${thing},,`],
  ])('have a label and what it says %s', (_what, head) => {
    const text = things.flatMap((thing, group) => [head(thing), ...linesOf(group, '')]);
    const labels = made(['Date,Receipt,Quantity,Amount', ...text]);
    expect(labels?.[0]).toBe('Date,Receipt,Quantity,Amount,Product');
    expect(labels?.slice(1)).toEqual(
      things.flatMap((thing, group) => linesOf(group, '').map((line) => `${line},${thing}`)),
    );
  });

  it('have no product below a label that says none', () => {
    const text = things.flatMap((thing, group) => [`Product: ${group === 2 ? '' : thing},,,`, ...linesOf(group, '')]);
    const out = made(['Date,Receipt,Quantity,Amount', ...text]);
    expect(out?.filter((row) => row.endsWith(','))).toEqual(linesOf(2, '').map((line) => `${line},`));
  });
});

describe('levels of heads', () => {
  const orders = (cells: (at: number) => string): string[] =>
    rows(12, (at) => [cells(at), ',,,Rug,2,5.50', `,,,Jar,${1 + (at % 3)},7.50`]).flat();

  it('what few heads fill holds for their own lines', () => {
    const out = made([
      'Order,Date,Status,Item,Quantity,Price',
      ...orders((at) => `SO-${at},${day(at)},${at % 5 === 2 ? 'Cancelled' : ''},,,`),
    ]);
    expect(out?.filter((row) => row.includes('Cancelled'))).toHaveLength(4);
  });

  it('a state left of the order is none of all orders below, though each is another than the one before', () => {
    const out = made([
      'Status,Order,Date,Item,Quantity,Price',
      ...orders((at) => `${at % 5 === 0 ? ['Cancelled', 'Refunded'][(at / 5) % 2] : ''},SO-${at},${day(at)},,,`),
    ]);
    expect(out?.filter((row) => /Cancelled|Refunded/.test(row))).toHaveLength(6);
  });

  it('a day on the first of its orders holds for all of them', async () => {
    const text = [
      'Date,Particulars,Voucher No.,Quantity,Rate,Value',
      ...rows(24, (at) => [
        `${at % 3 === 0 ? day(at / 3) : ''},Buyer ${at % 7},S/${at},,,`,
        `,Rice 5 kg,,${1 + (at % 3)},12.50,${12.5 * (1 + (at % 3))}`,
        ',Ghee 500 ml,,1,25.00,25.00',
      ]).flat(),
    ];
    const { file, names } = await read(text, { kind: 'sales' });
    expect(file).toMatchObject({ rowsAccepted: 48 });
    expect(names?.toSorted()).toEqual(['Ghee 500 ml', 'Rice 5 kg']);
  });

  it('an inner one that some groups lack ends with the outer one', () => {
    const out = made([
      'Date,Section,Product,Quantity,Amount',
      ...rows(9, (at) => [
        `${day(at)},,,,`,
        ...(at % 3 === 0 ? [',Promotion,,,'] : []),
        `,,Rug,2,${11 + at}`,
        `,,Jar,1,${7 + at}`,
      ]).flat(),
    ]);
    expect(out?.slice(1, 5)).toEqual([
      `${day(0)},Promotion,Rug,2,11`,
      `${day(0)},Promotion,Jar,1,7`,
      `${day(1)},,Rug,2,12`,
      `${day(1)},,Jar,1,8`,
    ]);
  });

  it('a label holds until one that came before it comes again', () => {
    const out = made([
      'Product,Group,Sold,Revenue',
      ...rows(12, (at) => [
        `Order: ${100 + at},,,`,
        `Date: ${day(at)},,,`,
        ...(at % 3 === 1 ? ['Status: Cancelled,,,'] : []),
        ...things.slice(1).map((thing, each) => `${thing},Home,${1 + each},${each * 10 + at}`),
      ]).flat(),
    ]);
    expect(out?.filter((row) => row.includes('Cancelled'))).toHaveLength(16);
  });

  it.each([
    ['first', [0, 1, 2]],
    ['between', [1, 0, 2]],
    ['last', [1, 2, 0]],
  ])('a state of some orders holds for one only, %s among its labels', (_what, order) => {
    const lines = things.slice(1).map((thing, each) => `${thing},Home,${1 + each},${each * 10}`);
    const heads = rows(12, (at) => [
      at % 3 === 1 ? 'Status: Cancelled,,,' : '',
      `Order: ${100 + at},,,`,
      `Date: ${day(at)},,,`,
    ]);
    const text = heads.flatMap((each) => [...order.map((at) => each[at]).filter((head) => head !== ''), ...lines]);
    const out = made(['Product,Group,Sold,Revenue', ...text]);
    const told = out?.filter((row) => row.includes('Cancelled')) ?? [];
    expect(told).toHaveLength(16);
    expect(told.every((row) => /,10(1|4|7)|,110/.test(row) && row.includes('2024-05-'))).toBe(true);
  });

  it('a state above the parts of an order holds for all of them, one above all of its orders for those', () => {
    const lines = ['Rug,Home,2,11', 'Jar,Home,1,7', 'Pan,Home,4,5'];
    const parts = rows(12, (at) => [
      `Order: ${100 + at},,,`,
      ...(at % 3 === 1 ? ['Status: Cancelled,,,'] : []),
      ...['Group: Shelf,,,', ...lines, 'Group: Stock,,,', ...lines],
    ]);
    const out = made(['Product,Kind,Sold,Revenue', ...parts.flat()]);
    expect(out?.filter((row) => row.includes('Cancelled'))).toHaveLength(24);
    const states = ['Open', 'Paid', 'Cancelled'].flatMap((state, at) => [
      `Status: ${state},,,`,
      ...rows(4, (each) => [`Order: ${at * 10 + each},,,`, ...lines]).flat(),
    ]);
    const grouped = made(['Product,Kind,Sold,Revenue', ...states]);
    expect(grouped?.filter((row) => row.includes('Cancelled'))).toHaveLength(12);
  });
});
