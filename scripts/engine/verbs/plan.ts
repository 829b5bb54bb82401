import { parseArgs } from 'node:util';
import type { LaunchWeeks } from '#engine/planning/problem/launch-instance.ts';
import { createFreeControl, type JobControl, JobRefused } from '#workers/job-control.ts';
import type { OptimiseProgress, PlanMethod, PlanObjective } from '#workers/planning/contract.ts';
import { handlers } from '#workers/planning/handlers.ts';
import type { Verb } from '../../engine.ts';
import { readInstance } from '../instance-input.ts';
import { readJsonFile, toPlan } from '../plan-files.ts';

/** Moves a second on a common machine: with `--seconds` alone the schedule of the search is laid out for so many. */
const movesPerSecond: Record<PlanObjective, number> = {
  profit: 8e6,
  article: 8e6,
  'profit-less-risk': 2e6,
  front: 2e6,
};
const methods: readonly PlanMethod[] = ['memetic', 'pso', 'nsga2'];

/** `plan INSTANCE [--objective] [--method] [--moves] [--seconds] [--seed] [--lambda] [--w1] [--w2]`. */
const plan: Verb = async ({ words, resolveFile, note }) => {
  const { values, positionals } = readWords(words);
  if (positionals.length !== 1) throw new JobRefused('plan-needs-instance-file', { given: positionals.length });
  const objective = values.objective as PlanObjective;
  if (!(objective in movesPerSecond)) throw new JobRefused('unknown-objective', { objective });
  const method = (values.method ?? (objective === 'front' ? 'nsga2' : 'memetic')) as PlanMethod;
  if (!methods.includes(method)) throw new JobRefused('unknown-method', { method });
  const seconds = values.seconds === undefined ? Number.POSITIVE_INFINITY : numberOf('seconds', values.seconds);
  const laidOut = Number.isFinite(seconds) ? Math.ceil(seconds * movesPerSecond[objective]) : null;
  const instance = readInstance(readJsonFile(resolveFile(positionals[0])));
  const answer = await handlers.optimise(
    {
      instance,
      objective,
      method,
      weights: { demand: numberOf('w1', values.w1), market: numberOf('w2', values.w2) },
      lambda: numberOf('lambda', values.lambda),
      seed: numberOf('seed', values.seed),
      moves: values.moves === undefined ? laidOut : numberOf('moves', values.moves),
    },
    deadlineControl(seconds, note),
  );
  const planOf = (places: LaunchWeeks) => toPlan(instance, places);
  return {
    ...(objective === 'front' ? { plans: answer.front.map(({ weeks }) => planOf(weeks)) } : planOf(answer.weeks)),
    objective,
    method: answer.method,
    seed: answer.seed,
    value: answer.value,
    upperBound: answer.upperBound,
    gap: answer.gap,
    moves: answer.moves,
    generations: answer.generations,
    evaluations: answer.evaluations,
    stopped: answer.stopped,
  };
};

function readWords(words: readonly string[]) {
  try {
    return parseArgs({
      args: [...words],
      allowPositionals: true,
      options: {
        objective: { type: 'string', default: 'profit' },
        method: { type: 'string' },
        moves: { type: 'string' },
        seconds: { type: 'string' },
        seed: { type: 'string', default: '1' },
        lambda: { type: 'string', default: '0.5' },
        w1: { type: 'string', default: '0.5' },
        w2: { type: 'string', default: '0.5' },
      },
    });
  } catch (error) {
    throw new JobRefused('bad-option', { reason: String(error) });
  }
}

function numberOf(option: string, text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value) || value < 0) throw new JobRefused('bad-option', { option, text });
  return value;
}

/** Stops the search when the time is up; the search itself knows no clock. */
function deadlineControl(seconds: number, note: (line: string) => void): JobControl<OptimiseProgress> {
  const end = performance.now() + seconds * 1000;
  return {
    ...createFreeControl(),
    report: ({ phase, generation, moves, best }) => {
      if (phase === 'searching') note(`generation ${generation}, ${moves} moves, best ${best}`);
    },
    cancelled: () => performance.now() >= end,
  };
}

export default plan;
