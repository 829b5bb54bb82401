/**
 * Expected trouble as a value. The code is turned into a sentence by i18n; the engine writes no prose.
 *
 * `severity`: `error` = the thing named could not be used; `warning` = used with a correction or a doubt;
 * `info` = worth knowing. `row` is the 1-based line of the source file on which the record begins.
 */
export interface Issue {
  readonly code: string;
  readonly severity: 'error' | 'warning' | 'info';
  readonly file?: string;
  readonly row?: number;
  readonly column?: string;
  readonly params?: Readonly<Record<string, string | number>>;
}

/** An answer, or the reason why there is none. */
export type Outcome<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly issue: Issue };
