import { type DesignedWindows, networkFor, startingWeights } from './designed-network.ts';
import type { Executor, OptimizerState } from './executor.ts';
import {
  type EpochLosses,
  startTraining,
  type TrainingControl,
  type TrainingEvent,
  type TrainingState,
  type TrainingStop,
  trainNetwork,
} from './train-network.ts';
import type { TrainingSettings } from './training-settings.ts';
import { mixSeeds } from './window-drawing.ts';

/** What the first network of a run told: the others learn for as many epochs. */
export interface SearchRecord {
  readonly stop: TrainingStop;
  readonly bestEpoch: number;
  readonly bestValidationLoss: number;
  readonly firstLoss: number;
  readonly history: readonly EpochLosses[];
}

/**
 * A run under way. Network 0 is trained against the validation block; `settings.members` further ones learn from everything
 * for as many epochs as 0 needed (none for a single network). Everything in it is plain data: it can be kept and taken up.
 */
export interface RunState {
  /** Weights of the networks that are done, in order. */
  finished: Float32Array[];
  searched: SearchRecord | null;
  /** The network in training. */
  current: TrainingState;
  /** Where every network begins when an earlier training is refined; null: each with fresh weights of its own seed. */
  readonly refined: Float32Array | null;
  /** Steps of the networks that are done. */
  stepsFinished: number;
  windowsSeen: number;
}

export type RunEvent =
  | TrainingEvent
  /** Network `member` of `members` begins; 0 is the one that is validated. */
  | { readonly kind: 'member'; readonly member: number; readonly members: number };

export interface RunControl extends Omit<TrainingControl, 'report' | 'checkpoint'> {
  report(event: RunEvent): void;
  checkpoint(state: RunState): void;
}

export interface RunEnd {
  readonly stop: TrainingStop;
  readonly seconds: number;
  readonly samplesPerSecond: number;
}

/** A run of its own from where another stands: arrays that training replaces as a whole are shared, the others copied. */
export function copyRun(state: RunState): RunState {
  const { current, finished } = state;
  return { ...state, finished: [...finished], current: { ...current, history: [...current.history] } };
}

/** Members learn a little longer than the network that was validated: they have more to learn from. */
const stretch = 1.1;

export function startRun(weights: Float32Array, refined: Float32Array | null = null): RunState {
  return { finished: [], searched: null, current: startTraining(weights), refined, stepsFinished: 0, windowsSeen: 0 };
}

/** Where a network's training begins: its windows, its settings, fresh weights of its own seed. */
export function memberSettings(
  settings: TrainingSettings,
  member: number,
  searched: SearchRecord | null,
): TrainingSettings {
  if (member === 0) return settings;
  return {
    ...settings,
    seed: mixSeeds(settings.seed, 7, member),
    maximumEpochs: Math.max(1, Math.round(stretch * (searched?.bestEpoch ?? 1))),
    patience: Number.POSITIVE_INFINITY,
  };
}

/**
 * Trains the networks of a run one after the other on `executor`, from where `state` stands, and mutates it. A further
 * member is only begun when the time allowed leaves room for one; one that it cuts short is dropped. Throws
 * ExecutorLost with `state` at the last whole epoch.
 */
export async function trainRun(
  executor: Executor,
  windowsOf: (validated: boolean) => DesignedWindows,
  settings: TrainingSettings,
  control: RunControl,
  state: RunState,
): Promise<RunEnd> {
  const { timeBudgetSeconds } = settings;
  const members = settings.design === 'article' ? 0 : settings.members;
  let samplesPerSecond = Number.NaN;
  for (;;) {
    const member = state.finished.length;
    const windows = windowsOf(member === 0);
    const own = memberSettings(settings, member, state.searched);
    loadState(executor, state.current);
    control.report({ kind: 'member', member, members });
    const secondsBefore = state.current.secondsBefore;
    const end = await trainNetwork(executor, windows, own, memberControl(control, state), state.current);
    samplesPerSecond = end.samplesPerSecond;
    const { best } = state.current;
    const done = { seconds: end.seconds, samplesPerSecond };
    if (member === 0) {
      if (!best) return { ...done, stop: end.stop };
      state.searched = {
        stop: end.stop,
        bestEpoch: best.epoch,
        bestValidationLoss: best.validationLoss,
        firstLoss: state.current.firstLoss,
        history: state.current.history,
      };
      state.windowsSeen = state.current.windowsSeen;
    }
    const whole = member === 0 || end.stop === 'all-epochs';
    if (best && whole) state.finished.push(best.weights);
    if (end.stop === 'cancelled') return { ...done, stop: 'cancelled' };
    const took = end.seconds - (member === 0 ? 0 : secondsBefore);
    const enough = member === members || !whole || end.seconds + took > timeBudgetSeconds;
    if (enough) return { ...done, stop: state.searched!.stop };
    const next = memberSettings(settings, state.finished.length, state.searched);
    const all = windowsOf(false);
    state.stepsFinished += state.current.steps;
    state.current = startTraining(state.refined ?? startingWeights(all, networkFor(all, settings), next.seed));
    state.current.secondsBefore = end.seconds;
    control.checkpoint(state);
  }
}

/** All networks of a run in one flat array, the validated one first. */
export function runWeights(state: RunState): Float32Array {
  const networks = state.finished.length > 0 ? state.finished : state.current.best ? [state.current.best.weights] : [];
  const joined = new Float32Array(networks.reduce((sum, weights) => sum + weights.length, 0));
  let offset = 0;
  for (const weights of networks) {
    joined.set(weights, offset);
    offset += weights.length;
  }
  return joined;
}

function loadState(executor: Executor, { weights, optimizer }: TrainingState): void {
  executor.writeWeights(weights);
  executor.writeOptimizer(optimizer ?? freshOptimizer(weights.length));
}

function freshOptimizer(size: number): OptimizerState {
  return { updates: 0, firstMoments: new Float32Array(size), secondMoments: new Float32Array(size) };
}

/** Only the validated network's improvements are improvements: the members' weights count when they are done. */
function memberControl(control: RunControl, state: RunState): TrainingControl {
  const member = state.finished.length;
  return {
    now: () => control.now(),
    pause: () => control.pause(),
    cancelled: () => control.cancelled(),
    report: (event) => {
      if (member === 0 || event.kind === 'step') control.report(event);
    },
    checkpoint: () => control.checkpoint(state),
  };
}
