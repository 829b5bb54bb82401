import type { LevelModel } from '#engine/launch/forecast/cold-start-forecast.ts';
import type { KernelVariances } from './kernel-regression.ts';
import type { LevelData } from './level-data.ts';
import type { LevelEvidence } from './level-evidence.ts';
import { fitModels } from './level-models.ts';
import type { LevelPrediction } from './level-prediction.ts';
import type { PerceptronTrainer } from './perceptron.ts';

/** One launch forecast by every model from launches before it. */
export interface FoldedLaunch {
  /** Index of the launch. */
  readonly launch: number;
  /** Indices of the launches that it was forecast from: their whole horizon known. */
  readonly trainedOn: readonly number[];
  /** Of the single models. */
  readonly predictions: ReadonlyMap<LevelModel, LevelPrediction>;
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
const leastYoungWeeks = 3;

export interface LevelBacktestInput {
  /** Its first launches, as many as `z` is long, in the order of their weeks. */
  readonly data: LevelData;
  /** Levels on the power scale, by launch. */
  readonly z: Float64Array;
  readonly horizon: number;
  readonly priorSpread: number;
  /** What the first weeks of a launch say about its level, measured on the `complete` ones. */
  readonly evidenceOf: (launch: number, weeks: number, complete: readonly number[]) => LevelEvidence | null;
  readonly trainer: PerceptronTrainer;
  /** Awaited between blocks with the share that is done. */
  readonly pause: (share: number) => Promise<void>;
}

/**
 * Chronological backtest: launches in the order of their week, in up to 10 blocks after the first 30 % (at least 8); each block is
 * forecast from the launches before it. Strict where that leaves at least 10 launches to score with 8 to learn from: only
 * launches whose whole horizon lies before the block's first week are learnt from, and of those that have begun by then
 * their weeks before it (`evidenceOf`). Null with fewer than 12 launches.
 */
export async function backtestLevels(input: LevelBacktestInput): Promise<LevelBacktest | null> {
  const { data, z, horizon, priorSpread, evidenceOf, trainer, pause } = input;
  const n = z.length;
  const strict = planBlocks(data, n, horizon * daysAWeek);
  const loose = planBlocks(data, n, 0);
  const scored = (blocks: readonly Block[]): number => blocks.reduce((sum, block) => sum + block.test.length, 0);
  const useStrict = scored(strict) >= Math.max(leastScored, 0.25 * n);
  const blocks = useStrict ? strict : loose;
  if (scored(blocks) < 4) return null;
  const folded: FoldedLaunch[] = [];
  let warm: ReadonlyMap<LevelModel, KernelVariances> | undefined;
  for (const [at, block] of blocks.entries()) {
    await pause(at / blocks.length);
    const levels = Float64Array.from(block.train, (launch) => z[launch]);
    const young = block.young.flatMap((item) => {
      const weeks = Math.floor((block.begin - data.week[item]) / daysAWeek);
      const evidence = weeks >= leastYoungWeeks ? evidenceOf(item, weeks, block.train) : null;
      return evidence ? [{ item, evidence }] : [];
    });
    const fitted = fitModels(data, block.train, levels, priorSpread, { trainer, young, ...(warm ? { warm } : {}) });
    warm = fitted.variances;
    for (const launch of block.test) {
      const predictions = new Map(fitted.models.map((model) => [model, fitted.prediction(model, launch)] as const));
      folded.push({ launch, trainedOn: block.train, predictions });
    }
  }
  return { folded, strict: useStrict };
}

interface Block {
  readonly begin: number;
  readonly train: readonly number[];
  /** Begun before the block, their horizon not over. */
  readonly young: readonly number[];
  readonly test: readonly number[];
}

/** Blocks of launches that share their training launches: those at least `gapDays` before the block's first week. */
function planBlocks(data: LevelData, launches: number, gapDays: number): Block[] {
  const all = Array.from({ length: launches }, (_, i) => i);
  const first = Math.max(leastTraining, Math.ceil(0.3 * all.length));
  const size = Math.max(1, Math.ceil((all.length - first) / mostFolds));
  const blocks: Block[] = [];
  for (let from = first; from < all.length; ) {
    let to = Math.min(all.length, from + size);
    while (to < all.length && data.week[to] === data.week[to - 1]) to++;
    const begin = data.week[from];
    const train = all.filter((launch) => data.week[launch] < begin && data.week[launch] + gapDays <= begin);
    const young = all.filter((launch) => data.week[launch] < begin && data.week[launch] + gapDays > begin);
    if (train.length >= leastTraining) blocks.push({ begin, train, young, test: all.slice(from, to) });
    from = to;
  }
  return blocks;
}
