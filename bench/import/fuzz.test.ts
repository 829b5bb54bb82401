import { describe, expect, it } from 'vitest';
import { fuzzImport } from './fuzz.ts';

describe('damaged files', () => {
  it('end in a result or a named issue and never harm what is beside them', { timeout: 240_000 }, async () => {
    const outcome = await fuzzImport(120, 1);
    expect(outcome.faults).toEqual([]);
    // The injuries are neither harmless nor deadly, or the test would show nothing.
    expect(outcome.states.imported).toBeGreaterThan(14);
    expect((outcome.states.failed ?? 0) + (outcome.states.question ?? 0)).toBeGreaterThan(12);
  });
});
