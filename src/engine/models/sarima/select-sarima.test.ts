import { describe, expect, it } from 'vitest';
import { createRandom } from '#engine/random.ts';
import { readReferencesWith, referencesMissing, toColumn } from '../../../../scripts/engine/reference-files.ts';
import { fitSarima } from './fit-sarima.ts';
import { defaultSelection, selectSarima } from './select-sarima.ts';

describe('automatic order selection', () => {
  it.skipIf(referencesMissing !== '')(
    `finds R's stepwise AICc or better on 90 % of its series ${referencesMissing}`,
    () => {
      let compared = 0;
      const worse: string[] = [];
      for (const series of readReferencesWith('auto_arima')) {
        const y = toColumn(series.values);
        for (const reference of series.auto_arima) {
          if (!reference.stepwise) continue;
          const xreg = reference.xreg.map((name: string) => ({ name, values: toColumn(series.xreg[name]) }));
          const answer = selectSarima(y, series.frequency, xreg);
          if (!answer.ok) throw new Error(answer.issue.code);
          const { order } = answer.value.fit.spec;
          expect([order.d, order.seasonalD]).toEqual([reference.order[1], reference.seasonal[1]]);
          compared++;
          if (answer.value.fit.aicc > reference.aicc + 0.05) worse.push(series.name);
        }
      }
      expect(compared).toBeGreaterThan(20);
      expect(worse.length / compared, worse.join()).toBeLessThanOrEqual(0.1);
    },
  );

  it.skipIf(referencesMissing !== '')(`finds R's exhaustive AICc or better ${referencesMissing}`, () => {
    const worse: string[] = [];
    for (const series of readReferencesWith('auto_arima').filter((s) => s.frequency === 1)) {
      for (const reference of series.auto_arima) {
        if (reference.stepwise) continue;
        const answer = selectSarima(toColumn(series.values), 1, [], { ...defaultSelection, exhaustiveOrder: 5 });
        if (!answer.ok) throw new Error(answer.issue.code);
        if (answer.value.fit.aicc > reference.aicc + 0.05) worse.push(series.name);
      }
    }
    expect(worse).toEqual([]);
  });

  it('finds the differences of a planted airline model and nothing worse than it', () => {
    const random = createRandom(7);
    const e = Float64Array.from({ length: 320 }, () => random.normal());
    const w = e.map((v, t) => (t >= 13 ? v - 0.5 * e[t - 1] - 0.6 * e[t - 12] + 0.3 * e[t - 13] : v));
    const y = Float64Array.from(w);
    for (let t = 13; t < y.length; t++) y[t] = w[t] + y[t - 1] + y[t - 12] - y[t - 13];
    const answer = selectSarima(y, 12, []);
    if (!answer.ok) throw new Error(answer.issue.code);
    const { fit } = answer.value;
    expect([fit.spec.order.d, fit.spec.order.seasonalD]).toEqual([1, 1]);
    const simulated = fitSarima(y, [], {
      order: { p: 0, d: 1, q: 1, seasonalP: 0, seasonalD: 1, seasonalQ: 1, period: 12 },
      includeMean: false,
      includeDrift: false,
    });
    if (!simulated.ok) throw new Error(simulated.issue.code);
    expect(fit.aicc).toBeLessThanOrEqual(simulated.value.aicc + 1e-6);
    expect(Math.abs(simulated.value.coefficients[0] + 0.5)).toBeLessThan(0.15);
    expect(Math.abs(simulated.value.coefficients[1] + 0.6)).toBeLessThan(0.15);
  });

  it('refuses what cannot be fitted, with the reason', () => {
    const refusal = (y: Float64Array): string => {
      const answer = selectSarima(y, 1, []);
      return answer.ok ? 'fitted' : answer.issue.code;
    };
    expect(refusal(new Float64Array(50))).toBe('constant-series');
    expect(refusal(Float64Array.of(1, 1, 1))).toBe('constant-series');
    expect(refusal(Float64Array.of(3, 4))).toBe('series-too-short');
    expect(refusal(Float64Array.of(1, 2, Number.POSITIVE_INFINITY, 4, 3, 5, 2, 1, 4, 5, 6))).toBe('infinite-value');
  });
});
