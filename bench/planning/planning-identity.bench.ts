import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { createFreeControl } from '#workers/job-control.ts';
import type { OptimiseInput } from '#workers/planning/contract.ts';
import { handlers } from '#workers/planning/handlers.ts';
import { readInstance } from '../../scripts/engine/instance-input.ts';
import type { Benchmark } from '../run.ts';
import { openPlannerInChromium } from './planning-in-chromium.ts';

const folder = path.resolve('../shared/reference');
const names = [
  ...['launch-plan/lp-50x26-s13', 'launch-plan/lp-100x52-s14', 'launch-plan/lp-300x52-s15'],
  ...['launch-plan-2/lp2-8x10-s35', 'launch-plan-2/lp2-20x26-s32', 'launch-plan-2/lp2-50x26-s33'],
];

/**
 * The same seed and moves in Node, and in Chromium on one and on two workers: the same plan, value and bound to the last bit
 * (throws otherwise); seconds of each, and what the second worker saves. `--only=NAME,...`.
 */
const benchmark: Benchmark = async (words) => {
  if (!existsSync(folder)) return { skipped: '../shared/reference is not there' };
  const only = words
    .find((word) => word.startsWith('--only='))
    ?.slice('--only='.length)
    .split(',');
  const figures: Record<string, number | string> = {};
  const planner = await openPlannerInChromium();
  try {
    for (const name of names) {
      if (only && !only.includes(path.basename(name))) continue;
      const instance = readInstance(JSON.parse(readFileSync(path.join(folder, `${name}.json`), 'utf8')));
      const weights = { demand: 0.5, market: 0.5 };
      const input: OptimiseInput = {
        instance,
        objective: 'profit',
        method: 'memetic',
        weights,
        lambda: 0.5,
        seed: 1,
        moves: null,
      };
      const inNode = await handlers.optimise(input, createFreeControl());
      const milliseconds: number[] = [];
      for (const workers of [1, 2]) {
        const { output, ...time } = await planner.optimise(workers, input);
        const isSame =
          output.weeks.every((week, i) => week === inNode.weeks[i]) &&
          output.value === inNode.value &&
          output.upperBound === inNode.upperBound &&
          output.moves === inNode.moves;
        if (!isSame) throw new Error(`${name}: ${workers} workers in Chromium find another plan than Node`);
        milliseconds.push(time.milliseconds);
        figures[`${name} seconds in Chromium, ${workers} workers`] = (time.milliseconds / 1000).toFixed(2);
      }
      figures[`${name} same plan and bound in Node and Chromium, on 1 and 2 workers`] = 'yes';
      figures[`${name} one worker over two`] = (milliseconds[0] / milliseconds[1]).toFixed(2);
    }
  } finally {
    await planner.close();
  }
  return figures;
};

export default benchmark;
