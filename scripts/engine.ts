/**
 * Headless runner: what the browser's workers run, from a terminal. `npm run -s engine -- VERB ... < in.json > out.json`.
 * A verb is a file in scripts/engine/verbs/ that default-exports a {@link Verb}; it calls the workers' handlers and adds nothing.
 */
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { computePortably } from '#engine/kernels/portable-math.ts';
import { JobRefused } from '#workers/job-control.ts';
import { readJsonFromStdin, writeAll } from './engine/standard-streams.ts';

/** What a verb gets: its words, where relative files start, and the JSON on standard input (read when asked for). */
export interface VerbContext {
  readonly words: readonly string[];
  readonly resolveFile: (file: string) => string;
  readonly readInput: () => Promise<unknown>;
  /** Progress and warnings: standard error. */
  readonly note: (line: string) => void;
}

/** Answers with a JSON document; throws JobRefused for an input that is refused. */
export type Verb = (context: VerbContext) => Promise<unknown>;

const verbsFolder = path.join(path.dirname(fileURLToPath(import.meta.url)), 'engine/verbs');

function knownVerbs(): string[] {
  return readdirSync(verbsFolder)
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .map((file) => file.slice(0, -3))
    .sort();
}

async function main(): Promise<void> {
  // As in the page's workers: the same figures to the last bit.
  computePortably();
  const [name = '', ...words] = process.argv.slice(2);
  const verbs = knownVerbs();
  if (!verbs.includes(name)) throw new JobRefused('unknown-verb', { verb: name, known: verbs.join(' ') });
  const { default: verb } = (await import(`./engine/verbs/${name}.ts`)) as { default: Verb };
  const answer = await verb({
    words,
    resolveFile: (file) => path.resolve(process.env.INIT_CWD ?? process.cwd(), file),
    readInput: readJsonFromStdin,
    note: (line) => process.stderr.write(`${line}\n`),
  });
  await writeAll(`${JSON.stringify(answer, plainNumbers)}\n`);
}

/** Typed arrays as plain arrays, missing and infinite values as null. */
function plainNumbers(_key: string, value: unknown): unknown {
  if (value instanceof Float64Array || value instanceof Float32Array || value instanceof Int32Array)
    return Array.from(value);
  if (typeof value === 'number' && !Number.isFinite(value)) return null;
  return value;
}

main().catch((error: unknown) => {
  const refused = error instanceof JobRefused;
  const params = refused ? error.params : {};
  const code = refused ? error.code : 'internal';
  const message = refused ? `refused: ${error.code}` : String(error instanceof Error ? error.stack : error);
  process.stderr.write(`${JSON.stringify({ error: { code, message, params } })}\n`);
  process.exitCode = refused ? 2 : 1;
});
