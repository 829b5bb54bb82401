/** What a worker answers with; errors travel as values because a structured clone keeps no class. */
export type JobAnswer =
  | { readonly kind: 'done'; readonly output: unknown }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'refused'; readonly code: string; readonly params: Readonly<Record<string, string | number>> }
  | { readonly kind: 'crashed'; readonly message: string; readonly stack: string };

/** Interface of every worker on the wire. */
export interface WorkerApi {
  run(id: number, name: string, input: unknown, report: (progress: unknown) => void): Promise<JobAnswer>;
  cancel(id: number): void;
  /**
   * Jobs stand still from their next pause on until so many milliseconds from now have gone: the core is needed elsewhere.
   * However often it is asked for, each does a stretch of its work in between.
   */
  rest(milliseconds: number): void;
  /**
   * Name of a Web Lock that this worker holds as long as it lives; null where there are none. A worker that the system
   * ends, for want of memory, tells nobody: whoever waits for this lock gets it then.
   */
  livenessLock(): Promise<string | null>;
}
