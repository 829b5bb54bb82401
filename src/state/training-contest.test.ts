import { describe, expect, it } from 'vitest';
import { contestRuns, contestStandings, secondsForRun } from './training-contest.ts';

const score = (mase: number) => ({ mase, wape: 10, bias: 0, coverage80: 80, coverage95: 95 });

describe('contest of the networks', () => {
  it('refits each tuned design for each fold, the forecasting one last', () => {
    expect(contestRuns('article')).toEqual([{ design: 'article', fold: 1 }]);
    const runs = contestRuns('tuned');
    expect(runs.map(({ design, fold }) => `${design} ${fold}`)).toEqual(['mlp 2', 'mlp 1', 'lstm 2', 'lstm 1']);
  });

  it('ranks by the mean over folds and leaves out what could not be trained', () => {
    const standings = contestStandings([
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
    expect(contestStandings([{ design: 'mlp', fold: 1, network: null, baseline: null }])).toEqual([]);
  });

  it('shares the time allowed', () => {
    const runs = contestRuns('tuned');
    expect(secondsForRun('mlp', 80, runs)).toBe(10);
    expect(secondsForRun('lstm', 60, runs.slice(2))).toBe(30);
    expect(secondsForRun('lstm', 0, runs.slice(3))).toBe(2);
  });
});
