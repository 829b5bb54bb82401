import { expect, it } from 'vitest';
import type { LaunchInstance } from '#engine/planning/problem/launch-instance.ts';
import { randomInstance } from '#engine/planning/testing/random-instance.ts';
import { JobRefused } from '#workers/job-control.ts';
import { withHoldOuts } from '#workers/planning/internal/held-parts.ts';
import { createLeanClient } from '#workers/planning/parts-pool.ts';

/** A worker behind copied messages that answers with the instance it was given; `restart` empties it. */
function setUp() {
  const start = () => withHoldOuts({ echo: async ({ instance }: { instance: LaunchInstance }) => instance });
  let table = start();
  const sent: number[] = [];
  const run = async (_name: string, input: unknown) => {
    sent.push(JSON.stringify(input).length);
    try {
      const output = await table.echo(structuredClone(input) as never);
      return { kind: 'done', output: structuredClone(output) };
    } catch (error) {
      if (error instanceof JobRefused) return { kind: 'refused', code: error.code, params: error.params };
      throw error;
    }
  };
  const client = createLeanClient({ run, terminate: () => {} } as never);
  const ask = async (instance: LaunchInstance): Promise<unknown> => {
    const answer = await client.run('evaluatePlan', { instance, weeks: [], weights: { demand: 1, market: 0 } });
    return answer.kind === 'done' ? answer.output : answer;
  };
  return {
    ask,
    sent,
    restart: () => {
      table = start();
    },
  };
}

const instance = randomInstance({ seed: 3, products: 12, weeks: 10, scenarios: 40 });
const other = (change: Partial<LaunchInstance>): LaunchInstance => ({ ...instance, ...change });

it('the worker gets whole instances, though each part is sent once', async () => {
  const { ask, sent } = setUp();
  expect(await ask(instance)).toEqual(instance);
  const ruled = other({ constraints: { ...instance.constraints, blackoutWeeks: [2] } });
  expect(await ask(ruled)).toEqual(ruled);
  const products = instance.products.map((product) => ({ ...product, effort: 3 }));
  expect(await ask(other({ products }))).toEqual(other({ products }));
  expect(await ask(instance)).toEqual(instance);
  const [whole, rules, some, back] = sent;
  expect(rules).toBeLessThan(whole / 10);
  expect(some).toBeLessThan(whole / 2);
  expect(back).toBeLessThan(whole / 10);
});

it('a worker that was started anew is sent all of it again, and never takes one part for another', async () => {
  const { ask, restart, sent } = setUp();
  await ask(instance);
  restart();
  const products = instance.products.map((product) => ({ ...product, price: product.price + 1 }));
  expect(await ask(other({ products }))).toEqual(other({ products }));
  expect(await ask(instance)).toEqual(instance);
  expect(sent).toHaveLength(4);
});

it('parts that have not been named for long are let go, and sent again when they are', async () => {
  const { ask } = setUp();
  const many = Array.from({ length: 9 }, (_, k) =>
    other({ products: instance.products.map((product) => ({ ...product, effort: k + 1 })) }),
  );
  for (const each of [...many, many[0], ...many]) expect(await ask(each)).toEqual(each);
});
