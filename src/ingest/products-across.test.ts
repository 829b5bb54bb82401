import { describe, expect, it } from 'vitest';
import { importFiles } from '#ingest/import-files.ts';
import type { FileChoices, ImportOutput } from '#ingest/import-report.ts';
import { choicesUnder } from '#ingest/preview-answers.ts';
import { bytesOf, drop, silent, unitsOf } from '#ingest/testing/drop-files.ts';

const day = (at: number): string => `2024-0${4 + Math.floor(at / 30)}-${String(1 + (at % 30)).padStart(2, '0')}`;
const count = (at: number, product: number): number => 1 + ((at * 7 + product * product * 5) % 23);
const fruits = ['Apples', 'Pears', 'Plums', 'Quinces'];
const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const rows = Array.from({ length: 60 }, (_, at) => fruits.map((_name, product) => count(at, product)));
const total = rows.flat().reduce((sum, each) => sum + each, 0);

/** Days below each other, calendar parts and a sum beside the products. */
const table = [
  `Day,Year,Month,Weekday Name,${fruits.join()},All of them`,
  ...rows.map((own, at) =>
    [day(at), 2024, 4 + Math.floor(at / 30), weekdays[at % 7], ...own, own.reduce((sum, each) => sum + each)].join(),
  ),
].join('\n');

const answered = (text: string, option: string): Promise<ImportOutput> =>
  drop({ 'stand.csv': text }, { 'stand.csv': choicesUnder({ code: 'file-kind' }, option) });

describe('a product in each column', () => {
  it('is never taken without asking, and shows what it would give', async () => {
    const { questions, files } = await drop({ 'stand.csv': table });
    expect(files[0].state).toBe('question');
    expect(questions[0]).toMatchObject({
      code: 'file-kind',
      about: 'products-across',
      examples: fruits,
      previews: { sales: { rows: 240, products: 4, units: total, revenue: null } },
    });
    expect(questions[0].options[0]).toBe('sales');
  });

  it('gives a row for each filled cell; calendar parts and sums are no products', async () => {
    const output = await answered(table, 'sales');
    expect(output.questions).toEqual([]);
    expect(output.files[0]).toMatchObject({ state: 'imported', rowsAccepted: 240, units: total, across: 'units' });
    expect(Object.keys(unitsOf(output)).sort()).toEqual(fruits);
    expect(output.files[0].issues.map(({ code }) => code)).toContain('products-in-columns');
  });

  it('can hold amounts', async () => {
    const money = [
      `Day,${fruits.join()}`,
      ...rows.map((own, at) => [day(at), ...own.map((each) => `${each}.50`)].join()),
    ].join('\n');
    const { questions } = await drop({ 'stand.csv': money });
    expect(questions[0].options.slice(0, 2)).toEqual(['sales', 'across:revenue']);
    const { files } = await answered(money, 'across:revenue');
    expect(files[0]).toMatchObject({ state: 'imported', units: null, products: 4 });
    expect(Number(files[0].revenue)).toBe(total + 120);
  });

  it('is remembered for the layout, before and after', async () => {
    const asked = await drop({ 'stand.csv': table });
    const done = await answered(table, 'across:units');
    expect(done.files[0].layout).toBe(asked.files[0].layout);
    const remembered: Record<string, FileChoices> = { [asked.files[0].layout]: { kind: 'sales', across: 'units' } };
    const files = [{ name: 'next.csv', bytes: bytesOf(table) }];
    const next = await importFiles({ files, remembered }, silent);
    expect(next.questions).toEqual([]);
    expect(next.files[0]).toMatchObject({ units: total, rowsAccepted: 240 });
  });

  it.each([
    ['headings that say what is counted', 'Day,Quantity,Amount,Price', (at: number) => [3, 30 + at, 10 + at]],
    ['two columns', 'Day,Apples,Pears', (at: number) => [at % 5, at % 3]],
  ])('is not meant by %s', async (_what, header, of) => {
    const text = [header, ...rows.map((_, at) => [day(at), ...of(at)].join())].join('\n');
    const { questions } = await drop({ 'stand.csv': text });
    expect(questions.some(({ about }) => about === 'products-across')).toBe(false);
  });
});
