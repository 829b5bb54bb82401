import { describe, expect, it } from 'vitest';
import type { Candidate } from '#engine/panel/candidate.ts';
import { checkPlan } from '#engine/planning/rules/check-plan.ts';
import { applyRules } from '#engine/planning/rules/describe-rules.ts';
import type { LaunchReport } from '#engine/planning/rules/plan-figures.ts';
import { randomInstance } from '#engine/planning/testing/random-instance.ts';
import { exposeHandlers } from '#workers/expose-handlers.ts';
import { createFreeControl, JobRefused } from '#workers/job-control.ts';
import type { OptimiseInput, OptimiseProgress, PlanningHandlers } from '#workers/planning/contract.ts';
import { createHandlers, handlers } from '#workers/planning/handlers.ts';
import { createPooledClient, optimiseOnWorkers } from '#workers/planning/island-pool.ts';
import { createWorkerClient, type WorkerLike } from '#workers/worker-client.ts';

const instance = randomInstance({ seed: 9, products: 24, weeks: 13, withRelations: true });
const weights = { demand: 0.5, market: 0.5 };
const input: OptimiseInput = {
  instance,
  objective: 'profit',
  method: 'memetic',
  weights,
  lambda: 0.5,
  seed: 4,
  moves: 100_000,
};

function startChannelWorker(): WorkerLike {
  const { port1, port2 } = new MessageChannel();
  exposeHandlers(createHandlers(), port2 as never);
  port2.start();
  port1.start();
  return Object.assign(port1, { terminate: () => port1.close() }) as unknown as WorkerLike;
}

describe('a plan that came in a file', () => {
  it('is worth what its problem says, and has a bound of its own', async () => {
    const found = await handlers.optimise(input, createFreeControl());
    const front = [found.weeks.map(() => -1)];
    const again = await handlers.priceAgain({ ...input, weeks: found.weeks, front }, createFreeControl());
    expect(again.figures).toEqual(found.figures);
    expect(again.value).toBe(found.value);
    expect(again.upperBound).toBeGreaterThanOrEqual(found.value);
    expect(again.gap).toBeLessThan(found.gap + 0.05);
    expect(again.front[0].profit).toBe(0);
    // A plan that is worse is not proven to be the best.
    const worse = found.weeks.map((week, i) => (i === found.weeks.findIndex((each) => each >= 0) ? -1 : week));
    const poor = await handlers.priceAgain({ ...input, weeks: worse, front: [] }, createFreeControl());
    if (poor.figures.violations.length === 0) expect(poor.upperBound).toBeGreaterThanOrEqual(found.value);
  });

  it('is proven nothing where it breaks rules', async () => {
    const weeks = instance.products.map(() => 0);
    const again = await handlers.priceAgain({ ...input, weeks, front: [] }, createFreeControl());
    expect(again.figures.violations.length).toBeGreaterThan(0);
    expect(again.upperBound).toBe(Number.POSITIVE_INFINITY);
  });
});

describe('a plan priced under other rules', () => {
  it('is what its reading under the ruled instance is; launches that are the same go by their place', async () => {
    const price = createHandlers().pricePlan;
    const control = createFreeControl<never>();
    const weeks = (await handlers.optimise(input, createFreeControl())).weeks;
    const candidates = instance.products.map(
      ({ id, category, effort }, row): Candidate => ({
        ...{ id, name: id, attributes: {}, price: 1, row, effort: row === 3 ? effort + 1 : effort, mustLaunch: false },
        category: instance.categories[category].name,
      }),
    );
    const constraints = { capacity: 3, budget: null, budgetPeriods: [], blackouts: [], categories: [], groups: [] };
    const rules = { startDay: 20_458, candidates, constraints: { ...constraints, capacityByWeek: [] } };
    const first = await price({ instance, weeks, weights, rules, name: 1, known: 0 }, control);
    const ruled = { ...instance, ...applyRules(instance, rules.startDay, candidates, rules.constraints) };
    const whole = await handlers.evaluatePlan({ instance: ruled, weeks, weights }, control);
    expect(first.reading).toEqual(whole);
    const { events, ...parts } = first.ruled;
    expect(events).toBeNull();
    expect({ ...instance, ...parts }).toEqual(ruled);

    // Nothing new: no part, no entry; then a move, which the neighbours feel.
    const again = await price({ instance: ruled, weeks, weights, rules, name: 2, known: 1 }, control);
    expect(again.ruled).toEqual({ products: null, categories: null, constraints: null, events: null });
    expect(again.reading.launches).toEqual(whole.launches.map((_, place) => place));
    expect(again.reading.notSelected).toEqual(whole.notSelected.map((_, place) => place));
    const launched = weeks.findIndex((week) => week >= 0);
    const moved = weeks.map((week, i) => (i === launched ? (week + 3) % instance.weeks : week));
    const change = await price({ instance: ruled, weeks: moved, weights, rules: null, name: 3, known: 2 }, control);
    const after = await handlers.evaluatePlan({ instance: ruled, weeks: moved, weights }, control);
    const put = <Entry>(entries: readonly (Entry | number)[], old: readonly Entry[]): Entry[] =>
      entries.map((entry) => (typeof entry === 'number' ? old[entry] : entry));
    expect(put(change.reading.launches, whole.launches)).toEqual(after.launches);
    expect(put(change.reading.notSelected, whole.notSelected)).toEqual(after.notSelected);
    // A worker that was started anew knows no earlier report: it sends all of it.
    const anew = await createHandlers().pricePlan(
      { instance: ruled, weeks: moved, weights, rules: null, name: 4, known: 3 },
      control,
    );
    expect(anew.reading).toEqual(after);
  });
});

describe('planning handlers', () => {
  it('search over a channel: progress by generation, every improvement a feasible plan, the same answer twice', async () => {
    const client = createWorkerClient<PlanningHandlers>(startChannelWorker);
    const seen: OptimiseProgress[] = [];
    const first = await client.run('optimise', input, { onProgress: (progress) => seen.push(progress) });
    const second = await client.run('optimise', input);
    expect(second).toEqual(first);
    if (first.kind !== 'done') throw new Error(first.kind);
    expect(checkPlan(instance, first.output.weeks)).toEqual([]);
    expect(first.output.figures.profit).toBeCloseTo(first.output.value, 4);
    expect(first.output.upperBound).toBeGreaterThanOrEqual(first.output.value);
    const improvements = seen.filter(({ improvedWeeks }) => improvedWeeks);
    expect(improvements.length).toBeGreaterThan(0);
    const bests = seen.filter(({ phase }) => phase === 'searching').map(({ best }) => best);
    expect(bests).toEqual([...bests].sort((a, b) => a - b));
    client.terminate();
  });

  it('a cancel is answered within 200 ms with the best so far', async () => {
    const client = createWorkerClient<PlanningHandlers>(startChannelWorker);
    const abort = new AbortController();
    let cancelledAt = 0;
    const running = client.run(
      'optimise',
      { ...input, moves: 1e10 },
      {
        signal: abort.signal,
        onProgress: ({ improvedWeeks }) => {
          if (!improvedWeeks || cancelledAt > 0) return;
          cancelledAt = performance.now();
          abort.abort();
        },
      },
    );
    const result = await running;
    expect(performance.now() - cancelledAt).toBeLessThan(200);
    if (result.kind !== 'done') throw new Error(result.kind);
    expect(result.output.stopped).toBe(true);
    expect(checkPlan(instance, result.output.weeks)).toEqual([]);
    client.terminate();
  });

  it('lets messages in all through the set-up, and a cancel there ends it soon', async () => {
    const large = randomInstance({ seed: 2, products: 300, weeks: 52, scenarios: 100 });
    const spent = (): number => {
      const { user, system } = process.cpuUsage();
      return user + system;
    };
    // Processor time between two yields, and how many there are after the n-th, at which the job is cancelled.
    const yieldNow = async (cancelAt: number) => {
      const gaps: number[] = [];
      let last = spent();
      let yields = 0;
      const control = {
        ...createFreeControl(),
        cancelled: () => yields >= cancelAt,
        pause: async () => {
          yields += 1;
          gaps.push(spent() - last);
          last = spent();
        },
      };
      const job = createHandlers().optimise({ ...input, instance: large, moves: 100_000 }, control);
      const ended = await job.then(({ stopped }) => (stopped ? 'stopped' : 'done')).catch((error: Error) => error.name);
      gaps.push(spent() - last);
      return { gaps, ended, yields };
    };
    const whole = await yieldNow(Number.POSITIVE_INFINITY);
    expect(whole.ended).toBe('done');
    const total = whole.gaps.reduce((sum, gap) => sum + gap, 0);
    expect(Math.max(...whole.gaps) / total).toBeLessThan(0.25);
    // Breaths are taken by time: a fast machine has few of them, and a cancel near the last one comes too late for any job.
    const cancels = [1, 2, 4, 8].filter((at) => at <= whole.yields / 4);
    expect(cancels.length).toBeGreaterThan(0);
    for (const cancelAt of cancels) {
      const { ended, gaps } = await yieldNow(cancelAt);
      expect(['JobCancelled', 'stopped']).toContain(ended);
      expect(gaps.slice(cancelAt).reduce((sum, gap) => sum + gap, 0) / total).toBeLessThan(0.35);
    }
  });

  it('refuses a contradiction by name before it searches', async () => {
    const closed = { ...instance.constraints, blackoutWeeks: Array.from({ length: 13 }, (_, t) => t) };
    const products = instance.products.map((product, i) => (i === 2 ? { ...product, must: true } : product));
    const job = handlers.optimise(
      { ...input, instance: { ...instance, products, constraints: closed } },
      createFreeControl(),
    );
    await expect(job).rejects.toThrow(JobRefused);
    await expect(job).rejects.toMatchObject({ code: 'plan-must-without-week', params: { product: 'P3' } });
  });

  it('prices a plan and a move of it alike', async () => {
    const { weeks } = await handlers.optimise(input, createFreeControl());
    const reading = await handlers.evaluatePlan({ instance, weeks, weights }, createFreeControl());
    const otherWeek = ({ blockedBy, week: now }: LaunchReport): number =>
      blockedBy.findIndex((block, t) => block === null && t !== now);
    const launch = reading.launches.find((candidate) => otherWeek(candidate) >= 0);
    if (!launch) throw new Error('no launch has another open week');
    const week = otherWeek(launch);
    const move = await handlers.priceMove(
      { instance, weeks, weights, product: launch.product, week },
      createFreeControl(),
    );
    expect(move.before.profit).toBeCloseTo(reading.figures.profit, 6);
    expect(move.after.profit).toBeCloseTo(launch.profitByWeek[week], 5);
    expect(move.after.violations).toEqual([]);
  });

  it('previews every drop of a launch as pricing that move does', async () => {
    const { weeks } = await handlers.optimise(input, createFreeControl());
    for (const product of [0, 2, weeks.indexOf(-1)]) {
      const preview = await handlers.previewDrag({ instance, weeks, weights, product }, createFreeControl());
      for (const week of [-1, 0, 5, 12]) {
        const move = await handlers.priceMove({ instance, weeks, weights, product, week }, createFreeControl());
        const drop = week < 0 ? preview.notSelected : preview.byWeek[week];
        expect(drop.profit).toBeCloseTo(move.after.profit, 6);
        expect(drop.risk).toBeCloseTo(move.after.risk, 6);
        expect(drop.breaches).toEqual(move.after.violations);
        const shift = move.neighbours.reduce((sum, { before, after }) => sum + after - before, 0);
        expect(move.after.cannibalisation - move.before.cannibalisation).toBeCloseTo(shift, 6);
      }
    }
    await expect(
      handlers.previewDrag({ instance, weeks, weights, product: 99 }, createFreeControl()),
    ).rejects.toMatchObject({ code: 'plan-unknown-candidate' });
  });

  it('streams stability, and a cancel keeps the rounds that are done', async () => {
    const { weeks } = await handlers.optimise(input, createFreeControl());
    const client = createWorkerClient<PlanningHandlers>(startChannelWorker);
    const abort = new AbortController();
    const question = { instance, weeks, objective: 'profit', weights, lambda: 0.5, seed: 3, rounds: 1000 } as const;
    const result = await client.run('stability', question, {
      signal: abort.signal,
      onProgress: ({ rounds }) => {
        if (rounds === 3) abort.abort();
      },
    });
    if (result.kind !== 'done') throw new Error(result.kind);
    expect(result.output.stopped).toBe(true);
    expect(result.output.rounds).toBeGreaterThanOrEqual(3);
    expect(result.output.rounds).toBeLessThan(200);
    const whole = await handlers.stability({ ...question, rounds: result.output.rounds }, createFreeControl());
    expect({ ...whole, stopped: true }).toEqual(result.output);
    client.terminate();
  });

  it('refuses a plan of another size', async () => {
    const job = handlers.evaluatePlan({ instance, weeks: [1, 2], weights }, createFreeControl());
    await expect(job).rejects.toMatchObject({ code: 'plan-does-not-fit' });
  });
});

describe('a search on several workers', () => {
  const long = { ...input, moves: 1_200_000 };
  const start = (count: number) =>
    Array.from({ length: count }, () => createWorkerClient<PlanningHandlers>(startChannelWorker));

  it.each([1, 2, 3, 4])('%i of them find what one alone finds, to the last bit', async (count) => {
    const alone = await handlers.optimise(long, createFreeControl());
    const workers = start(count);
    const seen: OptimiseProgress[] = [];
    const together = await optimiseOnWorkers(workers, long, { onProgress: (progress) => seen.push(progress) });
    expect(together).toEqual({ kind: 'done', output: alone });
    const bests = seen
      .filter(({ phase, best }) => phase === 'searching' && !Number.isNaN(best))
      .map(({ best }) => best);
    expect(seen.length).toBeGreaterThan(0);
    expect(bests).toEqual([...bests].sort((a, b) => a - b));
    const moves = seen.filter(({ phase }) => phase === 'searching').map((progress) => progress.moves);
    expect(moves).toEqual([...moves].sort((a, b) => a - b));
    expect(Math.max(0, ...moves)).toBeLessThanOrEqual(alone.moves);
    for (const worker of workers) worker.terminate();
  });

  it('the particle swarm too', async () => {
    const input = { ...long, method: 'pso' } as const;
    const alone = await handlers.optimise(input, createFreeControl());
    const client = createPooledClient(start(2));
    expect(await client.run('optimise', input)).toEqual({ kind: 'done', output: alone });
    client.terminate();
  });

  it('a cancel keeps the best so far; a refusal is passed on; a closed search says so', async () => {
    const workers = start(2);
    const abort = new AbortController();
    let cancelledAt = 0;
    const result = await optimiseOnWorkers(
      workers,
      { ...long, moves: 1e10 },
      {
        signal: abort.signal,
        onProgress: ({ improvedWeeks }) => {
          if (!improvedWeeks || cancelledAt > 0) return;
          cancelledAt = performance.now();
          abort.abort();
        },
      },
    );
    expect(performance.now() - cancelledAt).toBeLessThan(400);
    if (result.kind !== 'done') throw new Error(result.kind);
    expect(result.output.stopped).toBe(true);
    expect(checkPlan(instance, result.output.weeks)).toEqual([]);
    const empty = await optimiseOnWorkers(workers, { ...long, instance: { ...instance, products: [] } });
    expect(empty.kind).toBe('refused');
    const gone = await workers[0].run('searchIslands', { session: 99, epoch: 0, islands: [0], states: [null] });
    expect(gone.kind).toBe('crashed');
    for (const worker of workers) worker.terminate();
  });
});
