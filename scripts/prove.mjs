/**
 * `npm run prove`: everything that takes too long for `npm test`, stage by stage, written down in docs/proof.md with the
 * figures, the seeds, the hash of the source and the versions. `--only=a,b` runs some stages (the others keep what their
 * last run gave, marked where the source has changed since), `--list` names them, `--quick` runs each with options that
 * only show that it works and writes to test-results/ instead. Exit status 1: a stage failed or a goal was missed.
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
const unknown = (only ?? []).filter((name) => !names.includes(name));

if (words.includes('--list')) console.log(names.join('\n'));
else if (unknown.length > 0) {
  console.error(`No stage named ${unknown.join(', ')}; there are: ${names.join(', ')}`);
  process.exitCode = 2;
} else prove();

function prove() {
  const folder = path.join(root, 'test-results', quick ? 'prove-quick' : 'prove');
  mkdirSync(folder, { recursive: true });
  const source = sourceHash();
  runNode('scripts/setup.mjs', ['--browser']);
  for (const stage of stages) if (!only || only.includes(stage.name)) runStage(stage, folder, source);
  const results = stages.map(({ name }) => readResult(path.join(folder, `${name}.json`)));
  const page = proofPage({ stages, results, goals, source, versions: versions(), quick });
  const target = path.join(root, quick ? 'test-results/proof-quick.md' : 'docs/proof.md');
  writeFileSync(target, page.text);
  console.log(`\n${page.summary}\nWritten to ${path.relative(root, target)}.`);
  if (page.troubles > 0) process.exitCode = 1;
}

/** A stage's benchmarks one after the other; what they leave is kept beside the page, so that stages can run apart. */
function runStage(stage, folder, source) {
  console.log(`\n== ${stage.name}: ${stage.what}`);
  const started = Date.now();
  const figures = {};
  const errors = [];
  const commands = [];
  for (const run of stage.runs) {
    const options = quick ? run.quick : run.full;
    commands.push(['npm run bench --', run.bench, ...options].join(' '));
    const file = path.join(folder, `${stage.name}.${run.bench}.bench.json`);
    rmSync(file, { force: true });
    const status = runNode('bench/run.ts', [run.bench, ...options, '--json', file]);
    const outcome = readResult(file)?.find(({ name }) => name === run.bench);
    if (outcome?.figures) Object.assign(figures, outcome.figures);
    if (outcome?.error) errors.push(outcome.error);
    else if (status !== 0) errors.push(`${run.bench} ended with status ${status}`);
    else if (!outcome) errors.push(`${run.bench} left no figures`);
    else if (Object.keys(outcome.figures).length === 0) errors.push(`${run.bench} has no figures`);
    if (outcome?.figures?.skipped) errors.push(`skipped: ${outcome.figures.skipped}`);
  }
  const seconds = Math.round((Date.now() - started) / 1000);
  const result = { source, finishedAt: new Date().toISOString(), seconds, commands, figures, errors };
  writeFileSync(path.join(folder, `${stage.name}.json`), JSON.stringify(result, null, 1));
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

/** Over names and bytes of everything that computes: tracked or not yet tracked, never what git ignores. */
function sourceHash() {
  const listed = execFileSync(
    'git',
    ['ls-files', '-co', '--exclude-standard', 'src', 'bench', 'scripts', 'package-lock.json'],
    {
      cwd: root,
      encoding: 'utf8',
    },
  );
  const hash = createHash('sha256');
  for (const file of listed.split('\n').filter(Boolean).sort())
    if (existsSync(path.join(root, file))) hash.update(`${file}\0`).update(readFileSync(path.join(root, file)));
  return hash.digest('hex').slice(0, 16);
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
