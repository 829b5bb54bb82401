import { beforeAll, describe, expect, it } from 'vitest';
import { randomInstance } from '#engine/planning/testing/random-instance.ts';
import { createFreeControl } from '#workers/job-control.ts';
import { handlers } from '#workers/planning/handlers.ts';
import { planProof } from './plan-proof.ts';
import { initialPlanSettings, type PlanResult, type PlanSettings } from './plan-store.ts';

const instance = randomInstance({ seed: 6, products: 8, weeks: 10 });
const settings = initialPlanSettings;
const weights = { demand: settings.demandWeight, market: 1 - settings.demandWeight };

async function searched(objective: PlanSettings['objective']): Promise<PlanResult> {
  const asked = { ...settings, objective };
  const { lambda } = asked;
  const search = await handlers.optimise(
    { instance, objective, method: 'memetic', lambda, seed: 1, moves: 20_000, weights },
    createFreeControl(),
  );
  const built = { instance, startDay: 20_458, hasCosts: true } as unknown as PlanResult['built'];
  return { built, search, baseline: null, settings: asked, locks: { A: 20_458 }, seed: 1, seconds: 1 };
}

const readOf = async (weeks: readonly number[]) => ({
  reading: await handlers.evaluatePlan({ instance, weeks, weights }, createFreeControl()),
});

describe('what is proven about the plan on screen', () => {
  let result: PlanResult;
  let current: Awaited<ReturnType<typeof readOf>>;
  beforeAll(async () => {
    result = await searched('profit');
    current = await readOf(result.search.weeks);
  });
  const judge = (change: Partial<Parameters<typeof planProof>[0]> = {}) =>
    planProof({
      result,
      current,
      settings,
      decisions: { locks: { A: 20_458 } },
      isOfCurrentData: true,
      isDraft: false,
      ...change,
    });

  it('is the bound against what the plan found is worth', () => {
    const { upperBound, value } = result.search;
    const found = judge();
    expect(found.kind === 'gap' ? found.amount : 0).toBeCloseTo(upperBound - value, 6);
    const exact = { ...result, search: { ...result.search, upperBound: value } };
    expect(judge({ result: exact })).toEqual({ kind: 'optimal' });
  });

  it('is the bound against the plan as changed by hand, not as found', async () => {
    const { weeks, upperBound } = result.search;
    const left = weeks.findIndex((week, i) => week >= 0 && !instance.products[i].must);
    const changed = await readOf(weeks.map((week, i) => (i === left ? -1 : week)));
    const { profit, violations } = changed.reading.figures;
    expect(violations).toEqual([]);
    const proof = judge({ current: changed });
    if (proof.kind !== 'gap') throw new Error(proof.kind);
    expect(proof.gap).toBeCloseTo(upperBound / profit - 1, 9);
    expect(proof.amount).toBeGreaterThan(1);
  });

  it('is nothing where the plan breaks rules, however much it earns', () => {
    const { reading } = current;
    const violations = [{ rule: 'capacity' as const, week: 1, by: 1 }];
    const broken = { reading: { ...reading, figures: { ...reading.figures, profit: 1e12, violations } } };
    expect(judge({ current: broken })).toEqual({ kind: 'breaks-rules', count: 1 });
  });

  it('is nothing where data, rules, aim or a lock are others than the search knew', () => {
    const other = { kind: 'other-rules' };
    expect(judge({ isOfCurrentData: false })).toEqual(other);
    expect(judge({ settings: { ...settings, weeks: 9 } })).toEqual(other);
    expect(judge({ settings: { ...settings, objective: 'article' } })).toEqual(other);
    expect(judge({ decisions: { locks: {} } })).toEqual(other);
    expect(judge({ result: { ...result, held: { A: 'offer' } } })).toEqual(other);
    const held = { locks: { A: 20_458 }, offers: { A: 'offer' } };
    expect(judge({ result: { ...result, held: { A: 'offer' } }, decisions: held }).kind).not.toBe('other-rules');
    expect(judge({ decisions: { locks: { A: 20_458, B: null } } }).kind).not.toBe('other-rules');
    const { locks: _unknown, ...older } = result;
    expect(judge({ result: { ...older, search: { ...result.search, upperBound: 1 } } })).toEqual(other);
  });

  it('holds the bound of another aim against that aim', async () => {
    for (const objective of ['article', 'profit-less-risk'] as const) {
      const found = await searched(objective);
      const proof = judge({
        result: found,
        current: await readOf(found.search.weeks),
        settings: found.settings,
      });
      const { upperBound, value } = found.search;
      const room = proof.kind === 'gap' ? proof.amount : proof.kind === 'optimal' ? 0 : Number.NaN;
      expect(room).toBeCloseTo(upperBound - value, 6);
    }
  });
});
