/** What a running job may do besides computing: handed to every handler. */
export interface JobControl<Progress> {
  /** Sends progress to the page; cheap, may be called often (the client sees the latest). */
  report(progress: Progress): void;
  /** True once the page asked for the job to stop; a handler then returns what is best so far or throws {@link JobCancelled}. */
  cancelled(): boolean;
  /** Memory of the answer that the worker has no use for any more: it is handed over to the page and not copied. */
  giveAway(columns: Iterable<ArrayBufferView>): void;
  /** Lets messages in (a cancel among them). Await it at least every 100 ms of work. */
  pause(): Promise<void>;
}

/** A handler: plain function, tested in Node, run in a worker. */
export type JobHandler<Input, Progress, Output> = (input: Input, control: JobControl<Progress>) => Promise<Output>;

/** Thrown by a handler that stops when the page asked for it with nothing to show. */
export class JobCancelled extends Error {
  override readonly name = 'JobCancelled';
}

/** Trouble that the user should read: the code becomes a sentence in i18n. */
export class JobRefused extends Error {
  override readonly name = 'JobRefused';
  readonly code: string;
  readonly params: Readonly<Record<string, string | number>>;
  constructor(code: string, params: Readonly<Record<string, string | number>> = {}) {
    super(code);
    this.code = code;
    this.params = params;
  }
}

/** A control for tests and the terminal: never cancelled, progress to a callback. */
export function createFreeControl<Progress>(report: (progress: Progress) => void = () => {}): JobControl<Progress> {
  return { report, cancelled: () => false, giveAway: () => {}, pause: () => Promise.resolve() };
}
