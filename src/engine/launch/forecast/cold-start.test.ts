import { expect, test } from 'vitest';
import { sumOf } from '#engine/kernels/statistics.ts';
import { stagesOf } from '#engine/launch/testing/cold-start-stages.ts';
import { quickTrainer } from '#engine/launch/testing/quick-trainer.ts';
import { plantLaunches } from '#engine/launch/testing/simulated-launches.ts';
import { forecastCandidates, reportColdStart, coldStart as runColdStart } from './cold-start.ts';
import type { ColdStartInput } from './cold-start-forecast.ts';
import type { DemandOverride } from './demand-override.ts';

const simulated = plantLaunches(90, 24, 0.3, 11);
const input: ColdStartInput = {
  launches: simulated.launches,
  products: [],
  candidates: simulated.candidates,
  horizon: 13,
  hitThreshold: null,
  factors: null,
  preferences: [],
};
/** The first stages on the same launches are run once. */
const basis = await stagesOf(input);
const again = async (own: Partial<Pick<ColdStartInput, 'candidates' | 'preferences' | 'overrides'>>) =>
  reportColdStart(basis, await forecastCandidates(basis, { ...input, ...own }));
const coldStart = (own: ColdStartInput) => runColdStart(own, quickTrainer);
const output = await again({});
/** Where levels are not the subject: a cold start's time grows with the cube of its launches. */
const few: ColdStartInput = { ...input, launches: simulated.launches.slice(-36) };

test('recovers the planted levels', () => {
  const ratios = output.forecasts.map((forecast, i) => forecast.total / simulated.truth[i]);
  const logError = ratios.reduce((sum, ratio) => sum + Math.abs(Math.log(ratio)), 0) / ratios.length;
  expect(logError).toBeLessThan(0.2);
  const bias = ratios.reduce((sum, ratio) => sum + Math.log(ratio), 0) / ratios.length;
  expect(Math.abs(bias)).toBeLessThan(0.1);
});

test('recovers the planted curve', () => {
  for (const [a, share] of output.shape.entries()) expect(Math.abs(share / simulated.curve[a] - 1)).toBeLessThan(0.1);
  expect(sumOf(output.shape)).toBeCloseTo(1, 12);
});

test('words and price win the backtest over the global level, and ranges cover', () => {
  const { backtest } = output;
  const score = (model: string) => backtest?.scores.find((entry) => entry.model === model);
  expect(score('words-price')?.maeLog).toBeLessThan(0.6 * (score('global')?.maeLog ?? 0));
  expect(backtest?.coverage80).toBeGreaterThan(70);
  expect(backtest?.coverage80).toBeLessThan(92);
  expect(backtest?.auc).toBeGreaterThan(0.85);
});

test('contributions multiply up to the total, weeks and quantiles agree with it', () => {
  for (const forecast of output.forecasts) {
    const product = forecast.contributions.reduce((all, { value }) => all * value, 1);
    expect(product / forecast.total).toBeCloseTo(1, 9);
    expect(sumOf(forecast.weekly.mean) / forecast.total).toBeCloseTo(1, 9);
    const { totalLo95, totalLo80, totalLo50, totalMedian, totalHi50, totalHi80, totalHi95 } = forecast;
    const ascending = [totalLo95, totalLo80, totalLo50, totalMedian, totalHi50, totalHi80, totalHi95];
    expect(ascending).toEqual([...ascending].sort((a, b) => a - b));
    expect(forecast.analogues).toHaveLength(5);
  }
});

test('the same input gives the same output; another candidate changes nothing', async () => {
  const alone = await again({ candidates: simulated.candidates.slice(3, 4) });
  expect(alone.forecasts[0]).toEqual(output.forecasts[3]);
});

test('an excluded analogue loses its say, a pinned one gains', async () => {
  const [candidate] = simulated.candidates;
  const best = simulated.launches.reduce((a, b) => (b.weekly[1] > a.weekly[1] ? b : a));
  const run = async (wish: 'pin' | 'exclude', launchId: string) =>
    (await again({ candidates: [candidate], preferences: [{ candidateId: candidate.id, launchId, wish }] }))
      .forecasts[0];
  const pinned = await run('pin', best.id);
  expect(pinned.totalMedian).toBeGreaterThan(1.1 * output.forecasts[0].totalMedian);
  expect(pinned.analogues.find(({ launchId }) => launchId === best.id)?.wish).toBe('pin');
  const dearest = output.forecasts[0].analogues[0].launchId;
  const excluded = await run('exclude', dearest);
  expect(excluded.totalMedian).not.toBe(output.forecasts[0].totalMedian);
  expect(excluded.analogues.find(({ launchId }) => launchId === dearest)?.weight).toBe(0);
  // What the wishes did stands beside them.
  expect([pinned.beforePreferences, excluded.beforePreferences]).toEqual([
    output.forecasts[0].total,
    output.forecasts[0].total,
  ]);
  expect('beforeWishes' in output.forecasts[0]).toBe(false);
});

test('first weeks of a launch move the level towards them and narrow the range', async () => {
  const [candidate] = simulated.candidates;
  const twice = Float64Array.from(simulated.curve, (share) => Math.round(2 * simulated.truth[0] * share));
  const after = async (weeks: number) =>
    (await again({ candidates: [{ ...candidate, observed: twice.slice(0, weeks) }] })).forecasts[0];
  const [two, six] = [await after(2), await after(6)];
  expect(two.total).toBeGreaterThan(1.2 * output.forecasts[0].total);
  expect(six.total / (2 * simulated.truth[0])).toBeGreaterThan(0.85);
  expect(six.logSpread).toBeLessThan(two.logSpread);
  expect(two.logSpread).toBeLessThan(output.forecasts[0].logSpread);
  for (const { weekly, total, totalLo80, totalHi80 } of [two, six]) {
    expect(sumOf(weekly.mean) / total).toBeCloseTo(1, 9);
    expect(totalLo80 < total && total < totalHi80).toBe(true);
  }
});

test('season and promotions of the launch weeks are taken out and put back', async () => {
  const weeks = 140;
  const start = simulated.launches[0].firstWeek;
  const factor = Float64Array.from({ length: weeks }, (_, w) => (w % 26 < 13 ? 2 : 0.5));
  const seasonal = simulated.launches.map((launch) => ({
    ...launch,
    weekly: launch.weekly.map((units, a) => units * factor[(launch.firstWeek - start) / 7 + a]),
  }));
  const factors = { start, byCategory: { '': factor } };
  const { forecasts } = await coldStart({ ...input, launches: seasonal, factors });
  const weekOf = (simulated.candidates[0].launchWeek - start) / 7;
  const multiplier = simulated.curve.reduce((sum, share, a) => sum + share * factor[weekOf + a], 0);
  forecasts.forEach((forecast, i) => {
    expect(forecast.neutralTotal / output.forecasts[i].neutralTotal).toBeCloseTo(1, 1);
    expect(forecast.total / forecast.neutralTotal).toBeCloseTo(multiplier, 1);
  });
});

test('little to go on: an answer with a wide range and the reason', async () => {
  const codes = (issues: readonly { code: string }[]) => issues.map(({ code }) => code);
  const [first] = simulated.launches;
  const one = await coldStart({ ...input, launches: [first], candidates: simulated.candidates.slice(0, 1) });
  expect(one.backtest).toBeNull();
  expect([one.hitThreshold, one.forecasts[0].hitProbability]).toEqual([Number.NaN, Number.NaN]);
  expect(codes(one.forecasts[0].issues)).toContain('one-launch');
  expect(codes(one.issues)).toContain('few-launches');
  expect(one.forecasts[0].totalHi80 / one.forecasts[0].totalLo80).toBeGreaterThan(6);

  const [candidate] = simulated.candidates;
  const unpriced = await again({ candidates: [{ ...candidate, price: Number.NaN }] });
  expect(codes(unpriced.forecasts[0].issues)).toContain('missing-price');
  expect(unpriced.forecasts[0].logSpread).toBeGreaterThan(output.forecasts[0].logSpread);
  expect(Number.isFinite(unpriced.forecasts[0].total)).toBe(true);

  const strange = await coldStart({
    ...input,
    launches: simulated.launches.map((launch, i) => ({ ...launch, category: i % 2 ? 'a' : 'b' })),
    candidates: [{ ...candidate, category: 'c', description: '风筝', price: 500 }],
  });
  expect(codes(strange.forecasts[0].issues)).toEqual(expect.arrayContaining(['unseen-category', 'no-similar-launch']));
  expect(strange.forecasts[0].logSpread).toBeGreaterThan(output.forecasts[0].logSpread);
});

test('attributes that no launch has are named, the forecast stands on the rest', async () => {
  const [candidate] = simulated.candidates;
  const launches = few.launches.map((launch, i) => ({
    ...launch,
    attributes: { material: i % 2 ? 'glass' : 'steel' },
  }));
  const run = async (material: string) =>
    (await coldStart({ ...few, launches, candidates: [{ ...candidate, attributes: { material } }] })).forecasts[0];
  const [known, strange] = [await run('glass'), await run('titanium')];
  expect(known.issues).toEqual([]);
  expect(strange.issues).toEqual([
    {
      code: 'unseen-attribute',
      severity: 'info',
      params: { candidate: candidate.id, attributes: 'material=titanium' },
    },
  ]);
  expect(strange.total).toBeGreaterThan(0);
  expect(strange.logSpread).toBeGreaterThan(0.9 * known.logSpread);
});

test('identical candidates get identical forecasts', async () => {
  const [candidate] = simulated.candidates;
  const { forecasts } = await again({ candidates: [candidate, { ...candidate, id: 'twin' }] });
  expect({ ...forecasts[1], id: candidate.id }).toEqual(forecasts[0]);
});

test('nothing after the launch week is read: not of the launches, the range, or its page views', async () => {
  const [candidate] = simulated.candidates;
  const grow = (change: number) =>
    few.launches.map((launch, i) => {
      const known = (candidate.launchWeek - launch.firstWeek) / 7;
      const later = Array.from({ length: known + 20 - launch.weekly.length }, (_, k) => (i * 5 + k * 3) % 17);
      const weekly = Float64Array.from([...launch.weekly, ...later]);
      const own = { ...launch, weekly: weekly.map((units, a) => (a >= known ? units * change : units)) };
      return { ...own, views: weekly.map((units, a) => (a >= known ? 100 * units * change : 30 * units)) };
    });
  const run = async (change: number) =>
    (await coldStart({ ...few, launches: grow(change), products: grow(change), candidates: [candidate] })).forecasts;
  expect(await run(60)).toEqual(await run(1));
});

test('what the assortment sold after the launch week is not read', async () => {
  const range = few.launches.map((launch, i) => ({
    ...launch,
    id: `R${i}`,
    firstWeek: 14004 - 7 * 20,
    weekly: Float64Array.from({ length: 150 }, (_, t) => 5 + ((i * 7 + t * 3) % 11)),
  }));
  const [candidate] = simulated.candidates;
  const known = (candidate.launchWeek - range[0].firstWeek) / 7;
  const before = await coldStart({ ...few, products: range, candidates: [candidate] });
  const later = range.map((product) => ({
    ...product,
    weekly: product.weekly.map((units, t) => (t >= known ? units * 50 : units)),
  }));
  const changed = await coldStart({ ...few, products: later, candidates: [candidate] });
  expect(changed.forecasts).toEqual(before.forecasts);
  const earlier = range.map((product, i) => ({
    ...product,
    weekly: product.weekly.map((units, t) => (t === known - 1 && i % 2 ? units * 50 : units)),
  }));
  const moved = await coldStart({ ...few, products: earlier, candidates: [candidate] });
  const ofRange = ({ forecasts: [{ levelByModel }] }: typeof moved) =>
    levelByModel.find(({ model }) => model === 'range-price')?.median;
  expect(ofRange(moved)).not.toBe(ofRange(before));
});

test('launches that have only begun say what launches do these days, by their weeks before the cut', async () => {
  const [candidate] = simulated.candidates;
  const begun = few.launches.slice(-8).map((launch, i) => ({
    ...launch,
    id: `Y${i}`,
    firstWeek: candidate.launchWeek - 7 * (4 + (i % 6)),
    weekly: launch.weekly.map((units) => 6 * units),
  }));
  const plain = await coldStart({ ...few, candidates: [candidate] });
  const young = await coldStart({ ...few, products: begun, candidates: [candidate] });
  expect([plain.youngUsed, young.youngUsed]).toEqual([0, 8]);
  expect(young.forecasts[0].total).toBeGreaterThan(1.05 * plain.forecasts[0].total);
  const later = begun.map((product) => {
    const known = (candidate.launchWeek - product.firstWeek) / 7;
    return { ...product, weekly: product.weekly.map((units, t) => (t >= known ? 9 * units + 1 : units)) };
  });
  const changed = await coldStart({ ...few, products: later, candidates: [candidate] });
  expect(changed.forecasts).toEqual(young.forecasts);
  const known = { ...few, products: begun, noLaunches: ['Y0', 'Y1'], candidates: [candidate] };
  expect((await coldStart(known)).youngUsed).toBe(6);
});

test('the manager overrules level, range and curve; what the forecast said is kept beside', async () => {
  const [candidate] = simulated.candidates;
  const [model] = output.forecasts;
  const late = Float64Array.from({ length: 13 }, (_, a) => (a + 1) / 91);
  const run = async (own: Partial<DemandOverride>) => {
    const override: DemandOverride = { candidateId: candidate.id, total: null, spread: null, curve: null, ...own };
    const [forecast] = (await again({ candidates: [candidate], overrides: [override] })).forecasts;
    const product = forecast.contributions.reduce((all, { value }) => all * value, 1);
    expect(product / forecast.total).toBeCloseTo(1, 9);
    expect(forecast.before).toMatchObject({ total: model.total, totalLo80: model.totalLo80 });
    expect(sumOf(forecast.weekly.mean) / forecast.total).toBeCloseTo(1, 9);
    return forecast;
  };
  const doubled = await run({ total: 2 * model.total });
  expect(doubled.total).toBeCloseTo(2 * model.total, 6);
  expect(doubled.neutralTotal).toBeCloseTo(2 * model.neutralTotal, 6);
  expect(doubled.totalHi80 / doubled.totalLo80).toBeCloseTo(model.totalHi80 / model.totalLo80, 6);
  expect(doubled.hitProbability).toBeGreaterThan(model.hitProbability);
  expect(doubled.contributions.find(({ source }) => source === 'override')?.value).toBeCloseTo(2, 9);
  const narrow = await run({ spread: 0.5 });
  expect(narrow.total).toBeCloseTo(model.total, 6);
  expect(narrow.logSpread / model.logSpread).toBeCloseTo(0.5, 2);
  const shaped = await run({ curve: { name: 'slow', shape: late } });
  expect(shaped.total).toBeCloseTo(model.total, 6);
  shaped.shape.forEach((share, a) => {
    expect(share).toBeCloseTo(late[a], 12);
  });
  expect(shaped.weekly.mean[12]).toBeGreaterThan(shaped.weekly.mean[0]);
  expect(output.forecasts.every(({ before }) => before === null)).toBe(true);
});

test('curve probabilities sum to 1; first weeks move them where launches differ, and not where all follow one curve', async () => {
  const [candidate] = simulated.candidates;
  const rising = Float64Array.from([20, 40, 60, 80, 100, 120]);
  const slowOf = async (launches: typeof simulated.launches) => {
    const own = { ...input, launches, candidates: [candidate, { ...candidate, id: 'begun', observed: rising }] };
    const { forecasts, curves } = await coldStart(own);
    expect(curves.map(({ name }) => name)).toEqual(['quick', 'steady', 'slow']);
    for (const forecast of forecasts) {
      expect(forecast.curves.reduce((sum, { probability }) => sum + probability, 0)).toBeCloseTo(1, 12);
    }
    return forecasts.map((forecast) => forecast.curves[2].probability);
  };
  const [before, after] = await slowOf(simulated.launches);
  expect(after).toBeCloseTo(before, 9);
  // Every second launch now goes the other way round: what sold first sells last; weeks stray by a tenth.
  const mixed = simulated.launches.map((launch, i) => {
    const total = sumOf(launch.weekly);
    const curve = i % 2 ? simulated.curve : [...simulated.curve].reverse();
    return { ...launch, weekly: Float64Array.from(curve, (share, a) => total * share * (a % 2 ? 1.1 : 0.9)) };
  });
  const [alone, begun] = await slowOf(mixed);
  expect(begun).toBeGreaterThan(alone + 0.2);
});

test('nothing is sold after the last selling day: the total is that of the weeks before, pro rata in its week', async () => {
  const [candidate] = simulated.candidates;
  const [whole] = output.forecasts;
  const [cut, never] = (
    await again({
      candidates: [
        { ...candidate, lastDay: candidate.launchWeek + 7 * 4 + 2 },
        { ...candidate, id: 'late', lastDay: candidate.launchWeek - 1 },
      ],
    })
  ).forecasts;
  const share = sumOf(whole.shape.slice(0, 4)) + (3 / 7) * whole.shape[4];
  expect(cut.total / whole.total).toBeCloseTo(share, 1);
  expect(sumOf(cut.weekly.mean)).toBeCloseTo(cut.total, 6);
  expect(Array.from(cut.weekly.hi95.slice(5))).toEqual(new Array(8).fill(0));
  expect(cut.neutralTotal).toBeCloseTo(whole.neutralTotal, 6);
  expect([never.total, never.totalHi95]).toEqual([0, 0]);
  expect(never.neutralTotal).toBeCloseTo(whole.neutralTotal, 6);
});

test('a flop sells no more than its weeks allow either, and what is planned with does not hang on the last day', async () => {
  const launches = few.launches.map((launch, i) =>
    i % 4 === 0 ? { ...launch, weekly: launch.weekly.map((_, a) => (a === 0 ? 2 : 0)) } : launch,
  );
  const [candidate] = simulated.candidates;
  const lastDays = [7 * 4 + 2, 0, -1].map((days) => candidate.launchWeek + days);
  const { forecasts } = await coldStart({
    ...{ ...few, launches },
    candidates: [candidate, ...lastDays.map((lastDay) => ({ ...candidate, id: `until-${lastDay}`, lastDay }))],
  });
  const [whole, cut, oneDay, never] = forecasts;
  expect(whole.flopProbability).toBeGreaterThan(0.1);
  for (const { neutralTotal } of [cut, oneDay, never]) expect(neutralTotal).toBeCloseTo(whole.neutralTotal, 6);
  const shareOf = (forecast: typeof whole) => (forecast.parts?.flopTotal ?? Number.NaN) / (whole.parts?.flopTotal ?? 1);
  expect(shareOf(cut)).toBeCloseTo(sumOf(whole.shape.slice(0, 4)) + (3 / 7) * whole.shape[4], 9);
  expect(shareOf(oneDay)).toBeCloseTo(whole.shape[0] / 7, 9);
  expect([never.total, never.totalHi95]).toEqual([0, 0]);
});
