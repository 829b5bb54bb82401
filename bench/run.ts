/**
 * `npm run bench` runs every NAME.bench.ts below bench/, `npm run bench -- NAME ...` those named, `--list` names them. A benchmark is seeded, takes its
 * baseline in the same run and prints ratios; its default export returns its figures by name. `--json FILE` (or
 * `--json=FILE`) also writes them there: `[{name, seconds, figures}]`, a failed one with `error` in place of `figures`.
 */

import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** One benchmark: prints as it goes, returns its figures. */
export type Benchmark = (words: readonly string[]) => Promise<Readonly<Record<string, number | string>>>;

type Outcome = { readonly name: string; readonly seconds: number } & (
  | { readonly figures: Awaited<ReturnType<Benchmark>> }
  | { readonly error: string }
);

const folder = path.dirname(fileURLToPath(import.meta.url));
/** Each benchmark's file by its name; the folder it lies in is only an order. */
const files = new Map(
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.bench.ts'))
    .map((file) => [path.basename(file, '.bench.ts'), path.join(folder, file)]),
);
const all = [...files.keys()];
const { words, jsonFile } = takeJsonFile(process.argv.slice(2));
if (words.includes('--list')) {
  console.log(all.join('\n'));
  process.exit();
}
const wanted = words.filter((word) => all.includes(word));
const unknown = words.filter((word) => !word.startsWith('-') && !all.includes(word));
if (unknown.length > 0) throw new Error(`no benchmark named ${unknown.join(', ')}; there are: ${all.join(', ')}`);

const outcomes: Outcome[] = [];
for (const name of wanted.length > 0 ? wanted : all) {
  console.log(`\n# ${name}`);
  const started = performance.now();
  const seconds = (): number => Number(((performance.now() - started) / 1000).toFixed(1));
  try {
    const { default: benchmark } = (await import(pathToFileURL(files.get(name) ?? '').href)) as { default: Benchmark };
    const figures = await benchmark(words.filter((word) => word.startsWith('-')));
    for (const [figure, value] of Object.entries(figures)) console.log(`${figure}: ${value}`);
    outcomes.push({ name, seconds: seconds(), figures });
  } catch (error) {
    // The others are still worth having; the exit status tells.
    console.error(error);
    process.exitCode = 1;
    outcomes.push({ name, seconds: seconds(), error: String(error) });
  }
  if (jsonFile) {
    mkdirSync(path.dirname(path.resolve(jsonFile)), { recursive: true });
    writeFileSync(jsonFile, JSON.stringify(outcomes, null, 1));
  }
}

function takeJsonFile(given: readonly string[]): { readonly words: readonly string[]; readonly jsonFile: string } {
  const at = given.findIndex((word) => word === '--json' || word.startsWith('--json='));
  if (at < 0) return { words: given, jsonFile: '' };
  const joined = given[at] !== '--json';
  return {
    words: given.filter((_, k) => k !== at && (joined || k !== at + 1)),
    jsonFile: joined ? given[at].slice('--json='.length) : given[at + 1],
  };
}
