import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ColumnReader } from '#workers/project/internal/columns/column-reader.ts';
import { ColumnWriter } from '#workers/project/internal/columns/column-writer.ts';
import { packValue, unpackValue } from '#workers/project/internal/pack-value.ts';
import { UnpackFault } from '#workers/project/internal/unpack-fault.ts';

const through = (value: unknown): unknown => {
  const writer = new ColumnWriter();
  const { json, binary } = packValue(value, writer);
  const { directory, integers, doubles } = writer.finish();
  return unpackValue(json, binary, new ColumnReader(JSON.parse(JSON.stringify(directory)), integers, doubles, 1e7));
};

/** Names that objects have by birth, or that the format itself uses. */
const names = fc.oneof(fc.string(), fc.constantFrom('$', '__proto__', 'constructor', 'toString', 'length'));
const { value: anyValue } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 5 },
    fc.double(),
    fc.integer(),
    fc.string({ unit: 'binary' }),
    fc.boolean(),
    fc.constantFrom(null, undefined, Number.NaN, -0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY),
    fc.float64Array(),
    fc.float32Array(),
    fc.uint8Array(),
    fc.int32Array(),
    fc.array(tie('value')),
    fc.array(fc.tuple(names, tie('value'))).map((entries) => Object.fromEntries(entries)),
    fc.array(fc.tuple(names, tie('value'))).map((entries) => new Map(entries)),
  ),
}));

describe('a packed value', () => {
  it('comes back equal, whatever it is', () => {
    fc.assert(
      fc.property(anyValue, (value) => {
        // Vitest's own comparison stumbles over a key named `constructor`.
        expect(isDeepStrictEqual(through(value), value)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('has long lists of numbers among its columns', () => {
    const list = [3, Number.NaN, -0, Number.POSITIVE_INFINITY, 0.1, 1e300, -7, 2 ** 53];
    expect(through({ list, short: [1, 2], mixed: [...list, 'x'] })).toStrictEqual({
      ...{ list, short: [1, 2], mixed: [...list, 'x'] },
    });
  });

  it('keeps a key that names the prototype as a key', () => {
    const value = JSON.parse('{"__proto__": {"isAdmin": true}, "constructor": 1}') as object;
    const back = through(value) as object;
    expect(Object.keys(back)).toEqual(['__proto__', 'constructor']);
    expect((back as { isAdmin?: boolean }).isAdmin).toBeUndefined();
    expect(({} as { isAdmin?: boolean }).isAdmin).toBeUndefined();
  });

  it('is damaged where its text has fewer places than there are numbers', () => {
    const writer = new ColumnWriter();
    const { json, binary } = packValue({ a: 0.123456789012, b: 2.123456789012 }, writer);
    const { directory, integers, doubles } = writer.finish();
    const cut = json.replace(',"b":{"$":"long"}', '');
    expect(cut).not.toBe(json);
    const columns = () => new ColumnReader(JSON.parse(JSON.stringify(directory)), integers, doubles, 1e7);
    expect(unpackValue(json, binary, columns())).toEqual({ a: 0.123456789012, b: 2.123456789012 });
    expect(() => unpackValue(cut, binary, columns())).toThrow(UnpackFault);
  });

  it('refuses to save what would not come back', () => {
    for (const value of [() => 1, Symbol('x'), new Date(), 1n, new Set([1]), new Float64Array(1).buffer]) {
      expect(() => packValue({ value }, new ColumnWriter())).toThrow(TypeError);
    }
  });

  it.each([
    '{"$":"f64","at":0,"length":9}',
    '{"$":"f64","at":4,"length":1}',
    '{"$":"f64","at":-8,"length":1}',
    '{"$":"f64","at":0,"length":1e300}',
    '{"$":"map","entries":[1]}',
    '{"$":"map"}',
    '{"$":"object","value":3}',
    '{"$":"constructor"}',
    '{"$":{}}',
    `${'[1,'.repeat(100)}1${']'.repeat(100)}`,
    `${'{"a":'.repeat(100)}1${'}'.repeat(100)}`,
  ])('faults on %.40s', (json) => {
    expect(() => unpackValue(json, new Uint8Array(64), null)).toThrow(UnpackFault);
  });
});
