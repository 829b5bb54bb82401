import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packValue, UnpackFault, unpackValue } from '#workers/project/internal/pack-value.ts';

const through = (value: unknown): unknown => {
  const { json, binary } = packValue(value);
  return unpackValue(json, binary);
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

  it('keeps a key that names the prototype as a key', () => {
    const value = JSON.parse('{"__proto__": {"isAdmin": true}, "constructor": 1}') as object;
    const back = through(value) as object;
    expect(Object.keys(back)).toEqual(['__proto__', 'constructor']);
    expect((back as { isAdmin?: boolean }).isAdmin).toBeUndefined();
    expect(({} as { isAdmin?: boolean }).isAdmin).toBeUndefined();
  });

  it('refuses to save what would not come back', () => {
    for (const value of [() => 1, Symbol('x'), new Date(), 1n, new Set([1]), new Float64Array(1).buffer]) {
      expect(() => packValue({ value })).toThrow(TypeError);
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
    expect(() => unpackValue(json, new Uint8Array(64))).toThrow(UnpackFault);
  });
});
