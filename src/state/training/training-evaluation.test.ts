import { describe, expect, it } from 'vitest';
import type { Forecast } from '#engine/forecast.ts';
import {
  cutsBetween,
  type EvaluationOutcome,
  evaluationRuns,
  externalModels,
  modelStandings,
  secondsForRun,
} from './training-evaluation.ts';

type Holdout = EvaluationOutcome['forecasts'][number]['holdout'];

const score = (mase: number) => ({ mase, wape: 10, bias: 0, coverage80: 80, coverage95: 95 });

describe('contest of the networks', () => {
  it('refits each tuned design for each fold, the oldest first, and on everything last', () => {
    expect(evaluationRuns('article', 3)).toEqual([{ design: 'article', fold: 1 }]);
    const runs = evaluationRuns('tuned', 2);
    const words = ['mlp 2', 'mlp 1', 'mlp 0', 'lstm 2', 'lstm 1', 'lstm 0'];
    expect(runs.map(({ design, fold }) => `${design} ${fold}`)).toEqual(words);
  });

  it('ranks by the mean over folds and leaves out what could not be trained', () => {
    const standings = modelStandings([
      { design: 'mlp', fold: 2, network: score(0.8), baseline: score(1) },
      { design: 'mlp', fold: 1, network: score(0.6), baseline: score(1.2) },
      { design: 'lstm', fold: 2, network: null, baseline: null },
      { design: 'lstm', fold: 1, network: score(0.65), baseline: score(1.2) },
    ]);
    expect(standings.map(({ design, folds }) => [design, folds])).toEqual([
      ['lstm', 1],
      ['mlp', 2],
    ]);
    expect(standings[1].network.mase).toBeCloseTo(0.7, 12);
    expect(standings[1].baseline.mase).toBeCloseTo(1.1, 12);
    expect(modelStandings([{ design: 'mlp', fold: 1, network: null, baseline: null }])).toEqual([]);
  });

  it('forecasts the origins between two trainings by the older one, and after the newest nothing', () => {
    const cuts = (fold: number, horizon: number, between: number) =>
      cutsBetween({ design: 'mlp', fold }, horizon, between);
    expect(cuts(3, 13, 2)).toEqual([34, 30]);
    expect(cuts(2, 13, 2)).toEqual([21, 17]);
    expect([...cuts(1, 13, 2), ...cuts(0, 13, 2), ...cuts(3, 4, 0)]).toEqual([]);
    expect(cuts(2, 3, 2)).toEqual([5, 4]);
  });

  it('shares the time allowed', () => {
    const runs = evaluationRuns('tuned', 2);
    // 1, 1 and 2 for the dense design, 3, 3 and 4 for the LSTM.
    expect(secondsForRun(70, runs)).toBe(5);
    expect(secondsForRun(60, runs.slice(3))).toBe(18);
    expect(secondsForRun(0, runs.slice(5))).toBe(2);
    expect(secondsForRun(60, evaluationRuns('article', 2))).toBe(60);
  });

  it('hands the demand forecasts what each fold said, and nothing of a design that did not get to the end', () => {
    const forecast = (x: number): Forecast => {
      const flat = Float64Array.of(x);
      return {
        mean: flat,
        median: flat,
        lo50: flat,
        hi50: flat,
        lo80: flat,
        hi80: flat,
        lo95: flat,
        hi95: flat,
      };
    };
    const outcome = (design: 'mlp' | 'lstm', fold: number): EvaluationOutcome => ({
      run: { design, fold },
      settings: { lstmUnits: [8, 4] },
      forecasts: [
        {
          seriesId: 'a',
          forecast: forecast(fold),
          holdout: fold > 0 ? ({ forecast: forecast(10 * fold) } as NonNullable<Holdout>) : null,
        },
      ],
    });
    const later = [{ cut: 21, forecasts: [{ seriesId: 'a', holdout: outcome('mlp', 3).forecasts[0].holdout }] }];
    const all = [
      { ...outcome('mlp', 2), between: later },
      outcome('mlp', 1),
      outcome('mlp', 0),
      outcome('lstm', 2),
      outcome('lstm', 1),
    ];
    const [only, ...others] = externalModels(all, (fold) => 13 * fold);
    expect(others).toEqual([]);
    expect(only).toMatchObject({ method: 'mlp', label: 'MLP[8,4]' });
    const said = only.forecasts.get('a');
    expect(said?.forecast.mean[0]).toBe(0);
    expect(said?.folds.map(({ cut, forecast: one }) => [cut, one.mean[0]])).toEqual([
      [26, 20],
      [21, 30],
      [13, 10],
    ]);
  });
});
