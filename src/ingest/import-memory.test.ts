import { describe, expect, it } from 'vitest';
import { importFiles } from '#ingest/import-files.ts';
import { ImportMemory } from '#ingest/import-memory.ts';
import type { FileChoices, ImportInput, ImportOutput } from '#ingest/import-report.ts';

const silent = () => ({ progress() {}, async yieldNow() {} });

/** A file that counts how often it is read. */
function file(name: string, text: string, id = `${name} ${text.length}`) {
  const bytes = new TextEncoder().encode(text);
  const reads = { count: 0 };
  const blob = new Blob([bytes]);
  const counted = {
    size: blob.size,
    slice(start?: number, end?: number) {
      reads.count += 1;
      return blob.slice(start, end);
    },
    arrayBuffer: () => blob.arrayBuffer(),
  };
  return { name, bytes: counted, id, reads };
}

const head = 'InvoiceNo,StockCode,Quantity,InvoiceDate,UnitPrice,CustomerID\n';
const april = `${head}1,A1,5,2024-04-02,2,7\n2,B2,3,2024-04-09,4,8\n`;
const may = `${head}3,A1,4,2024-05-02,2,7\nC4,A1,-6,2024-05-03,2,7\n`;
const june = `${head}5,C3,9,2024-06-04,1,9\n6,A1,1,2024-06-05,2,7\n`;

/** The same import with an empty memory: what the other has to equal. */
async function anew(input: ImportInput): Promise<ImportOutput> {
  return importFiles(input, silent);
}

function withoutMarks(output: ImportOutput): unknown {
  return { ...output, files: output.files.map(({ reused: _reused, ...report }) => report) };
}

describe('the next import', () => {
  it('reads a new file only, and comes to the same as reading them all', async () => {
    const memory = new ImportMemory();
    const [first, second, third] = [file('april.csv', april), file('may.csv', may), file('june.csv', june)];
    await importFiles({ files: [first, second] }, silent, undefined, memory);
    const before = first.reads.count + second.reads.count;
    const input = { files: [first, second, third] };
    const output = await importFiles(input, silent, undefined, memory);
    expect(first.reads.count + second.reads.count).toBe(before);
    expect(output.files.map(({ reused }) => reused ?? false)).toEqual([true, true, false]);
    expect(withoutMarks(output)).toEqual(await anew(input));
    // The cancellation of May was taken from the orders of April and May, once.
    expect(output.reconciliation).toMatchObject({ unitsInPanel: 5 + 3 + 4 - 6 + 9 + 1 });
  });

  it('reads nothing again for another decision about the sales as a whole', async () => {
    const memory = new ImportMemory();
    const files = [file('april.csv', april), file('may.csv', may)];
    await importFiles({ files }, silent, undefined, memory);
    const before = files.map(({ reads }) => reads.count);
    for (const rule of ['ignore', 'net', 'ignore'] as const) {
      const input = { files, decisions: { cancellations: rule } };
      const output = await importFiles(input, silent, undefined, memory);
      expect(files.map(({ reads }) => reads.count)).toEqual(before);
      expect(output.reconciliation?.unitsInPanel).toBe(rule === 'net' ? 6 : 12);
    }
  });

  it('reads a file that waited for an answer, and no other', async () => {
    const memory = new ImportMemory();
    const asked = file('asked.csv', 'Date,SKU,Quantity\n5/1/2024,D4,2\n6/1/2024,D4,1\n');
    const files = [file('april.csv', april), asked];
    const first = await importFiles({ files }, silent, undefined, memory);
    expect(first.questions).toHaveLength(1);
    const before = files[0].reads.count;
    const choices: Record<string, FileChoices> = { 'asked.csv': { dayMonthOrder: 'month-first' } };
    const output = await importFiles({ files, choices }, silent, undefined, memory);
    expect(files[0].reads.count).toBe(before);
    expect(withoutMarks(output)).toEqual(await anew({ files, choices }));
  });

  it.each<[string, (files: ReturnType<typeof file>[]) => ImportInput]>([
    ['a file is gone', ([, second]) => ({ files: [second] })],
    [
      'a file has other bytes',
      ([, second]) => ({ files: [file('april.csv', april.replace('5,2024', '7,2024'), 'other bytes'), second] }),
    ],
    [
      'a column means something else',
      (files) => ({ files, choices: { 'april.csv': { roles: { 1: 'ignored', 5: 'product' } } } }),
    ],
    ['weeks start on Sunday', (files) => ({ files, weekStart: 6 })],
    ['ids are kept apart', (files) => ({ files, decisions: { 'id-spellings': 'apart' } })],
  ])('starts anew when %s', async (_why, change) => {
    const memory = new ImportMemory();
    const files = [file('april.csv', april), file('may.csv', may)];
    await importFiles({ files }, silent, undefined, memory);
    const input = change(files);
    const output = await importFiles(input, silent, undefined, memory);
    expect(withoutMarks(output)).toEqual(withoutMarks(await anew(input)));
  });

  it('forgets an import that was cancelled half way', async () => {
    const memory = new ImportMemory();
    const [first, second] = [file('april.csv', april), file('may.csv', may)];
    await importFiles({ files: [first] }, silent, undefined, memory);
    const cancelled = importFiles(
      { files: [first, second] },
      (_file, index) => ({
        progress() {},
        async yieldNow() {
          if (index === 1) throw new Error('cancelled');
        },
      }),
      undefined,
      memory,
    );
    await expect(cancelled).rejects.toThrow('cancelled');
    const input = { files: [first, second] };
    const output = await importFiles(input, silent, undefined, memory);
    expect(withoutMarks(output)).toEqual(await anew(input));
  });

  it('notices the twin of a file that was read before', async () => {
    const memory = new ImportMemory();
    const first = file('april.csv', april, 'one');
    await importFiles({ files: [first] }, silent, undefined, memory);
    const output = await importFiles({ files: [first, file('copy.csv', april, 'two')] }, silent, undefined, memory);
    expect(output.files.map(({ state }) => state)).toEqual(['imported', 'duplicate']);
    expect(output.reconciliation?.unitsInPanel).toBe(8);
  });
});

describe('remembered choices', () => {
  it('open a file whose header was misread the way it was decided for such a header', async () => {
    const text = 'Date|SKU;Quantity|Amount\n2024-05-01|A1;2|20\n2024-05-02|B2;3|30\n';
    const found = await anew({ files: [file('a.csv', text)] });
    const misread = found.files[0].layout;
    const other = found.files[0].delimiter === ';' ? '|' : ';';
    const next = await anew({
      files: [file('next.csv', text.replaceAll('2024', '2025'))],
      remembered: { [misread]: { delimiter: other } },
    });
    expect(next.files[0]).toMatchObject({ delimiter: other, firstLayout: misread });
    // What is known of the true header holds as well.
    const role = await anew({
      files: [file('next.csv', text)],
      remembered: { [misread]: { delimiter: other }, [next.files[0].layout]: { kind: 'catalogue' } },
    });
    expect(role.files[0].kind).toBe('catalogue');
  });

  it('keep the header line and the style of numbers', async () => {
    const text = 'Date,SKU,Quantity,Amount\nexported,by,nobody,\n2024-05-01,A1,2,"1.234"\n';
    const usual = await anew({ files: [file('a.csv', text)] });
    expect(usual.files[0].revenue).toBe('1.23');
    const remembered = { [usual.files[0].layout]: { numberStyle: 'comma' } } as const;
    const output = await anew({ files: [file('b.csv', text)], remembered });
    expect(output.files[0].revenue).toBe('1234.00');
  });
});
