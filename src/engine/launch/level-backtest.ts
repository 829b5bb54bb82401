import type { LevelModel } from '#engine/launch/cold-start-forecast.ts';
import type { KernelVariances } from '#engine/launch/kernel-regression.ts';
import type { LevelData } from '#engine/launch/level-data.ts';
import { fitRivals, type LevelOpinion } from '#engine/launch/level-rivals.ts';

/** One launch forecast by every rival from launches before it. */
export interface FoldedLaunch {
  /** Index of the launch. */
  readonly launch: number;
  readonly trainedOn: number;
  readonly opinions: ReadonlyMap<LevelModel, LevelOpinion>;
}

export interface LevelBacktest {
  readonly folded: readonly FoldedLaunch[];
  /** False: some training launches had not finished their horizon when the next ones began (too few would be left). */
  readonly strict: boolean;
}

const leastTraining = 8;
const leastScored = 10;
const mostFolds = 10;
const daysAWeek = 7;

/**
 * Chronological backtest: launches in the order of their week, in up to 10 blocks after the first 30 % (at least 8); each block is
 * forecast from the launches before it. Strict where that leaves at least 10 launches to score with 8 to learn from: only
 * launches whose whole horizon lies before the block's first week are learnt from. Null with fewer than 12 launches.
 * `data`'s launches must be in the order of their weeks; `z`: levels on the power scale. `pause` is awaited between blocks.
 */
export async function backtestLevels(
  data: LevelData,
  z: Float64Array,
  horizon: number,
  priorSpread: number,
  pause: (share: number) => Promise<void>,
): Promise<LevelBacktest | null> {
  const n = data.launchCount;
  const strict = planBlocks(data, horizon * daysAWeek);
  const loose = planBlocks(data, 0);
  const scored = (blocks: readonly Block[]): number => blocks.reduce((sum, block) => sum + block.test.length, 0);
  const useStrict = scored(strict) >= Math.max(leastScored, 0.25 * n);
  const blocks = useStrict ? strict : loose;
  if (scored(blocks) < 4) return null;
  const folded: FoldedLaunch[] = [];
  let warm: ReadonlyMap<LevelModel, KernelVariances> | undefined;
  for (const [at, block] of blocks.entries()) {
    await pause(at / blocks.length);
    const levels = Float64Array.from(block.train, (launch) => z[launch]);
    const rivals = fitRivals(data, block.train, levels, priorSpread, warm ? { warm } : {});
    warm = rivals.variances;
    for (const launch of block.test) {
      const opinions = new Map(rivals.models.map((model) => [model, rivals.opinion(model, launch)] as const));
      folded.push({ launch, trainedOn: block.train.length, opinions });
    }
  }
  return { folded, strict: useStrict };
}

interface Block {
  readonly train: readonly number[];
  readonly test: readonly number[];
}

/** Blocks of launches that share their training launches: those at least `gapDays` before the block's first week. */
function planBlocks(data: LevelData, gapDays: number): Block[] {
  const all = Array.from({ length: data.launchCount }, (_, i) => i);
  const first = Math.max(leastTraining, Math.ceil(0.3 * all.length));
  const size = Math.max(1, Math.ceil((all.length - first) / mostFolds));
  const blocks: Block[] = [];
  for (let from = first; from < all.length; ) {
    let to = Math.min(all.length, from + size);
    while (to < all.length && data.week[to] === data.week[to - 1]) to++;
    const begin = data.week[from];
    const train = all.filter((launch) => data.week[launch] < begin && data.week[launch] + gapDays <= begin);
    if (train.length >= leastTraining) blocks.push({ train, test: all.slice(from, to) });
    from = to;
  }
  return blocks;
}
