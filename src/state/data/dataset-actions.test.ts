import { beforeEach, describe, expect, it, vi } from 'vitest';
import { reloaded } from '#state/testing/reloaded.ts';
import { handlers } from '#workers/ingest/handlers.ts';
import { createFreeControl, JobCancelled } from '#workers/job-control.ts';
import {
  answerQuestion,
  chooseKind,
  chooseReading,
  chooseRule,
  chooseStyle,
  clearData,
  decide,
  forgetChoices,
  importDroppedFiles,
  importHistory,
  keepBoth,
  remapColumn,
  removeFile,
} from './dataset-actions.ts';
import { noFacts, persistedDataset, useDatasetStore } from './dataset-store.ts';

// The worker itself needs a browser; its handlers don't.
vi.mock('#workers/ingest/client.ts', () => ({
  ingestClient: {
    async run(name: 'importFiles', input: never, options: { signal?: AbortSignal; onProgress?: (p: unknown) => void }) {
      const control = { ...createFreeControl(options.onProgress), cancelled: () => options.signal?.aborted ?? false };
      try {
        return { kind: 'done', output: await handlers[name](input, control) };
      } catch (error) {
        if (error instanceof JobCancelled || options.signal?.aborted) return { kind: 'cancelled' };
        throw error;
      }
    },
    terminate() {},
  },
}));

const sales = 'Date,SKU,Quantity,Price\n2024-05-01,A1,2,10.50\n2024-05-02,B2,3,4.00\n';
const file = (name: string, content: string) => new File([content], name);
const facts = () => useDatasetStore.getState().facts;
const productsOf = () => facts().dataset?.panel?.products.map((product) => product.id);

describe('dataset actions', () => {
  beforeEach(() => {
    useDatasetStore.setState({ import: { status: 'empty' }, facts: noFacts, sources: [] });
  });

  it('imports what is dropped and adds what is dropped later', async () => {
    await importDroppedFiles([file('sales.csv', sales)]);
    expect(useDatasetStore.getState().import).toEqual({ status: 'ready' });
    expect(productsOf()).toEqual(['A1', 'B2']);
    await importDroppedFiles([file('candidates.csv', 'id,name,price,earliest\nN1,Mug,12,2024-06-03\n')]);
    expect(productsOf()).toEqual(['A1', 'B2']);
    expect(facts().dataset?.candidates).toHaveLength(1);
  });

  it('puts a file in the place of its namesake', async () => {
    await importDroppedFiles([file('sales.csv', sales)]);
    await importDroppedFiles([file('sales.csv', sales.replace('B2', 'C3'))]);
    expect(productsOf()).toEqual(['A1', 'C3']);
  });

  it('keeps what was loaded when a file of the same name cannot be read, and says why', async () => {
    await importDroppedFiles([file('sales.csv', sales)]);
    await importDroppedFiles([file('sales.csv', '')]);
    expect(productsOf()).toEqual(['A1', 'B2']);
    expect(facts().issues[0]).toMatchObject({ code: 'file-empty', file: 'sales.csv' });
    expect(facts().files).toHaveLength(1);
    expect(facts().change).toBeNull();
  });

  it('keeps the sample when nothing that is dropped on it can be read, says why, and has nothing to undo', async () => {
    await importDroppedFiles([file('sales.csv', sales)]);
    useDatasetStore.setState((state) => ({ facts: { ...state.facts, isSample: true } }));
    importHistory.forget();
    await importDroppedFiles([new File([new Uint8Array([137, 80, 78, 71, 13, 10, 26, 10])], 'photo.csv')]);
    expect(productsOf()).toEqual(['A1', 'B2']);
    expect(facts().isSample).toBe(true);
    expect(facts().files.map(({ name }) => name)).toEqual(['sales.csv']);
    expect(facts().issues[0]).toMatchObject({ code: 'file-binary', file: 'photo.csv' });
    expect(useDatasetStore.getState().import.status).toBe('ready');
    expect(importHistory.store.getState().past).toEqual([]);
    // A file of one's own takes its place, though another beside it can't be read.
    await importDroppedFiles([file('own.csv', sales.replaceAll('A1', 'Z9')), file('photo.csv', '')]);
    expect(productsOf()).toEqual(['B2', 'Z9']);
    expect(facts().isSample).toBe(false);
  });

  it('asks what a list of priced products is of which none was ever sold, and takes them for candidates when told so', async () => {
    const list = 'product_id,name,category,price\nN1,Glass mug,Mugs,12\nN2,Steel mug,Mugs,14\n';
    await importDroppedFiles([file('sales.csv', sales), file('spring.csv', list)]);
    expect(facts().questions).toMatchObject([
      { code: 'file-kind', file: 'spring.csv', examples: ['N1', 'N2'], options: ['candidates', 'catalogue'] },
    ]);
    await answerQuestion(facts().questions[0], 'candidates');
    expect(facts().questions).toEqual([]);
    expect(facts().dataset?.candidates.map(({ id }) => id)).toEqual(['N1', 'N2']);
    await chooseKind('spring.csv', 'catalogue');
    expect(facts().questions).toEqual([]);
    // Of what is sold it is a list of products, and nobody is asked.
    await importDroppedFiles([file('list.csv', 'name,product_id,category,price\nCup,A1,Mugs,10\nPot,N3,Mugs,9\n')]);
    expect(facts().files.find(({ name }) => name === 'list.csv')).toMatchObject({
      kind: 'catalogue',
      kindFrom: 'found',
    });
    expect(facts().questions).toEqual([]);
  });

  it('takes two files of one name from two folders for two', async () => {
    await importDroppedFiles([file('a.csv', sales), file('a.csv', sales.replaceAll('2024-05', '2024-06'))]);
    expect(facts().files.map((report) => report.name)).toEqual(['a.csv', 'a (2).csv']);
  });

  it('carries out an answer and remembers it for files with the same header', async () => {
    const text = (day: string) => `Date,SKU,Quantity\n${day}/1/2024,A1,2\n6/1/2024,A1,1\n`;
    await importDroppedFiles([file('a.csv', text('5'))]);
    expect(facts().questions).toHaveLength(1);
    await answerQuestion(facts().questions[0], 'month-first');
    expect(facts().questions).toHaveLength(0);
    expect(productsOf()).toEqual(['A1']);
    await importDroppedFiles([file('b.csv', text('7'))]);
    expect(facts().questions).toHaveLength(0);
    expect(facts().files.map((report) => report.state)).toEqual(['imported', 'imported']);
  });

  it('dates one file by its answer, not the next month of the same columns', async () => {
    const report = (units: number) => `SKU,Name,Units sold,Revenue\nA1,Mug,${units},100\nB2,Cup,3,30\n`;
    await importDroppedFiles([file('report.csv', report(5))]);
    expect(facts().questions).toMatchObject([{ code: 'period', file: 'report.csv' }]);
    await answerQuestion(facts().questions[0], '2024-05-01 ~ 2024-05-31');
    expect(facts().files.map(({ state }) => state)).toEqual(['imported']);
    await importDroppedFiles([file('next.csv', report(7))]);
    expect(facts().questions).toMatchObject([{ code: 'period', file: 'next.csv' }]);
    expect(facts().dataset?.panel).toMatchObject({ period: 'month', periods: 1 });
  });

  it('remaps a column', async () => {
    await importDroppedFiles([file('sales.csv', 'Date,SKU,Box,Quantity\n2024-05-01,A1,X9,2\n')]);
    await remapColumn('sales.csv', 2, 'product');
    expect(productsOf()).toEqual(['X9']);
    expect(facts().files[0].columns[2].evidence.from).toBe('chosen');
  });

  it('says what next month changed in the figures that were there', async () => {
    await importDroppedFiles([file('sales.csv', sales)]);
    expect(facts().change).toBeNull();
    const more = '2024-05-13,C3,1,2.00\n2024-05-20,A1,4,10.50\n';
    await importDroppedFiles([file('sales.csv', sales.replace('A1,2,', 'A1,5,') + more)]);
    expect(facts().change).toMatchObject({
      productsAdded: { count: 1, names: ['C3'] },
      productsGone: { count: 0 },
      periodsAdded: { count: 3 },
      revised: 1,
      filesReplaced: ['sales.csv'],
      filesSame: [],
    });
    expect(facts().change?.revisedPeriods[0]).toMatchObject({ units: [2, 5], revenue: [21, 52.5], products: 1 });
    expect(facts().held).toBe(true);
    await keepBoth();
    expect(facts().files.map(({ name }) => name)).toEqual(['sales.csv', 'sales (2).csv']);
  });

  it('notices the same file dropped again, under its own name or another', async () => {
    await importDroppedFiles([file('sales.csv', sales)]);
    await importDroppedFiles([file('sales.csv', sales)]);
    expect(facts().change).toMatchObject({ filesSame: ['sales.csv'], filesReplaced: [], revised: 0 });
    expect(facts().held).toBe(false);
    await importDroppedFiles([file('copy.csv', sales)]);
    expect(facts().files.map(({ state }) => state)).toEqual(['imported', 'duplicate']);
  });

  it('reads a new file only, and names its new columns', async () => {
    await importDroppedFiles([file('sales.csv', sales)]);
    await importDroppedFiles([file('june.csv', 'Date,SKU,Quantity,Price,Promotion\n2024-06-03,A1,1,9,no\n')]);
    expect(facts().files.map(({ name, reused }) => [name, reused ?? false])).toEqual([
      ['sales.csv', true],
      ['june.csv', false],
    ]);
    expect(facts().change).toMatchObject({ columnsAdded: { count: 1, names: ['Promotion'] }, revised: 0 });
  });

  it('keeps choices about rows and about the sales as a whole for the next file with the same header', async () => {
    const twice = '2024-05-02,B2,3,4.00\n';
    await importDroppedFiles([file('sales.csv', sales + twice)]);
    await chooseRule('sales.csv', 'duplicate_row', 'reject');
    await decide('id-spellings', 'apart');
    await importDroppedFiles([
      file('june.csv', `${(sales + twice).replaceAll('2024-05', '2024-06')}2024-06-03,a1,1,2\n`),
    ]);
    expect(facts().files.map(({ rejected }) => rejected)).toEqual([{ duplicate_row: 1 }, { duplicate_row: 1 }]);
    expect(productsOf()).toEqual(['A1', 'B2', 'a1']);
  });

  it('remembers how a misread file was opened, and what was decided about its true columns', async () => {
    const text = (month: string) => `Date|SKU;Qty|Amount\n2024-${month}-01|A;1|2\n2024-${month}-02|B;2|3\n`;
    await importDroppedFiles([file('may.csv', text('05'))]);
    const other = facts().files[0].delimiter === ';' ? '|' : ';';
    // Another choice on the way there must not stand in the way of the last one.
    await chooseReading('may.csv', { delimiter: '\t' });
    await chooseReading('may.csv', { delimiter: other });
    await chooseKind('may.csv', 'catalogue');
    expect(facts().files[0]).toMatchObject({ delimiter: other, kind: 'catalogue' });
    await importDroppedFiles([file('june.csv', text('06'))]);
    expect(facts().files[1]).toMatchObject({ name: 'june.csv', delimiter: other, kind: 'catalogue' });
    await forgetChoices('june.csv');
    expect(facts().files[1].delimiter).not.toBe(other);
  });

  it('takes another header line, order of dates and style of numbers, and remembers them', async () => {
    const text = (year: string) => `Date,SKU,Quantity,Amount\n25/1/${year},A1,2,"1.500"\n5/1/${year},A1,1,"2.500"\n`;
    await importDroppedFiles([file('a.csv', text('2023'))]);
    expect(facts().files[0]).toMatchObject({ dayMonthOrder: 'day-first', revenue: '4.00', rowsAccepted: 2 });
    await chooseStyle('a.csv', { numbers: 'comma' });
    expect(facts().files[0]).toMatchObject({ revenue: '4000.00' });
    await chooseStyle('a.csv', { dates: 'month-first' });
    expect(facts().files[0]).toMatchObject({ rowsAccepted: 1, rejected: { unparsable_date: 1 } });
    await chooseStyle('a.csv', { dates: 'found' });
    expect(facts().files[0]).toMatchObject({ rowsAccepted: 2, revenue: '4000.00' });
    await importDroppedFiles([file('b.csv', text('2024'))]);
    expect(facts().files[1]).toMatchObject({ revenue: '4000.00', rowsAccepted: 2 });
    await chooseReading('a.csv', { headerLine: 0 });
    expect(facts().files[0]).toMatchObject({ headerLine: 0 });
  });

  it('removes a file, and the last one with everything', async () => {
    await importDroppedFiles([file('a.csv', sales), file('b.csv', sales.replaceAll('A1', 'Z9'))]);
    await removeFile('a.csv');
    expect(productsOf()).toEqual(['B2', 'Z9']);
    await removeFile('b.csv');
    expect(useDatasetStore.getState()).toMatchObject({ import: { status: 'empty' }, sources: [] });
  });

  it('takes back every edit, one after the other, and makes them again', async () => {
    importHistory.forget();
    const states: unknown[] = [];
    const note = () => states.push([productsOf(), facts().dataset?.candidates.length, facts().dataset?.fingerprint]);
    const edits = [
      () => importDroppedFiles([file('sales.csv', sales)]),
      () => importDroppedFiles([file('candidates.csv', 'id,name,price,earliest\nN1,Mug,12,2024-06-03\n')]),
      () => remapColumn('sales.csv', 3, 'ignored'),
      () => removeFile('candidates.csv'),
      () => decide('cancellations', 'ignore'),
      async () => clearData(),
    ];
    note();
    for (const edit of edits) {
      await edit();
      note();
    }
    const back: unknown[] = [states.at(-1)];
    for (const _ of edits) {
      await importHistory.undo();
      back.push([productsOf(), facts().dataset?.candidates.length, facts().dataset?.fingerprint]);
    }
    expect(back).toEqual([...states].reverse());
    for (let i = 0; i + 1 < edits.length; i++) await importHistory.redo();
    expect([productsOf(), facts().dataset?.candidates.length, facts().dataset?.fingerprint]).toEqual(states.at(-2));
    expect(new Set(states.map((state) => JSON.stringify(state))).size).toBeGreaterThan(4);
  });

  it('loses nothing that is dropped while an import runs', async () => {
    const slow = importDroppedFiles([file('a.csv', sales)]);
    await importDroppedFiles([file('b.csv', sales.replaceAll('A1', 'Z9'))]);
    await slow;
    expect(productsOf()).toEqual(['A1', 'B2', 'Z9']);
    expect(useDatasetStore.getState().import.status).toBe('ready');
  });

  it('refuses stored facts of another shape', () => {
    expect(reloaded(persistedDataset, { files: 'no' }, 1)).toBeNull();
    expect(reloaded(persistedDataset, facts(), 9)).toBeNull();
    expect(reloaded(persistedDataset, facts(), 1)).toMatchObject({ import: { status: 'empty' } });
    clearData();
  });
});
