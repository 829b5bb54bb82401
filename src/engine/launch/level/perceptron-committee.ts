import { createRandom } from '#engine/random.ts';
import type { PerceptronSettings, PerceptronTrainer, PredictRows } from './perceptron.ts';

/** Networks of a committee, each trained on its own draw of the launches. */
const networks = 5;
const settings = {
  hidden: [8],
  activation: 'tanh',
  epochs: 150,
  learningRate: 0.02,
  weightDecay: 0.05,
} as const;
const seed = 20_251_111;

export interface Committee {
  /** Mean of the members' answers. */
  readonly predict: PredictRows;
  /** Squares of the errors on rows that a member has not seen, summed over the members, and how many there were. */
  readonly squares: number;
  readonly unseen: number;
}

/**
 * Five multilayer perceptrons (8 tanh units), each trained on a draw of the rows with replacement; all seeded. `output`: `sigmoid` where
 * `target` is 0 or 1, else `linear` with a target about standard normal.
 */
export function trainCommittee(
  rows: readonly Float64Array[],
  target: Float64Array,
  output: PerceptronSettings['output'],
  trainer: PerceptronTrainer,
): Committee {
  const n = rows.length;
  const random = createRandom(seed);
  let squares = 0;
  let unseen = 0;
  const members = Array.from({ length: networks }, (_, k) => {
    const drawn = new Float64Array(n);
    for (let draw = 0; draw < n; draw++) drawn[random.below(n)] += 1;
    const all = Array.from(drawn.keys());
    const [seen, left] = [all.filter((i) => drawn[i] > 0), all.filter((i) => drawn[i] === 0)];
    // A launch that was drawn twice counts twice, in one row.
    const predict = trainer.train(
      seen.map((i) => rows[i]),
      Float64Array.from(seen, (i) => target[i]),
      Float64Array.from(seen, (i) => (drawn[i] * seen.length) / n),
      { ...settings, output, seed: seed + k },
    );
    if (left.length > 0) {
      predict(left.map((i) => rows[i])).forEach((answer, at) => {
        squares += (answer - target[left[at]]) ** 2;
      });
      unseen += left.length;
    }
    return predict;
  });
  const predict: PredictRows = (asked) => {
    const sums = new Float64Array(asked.length);
    for (const member of members)
      member(asked).forEach((answer, at) => {
        sums[at] += answer / networks;
      });
    return sums;
  };
  return { predict, squares, unseen };
}
