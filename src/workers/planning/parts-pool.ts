import type { LaunchInstance } from '#engine/planning/problem/launch-instance.ts';
import { type KeptPart, notHeld, type PlanningHandlers, type SentInstance } from '#workers/planning/contract.ts';
import type { WorkerClient } from '#workers/worker-client.ts';

type Client = WorkerClient<PlanningHandlers>;

/** As many of each part as a page goes back and forth between. */
const mostHeld = 4;

/**
 * A client that sends each part of an instance once: the worker behind it keeps them (`withHoldOuts`). An instance holds
 * megabytes, and of what a what-if asks about only a rule has changed. Parts are the same when they are the same object: they
 * are never changed in place. No number is used twice, so that a worker that was started anew can't take one for another; it
 * refuses what it does not hold, and is then sent all of it.
 */
export function createLeanClient(client: Client): Client {
  const numbers = new WeakMap<object, number>();
  const held = new Map<KeptPart, number[]>();
  let last = 0;

  const numberOf = (part: object): number => {
    const known = numbers.get(part);
    if (known !== undefined) return known;
    last += 1;
    numbers.set(part, last);
    return last;
  };

  const pack = (instance: LaunchInstance): SentInstance => {
    const { curves, promo, categories, products, cannibalisation, scenarios, ...rest } = instance;
    const all = { curves, promo, categories, products, cannibalisation, scenarios };
    const forget: number[] = [];
    const parts = Object.entries(all).map(([name, part]) => {
      const number = numberOf(part);
      const before = held.get(name as KeptPart) ?? [];
      const now = [number, ...before.filter((other) => other !== number)];
      forget.push(...now.slice(mostHeld));
      held.set(name as KeptPart, now.slice(0, mostHeld));
      return [name, before.includes(number) ? { number } : { number, part }];
    });
    return { rest, parts: Object.fromEntries(parts), forget };
  };

  const lean = (input: object): never => {
    const { instance } = input as { readonly instance?: LaunchInstance };
    return (instance ? { ...input, instance: pack(instance) } : input) as never;
  };

  return {
    async run(name, input, options) {
      const answer = await client.run(name, lean(input), options);
      if (answer.kind !== 'refused' || answer.code !== notHeld) return answer;
      held.clear();
      return client.run(name, lean(input), options);
    },
    terminate() {
      held.clear();
      client.terminate();
    },
  };
}
