import { exposeHandlers, type HandlerTable } from '#workers/expose-handlers.ts';
import type { StatisticsHandlers } from '#workers/statistics/contract.ts';
import { handlers } from '#workers/statistics/handlers.ts';
import { createWorkerClient, type WorkerClient, type WorkerLike } from '#workers/worker-client.ts';

/** A statistics worker made of a real MessageChannel around the real handlers, or around others. */
export function createChannelClient(
  table: HandlerTable = handlers,
  onStart: (ports: readonly MessagePort[]) => void = () => {},
): WorkerClient<StatisticsHandlers> {
  return createWorkerClient<StatisticsHandlers>(() => {
    const { port1, port2 } = new MessageChannel();
    onStart([port1, port2]);
    exposeHandlers(table, port2 as never);
    port1.start();
    return Object.assign(port1, { terminate: () => port1.close() }) as unknown as WorkerLike;
  });
}
