import type { LaunchInstance } from '#engine/planning/problem/launch-instance.ts';
import { type JobHandler, JobRefused } from '#workers/job-control.ts';
import { notHeld, type SentInstance } from '#workers/planning/contract.ts';

// biome-ignore lint/suspicious/noExplicitAny: one wrapper for handlers of every kind; their types are left as they are
type Table = Readonly<Record<string, JobHandler<any, any, any>>>;

/** Handlers whose input's instance comes as `createLeanClient` sends it: parts that came before go by their number. */
export function withHoldOuts<Handlers extends Table>(handlers: Handlers): Handlers {
  const held = new Map<number, unknown>();

  const unpack = ({ rest, parts, forget }: SentInstance): LaunchInstance => {
    for (const sent of Object.values(parts)) if ('part' in sent) held.set(sent.number, sent.part);
    const found = Object.entries(parts).map(([name, { number }]) => {
      if (!held.has(number)) throw new JobRefused(notHeld);
      return [name, held.get(number)];
    });
    for (const number of forget) held.delete(number);
    return { ...rest, ...Object.fromEntries(found) } as LaunchInstance;
  };

  return Object.fromEntries(
    Object.entries(handlers).map(([name, handler]) => [
      name,
      // Unpacked as it comes in, before anything is waited for: messages rest on those before them.
      async (input: { readonly instance?: SentInstance }, control: never) =>
        handler(input.instance ? { ...input, instance: unpack(input.instance) } : input, control),
    ]),
  ) as unknown as Handlers;
}
