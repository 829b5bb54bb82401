import { describe, expect, it } from 'vitest';
import { judgeLayout } from '#ingest/testing/judge-layout.ts';
import { randomLayout } from '#ingest/testing/random-layouts.ts';

/** Seeds that were not looked at while the recognition was made: 5000 and above. */
const firstSeed = 5000;
const layouts = 150;

describe('random layouts in ten languages', () => {
  it('are right or asked about with the right answer on offer, nearly all without a question', async () => {
    const counts = { right: 0, asked: 0, 'asked-wrong': 0, silent: 0 };
    for (let seed = firstSeed; seed < firstSeed + layouts; seed++) {
      const { class: verdict } = await judgeLayout(randomLayout(seed));
      counts[verdict] += 1;
    }
    expect(counts.silent).toBeLessThanOrEqual(layouts * 0.01);
    expect(counts.right).toBeGreaterThanOrEqual(layouts * 0.95);
  }, 240_000);
});
