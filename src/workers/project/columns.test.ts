import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ColumnReader } from '#workers/project/internal/columns/column-reader.ts';
import { type ColumnStreams, ColumnWriter } from '#workers/project/internal/columns/column-writer.ts';
import { IntegerReader, IntegerWriter, type Whole } from '#workers/project/internal/columns/integer-stream.ts';

function write(columns: readonly Float64Array[]): ColumnStreams {
  const writer = new ColumnWriter();
  for (const column of columns) writer.put(column);
  return writer.finish();
}

function read({ directory, integers, doubles }: ColumnStreams): Float64Array[] {
  const reader = new ColumnReader(JSON.parse(JSON.stringify(directory)), integers, doubles, 1e8);
  return directory.map(() => reader.next());
}

function expectEqual(columns: readonly Float64Array[]): ColumnStreams {
  const streams = write(columns);
  const back = read(streams);
  expect(back.length).toBe(columns.length);
  for (const [i, column] of columns.entries()) {
    expect(back[i].length).toBe(column.length);
    for (let t = 0; t < column.length; t++) {
      if (!Object.is(back[i][t], column[t])) throw new Error(`column ${i}, entry ${t}: ${back[i][t]} for ${column[t]}`);
    }
  }
  return streams;
}

const codings = (streams: ColumnStreams): string[] => streams.directory.map(([, kind]) => kind);
const of = (length: number, value: (t: number) => number): Float64Array =>
  Float64Array.from({ length }, (_, t) => value(t));

const entry = fc.oneof(
  fc.double(),
  fc.integer(),
  fc.integer({ min: -99, max: 9999 }).map((value) => value / 100),
  fc.constantFrom(0, -0, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 5e-324, 1.7e308, 2 ** 53),
);

describe('columns of doubles', () => {
  it('come back bit for bit, whatever stands in them', () => {
    const columns = fc.array(
      fc.array(entry, { maxLength: 30 }).map((list) => Float64Array.from(list)),
      { maxLength: 8 },
    );
    fc.assert(
      fc.property(columns, (list) => void expectEqual(list)),
      { numRuns: 300 },
    );
  });

  it('come back bit for bit where each is made from those before it, nearly', () => {
    const seeds = fc.array(fc.array(entry, { minLength: 9, maxLength: 9 }), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(seeds, fc.integer({ min: 0, max: 8 }), (lists, spoilt) => {
        const [a, b = a] = lists.map((list) => Float64Array.from(list));
        const made = [
          of(9, (t) => a[t] / b[t]),
          of(9, (t) => 2 * a[t] - b[t]),
          of(9, (t) => Math.round(1000 * Math.random()) / b[t]),
          of(9, (t) => (a[t] * a[t]) / b[t]),
        ];
        made[1][spoilt] = -0;
        expectEqual([a, b, ...made, a.slice(1)]);
      }),
      { numRuns: 300 },
    );
  });

  it('are told by what stands before them', () => {
    const pieces = of(160, (t) => (t < 9 ? Number.NaN : (t * 7919) % 83));
    const sales = pieces.map((value, t) => Math.round(value * (t < 80 ? 1990 : 1790)) / 100);
    const middle = of(13, (t) => 100 + Math.sin(t + 1) * 37);
    const lower = middle.map((value, t) => value - 5 - t / 7);
    const columns = [
      pieces,
      sales,
      pieces.map((value, t) => sales[t] / value),
      pieces.map((value) => Math.round(value / 3) / value),
      pieces.slice(20, 90),
      middle,
      lower,
      middle.map((value, t) => value + (value - lower[t])),
      middle,
    ];
    const streams = expectEqual(columns);
    expect(codings(streams)).toEqual(['whole', 'whole', 'over', 'share', 'part', 'raw', 'raw', 'near', 'part']);
    expect(streams.doubles.length).toBe(8 * 2 * 13);
  });

  it('a long one may have a few entries that are not like the others', () => {
    const prices = of(400, (t) => (t % 90 === 88 ? Math.PI * t : 19.9 + (t % 3)));
    const streams = expectEqual([prices]);
    expect(codings(streams)).toEqual(['whole']);
    expect(streams.doubles.length).toBe(8 * 4);
  });

  it('whole numbers of any size pass through their stream', () => {
    const anyWhole = fc.oneof(fc.constantFrom<Whole>('gap', 'odd'), fc.integer({ min: 1 - 2 ** 50, max: 2 ** 50 - 1 }));
    fc.assert(
      fc.property(fc.array(anyWhole), (list) => {
        const writer = new IntegerWriter();
        for (const whole of list) writer.put(whole);
        const reader = new IntegerReader(writer.finish());
        expect(list.map(() => reader.take())).toEqual(list.map((whole) => (whole === 0 ? 0 : whole)));
      }),
    );
  });
});
