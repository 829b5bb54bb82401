/** Work that somebody waits for. */
interface Urgency {
  /** Marks work as such until it has ended. */
  readonly during: <Value>(work: Promise<Value>) => Promise<Value>;
  /** Resolves once there is none: long work that can wait asks between two of its pieces, and leaves the cores to it. */
  readonly over: () => Promise<void>;
}

function createUrgency(): Urgency {
  const underWay = new Set<Promise<unknown>>();
  return {
    during: (work) => {
      underWay.add(work);
      return work.finally(() => underWay.delete(work));
    },
    over: async () => {
      const nextTask = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));
      await nextTask();
      while (underWay.size > 0) {
        await Promise.allSettled(underWay);
        // What follows from it begins in a task of its own.
        await nextTask();
      }
    },
  };
}

export const urgentWork = createUrgency();
