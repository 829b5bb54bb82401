import { releaseHeld } from '#state/data/dataset-actions.ts';
import { useDatasetStore } from '#state/data/dataset-store.ts';
import { useMonitorStore } from '#state/monitor/monitor-store.ts';
import { saveNow } from '#state/saving/persist-slice.ts';
import { subscribeAll, type Turn, type Work } from './computation.ts';
import { computations } from './computations.ts';
import { addPending, dropPending, setPending, usePendingStore } from './pending-store.ts';

/** A computation that the page starts by itself. */
type SelfStarting = Work & { readonly turn: Turn } & Required<Pick<Work, 'job' | 'hash'>>;

/** Starts what new data makes possible, and what a reload cut off, each when what it needs is there. */
export interface Pipeline {
  /** From now on new data is computed at once; work that a reload interrupted is taken up again. Answers with what ends it. */
  readonly start: () => () => void;
  /** Computes what the data makes possible and what is not there yet, without being asked. */
  readonly computeMissing: () => Promise<void>;
  /** Computes one and whatever follows from it. */
  readonly computeWith: (id: string) => Promise<void>;
}

export function createPipeline(works: readonly Work[], save: () => Promise<void>): Pipeline {
  const selfStarting = works.filter((work): work is SelfStarting => work.turn !== undefined);
  let round = 0;
  /** Those that will be computed once more in this round: they are pending until then. */
  let refined = new Set<string>();

  /** What has come to its end is pending until its result is persisted: a crash in between would leave neither. */
  const putDone = async ({ id, underWay }: Work): Promise<void> => {
    await save();
    if (underWay() === null && !refined.has(id)) dropPending(id);
  };

  const withFollowers = (left: readonly string[]): string[] => {
    const all = [...left];
    for (const { id, turn } of selfStarting)
      if (!all.includes(id) && turn.follows?.some((each) => all.includes(each))) all.push(id);
    return all;
  };

  /**
   * Computes what is left to do, each in its turn. New data starts a new round; the old one stops after the works it is in.
   */
  const compute = async (chosen: readonly string[]): Promise<void> => {
    round += 1;
    const mine = round;
    const isOver = (): boolean => round !== mine;
    refined = new Set();
    const left = withFollowers(chosen);
    setPending(left);
    const turns = new Map<string, Promise<void>>();
    const turnOf = (id: string): Promise<void> => {
      const work = selfStarting.find((each) => each.id === id);
      const known = turns.get(id) ?? (work ? take(work) : Promise.resolve());
      turns.set(id, known);
      return known;
    };
    const take = async (work: SelfStarting): Promise<void> => {
      const { id, turn } = work;
      const isLeft = left.includes(id);
      let waits = false;
      const ready = turn.after.map(({ id: other, enough }) => {
        const all = turnOf(other);
        const source = selfStarting.find((each) => each.id === other);
        if (!enough || !source || !isLeft) return all;
        return Promise.race([all, until(source, enough, all).then((isPart) => (waits ||= isPart))]);
      });
      await Promise.all(ready);
      if (isOver()) return;
      if (isLeft && waits) refined.add(id);
      if (isLeft && turn.isUndone()) await turn.start();
      if (waits) {
        await Promise.all(turn.after.map((other) => turnOf(other.id)));
        if (isOver()) return;
        refined.delete(id);
        if (turn.isUndone() && (turn.mayRefine?.() ?? true)) await turn.start();
      }
      if (!isOver() && isLeft) void putDone(work);
    };
    await Promise.all(selfStarting.map(({ id }) => turnOf(id)));
  };

  /**
   * What new data makes the page compute by itself. What was made from figures that have changed since waits for the user's
   * word (`held`); what was under way from them starts anew.
   */
  const isMissing = ({ turn }: SelfStarting): boolean =>
    turn.isUndone() && !(turn.isReady() && useDatasetStore.getState().facts.held);

  /**
   * What the page goes on with by itself after a reload: what was under way or waited for its turn. A result whose inputs were
   * changed since stays, marked as out of date, and what was cancelled stays so, until the manager asks for it. Where it is not
   * known what was under way, what is not there at all.
   */
  const isLeftOver = ({ id, job, turn }: SelfStarting): boolean => {
    const { pending } = usePendingStore.getState();
    if (pending === null) return turn.isUndone() && job().status === 'idle';
    return pending.includes(id) && turn.isUndone();
  };

  const computeThose = (isLeft: (work: SelfStarting) => boolean): Promise<void> =>
    compute(selfStarting.filter(isLeft).map(({ id }) => id));

  /** From now on it is known what is under way; what the manager cancels is not taken up again. */
  const followWork = (): (() => void) => {
    const ends = selfStarting.map((work) => {
      let before = work.job();
      return subscribeAll(work.stores, () => {
        const job = work.job();
        const last = before;
        before = job;
        if (job.status === last.status) return;
        if (job.status === 'running') addPending(work.id);
        // One that stopped since its inputs have changed waits for its turn in the round that they began.
        else if (last.status === 'running' && job.status !== 'idle') void putDone(work);
        else if (last.status === 'running' && last.inputHash === work.hash()) dropPending(work.id);
      });
    });
    return () => {
      for (const end of ends) end();
    };
  };

  return {
    computeMissing: () => computeThose(isMissing),
    computeWith: async (id) => {
      for (const each of withFollowers([id])) {
        addPending(each);
        const turn = selfStarting.find((work) => work.id === each)?.turn;
        if (each === id || turn?.isUndone()) await turn?.start();
        dropPending(each);
      }
    },
    start: () => {
      let fingerprint: string | null = null;
      const onData = (isStart: boolean): void => {
        const { facts, import: state } = useDatasetStore.getState();
        if (state.status !== 'ready') return;
        const current = facts.dataset?.fingerprint ?? null;
        if (current === fingerprint) return;
        fingerprint = current;
        if (current === null) return;
        void computeThose(isStart ? isLeftOver : isMissing);
        void followCommitments();
      };
      const stopFollowing = followWork();
      const stopListening = useDatasetStore.subscribe(() => onData(false));
      onData(true);
      return () => {
        round += 1;
        stopFollowing();
        stopListening();
      };
    },
  };
}

/** True once the work under way has made enough of it, false when it has come to its end before. */
function until(work: Work, enough: () => boolean, end: Promise<void>): Promise<boolean> {
  return new Promise((resolve) => {
    const look = (): void => {
      if (!enough()) return;
      stop();
      resolve(true);
    };
    const stop = subscribeAll(work.stores, look);
    void end.then(() => {
      stop();
      resolve(false);
    });
    look();
  });
}

/** Committed plans are held against new data, which may hold later sales; most projects have none, and need none of the code. */
async function followCommitments(): Promise<void> {
  if (useMonitorStore.getState().versions.length === 0) return;
  const { followData } = await import('#state/monitor/monitor-actions.ts');
  await followData();
}

const pipeline = createPipeline(computations, saveNow);

export const startPipeline = pipeline.start;

/** Trains the networks anew and takes them into the demand forecasts. A plan that is there stays until it is asked for again. */
export const trainNetworks = (): Promise<void> => pipeline.computeWith('training');

/** Makes anew what was made from earlier figures, and whatever else is missing. */
export async function refreshAll(): Promise<void> {
  releaseHeld();
  await pipeline.computeMissing();
}
