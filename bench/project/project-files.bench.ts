import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';
import type { Benchmark } from '../run.ts';
import { fuzzProject } from './fuzz.ts';
import { importGzipBombs } from './gzip-bombs.ts';

const kept = path.join(
  path.dirname(fileURLToPath(import.meta.url)),
  '../../src/workers/project/fixtures/2026-11-26-columns.debut',
);

/**
 * Two thousand damaged project files and PDFs (`--cases=N`), then gzip files that unpack to far more (`--bombs=MEGABYTES`);
 * throws where one of them is a bug.
 */
const projectFiles: Benchmark = async (words) => {
  const cases = numberGiven(words, '--cases=') ?? 2000;
  const bombs = await importGzipBombs(numberGiven(words, '--bombs=') ?? 200);
  const unanswered = bombs.filter(({ issues }) => issues.length === 0);
  if (unanswered.length > 0) throw new Error(`no answer to ${unanswered.map(({ name }) => name).join(', ')}`);
  const project = new Uint8Array(readFileSync(kept));
  // By Vite, which finds the dictionaries.
  const printer = fileURLToPath(new URL('./carrying-pdf.ts', import.meta.url));
  const { carryingPdf } = (await runnerImport<typeof import('./carrying-pdf.ts')>(printer)).module;
  const { ends, faults, slowestMs } = await fuzzProject(project, await carryingPdf(project), cases, 1_000_000);
  if (faults.length > 0) throw new Error(faults.slice(0, 5).join('\n'));
  const counted = Object.entries(ends).map(([code, count]) => [`damaged projects.${code}`, count]);
  return {
    'damaged projects': cases,
    ...Object.fromEntries(counted),
    'damaged projects.faults': faults.length,
    'damaged projects.slowest ms': Math.round(slowestMs),
    'gzip bombs.peak megabytes': Math.max(...bombs.map(({ peakMegabytes }) => peakMegabytes)),
  };
};

function numberGiven(words: readonly string[], option: string): number | undefined {
  const word = words.find((each) => each.startsWith(option));
  return word === undefined ? undefined : Number(word.slice(option.length));
}

export default projectFiles;
