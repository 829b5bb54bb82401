import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { stages } from './prove-stages.mjs';

const root = path.resolve(import.meta.dirname, '..');
const benchFiles = readdirSync(path.join(root, 'bench'), { recursive: true, encoding: 'utf8' });

/** The files that a file imports as values, statically or by a fixed name; worker threads and pages count as well, and headless verbs that a benchmark starts itself. */
function importsOf(file: string): string[] {
  const text = readFileSync(path.join(root, file), 'utf8').replace(/import type [^;]*;/g, '');
  const named = text.matchAll(/(?:from\s+|import\s*\(?\s*|new URL\(\s*|path\.join\(here, )'([#.\w][^']*)'/g);
  const verbs = [...text.matchAll(/'scripts\/engine\.ts', '([\w-]+)'/g)].map(
    ([, verb]) => `scripts/engine/verbs/${verb}.ts`,
  );
  const imported = [...named].flatMap(([, name]) => {
    const bare = name.split('?')[0];
    const target = bare.startsWith('#') ? `src/${bare.slice(1)}` : path.posix.join(path.posix.dirname(file), bare);
    return /\.(ts|tsx|mjs)$/.test(target) && existsSync(path.join(root, target)) ? [target] : [];
  });
  return file.endsWith('.bench.ts') ? [...imported, ...verbs] : imported;
}

test('every stage declares what it reads: what its benchmark imports lies within, and all that is declared is there', () => {
  const runner = new Set(['bench/run.ts']);
  for (const { name, reads, runs } of stages) {
    const isRead = (file: string): boolean => reads.some((each) => file === each || file.startsWith(`${each}/`));
    for (const each of reads) expect(existsSync(path.join(root, each)), `${name} reads ${each}`).toBe(true);
    const seen = new Set<string>();
    const todo = runs.map(({ bench, script }) => {
      const own = benchFiles.find((file) => path.basename(file) === `${bench}.bench.ts`);
      return own ? `bench/${own.replaceAll(path.sep, '/')}` : (script ?? '');
    });
    for (let file = todo.pop(); file !== undefined; file = todo.pop()) {
      if (seen.has(file) || runner.has(file)) continue;
      seen.add(file);
      todo.push(...importsOf(file));
    }
    expect(
      [...seen].filter((file) => !isRead(file)),
      `imported by ${name} and not declared`,
    ).toEqual([]);
    expect(seen.size).toBeGreaterThan(0);
  }
});
