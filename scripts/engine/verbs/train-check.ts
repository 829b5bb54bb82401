import type { ExecutorName } from '#learning/executor.ts';
import { measureDeviations } from '#learning/testing/fixture-deviations.ts';
import { checkFixture, type Fixture } from '#learning/testing/train-check.ts';
import { JobRefused } from '#workers/job-control.ts';
import { ExecutorShelf } from '#workers/learning/internal/executor-source.ts';
import type { Verb } from '../../engine.ts';
import { nodeExecutors } from '../node-executors.ts';

/**
 * `train-check [--backend NAME] < fixture.json`: an executor of the learning worker run through a file of reference
 * values; the answer stands under the fixture's own names and shapes.
 */
const trainCheck: Verb = async ({ words, readInput, note }) => {
  const backend = readBackend(words);
  const fixture = (await readInput()) as Fixture | null;
  if (!fixture?.config) throw new JobRefused('fixture-unreadable');
  const { choice, started } = await new ExecutorShelf(nodeExecutors).choose(backend);
  const answer = await checkFixture(started.factory, fixture);
  note(`${choice.name} (${choice.device})`);
  for (const [quantity, deviation] of Object.entries(measureDeviations(answer, fixture)))
    note(`${quantity}: ${deviation.toExponential(2)}`);
  return answer;
};

function readBackend(words: readonly string[]): ExecutorName | 'auto' {
  const at = words.indexOf('--backend');
  if (at < 0) return 'auto';
  const name = words[at + 1] ?? '';
  const known = nodeExecutors.map((source) => source.name);
  const found = known.find((candidate) => candidate === name);
  if (!found)
    throw new JobRefused('executor-unavailable', { executor: name, trouble: 'not-built', known: known.join(' ') });
  return found;
}

export default trainCheck;
