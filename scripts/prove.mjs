/**
 * `npm run prove`: everything that takes too long for `npm test`, stage by stage. Each stage leaves its figures, the time and
 * the versions of its run in docs/proof/STAGE.json, stamped with a hash of what it reads (prove-stages.mjs); docs/proof.md is
 * written from those files and says of each whether what it reads has changed since. `--only=a,b` runs some stages, `--stale`
 * those whose result is missing or outdated, `--page` none (the page is written anew from what is there), `--list` names them;
 * `--quick` runs each with options that only show that it works and writes to test-results/ instead. Exit status 1: a stage
 * failed or a goal was missed.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { proofPage } from './prove-page.mjs';
import { goals, stages } from './prove-stages.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const words = process.argv.slice(2);
const quick = words.includes('--quick');
const only = words
  .find((word) => word.startsWith('--only='))
  ?.slice('--only='.length)
  .split(',');
const names = stages.map(({ name }) => name);
const unknown = [
  ...words.filter((word) => !/^--(quick|stale|page|list|only=.+)$/.test(word)),
  ...(only ?? []).filter((name) => !names.includes(name)),
];
const folder = path.join(root, quick ? 'test-results/prove-quick' : 'docs/proof');
/** Code whose types are all it has, or part of what runs (AssemblyScript). */
const isTyped = /\.d\.m?ts$|\/(wasm|kernel)\/assembly\//;
const running = new Map();

if (words.includes('--list')) console.log(names.join('\n'));
else if (unknown.length > 0) {
  console.error(`No stage or option named ${unknown.join(', ')}; stages are: ${names.join(', ')}`);
  process.exitCode = 2;
} else await prove();

async function prove() {
  mkdirSync(folder, { recursive: true });
  runNode('scripts/setup.mjs', ['--browser']);
  const wanted = [];
  for (const stage of stages) if (await isWanted(stage)) wanted.push(stage);
  for (const stage of wanted) await runStage(stage);
  const results = await Promise.all(
    stages.map(async (stage) => {
      const result = readResult(resultFile(stage));
      return result && { ...result, isStale: result.source !== (await sourceHash(stage)) };
    }),
  );
  const page = proofPage({ stages, results, goals, quick });
  const target = path.join(root, quick ? 'test-results/proof-quick.md' : 'docs/proof.md');
  writeFileSync(target, page.text);
  console.log(`\n${page.summary}\nWritten to ${path.relative(root, target)}.`);
  if (page.troubles > 0) process.exitCode = 1;
}

async function isWanted(stage) {
  if (words.includes('--page')) return false;
  if (only && !only.includes(stage.name)) return false;
  return !words.includes('--stale') || readResult(resultFile(stage))?.source !== (await sourceHash(stage));
}

function resultFile({ name }) {
  return path.join(folder, `${name}.json`);
}

/** A stage's benchmarks one after the other; their result lies beside those of the others, so that stages can run apart. */
async function runStage(stage) {
  console.log(`\n== ${stage.name}: ${stage.what}`);
  const source = await sourceHash(stage);
  const started = Date.now();
  const figures = {};
  const errors = [];
  const commands = [];
  const left = path.join(root, 'test-results', `${stage.name}.bench.json`);
  mkdirSync(path.dirname(left), { recursive: true });
  for (const run of stage.runs) {
    // A run that was broken off goes on, and never with what was proven of other code.
    const options = (quick ? run.quick : run.full).map((option) => option.replace('SOURCE', source));
    const name = run.bench ?? run.script;
    commands.push([run.bench ? `npm run bench -- ${run.bench}` : `node ${run.script}`, ...options].join(' '));
    rmSync(left, { force: true });
    const status = runNode(run.script ?? 'bench/run.ts', [
      ...(run.bench ? [run.bench] : []),
      ...options,
      '--json',
      left,
    ]);
    const outcome = readResult(left)?.[0];
    if (outcome?.figures) Object.assign(figures, outcome.figures);
    if (outcome?.error) errors.push(outcome.error);
    else if (status !== 0) errors.push(`${name} ended with status ${status}`);
    else if (!outcome) errors.push(`${name} left no figures`);
    else if (Object.keys(outcome.figures).length === 0) errors.push(`${name} has no figures`);
    if (outcome?.figures?.skipped) errors.push(`skipped: ${outcome.figures.skipped}`);
  }
  const seconds = Math.round((Date.now() - started) / 1000);
  const finishedAt = new Date().toISOString();
  const result = { source, finishedAt, seconds, versions: versions(), commands, figures, errors };
  writeFileSync(resultFile(stage), `${JSON.stringify(result, null, 1)}\n`);
  console.log(`== ${stage.name}: ${errors.length === 0 ? 'done' : `FAILED (${errors.join('; ')})`} in ${seconds} s`);
}

function runNode(file, args) {
  const typescript = file.endsWith('.ts') ? ['--experimental-wasm-relaxed-simd', '--import', 'tsx'] : [];
  const { status } = spawnSync(process.execPath, [...typescript, path.join(root, file), ...args], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  return status ?? 1;
}

function readResult(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}

/** Over names and contents of what a stage reads and the lock file: tracked or not yet tracked, never what git ignores. A test, and what only tests take, changes no figure. */
async function sourceHash({ reads, areTestsRead = false }) {
  const listed = execFileSync('git', ['ls-files', '-co', '--exclude-standard', 'package-lock.json', ...reads], {
    cwd: root,
    encoding: 'utf8',
  });
  const hash = createHash('sha256');
  const files = new Set(listed.split('\n').filter(Boolean));
  for (const file of [...files].sort())
    if (existsSync(path.join(root, file)) && (areTestsRead || !/\.test\.tsx?$|\/testing\//.test(file)))
      hash.update(`${file}\0`).update(await whatRuns(file));
  return hash.digest('hex').slice(0, 16);
}

/** A file's content; of code what runs of it, without comments, types and white space, which change no figure. */
async function whatRuns(file) {
  if (!running.has(file)) {
    const content = readFileSync(path.join(root, file));
    if (!/\.(ts|tsx|mjs|mts)$/.test(file) || isTyped.test(file)) running.set(file, content);
    else {
      // Not at the top: where nothing is installed yet, that is the first thing to do.
      const { minify, transformWithOxc } = await import('vite');
      const { code } = await transformWithOxc(content.toString(), file, { sourcemap: false });
      running.set(file, (await minify(file, code, { compress: false, mangle: false })).code);
    }
  }
  return running.get(file);
}

function versions() {
  const ask = (command, args) => {
    try {
      return execFileSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
    } catch {
      return null;
    }
  };
  const chromium = [process.env.DEBUT_CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser'].find(
    (file) => file && existsSync(file),
  );
  return {
    Node: process.versions.node,
    V8: process.versions.v8,
    Chromium: (chromium && ask(chromium, ['--version'])) ?? 'the one that Playwright brings',
    PyTorch: ask('python3', ['-c', 'import torch; print(torch.__version__)']) ?? 'not installed',
    Processor: `${cpus().length} x ${cpus()[0]?.model ?? 'unknown'}`,
  };
}
