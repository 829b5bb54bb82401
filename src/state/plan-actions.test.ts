import { beforeEach, describe, expect, it, vi } from 'vitest';
import { checkPlan } from '#engine/planning/check-plan.ts';
import type { LaunchInstance } from '#engine/planning/launch-instance.ts';
import { randomInstance } from '#engine/planning/random-instance.ts';
import { createFreeControl, JobRefused } from '#workers/job-control.ts';
import { handlers } from '#workers/planning/handlers.ts';
import {
  cancelPlan,
  changePlanSettings,
  moveLaunch,
  ownPlanCapacity,
  planInputHash,
  redoPlan,
  removeSavedPlan,
  runPlan,
  savePlan,
  toggleLock,
  undoPlan,
} from './plan-actions.ts';
import { initialPlanSettings, keptPlan, noDecisions, usePlanStore } from './plan-store.ts';

const world = vi.hoisted(() => ({ instance: null as unknown, fingerprint: 'one', moves: 0 }));

vi.mock('#state/plan-inputs.ts', () => ({
  gatheredHash: () => 'forecasts',
  gatherForecasts: async () => ({ forecasts: [], outlooks: [] }),
}));
vi.mock('#state/candidates-actions.ts', () => ({ cancelCandidates: () => {} }));
vi.mock('#state/dataset-store.ts', () => ({
  presentDataset: () => ({
    panel: { weekStart: 0 },
    calendar: null,
    candidates: [{ id: 'P1' }],
    currency: 'CNY',
    fingerprint: world.fingerprint,
  }),
}));
// The workers need a browser; what they run does not.
vi.mock('#workers/candidates/client.ts', () => ({
  createCandidatesClient: () => ({
    run: async () => ({
      kind: 'done',
      output: {
        instance: world.instance,
        startDay: 20_458,
        baseline: [0, ...Array(11).fill(-1)],
        hasCosts: true,
        ...{ products: [], seasons: [], events: [], issues: [] },
      },
    }),
  }),
}));
vi.mock('#workers/planning/client.ts', () => ({
  createPlanningClient: () => ({
    async run(name: 'optimise', input: never, options: { signal?: AbortSignal; onProgress?: (p: unknown) => void }) {
      const control = {
        ...createFreeControl(options?.onProgress),
        cancelled: () => options?.signal?.aborted ?? false,
        pause: () => new Promise<void>((resolve) => setTimeout(resolve)),
      };
      const small = name === 'optimise' ? { ...(input as object), moves: world.moves } : input;
      try {
        return { kind: 'done', output: await handlers[name](small as never, control) };
      } catch (error) {
        if (error instanceof JobRefused) return { kind: 'refused', code: error.code, params: error.params };
        throw error;
      }
    },
  }),
}));

const roomy = randomInstance({ seed: 6, products: 12, weeks: 10 });
const state = () => usePlanStore.getState();
const result = () => {
  const { job } = state();
  if (job.status !== 'ready') throw new Error(job.status);
  return job.result;
};

describe('plan actions', () => {
  beforeEach(() => {
    world.instance = roomy;
    world.fingerprint = 'one';
    world.moves = 100_000;
    usePlanStore.setState({
      settings: initialPlanSettings,
      decisions: noDecisions,
      job: { status: 'idle' },
      ...{ present: null, saved: [], past: [], future: [], selected: null },
    });
  });

  it('finds a plan, reads it and the manager’s own, and names its inputs', async () => {
    await runPlan();
    expect(state().job).toMatchObject({ status: 'ready', inputHash: planInputHash() });
    expect(state().present?.weeks).toEqual(result().search.weeks);
    expect(result().baseline?.figures.launched).toBe(1);
    changePlanSettings({ weeks: 9 });
    expect(state().job).not.toMatchObject({ inputHash: planInputHash() });
  });

  it('moves a launch by hand, locks it, prices it, and goes back and forth', async () => {
    await runPlan();
    const found = result().search.weeks;
    const product = found.findIndex((week) => week >= 0);
    const { id } = roomy.products[product];
    const week = (found[product] + 1) % roomy.weeks;
    await moveLaunch(id, week);
    expect(state().present?.weeks[product]).toBe(week);
    expect(state().decisions).toEqual({ locks: { [id]: 20_458 + 7 * week }, moved: [id] });
    expect(state().present?.reading.figures.profit).not.toBe(result().search.figures.profit);
    await undoPlan();
    expect(state().present?.weeks).toEqual(found);
    expect(state().decisions).toEqual(noDecisions);
    await redoPlan();
    expect(state().present?.weeks[product]).toBe(week);
  });

  it('plans anew around what is locked', async () => {
    await runPlan();
    const product = result().search.weeks.findIndex((week) => week >= 0);
    const { id } = roomy.products[product];
    await moveLaunch(id, null);
    await runPlan();
    expect(state().present?.weeks[product]).toBe(-1);
    toggleLock(id);
    expect(state().decisions.locks).toEqual({});
    await runPlan();
    expect(state().present?.weeks[product]).toBeGreaterThanOrEqual(0);
  });

  it('takes the wave along', async () => {
    const instance: LaunchInstance = {
      ...roomy,
      constraints: { ...roomy.constraints, waves: [{ id: 'W', members: [1, 2] }] },
    };
    world.instance = instance;
    await runPlan();
    const before = state().present;
    if (!before) throw new Error('no plan');
    const weeks = before.weeks.map((week, i) => (i === 1 || i === 2 ? 4 : week));
    usePlanStore.setState({ present: { ...before, weeks } });
    await moveLaunch('P2', 6);
    expect(state().present?.weeks.slice(1, 3)).toEqual([6, 6]);
    const broken = checkPlan(instance, state().present?.weeks ?? []).filter(({ rule }) => rule === 'wave');
    expect(broken).toEqual([]);
  });

  it('drops the answer of a run that a newer one has replaced', async () => {
    const first = runPlan();
    world.fingerprint = 'two';
    const second = runPlan();
    await Promise.all([first, second]);
    expect(state().job).toMatchObject({ status: 'ready', inputHash: planInputHash() });
  });

  it('keeps the best so far when it is cancelled in the search', async () => {
    world.moves = 1e10;
    const run = runPlan();
    await vi.waitFor(() => expect(state().job).toMatchObject({ progress: { stage: 'searching' } }));
    cancelPlan();
    await run;
    expect(state().job.status).toBe('ready');
    expect(result().search.stopped).toBe(true);
  });

  it('says in calendar weeks which rules contradict each other', async () => {
    world.instance = {
      ...roomy,
      products: roomy.products.map((product, i) =>
        i === 0 ? { ...product, must: true, earliest: 3, latest: 2 } : product,
      ),
    };
    await runPlan();
    expect(state().job).toMatchObject({
      status: 'failed',
      issue: { code: 'plan-must-without-week', params: { product: 'P1', from: '2026-W05', to: '2026-W04' } },
    });
  });

  it('puts plans aside and survives a reload', async () => {
    await runPlan();
    savePlan('cautious');
    expect(state().saved.map(({ name }) => name)).toEqual(['cautious']);
    const facts = keptPlan.pick(state());
    expect(keptPlan.pick(state())).toBe(facts);
    expect(keptPlan.accept(structuredClone(facts), 1)).toMatchObject({ saved: [{ name: 'cautious' }] });
    expect(keptPlan.accept({ nonsense: true }, 1)).toBeNull();
    removeSavedPlan(state().saved[0].id);
    expect(state().saved).toEqual([]);
  });
});

it('reads the capacity of the manager’s own plan', () => {
  const candidate = { effort: 2, plannedLaunch: 20_458 };
  const candidates = [candidate, { ...candidate, plannedLaunch: 20_460 }, { ...candidate, plannedLaunch: 20_470 }];
  expect(ownPlanCapacity(candidates as never, 0)).toBe(4);
  expect(ownPlanCapacity([{ effort: 1 }] as never, 0)).toBeNull();
});
