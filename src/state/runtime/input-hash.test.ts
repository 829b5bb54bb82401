import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inputHash } from './input-hash.ts';

describe('inputHash', () => {
  it('does not depend on the order of keys, at any depth', () => {
    expect(inputHash({ a: 1, b: { c: [1, 2], d: 'x' } })).toBe(inputHash({ b: { d: 'x', c: [1, 2] }, a: 1 }));
  });

  it('changes when any value changes', () => {
    fc.assert(
      fc.property(fc.array(fc.integer(), { minLength: 1 }), fc.nat(), (values, at) => {
        const changed = [...values];
        changed[at % values.length] += 1;
        expect(inputHash({ values })).not.toBe(inputHash({ values: changed }));
        expect(inputHash(Float64Array.from(values))).toBe(inputHash(values));
      }),
    );
  });
});
