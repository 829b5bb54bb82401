import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { JobRefused } from '#workers/job-control.ts';
import importVerb from './import.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'debut-verb-'));

function save(name: string, text: string): string {
  const file = path.join(folder, name);
  writeFileSync(file, text);
  return file;
}

// biome-ignore lint/suspicious/noExplicitAny: the JSON of a verb is read as a stranger would read it
const run = (...words: string[]): Promise<any> =>
  importVerb({ words, resolveFile: (file) => file, readInput: async () => null, note: () => {} });

describe('the verb import', () => {
  it('answers in the words of the headless contract', async () => {
    const file = save(
      'sales.csv',
      'Date,SKU,Quantity,Price\n2024-05-01,A1,2,10.50\n2024-05-09,B2,-3,4.00\n2024-05-09,A1,1,9.50\n',
    );
    const answer = await run(file);
    expect(answer.files[0]).toMatchObject({
      name: 'sales.csv',
      kind: 'sales',
      encoding: 'utf-8',
      delimiter: ',',
      columns: [
        { name: 'Date', role: 'date', type: 'date' },
        { name: 'SKU', role: 'product', type: 'text' },
        { name: 'Quantity', role: 'units', type: 'integer' },
        { name: 'Price', role: 'price', type: 'decimal' },
      ],
      rowsTotal: 3,
      rowsAccepted: 2,
      rejected: { quantity_not_positive: 1 },
      flagged: {},
      firstDate: '2024-05-01',
      lastDate: '2024-05-09',
      products: 1,
      units: 3,
      revenue: 30.5,
      issues: [{ code: 'quantity_not_positive', line: 3, column: null, params: {} }],
    });
    expect(answer.panel).toMatchObject({ period: 'week', periods: 2, products: 1, categories: 1, weekStart: 'monday' });
  });

  it('takes a kind and a mapping', async () => {
    const file = save('odd.csv', 'when,thing,box,how many\n2024-05-01,A1,X9,2\n2024-05-02,B2,X9,3\n');
    const answer = await run(file, '--as', 'sales', '--map', 'product=box', '--map', 'units=how many');
    expect(answer.files[0]).toMatchObject({ kind: 'sales', rowsAccepted: 2, products: 1, units: 5 });
  });

  it.each([
    ['no file', [], 'no-file-given'],
    ['a file that is not there', ['/nowhere/at/all.csv'], 'file-not-found'],
    ['an unknown option', ['--often'], 'unknown-option'],
    ['an unknown kind', ['--as', 'invoices', save('k.csv', 'a,b\n1,2\n')], 'unknown-kind'],
    ['a kind that is left out', [save('l.csv', 'a,b\n1,2\n'), '--as'], 'unknown-kind'],
    ['an unknown role', [save('r.csv', 'a,b\n1,2\n'), '--map', 'colour=a'], 'unknown-role'],
    ['a mapping without a column', [save('m.csv', 'a,b\n1,2\n'), '--map', 'price'], 'mapping-without-column'],
    [
      'a column that is not there',
      [save('s.csv', 'Date,SKU,Quantity\n2024-05-01,A,1\n'), '--map', 'price=cost'],
      'column-not-found',
    ],
    ['a file that cannot be read', [save('empty.csv', '')], 'file-empty'],
  ])('refuses %s', async (_name, words, code) => {
    const refusal = await run(...words).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(JobRefused);
    expect((refusal as JobRefused).code).toBe(code);
  });
});
