import { type Batch, ExecutorLost } from '#learning/executor.ts';
import type { Network } from '#learning/network.ts';
import { GradientAnswer, GradientQuestion } from './gradient-exchange.ts';
import { rowTile } from './memory-plan.ts';
import { type Capacity, createWasmNetwork, type WasmNetwork } from './wasm-network.ts';
import { padTo } from './weight-panels.ts';

/** Multiplications below which a batch is not worth waking anybody for (about half a millisecond of work). */
const leastWork = 1e7;
/** A helper that is silent for so long is taken for dead. */
const patienceMilliseconds = 30_000;

/** What a helper is started with. */
export interface HelperJob {
  readonly network: Network;
  readonly capacity: Capacity;
  readonly module: WebAssembly.Module;
  readonly question: SharedArrayBuffer;
  readonly answer: SharedArrayBuffer;
}

/** A thread that runs {@link prepareHelper} on the job it is given. */
export interface HelperThread {
  /** Settles when the helper is ready to be asked. */
  start(job: HelperJob): Promise<void>;
  terminate(): void;
}

export interface HelperSource {
  readonly count: number;
  create(): HelperThread;
}

/**
 * Threads that share the rows of a batch: each has the whole network in a memory of its own, gets the weights with every
 * batch, and answers with the gradients of its rows, which are added in a fixed order. Bit-identical from run to run with
 * the same number of threads. The asking thread works too, and blocks: not for the main thread of a page.
 */
export class GradientTeam {
  readonly threads: number;
  readonly sharedBytes: number;
  private readonly own: WasmNetwork;
  private readonly question: GradientQuestion;
  private readonly answers: readonly GradientAnswer[];
  private readonly helpers: readonly HelperThread[];

  private constructor(
    own: WasmNetwork,
    question: GradientQuestion,
    answers: readonly GradientAnswer[],
    helpers: readonly HelperThread[],
  ) {
    this.own = own;
    this.question = question;
    this.answers = answers;
    this.helpers = helpers;
    this.threads = helpers.length + 1;
    this.sharedBytes = [question, ...answers].reduce((sum, { buffer }) => sum + buffer.byteLength, 0);
  }

  static async start(
    source: HelperSource,
    own: WasmNetwork,
    module: WebAssembly.Module,
    { maximumRows, maximumSteps }: Capacity,
  ): Promise<GradientTeam> {
    const { network } = own;
    const { entries } = own.plan.panels;
    const capacity = { maximumRows, maximumSteps };
    const question = new GradientQuestion(network, capacity, entries);
    const answers = Array.from({ length: source.count }, () => new GradientAnswer(entries));
    const helpers = answers.map(() => source.create());
    await Promise.all(
      helpers.map((helper, index) =>
        helper.start({ network, capacity, module, question: question.buffer, answer: answers[index].buffer }),
      ),
    );
    return new GradientTeam(own, question, answers, helpers);
  }

  /** As {@link WasmNetwork.accumulate}, of all rows. */
  accumulate(batch: Batch, drops: boolean): number {
    const { own, answers } = this;
    const share = padTo(rowTile, Math.ceil(batch.rows / this.threads));
    const whole = { begin: 0, end: batch.rows };
    if (share >= batch.rows || batch.rows * batch.steps * own.plan.panels.entries < leastWork)
      return own.accumulate(batch, drops, whole);
    const asked = answers.filter((answer, index) => {
      const begin = Math.min(batch.rows, (index + 1) * share);
      answer.range = { begin, end: Math.min(batch.rows, begin + share) };
      return begin < batch.rows;
    });
    const masks = drops ? own.maskBytes(batch.rows, batch.steps) : null;
    const sequence = this.question.ask(batch, own.parameters(own.plan.weights), masks);
    let sum = own.accumulate(batch, drops, { begin: 0, end: share });
    const gradients = own.parameters(own.plan.gradients);
    for (const answer of asked) {
      const theirs = answer.take(sequence, patienceMilliseconds);
      if (theirs === null) throw new ExecutorLost('a helper of wasm-simd is silent');
      sum += theirs;
      for (let k = 0; k < gradients.length; k++) gradients[k] += answer.gradients[k];
    }
    return sum;
  }

  stop(): void {
    this.question.close();
    for (const helper of this.helpers) helper.terminate();
  }
}

/** Makes a helper's network; the function it answers with serves questions, blocking, until the team is stopped. */
export async function prepareHelper({ network, capacity, module, question, answer }: HelperJob): Promise<() => void> {
  const own = await createWasmNetwork(network, module, capacity);
  const { entries } = own.plan.panels;
  const asked = new GradientQuestion(network, capacity, entries, question);
  const answered = new GradientAnswer(entries, answer);
  const weights = own.parameters(own.plan.weights);
  const gradients = own.parameters(own.plan.gradients);
  return () => {
    for (let sequence = asked.next(0); sequence !== null; sequence = asked.next(sequence)) {
      const { range } = answered;
      if (range.begin < range.end) {
        const batch = asked.batch();
        const masks = asked.masksOfDropout();
        weights.set(asked.weights);
        own.weightsChanged();
        own.maskBytes(batch.rows, batch.steps).forEach((mask, index) => {
          if (masks) mask.set(masks[index].subarray(0, mask.length));
        });
        const sum = own.accumulate(batch, masks !== null, range);
        answered.gradients.set(gradients);
        answered.give(sequence, sum);
      }
    }
  };
}
