import { spawnSync } from 'node:child_process';

/** One thing to time in R: `setup` runs once, `call` is timed. */
export interface RTiming {
  readonly id: string;
  readonly setup: string;
  readonly call: string;
}

/** Versions of R and of its package forecast, or null where they are not installed. */
export function versionsOfR(): string | null {
  const script =
    'suppressMessages(library(forecast)); cat(R.version.string, "forecast", format(packageVersion("forecast")))';
  const run = spawnSync('Rscript', ['-e', script], { encoding: 'utf8' });
  return run.status === 0 ? run.stdout.trim() : null;
}

/**
 * CPU seconds a call, user and system: the least of `batches` batches, each of as many calls as fill `least` seconds (the
 * clock of R ticks in milliseconds). A call that R itself refuses is left out.
 */
export function timeInR(timings: readonly RTiming[], least = 0.15, batches = 3): Map<string, number> {
  const script = [
    'suppressMessages(library(forecast))',
    'measure <- function(id, f) {',
    '  if (inherits(try(suppressWarnings(f()), silent = TRUE), "try-error")) return(invisible())',
    '  one <- function(k) { x <- proc.time(); for (i in 1:k) suppressWarnings(f()); sum((proc.time() - x)[1:2]) }',
    '  k <- 1; took <- one(k)',
    `  while (took < ${least}) { k <- k * 2; took <- one(k) }`,
    '  best <- took / k',
    `  for (b in seq_len(${batches - 1})) if (took < 5) best <- min(best, one(k) / k)`,
    '  cat(id, best, "\\n")',
    '}',
    ...timings.flatMap(({ id, setup, call }) => [`local({ ${setup}`, `measure("${id}", function() ${call}) })`]),
  ].join('\n');
  const run = spawnSync('Rscript', ['-'], { input: script, encoding: 'utf8', maxBuffer: 1 << 26 });
  if (run.status !== 0) throw new Error(`R: ${run.stderr}`);
  const lines = run.stdout.trim().split('\n').filter(Boolean);
  return new Map(
    lines.map((line) => {
      const [id, seconds] = line.trim().split(' ');
      return [id, Number(seconds)];
    }),
  );
}

/** A series as R writes one. */
export function seriesInR(values: ArrayLike<number>, frequency: number): string {
  const numbers = Array.from(values, (v) => (Number.isNaN(v) ? 'NA' : String(v)));
  return `ts(c(${numbers.join(',')}), frequency = ${frequency})`;
}

/** Columns as an R matrix, or NULL. */
export function matrixInR(columns: readonly { readonly name: string; readonly values: ArrayLike<number> }[]): string {
  if (columns.length === 0) return 'NULL';
  return `cbind(${columns.map(({ name, values }) => `\`${name}\` = c(${Array.from(values).join(',')})`).join(', ')})`;
}
