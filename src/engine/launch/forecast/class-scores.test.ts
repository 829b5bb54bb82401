import { describe, expect, it } from 'vitest';
import { createRandom } from '#engine/random.ts';
import { type Chance, scoreClass } from './class-scores.ts';

const chance = (probability: number, came: boolean): Chance => ({ probability, came });

describe('classes of launches', () => {
  it('by hand', () => {
    const rows = [0.9, 0.8, 0.3, 0.3, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1].map((p, at) => chance(p, at < 3 || at === 9));
    // Chances add up to 2.9: calling 2 promises 3.4 / 4.9, calling 4 promises 4.6 / 6.9.
    expect(scoreClass(rows)).toMatchObject({
      threshold: 0.8,
      launches: 10,
      came: 4,
      called: 2,
      right: 2,
      precision: 1,
    });
    const { recall, f1, accuracy, baselineF1, baselineAccuracy } = scoreClass(rows);
    expect([recall, accuracy, baselineAccuracy]).toEqual([0.5, 0.8, 0.6]);
    expect(f1).toBeCloseTo(4 / 6, 12);
    expect(baselineF1).toBeCloseTo(8 / 14, 12);
  });

  it('hold where the chances know, not where they are drawn by lot, and are not told of a handful', () => {
    const random = createRandom(3);
    const drawn = Array.from({ length: 200 }, () => random.next());
    const known = drawn.map((p) => chance(p ** 2, random.next() < p ** 2));
    expect(scoreClass(known).verdict).toBe('holds');
    expect(scoreClass(drawn.map((p) => chance(p ** 2, random.next() < 0.3))).verdict).toBe('no-better');
    expect(scoreClass(known.slice(0, 7)).verdict).toBe('too-few');
    expect(scoreClass(drawn.map((p) => chance(p, false)))).toMatchObject({ verdict: 'too-few', came: 0, right: 0 });
  });

  it('what came does not move the threshold', () => {
    const chances = [0.7, 0.6, 0.2, 0.1].map((p) => chance(p, false));
    expect(scoreClass(chances.map(({ probability }) => chance(probability, true))).threshold).toBe(
      scoreClass(chances).threshold,
    );
  });
});
