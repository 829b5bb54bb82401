import { dropCheckpoint, readCheckpoint, writeCheckpoint } from '#storage/database.ts';
import type { NetworkSeriesForecast, TrainingCheckpoint } from '#workers/learning/contract.ts';
import type { TrainingRunResult } from './training-store.ts';

const allKey = 'training';
const currentKey = `${allKey}/current`;
const finishedKey = (run: number): string => `${allKey}/finished/${run}`;
const partKey = (run: number, part: number): string => `${finishedKey(run)}/${part}`;

/** Series whose forecasts are written at a time: thousands at once would hold the page for tenths of a second. */
const seriesPerPart = 100;

/** What a checkpoint belongs to: other data or other choices make it worthless. */
export interface TrainingKey {
  readonly inputHash: string;
  readonly wish: string;
}

interface PersistedCurrent extends TrainingKey {
  /** Number of the run in its contest. */
  readonly run: number;
  readonly checkpoint: TrainingCheckpoint;
}

/** A finished run; the forecasts of its outlook lie in parts of their own beneath it, which are written before it. */
interface PersistedFinished extends TrainingKey {
  readonly result: TrainingRunResult;
  readonly parts: number;
}

/** A training that was cut off by a reload or a crash. */
export interface CutOffTraining {
  readonly results: readonly TrainingRunResult[];
  readonly checkpoint: TrainingCheckpoint | null;
}

/**
 * A checkpoint is written so long after the one before at the soonest: small networks end several epochs a second, and each
 * write takes the page's time. So much of a training is lost to a reload at most.
 */
export const writeEveryMs = 2000;

/**
 * Keeps a training's checkpoints on this machine. Only the latest counts: those in between two writes are skipped. A write
 * that fails is told once and no other is tried; the training itself is not touched.
 */
export class CheckpointKeeper {
  private readonly key: TrainingKey;
  private readonly onTrouble: (reason: string) => void;
  private waiting: PersistedCurrent | null = null;
  private writing: Promise<void> = Promise.resolve();
  private next: ReturnType<typeof setTimeout> | undefined;
  private writtenAt = Number.NEGATIVE_INFINITY;
  private failed = false;
  /** The latest, also when it could not be written. */
  latest: TrainingCheckpoint | null = null;

  constructor(key: TrainingKey, onTrouble: (reason: string) => void) {
    this.key = key;
    this.onTrouble = onTrouble;
  }

  keep(run: number, checkpoint: TrainingCheckpoint): void {
    this.latest = checkpoint;
    this.waiting = { ...this.key, run, checkpoint };
    this.next ??= setTimeout(() => this.writeWaiting(), Math.max(0, this.writtenAt + writeEveryMs - Date.now()));
  }

  /** The run of this number is over: its result takes the checkpoint's place. */
  async finish(run: number, result: TrainingRunResult): Promise<void> {
    await this.forget();
    await this.guarded(async () => {
      const { forecasts, ...outlook } = result.outlook;
      const parts = Math.ceil(forecasts.length / seriesPerPart);
      for (let part = 0; part < parts; part++)
        await writeCheckpoint(partKey(run, part), forecasts.slice(part * seriesPerPart, (part + 1) * seriesPerPart));
      const kept: PersistedFinished = {
        ...this.key,
        result: { ...result, outlook: { ...outlook, forecasts: [] } },
        parts,
      };
      await writeCheckpoint(finishedKey(run), kept);
      await dropCheckpoint(currentKey);
    });
  }

  /** The training is over or given up: nothing is to be taken up. */
  async drop(): Promise<void> {
    await this.forget();
    // What can't be removed belongs to inputs that will have changed, or is taken up once more: no harm either way.
    await dropCheckpoint(allKey).catch(() => {});
  }

  private async forget(): Promise<void> {
    clearTimeout(this.next);
    this.next = undefined;
    this.latest = null;
    this.waiting = null;
    await this.writing;
  }

  private writeWaiting(): void {
    const kept = this.waiting;
    this.next = undefined;
    this.waiting = null;
    this.writtenAt = Date.now();
    if (kept) this.writing = this.writing.then(() => this.guarded(() => writeCheckpoint(currentKey, kept)));
  }

  private async guarded(write: () => Promise<void>): Promise<void> {
    if (this.failed) return;
    try {
      await write();
    } catch (error) {
      this.failed = true;
      this.onTrouble(String(error));
    }
  }
}

/** The training of this key that was cut off, if there is one. */
export async function readCutOff({ inputHash, wish }: TrainingKey): Promise<CutOffTraining | null> {
  try {
    const current = (await readCheckpoint(currentKey)) as PersistedCurrent | undefined;
    const belongs = (kept: TrainingKey | undefined): boolean => kept?.inputHash === inputHash && kept.wish === wish;
    const results: TrainingRunResult[] = [];
    for (;;) {
      const run = results.length;
      const finished = (await readCheckpoint(finishedKey(run))) as PersistedFinished | undefined;
      if (!finished || !belongs(finished)) break;
      const forecasts: NetworkSeriesForecast[] = [];
      for (let part = 0; part < finished.parts; part++)
        forecasts.push(...((await readCheckpoint(partKey(run, part))) as NetworkSeriesForecast[]));
      results.push({ ...finished.result, outlook: { ...finished.result.outlook, forecasts } });
    }
    const checkpoint = current && belongs(current) && current.run === results.length ? current.checkpoint : null;
    return results.length > 0 || checkpoint ? { results, checkpoint } : null;
  } catch {
    // Nothing can be read on this machine: the training begins anew, as it would without a checkpoint.
    return null;
  }
}
