import { describe, expect, it } from 'vitest';
import { checkPlan } from '#engine/planning/check-plan.ts';
import type { LaunchReading } from '#engine/planning/plan-figures.ts';
import { randomInstance } from '#engine/planning/random-instance.ts';
import { exposeHandlers } from '#workers/expose-handlers.ts';
import { createFreeControl, JobRefused } from '#workers/job-control.ts';
import type { OptimiseInput, OptimiseProgress, PlanningHandlers } from '#workers/planning/contract.ts';
import { handlers } from '#workers/planning/handlers.ts';
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
  moves: 300_000,
};

function startChannelWorker(): WorkerLike {
  const { port1, port2 } = new MessageChannel();
  exposeHandlers(handlers, port2 as never);
  port2.start();
  port1.start();
  return Object.assign(port1, { terminate: () => port1.close() }) as unknown as WorkerLike;
}

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
    const otherWeek = ({ blockedBy, week: now }: LaunchReading): number =>
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

  it('refuses a plan of another size', async () => {
    const job = handlers.evaluatePlan({ instance, weeks: [1, 2], weights }, createFreeControl());
    await expect(job).rejects.toMatchObject({ code: 'plan-does-not-fit' });
  });
});
