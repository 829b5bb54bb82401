import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Candidate } from '#engine/panel/candidate.ts';
import type { LaunchInstance } from '#engine/planning/problem/launch-instance.ts';
import { checkPlan } from '#engine/planning/rules/check-plan.ts';
import { randomInstance } from '#engine/planning/testing/random-instance.ts';
import { noFacts, useDatasetStore } from '#state/data/dataset-store.ts';
import { reloaded } from '#state/testing/reloaded.ts';
import { createFreeControl, JobRefused } from '#workers/job-control.ts';
import { handlers } from '#workers/planning/handlers.ts';
import { planComputation } from './plan-actions.ts';
import {
  acceptLaunch,
  changeOrder,
  changeOwner,
  changePlanConstraints,
  changePlanSettings,
  changeProductRule,
  clearProductRule,
  moveLaunch,
  removeSavedPlan,
  reopenLaunch,
  savePlan,
  skipLaunch,
  takeSavedPlan,
  toggleForbiddenWeek,
  toggleLock,
} from './plan-edits.ts';
import { ownersHistory, planHistory } from './plan-history.ts';
import { tryLaunch } from './plan-pricing.ts';
import { initialPlanSettings, noDecisions, persistedPlan, usePlanStore } from './plan-store.ts';

const world = vi.hoisted(() => ({
  instance: null as unknown,
  moves: 0,
  /** What becomes of the question which changes to make, instead of its answer. */
  choosing: null as ((signal: AbortSignal | undefined) => unknown) | null,
}));

vi.mock('./plan-inputs.ts', () => ({
  upstreamInput: { stores: [], read: () => 'forecasts' },
  areOutlooksEarly: () => false,
  currentOutlooks: () => ({ outlooks: [], networksTrainedAt: 7 }),
  gatherForecasts: async () => [],
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
        products: (world.instance as LaunchInstance).products.map(({ id }) => ({
          candidateId: id,
          stockSource: 'given',
          criticalRatio: 0.5,
          coverWeeks: 4,
          costSource: 'given',
          salvageSource: 'given',
        })),
        seasons: [],
        events: [],
        issues: [],
      },
    }),
  }),
}));
vi.mock('#workers/planning/client.ts', () => ({
  createPlanningClient: () => ({
    async run(name: 'optimise', input: never, options: { signal?: AbortSignal; onProgress?: (p: unknown) => void }) {
      if (name === ('chooseMoves' as string) && world.choosing) return world.choosing(options?.signal);
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

const startDay = 20_458;
const roomy = randomInstance({ seed: 6, products: 12, weeks: 10 });
/** The candidates' file says what the instance says. */
const candidates = roomy.products.map(
  ({ id, earliest, latest, must, effort, category }, i): Candidate => ({
    id,
    name: id,
    attributes: {},
    price: 10,
    row: i,
    effort,
    mustLaunch: must,
    category: roomy.categories[category].name,
    earliest: startDay + 7 * earliest,
    latest: startDay + 7 * latest,
  }),
);
/** The data at hand, with these candidates. */
function setData(fingerprint: string): void {
  const dataset = { panel: { weekStart: 0 }, calendar: null, candidates, currency: 'CNY', fingerprint };
  useDatasetStore.setState({ facts: { ...noFacts, dataset: dataset as never } });
}

/** The rules of the instance as settings, in part: what the tests change. */
const withoutLimits: Partial<typeof initialPlanSettings> = { capacity: { kind: 'none' } };
const state = () => usePlanStore.getState();
const result = () => {
  const { job } = state();
  if (job.status !== 'ready') throw new Error(job.status);
  return job.result;
};

describe('plan actions', () => {
  beforeEach(() => {
    world.instance = roomy;
    setData('one');
    world.moves = 100_000;
    world.choosing = null;
    planHistory.forget();
    usePlanStore.setState({
      settings: { ...initialPlanSettings, ...withoutLimits },
      decisions: noDecisions,
      job: { status: 'idle' },
      current: null,
      owners: {},
      saved: [],
      selected: null,
      trial: null,
    });
  });

  it('finds a plan, reads it and the manager’s own, and names its inputs', async () => {
    await planComputation.start();
    expect(state().job).toMatchObject({ status: 'ready', inputHash: planComputation.hash() });
    expect(state().current?.weeks).toEqual(result().search.weeks);
    expect(result().baseline?.figures.launched).toBe(1);
    // What it was made with: its names, its locks, its networks, and that no demand by category was there.
    expect(result().names).toEqual(candidates.map(({ name }) => ({ name })));
    expect(result()).toMatchObject({ hasOutlooks: false, locks: {}, networksTrainedAt: 7 });
    await changePlanSettings({ weeks: 9 });
    expect(state().job).not.toMatchObject({ inputHash: planComputation.hash() });
  });

  it('is made once more when the rest of the demand has come, after a reload too, and not where the manager changed it', async () => {
    await planComputation.start();
    const mayRefine = (): boolean | undefined => planComputation.turn?.mayRefine?.();
    expect(mayRefine()).toBe(true);
    usePlanStore.setState({ settings: structuredClone(state().settings) });
    expect(mayRefine()).toBe(true);
    await changePlanSettings({ weeks: 9 });
    expect(mayRefine()).toBe(false);
  });

  it('moves a launch by hand, locks it, prices it, and goes back and forth', async () => {
    await planComputation.start();
    const found = result().search.weeks;
    const product = found.findIndex((week) => week >= 0);
    const { id } = roomy.products[product];
    const week = (found[product] + 1) % roomy.weeks;
    await moveLaunch(id, week);
    expect(state().current?.weeks[product]).toBe(week);
    expect(state().decisions).toEqual({
      locks: { [id]: 20_458 + 7 * week },
      moved: [id],
      made: { [id]: 'changed' },
    });
    expect(state().current?.reading.figures.profit).not.toBe(result().search.figures.profit);
    await planHistory.undo();
    expect(state().current?.weeks).toEqual(found);
    expect(state().decisions).toEqual(noDecisions);
    await planHistory.redo();
    expect(state().current?.weeks[product]).toBe(week);
  });

  it('plans anew around what is locked', async () => {
    await planComputation.start();
    const product = result().search.weeks.findIndex((week) => week >= 0);
    const { id } = roomy.products[product];
    await moveLaunch(id, null);
    await planComputation.start();
    expect(state().current?.weeks[product]).toBe(-1);
    toggleLock(id);
    expect(state().decisions.locks).toEqual({});
    await planComputation.start();
    expect(state().current?.weeks[product]).toBeGreaterThanOrEqual(0);
  });

  it('keeps what the manager decides while a plan is sought, and undo goes back to before both', async () => {
    await planComputation.start();
    const found = result().search.weeks;
    const product = found.findIndex((week) => week >= 0);
    const week = (found[product] + 1) % roomy.weeks;
    const search = planComputation.start();
    await moveLaunch(roomy.products[product].id, week);
    await search;
    expect(result().search.weeks).toEqual(found);
    expect(state().current?.weeks).toEqual(found.with(product, week));
    expect(state().current?.reading.figures.profit).not.toBe(result().search.figures.profit);
    await planHistory.undo();
    expect(state().current?.weeks).toEqual(found);
    expect(state().decisions).toEqual(noDecisions);
  });

  it('keeps the word on a launch: accepted and locked, put off, taken back, changed', async () => {
    await planComputation.start();
    const [a, b] = roomy.products.map(({ id }) => id);
    const week = result().search.weeks[0];
    acceptLaunch(a);
    skipLaunch(b);
    const day = week < 0 ? null : startDay + 7 * week;
    expect(state().decisions).toEqual({
      locks: { [a]: day },
      offers: { [a]: '' },
      moved: [],
      made: { [a]: 'accepted', [b]: 'skipped' },
    });
    await planComputation.start();
    expect(state().decisions.made).toEqual({ [a]: 'accepted', [b]: 'skipped' });
    reopenLaunch(a);
    expect(state().decisions).toEqual({ locks: {}, offers: {}, moved: [], made: { [b]: 'skipped' } });
    await changeOrder(a, 40);
    acceptLaunch(a);
    expect(state().decisions.made[a]).toBe('changed');
    await planHistory.undo();
    await planHistory.undo();
    expect(state().settings.products).toEqual({});
  });

  it('prices another initial order at once, and goes back to the one worked out', async () => {
    await planComputation.start();
    const product = result().search.weeks.findIndex((week) => week >= 0);
    const { id } = roomy.products[product];
    const stockByWeek = Array.from({ length: roomy.weeks }, () => roomy.products[product].stock);
    const before = state().current;
    const ready = state().job;
    if (!before || ready.status !== 'ready') throw new Error('no plan');
    const products = before.instance.products.map((each, i) => (i === product ? { ...each, stockByWeek } : each));
    const instance = { ...before.instance, products };
    const built = { ...ready.result.built, instance };
    usePlanStore.setState({
      job: { ...ready, result: { ...ready.result, built } },
      current: { ...before, instance },
    });
    await changeOrder(id, 1);
    expect(state().current?.instance.products[product]).toMatchObject({ stock: 1 });
    expect(state().current?.instance.products[product].stockByWeek).toBeUndefined();
    expect(state().current?.reading.figures.profit).not.toBe(before.reading.figures.profit);
    await changeOrder(id, null);
    expect(state().current?.instance.products[product].stockByWeek).toEqual(stockByWeek);
    expect(state().current?.reading.figures.profit).toBeCloseTo(before.reading.figures.profit, 6);
    expect(state().settings.products).toEqual({});
  });

  it('takes the wave along', async () => {
    const instance: LaunchInstance = {
      ...roomy,
      constraints: { ...roomy.constraints, waves: [{ id: 'W', members: [1, 2] }] },
    };
    world.instance = instance;
    await planComputation.start();
    const before = state().current;
    if (!before) throw new Error('no plan');
    const weeks = before.weeks.map((week, i) => (i === 1 || i === 2 ? 4 : week));
    usePlanStore.setState({ current: { ...before, weeks } });
    await moveLaunch('P2', 6);
    expect(state().current?.weeks.slice(1, 3)).toEqual([6, 6]);
    const broken = checkPlan(instance, state().current?.weeks ?? []).filter(({ rule }) => rule === 'wave');
    expect(broken).toEqual([]);
  });

  it('drops the answer of a run that a newer one has replaced', async () => {
    const first = planComputation.start();
    setData('two');
    const second = planComputation.start();
    await Promise.all([first, second]);
    expect(state().job).toMatchObject({ status: 'ready', inputHash: planComputation.hash() });
  });

  it('keeps the best so far when it is cancelled in the search', async () => {
    world.moves = 1e10;
    const run = planComputation.start();
    // Not before it has a plan: the stage is there as soon as the problem is handed over.
    await vi.waitFor(() => expect(state().job).toMatchObject({ progress: { search: { phase: 'searching' } } }), 10_000);
    planComputation.cancel();
    await run;
    expect(state().job.status).toBe('ready');
    expect(result().search.stopped).toBe(true);
  });

  it('keeps the plan found when it is cancelled while the changes are chosen, and says when choosing them fails', async () => {
    world.choosing = (signal) => {
      planComputation.cancel();
      return signal?.aborted ? { kind: 'cancelled' } : { kind: 'crashed', message: 'not told' };
    };
    await planComputation.start();
    expect(state().job.status).toBe('ready');
    world.choosing = () => ({ kind: 'crashed', message: 'out of memory' });
    await planComputation.start();
    expect(state().job).toMatchObject({ status: 'failed', issue: { code: 'plan-crashed' } });
  });

  it('says in calendar weeks which rules contradict each other', async () => {
    world.instance = {
      ...roomy,
      products: roomy.products.map((product, i) =>
        i === 0 ? { ...product, must: true, earliest: 3, latest: 2 } : product,
      ),
    };
    await planComputation.start();
    expect(state().job).toMatchObject({
      status: 'failed',
      issue: { code: 'plan-must-without-week', params: { product: 'P1', from: '2026-W05', to: '2026-W04' } },
    });
  });

  it('puts plans aside and survives a reload', async () => {
    await planComputation.start();
    savePlan('cautious');
    expect(state().saved.map(({ name }) => name)).toEqual(['cautious']);
    const facts = persistedPlan.pick(state());
    expect(reloaded(persistedPlan, facts)).toMatchObject({ saved: [{ name: 'cautious' }] });
    expect(reloaded(persistedPlan, { nonsense: true })).toBeNull();
    removeSavedPlan(state().saved[0].id);
    expect(state().saved).toEqual([]);
    await planHistory.undo();
    expect(state().saved.map(({ name }) => name)).toEqual(['cautious']);
  });

  it('keeps who sees to a launch, takes it back on undo, and can do without it in what was kept before', async () => {
    await planComputation.start();
    const id = roomy.products[0].id;
    changeOwner(id, 'Chen');
    expect(persistedPlan.pick(usePlanStore.getState()).owners).toEqual({ [id]: 'Chen' });
    const { owners: _none, current: present, ...earlier } = persistedPlan.pick(usePlanStore.getState());
    expect(reloaded(persistedPlan, { ...earlier, present }, 2)?.owners).toEqual({});
    await ownersHistory.undo();
    expect(usePlanStore.getState().owners).toEqual({});
    changeOwner(id, 'Xi');
    changeOwner(id, '');
    expect(usePlanStore.getState().owners).toEqual({});
  });

  it('accepts what the first version kept', async () => {
    await planComputation.start();
    const { settings, current, ...facts } = persistedPlan.pick(state());
    const { products: _products, ...oldSettings } = settings;
    const { instance: _instance, contradictions: _contradictions, ...oldCurrent } = current ?? {};
    const old = { ...facts, settings: oldSettings, present: oldCurrent };
    expect(reloaded(persistedPlan, old, 1)).toMatchObject({
      settings: { products: {}, constraints: { groups: [] } },
      current: { weeks: current?.weeks, contradictions: [], instance: { id: roomy.id } },
    });
  });

  it('prices the plan under a changed rule at once, and undo takes every kind of edit back', async () => {
    await planComputation.start();
    const found = state().current?.weeks ?? [];
    const product = found.findIndex((week) => week >= 0);
    const { id } = roomy.products[product];
    const day = startDay + 7 * found[product];
    const rules = (): string[] => state().current?.reading.figures.violations.map(({ rule }) => rule) ?? [];
    const freely = state().settings;
    expect(rules()).toEqual([]);
    await changePlanConstraints({ capacityByWeek: [{ week: day, capacity: 0 }] });
    expect(rules()).toEqual(['capacity']);
    expect(state().current?.instance.constraints.capacity[found[product]]).toBe(0);
    expect(state().job).not.toMatchObject({ inputHash: planComputation.hash() });
    await planHistory.undo();
    expect(rules()).toEqual([]);
    expect(state().settings).toBe(freely);
    const edits: [() => unknown, string][] = [
      [() => changePlanConstraints({ blackouts: [{ from: day, to: day }] }), 'blackout'],
      [() => changePlanConstraints({ budget: 1 }), 'budget'],
      [() => changePlanConstraints({ budgetPeriods: [{ from: day, to: day, amount: 1 }] }), 'budget'],
      [() => changeProductRule(id, { earliest: day + 7 }), 'earliest'],
      [() => changeProductRule(id, { latest: day - 1 }), 'latest'],
      [() => toggleForbiddenWeek(id, found[product]), 'forbidden-week'],
    ];
    for (const [edit, rule] of edits) {
      await edit();
      expect(rules()).toContain(rule);
      await planHistory.undo();
      expect(rules()).toEqual([]);
      expect(state().settings).toBe(freely);
    }
    await planHistory.redo();
    expect(rules()).toEqual(['forbidden-week']);
    await toggleForbiddenWeek(id, found[product]);
    expect(rules()).toEqual([]);
    await clearProductRule(id);
    expect(state().settings.products).toEqual({});
  });

  it('names contradictions before any search, in calendar weeks', async () => {
    await planComputation.start();
    const closed = { from: startDay, to: startDay + 7 * roomy.weeks };
    await changeProductRule('P1', { must: true, closed: [closed] });
    const [first] = state().current?.contradictions ?? [];
    expect(first).toMatchObject({
      code: 'plan-must-without-week',
      params: { product: 'P1', from: expect.stringMatching(/^2026-W/) },
    });
    await clearProductRule('P1');
    expect(state().current?.contradictions).toEqual([]);
  });

  it('the search keeps to a week that is closed to one candidate', async () => {
    await planComputation.start();
    const product = result().search.weeks.findIndex((week) => week >= 0);
    const week = result().search.weeks[product];
    await toggleForbiddenWeek(roomy.products[product].id, week);
    await planComputation.start();
    expect(result().search.weeks[product]).not.toBe(week);
  });

  it('undo reaches back over a search', async () => {
    await planComputation.start();
    const first = state().current?.weeks;
    await moveLaunch('P1', null);
    await planComputation.start();
    await planHistory.undo();
    await planHistory.undo();
    expect(state().current?.weeks).toEqual(first);
    expect(state().decisions).toEqual(noDecisions);
  });

  it('says what a move would make of the whole plan before it is done', async () => {
    await planComputation.start();
    const product = result().search.weeks.findIndex((week) => week >= 0);
    const { id } = roomy.products[product];
    const week = (result().search.weeks[product] + 1) % roomy.weeks;
    const before = state().current;
    await tryLaunch(id, week);
    const { trial } = state();
    expect(state().current).toBe(before);
    await moveLaunch(id, week);
    expect(trial?.figures?.profit).toBe(state().current?.reading.figures.profit);
    expect(trial?.figures?.risk).toBe(state().current?.reading.figures.risk);
    expect(Array.from(trial?.figures?.load ?? [])).toEqual(Array.from(state().current?.reading.figures.load ?? []));
    expect(state().trial).toBeNull();
  });

  it('shows a plan that was put aside with its rules and locks', async () => {
    await planComputation.start();
    const weeks = state().current?.weeks;
    savePlan('first');
    await moveLaunch('P1', null);
    await changePlanSettings({ lambda: 1.5 });
    await takeSavedPlan(state().saved[0].id);
    expect(state().current?.weeks).toEqual(weeks);
    expect(state().decisions).toEqual(noDecisions);
    expect(state().settings.lambda).toBe(initialPlanSettings.lambda);
  });
});
