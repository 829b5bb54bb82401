import { describe, expect, it } from 'vitest';
import { fuzzImport } from './fuzz.ts';
import { fuzzParquet } from './fuzz-parquet.ts';

describe('damaged files', () => {
  it('end in a result or a named issue and never harm what is beside them', { timeout: 240_000 }, async () => {
    const outcome = await fuzzImport(120, 1);
    expect(outcome.faults).toEqual([]);
    // The injuries are neither harmless nor deadly, or the test would show nothing.
    expect(outcome.states.imported).toBeGreaterThan(14);
    expect((outcome.states.failed ?? 0) + (outcome.states.question ?? 0)).toBeGreaterThan(12);
  });

  it('of Parquet are refused or read whole, and never hang', { timeout: 60_000 }, async () => {
    const { faults, refused, same } = await fuzzParquet(40, 1);
    expect(faults).toEqual([]);
    expect(Math.min(refused, same)).toBeGreaterThan(2);
  });
});
