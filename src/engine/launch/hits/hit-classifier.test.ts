import { describe, expect, test } from 'vitest';
import { coldStart, forecastCandidates, reportColdStart } from '#engine/launch/forecast/cold-start.ts';
import type { ColdStartInput } from '#engine/launch/forecast/cold-start-forecast.ts';
import type { ProductHistory } from '#engine/launch/history/launch.ts';
import { stagesOf } from '#engine/launch/testing/cold-start-stages.ts';
import { quickTrainer } from '#engine/launch/testing/quick-trainer.ts';
import { plantLaunches } from '#engine/launch/testing/simulated-launches.ts';
import { createRandom } from '#engine/random.ts';
import { nodeTrainer } from '../../../../scripts/engine/node-candidates.ts';
import { evaluateHits, joinSources, moveOdds } from './hit-classifier.ts';

const horizon = 8;

/** Levels alike on average at every price; dear launches are hits or failures, cheap ones neither (`wild`: by how much). */
function plant(count: number, wild: number, seed: number) {
  const random = createRandom(seed);
  return Array.from({ length: count }, (_, i) => {
    const isDear = i % 2 === 1;
    const total = 1000 * Math.exp((isDear ? wild : 0.1) * random.normal());
    const history: ProductHistory = {
      ...{ id: `P${i}`, description: `thing${i}`, category: '', attributes: {}, firstWeek: 14004 + 7 * i },
      price: (isDear ? 40 : 10) * Math.exp(0.05 * random.normal()),
      weekly: new Float64Array(horizon).fill(total / horizon),
    };
    return { history, isDear, isHit: total >= 1500 };
  });
}

const base = { products: [], horizon, hitThreshold: 1500, factors: null, preferences: [] } as const;
const past = plant(160, 1, 3);
const future = plant(80, 1, 4);
const candidates = future.map(({ history }, i) => ({ ...history, id: `N${i}`, launchWeek: 14004 + 7 * 200 }));
const wildInput: ColdStartInput = { ...base, launches: past.map(({ history }) => history), candidates };
/** The first stages on the same launches are run once. */
const basis = await stagesOf(wildInput, nodeTrainer);
const again = async (own: Partial<ColdStartInput>) =>
  reportColdStart(basis, await forecastCandidates(basis, { ...wildInput, ...own }));
const wild = await again({});

describe('where the distribution of the total cannot tell hits and the facts can', () => {
  test('the classifier wins the backtest, tells the candidates that come, and the backtest reports what is used', () => {
    const evaluation = wild.backtest?.hitEvaluation;
    expect(evaluation?.used).not.toBe('distribution');
    const scoreOf = (wanted: string) => evaluation?.scores.find(({ source }) => source === wanted);
    expect(wild.backtest?.brier).toBeCloseTo(scoreOf(evaluation?.used ?? '')?.brier ?? Number.NaN, 12);
    expect(wild.backtest?.auc).toBeCloseTo(scoreOf(evaluation?.used ?? '')?.auc ?? Number.NaN, 12);
    expect(scoreOf('perceptron')?.auc).toBeGreaterThan((scoreOf('distribution')?.auc ?? 1) + 0.1);
    const meanOf = (dear: boolean): number => {
      const own = wild.forecasts.filter((_, i) => future[i].isDear === dear);
      return own.reduce((sum, { hitProbability }) => sum + hitProbability / own.length, 0);
    };
    // True: 0.34 of the dear, none of the cheap. Where the mean of both sources has the lowest score, cheap ones keep half of what the
    // distribution says of all.
    expect(meanOf(true)).toBeGreaterThan(0.22);
    expect(meanOf(false)).toBeLessThan(0.55 * meanOf(true));
    // Scored on what became of the candidates, against their own share of hits for each.
    const share = future.filter(({ isHit }) => isHit).length / future.length;
    const brierOf = (chance: (i: number) => number): number =>
      future.reduce((sum, { isHit }, i) => sum + (chance(i) - (isHit ? 1 : 0)) ** 2 / future.length, 0);
    expect(brierOf((i) => wild.forecasts[i].hitProbability)).toBeLessThan(brierOf(() => share));
  });

  test('first weeks and pins move its probability as they move the distribution’s', async () => {
    const [candidate] = candidates.filter((_, i) => future[i].isDear);
    const hit = past.find(({ isHit }) => isHit)?.history.id ?? '';
    const begun = (id: string, weekly: number) => ({ ...candidate, id, observed: new Float64Array(3).fill(weekly) });
    const { forecasts } = await again({
      candidates: [candidate, { ...candidate, id: 'pinned' }, begun('many', 1000), begun('few', 5)],
      preferences: [{ candidateId: 'pinned', launchId: hit, wish: 'pin' }],
    });
    const [before, pinned, many, few] = forecasts.map(({ hitProbability }) => hitProbability);
    // Whoever is asked about beside it.
    expect(before).toBe(wild.forecasts.find(({ id }) => id === candidate.id)?.hitProbability);
    expect(pinned).toBeGreaterThan(before);
    expect(many).toBeGreaterThan(0.95);
    expect(few).toBeLessThan(0.05);
  });

  test('no hit defined: no evaluation, no probability', async () => {
    const few = { launches: wildInput.launches.slice(0, 40), candidates: candidates.slice(0, 1) };
    const undefinedHits = { ...wildInput, ...few, hitThreshold: Number.NaN };
    const { backtest, forecasts } = await coldStart(undefinedHits, quickTrainer);
    expect(backtest?.hitEvaluation).toBeUndefined();
    expect(forecasts[0].hitProbability).toBeNaN();
  });
});

test('where hits follow from the level alone, the distribution keeps telling them', async () => {
  const simulated = plantLaunches(90, 4, 0.3, 11);
  const input = {
    ...base,
    launches: simulated.launches,
    candidates: simulated.candidates,
    horizon: 13,
    hitThreshold: null,
  };
  const { backtest } = await coldStart(input, nodeTrainer);
  expect(backtest?.hitEvaluation?.used).toBe('distribution');
  expect(backtest?.hitEvaluation?.scores.map(({ source }) => source)).toEqual(['distribution', 'perceptron', 'both']);
  expect(backtest?.brier).toBeCloseTo(backtest?.hitEvaluation?.scores[0].brier ?? Number.NaN, 12);
});

test('the evaluation: a clear lead or none; scores by hand', () => {
  const hits = Array.from({ length: 40 }, (_, i) => i % 4 === 0);
  const guess = hits.map(() => 0.25);
  const sharp = hits.map((hit) => (hit ? 0.9 : 0.1));
  const won = evaluateHits(guess, sharp, hits);
  expect(won.used).toBe('perceptron');
  expect(won.scores[0].brier).toBeCloseTo(0.1875, 12);
  expect(won.scores[1]).toMatchObject({ auc: 1, brier: expect.closeTo(0.01, 12) });
  expect(evaluateHits(sharp, guess, hits).used).toBe('distribution');
  // One lucky launch is no clear lead.
  expect(
    evaluateHits(
      guess,
      guess.map((p, i) => (i === 0 ? 1 : p)),
      hits,
    ).used,
  ).toBe('distribution');
  // Each errs where the other does not: their mean is nearer than either.
  const odd = hits.map((hit, i) => (hit ? 1 : 0) + (i % 2 === 0 ? 0.4 : -0.4) * (hit ? -1 : 1));
  const even = hits.map((hit, i) => (hit ? 1 : 0) + (i % 2 === 0 ? -0.4 : 0.4) * (hit ? -1 : 1));
  expect(evaluateHits(odd, even, hits).used).toBe('both');
});

test('odds move by the factor that the distribution’s move by', () => {
  expect(moveOdds(0.2, 0.3, 0.3)).toBe(0.2);
  expect(moveOdds(0.3, 0.3, 0.7)).toBeCloseTo(0.7, 12);
  // 1/4 x (3/1 : 1/3) = 9/4
  expect(moveOdds(0.2, 0.25, 0.75)).toBeCloseTo(9 / 13, 12);
  expect(moveOdds(1, 0.5, 0.9975)).toBeLessThanOrEqual(1);
  expect(joinSources('both', 0.2, 0.6)).toBeCloseTo(0.4, 12);
});
