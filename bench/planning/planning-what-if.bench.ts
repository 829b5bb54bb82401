import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type LaunchInstance, optionOfPlace, weekOfPlace } from '#engine/planning/problem/launch-instance.ts';
import { addRelations } from '#engine/planning/testing/random-instance.ts';
import { exposeHandlers } from '#workers/expose-handlers.ts';
import { createFreeControl } from '#workers/job-control.ts';
import type { OptimiseOutput, PlanningHandlers } from '#workers/planning/contract.ts';
import { createHandlers } from '#workers/planning/handlers.ts';
import { createWorkerClient, type WorkerLike } from '#workers/worker-client.ts';
import { readInstance } from '../../scripts/engine/instance-input.ts';
import type { Benchmark } from '../run.ts';

const folder = path.resolve('../shared/reference');
const scenarios = 200;

/** The reference instance with as many scenarios as the page draws. */
function widen(instance: LaunchInstance): LaunchInstance {
  const { scenarios: known } = instance;
  const repeat = <Item>(items: readonly Item[]): Item[] =>
    Array.from({ length: scenarios }, (_, s) => items[s % known.count]);
  return {
    ...instance,
    scenarios: {
      count: scenarios,
      market: repeat(known.market),
      promoScale: repeat(known.promoScale),
      seasonShift: repeat(known.seasonShift),
      demand: repeat(known.demand),
      ...(known.elasticity ? { elasticity: repeat(known.elasticity) } : {}),
    },
  };
}

/**
 * What-if at 300 candidates, 52 weeks and 200 scenarios, with precedence and waves, for weeks alone and for whole offers: milliseconds from question
 * to answer through a message channel, as the page asks, and processor time of both sides. The first answer prices every launch, the others
 * find that done.
 */
const benchmark: Benchmark = async () => {
  if (!existsSync(folder)) return { skipped: '../shared/reference is not there' };
  const figures: Record<string, number | string> = {};
  await measure('launch-plan/lp-300x52-s15.json', 'weeks', figures);
  await measure('launch-plan-2/lp2-300x52-s35.json', 'offers', figures);
  return figures;
};

async function measure(file: string, what: string, figures: Record<string, number | string>): Promise<void> {
  const plain = readInstance(JSON.parse(readFileSync(path.join(folder, file), 'utf8')));
  const instance = addRelations(widen(plain), 1, { precedence: 20, waves: 10, groups: 0, musts: 0 });
  const weights = { demand: 0.5, market: 0.5 };
  const search = { instance, objective: 'profit', method: 'memetic', weights, lambda: 0.5, seed: 1 } as const;
  const found = await createHandlers().optimise({ ...search, moves: 4e6 }, createFreeControl());
  await measurePage(instance, found, what, figures);
}

/** The page asks about the plan with the one offer of each product that it makes, and about a product's other offers. */
async function measurePage(
  whole: LaunchInstance,
  { weeks: places, shadowPrices }: Pick<OptimiseOutput, 'weeks' | 'shadowPrices'>,
  what: string,
  figures: Record<string, number | string>,
): Promise<void> {
  const weeks = places.map((place) => weekOfPlace(whole, place));
  const products = whole.products.map((product, i) => {
    const option = product.options?.[Math.max(0, optionOfPlace(whole, places[i]))];
    return option ? { ...product, options: [option] } : product;
  });
  const instance = { ...whole, products };
  const weights = { demand: 0.5, market: 0.5 };
  const { port1, port2 } = new MessageChannel();
  exposeHandlers(createHandlers(), port2 as never);
  port2.start();
  port1.start();
  const worker = Object.assign(port1, { terminate: () => port1.close() }) as unknown as WorkerLike;
  const client = createWorkerClient<PlanningHandlers>(() => worker);
  const time = async (question: string, rounds: number, ask: (round: number) => Promise<{ kind: string }>) => {
    const words = `${what}: ${question}`;
    const taken: number[] = [];
    const cpu = process.cpuUsage();
    for (let round = 0; round < rounds; round++) {
      const started = performance.now();
      const { kind } = await ask(round);
      if (kind !== 'done') throw new Error(`${words}: ${kind}`);
      taken.push(performance.now() - started);
    }
    const used = process.cpuUsage(cpu);
    taken.sort((a, b) => a - b);
    figures[`${words}, processor milliseconds`] = ((used.user + used.system) / 1000 / rounds).toFixed(0);
    figures[`${words}, median milliseconds`] = taken[taken.length >> 1].toFixed(0);
    if (rounds > 1) figures[`${words}, slowest`] = taken[taken.length - 1].toFixed(0);
  };
  const launched = weeks.flatMap((week, i) => (week >= 0 ? [i] : []));
  const left = weeks.indexOf(-1);
  const examine = { instance, weeks, objective: 'profit', weights, lambda: 0.5, seed: 1 } as const;
  await time('whole reading, first', 1, () => client.run('evaluatePlan', { instance, weeks, weights }));
  await time('whole reading', 10, () => client.run('evaluatePlan', { instance, weeks, weights }));
  await time('a move', 10, (k) =>
    client.run('priceMove', { instance, weeks, weights, product: launched[k], week: 5 * k }),
  );
  await time('every drop of a launch', 10, (k) =>
    client.run('previewDrag', { instance, weeks, weights, product: launched[7 * k] }),
  );
  const offersOf = (k: number) =>
    client.run('offerValues', { instance: whole, weeks: places, product: launched[7 * k] });
  await time('every offer of a launch, first', 1, offersOf);
  await time('every offer of a launch', 10, offersOf);
  await time('a launch explained, first', 1, () =>
    client.run('explainCandidate', { ...examine, product: launched[0] }),
  );
  await time('a launch explained', 3, (k) => client.run('explainCandidate', { ...examine, product: launched[9 * k] }));
  await time('a candidate left out explained', 1, () => client.run('explainCandidate', { ...examine, product: left }));
  await time('stability, 10 rounds', 1, () => client.run('stability', { ...examine, rounds: 10 }));
  await time('worth of 6 limits', 1, () => client.run('marginalValues', { ...examine, shadowPrices, most: 6 }));
  client.terminate();
}

export default benchmark;
