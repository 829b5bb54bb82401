/**
 * `npm run bench` runs every bench/*.bench.ts, `npm run bench -- NAME ...` those named. A benchmark is seeded, takes its
 * baseline in the same run and prints ratios; its default export returns its figures by name.
 */
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** One benchmark: prints as it goes, returns its figures. */
export type Benchmark = (words: readonly string[]) => Promise<Readonly<Record<string, number | string>>>;

const folder = path.dirname(fileURLToPath(import.meta.url));
const all = readdirSync(folder)
  .filter((file) => file.endsWith('.bench.ts'))
  .map((file) => file.slice(0, -'.bench.ts'.length));
const words = process.argv.slice(2);
const wanted = words.filter((word) => all.includes(word));
const unknown = words.filter((word) => !word.startsWith('-') && !all.includes(word));
if (unknown.length > 0) throw new Error(`no benchmark named ${unknown.join(', ')}; there are: ${all.join(', ')}`);

for (const name of wanted.length > 0 ? wanted : all) {
  console.log(`\n# ${name}`);
  const { default: benchmark } = (await import(`./${name}.bench.ts`)) as { default: Benchmark };
  const figures = await benchmark(words.filter((word) => word.startsWith('-')));
  for (const [figure, value] of Object.entries(figures)) console.log(`${figure}: ${value}`);
}
