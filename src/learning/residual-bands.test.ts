import { describe, expect, it } from 'vitest';
import type { PreparedSeries } from '#engine/features/windows.ts';
import { createRandom } from '#engine/random.ts';
import { confirmedShares } from './correction-shares.ts';
import { bandedForecast, fitResidualBands, type Residual } from './residual-bands.ts';

const random = createRandom(3);
/** Two series, the second three times as uncertain; uncertainty doubles from the first to the fourth step. */
const residuals: Residual[] = Array.from({ length: 4000 }, (_, k) => {
  const series = k % 2;
  const ahead = 1 + (Math.floor(k / 2) % 4);
  return { series, ahead, value: random.normal() * (1 + 2 * series) * (1 + (ahead - 1) / 3) };
});

describe('bands from residuals', () => {
  const bands = fitResidualBands(residuals, 2, 4);

  it('finds how uncertain each series is and how uncertainty grows with the step', () => {
    expect(bands.spreads[1] / bands.spreads[0]).toBeGreaterThan(2.7);
    expect(bands.spreads[1] / bands.spreads[0]).toBeLessThan(3.1);
    expect(bands.growth[3] / bands.growth[0]).toBeGreaterThan(1.8);
    for (let step = 1; step < 4; step++) expect(bands.growth[step]).toBeGreaterThanOrEqual(bands.growth[step - 1]);
  });

  it('has limits that hold their share of normal residuals, and a mean above the median on a logarithmic scale', () => {
    const plain = { scale: { logarithm: false, centre: 0, spread: 1 } } as PreparedSeries;
    const forecast = bandedForecast(plain, bands.spreads[0], bands, [0, 0, 0, 0]);
    const own = residuals.filter(({ series, ahead }) => series === 0 && ahead === 2);
    const within = own.filter(({ value }) => forecast.lo80[1] <= value && value <= forecast.hi80[1]);
    expect(within.length / own.length).toBeGreaterThan(0.75);
    expect(within.length / own.length).toBeLessThan(0.85);
    const logarithmic = { scale: { logarithm: true, centre: 3, spread: 0.5 } } as PreparedSeries;
    const demand = bandedForecast(logarithmic, 1, bands, [0, 0, 0, 0]);
    expect(demand.median[0]).toBeCloseTo(Math.expm1(3), 9);
    expect(demand.mean[0]).toBeGreaterThan(demand.median[0]);
  });

  it('cuts demand at 0, never an index', () => {
    const demand = { scale: { logarithm: true, centre: 0, spread: 1 } } as PreparedSeries;
    expect(Math.min(...bandedForecast(demand, 1, bands, [-1, -1, -1, -1]).lo95)).toBe(0);
    const index = { scale: { logarithm: false, centre: 0, spread: 1 } } as PreparedSeries;
    expect(Math.min(...bandedForecast(index, 1, bands, [-1, -1, -1, -1]).lo95)).toBeLessThan(-1);
  });
});

describe('confirmed shares', () => {
  it('takes corrections that validation confirms and drops those that it contradicts', () => {
    const judged = Array.from({ length: 400 }, (_, k) => {
      const correction = random.normal();
      const truth = [1, 0, -0.5][k % 3] * correction;
      return { series: k % 3, correction, target: truth + 0.1 * random.normal() };
    });
    const [helpful, idle, harmful] = confirmedShares(judged, 3);
    expect(helpful).toBeGreaterThan(0.9);
    expect(idle).toBeLessThan(0.1);
    expect(harmful).toBe(0);
  });

  it('gives nothing to a network that says nothing', () => {
    expect([...confirmedShares([{ series: 0, target: 1, correction: 0 }], 1)]).toEqual([0]);
  });
});
