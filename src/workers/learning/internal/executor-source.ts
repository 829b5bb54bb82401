import type { ExecutorFactory, ExecutorName } from '#learning/executor.ts';
import { JobRefused } from '#workers/job-control.ts';
import type { ExecutorChoice, ExecutorOffer } from '#workers/learning/contract.ts';

/** An executor that has been started and can make networks. */
export interface StartedExecutor {
  readonly factory: ExecutorFactory;
  readonly device: string;
  /** TensorFlow.js' `getBackend()` with this executor active; '' for one without TensorFlow.js. */
  backend(): string;
}

/** Where an executor comes from in this realm (browser worker or Node). */
export interface ExecutorSource {
  readonly name: ExecutorName;
  /** Says whether it can be had, without starting it. */
  offer(): Promise<ExecutorOffer>;
  /** Starts it; throws with what went wrong. */
  start(): Promise<StartedExecutor>;
}

/** Why an executor is not offered any more. */
export type GivenUp = Pick<ExecutorOffer, 'trouble' | 'detail'>;

export interface ChosenExecutor {
  readonly choice: ExecutorChoice;
  readonly started: StartedExecutor;
}

/** Sources in order of preference, each asked and started at most once. */
export class ExecutorShelf {
  private readonly sources: readonly ExecutorSource[];
  private readonly started = new Map<ExecutorName, Promise<StartedExecutor>>();
  /** Executors that failed in this realm: not offered again. */
  private readonly givenUp = new Map<ExecutorName, GivenUp>();

  constructor(sources: readonly ExecutorSource[]) {
    this.sources = sources;
  }

  offers(): Promise<ExecutorOffer[]> {
    return Promise.all(this.sources.map((source) => this.offer(source)));
  }

  giveUp(name: ExecutorName, why: GivenUp): void {
    this.givenUp.set(name, why);
    this.started.delete(name);
  }

  /**
   * The one asked for, or with 'auto' the first that nothing speaks against, `measuredBest` before all others; refused when
   * it can't be had.
   */
  async choose(wanted: ExecutorName | 'auto', measuredBest?: ExecutorName): Promise<ChosenExecutor> {
    if (wanted !== 'auto') return this.take(wanted);
    const best = measuredBest ? await this.chooseMeasured(measuredBest) : null;
    if (best) return best;
    const passedOver: ExecutorOffer[] = [];
    for (const source of this.sources) {
      const offer = await this.offer(source);
      if (!offer.available || offer.trouble) {
        passedOver.push(offer);
        continue;
      }
      try {
        const started = await this.start(source);
        const reason = passedOver.length > 0 ? 'next-best' : 'preferred';
        return { started, choice: describeChoice(source.name, started, reason, passedOver) };
      } catch (error) {
        passedOver.push({ ...offer, available: false, trouble: 'failed', detail: String(error) });
      }
    }
    throw new JobRefused('executor-unavailable', { executor: 'auto', trouble: 'failed' });
  }

  /** Null when it can't be had any more, or something speaks against it now. */
  private async chooseMeasured(name: ExecutorName): Promise<ChosenExecutor | null> {
    const passedOver: ExecutorOffer[] = [];
    for (const source of this.sources) {
      const offer = await this.offer(source);
      if (source.name !== name) {
        passedOver.push(offer.trouble ? offer : { ...offer, trouble: 'slower-here' });
        continue;
      }
      if (!offer.available || offer.trouble) return null;
      try {
        const started = await this.start(source);
        return { started, choice: describeChoice(name, started, 'measured', passedOver) };
      } catch {
        // Its start failing shows in the ordinary choice, which asks it again.
        return null;
      }
    }
    return null;
  }

  private async take(name: ExecutorName): Promise<ChosenExecutor> {
    const source = this.sources.find((candidate) => candidate.name === name);
    if (!source) throw new JobRefused('executor-unavailable', { executor: name, trouble: 'not-built' });
    const offer = await this.offer(source);
    if (!offer.available)
      throw new JobRefused('executor-unavailable', { executor: name, trouble: offer.trouble ?? 'failed' });
    try {
      const started = await this.start(source);
      return { started, choice: describeChoice(name, started, 'asked-for', []) };
    } catch (error) {
      throw new JobRefused('executor-unavailable', { executor: name, trouble: 'failed', detail: String(error) });
    }
  }

  private async offer(source: ExecutorSource): Promise<ExecutorOffer> {
    const offer = await source.offer();
    const givenUp = this.givenUp.get(source.name);
    return givenUp ? { ...offer, available: false, ...givenUp } : offer;
  }

  private start(source: ExecutorSource): Promise<StartedExecutor> {
    const known = this.started.get(source.name);
    if (known) return known;
    const starting = source.start();
    this.started.set(source.name, starting);
    starting.catch(() => this.started.delete(source.name));
    return starting;
  }
}

function describeChoice(
  name: ExecutorName,
  started: StartedExecutor,
  reason: ExecutorChoice['reason'],
  passedOver: readonly ExecutorOffer[],
): ExecutorChoice {
  return { name, backend: started.backend(), device: started.device, reason, passedOver };
}
