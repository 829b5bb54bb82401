/**
 * Plants one fault at a time in a copy of the tree and demands that the tests of its part notice: a number that nobody
 * pins, or a test that can't fail, shows here. Each fault of scripts/faults/PART.mjs is a text that stands exactly once in a
 * file, what stands there instead, and the test files that have to fail. Fails when a fault is let through, when its text is
 * no longer there (so that the list can't rot), or when the tests fail without any fault. `--only=a,b`: parts, or words of
 * what a fault says. `--json FILE`: the counts, for `npm run prove`.
 */
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { createVitest } from 'vitest/node';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const words = process.argv.slice(2);
const only = words
  .find((word) => word.startsWith('--only='))
  ?.slice('--only='.length)
  .split(',');
const jsonFile = words[words.indexOf('--json') + 1];

const faults = await listFaults();
const spoilt = faults.flatMap((fault) => troubleWith(fault) ?? []);
for (const trouble of spoilt) console.error(trouble);

const folder = mkdtempSync(path.join(os.tmpdir(), 'debut-faults-'));
const copy = path.join(folder, 'tree');
try {
  copyTree();
  const counts = await plantAll(faults.filter((fault) => troubleWith(fault) === null));
  const missed = counts['faults let through'] + spoilt.length;
  // Set anew: vitest has set it for each test that failed as it should.
  process.exitCode = missed > 0 ? 1 : 0;
  if (words.includes('--json')) writeJson({ ...counts, 'faults whose text is gone': spoilt.length }, missed);
} catch (error) {
  process.exitCode = 1;
  throw error;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function listFaults() {
  const parts = readdirSync(path.join(root, 'scripts/faults')).filter((file) => file.endsWith('.mjs'));
  const all = [];
  for (const file of parts) {
    const part = path.basename(file, '.mjs');
    const { faults } = await import(pathToFileURL(path.join(root, 'scripts/faults', file)).href);
    all.push(...faults.map((fault) => ({ part, ...fault })));
  }
  return only ? all.filter(({ part, what }) => only.some((word) => part === word || what.includes(word))) : all;
}

/** What is wrong with a fault itself; null: nothing. */
function troubleWith({ what, file, text, tests }) {
  if (!existsSync(path.join(root, file))) return `${what}: ${file} is not there`;
  const found = readFileSync(path.join(root, file), 'utf8').split(text).length - 1;
  if (found !== 1) return `${what}: its text stands ${found} times in ${file}`;
  const missing = tests.filter((test) => !existsSync(path.join(root, test)));
  return missing.length > 0 ? `${what}: ${missing.join(', ')} is not there` : null;
}

function copyTree() {
  const entries = [
    'src',
    'bench',
    'scripts',
    'e2e',
    'public',
    'package.json',
    'tsconfig',
    'tsconfig.json',
    'vitest.config.ts',
  ];
  for (const entry of entries) cpSync(path.join(root, entry), path.join(copy, entry), { recursive: true });
  symlinkSync(path.join(root, 'node_modules'), path.join(copy, 'node_modules'), 'junction');
  // A process that tests share would keep the module of the fault before; a test that takes its time has noticed nothing.
  const config = path.join(copy, 'vitest.config.ts');
  writeFileSync(
    config,
    readFileSync(config, 'utf8').replaceAll('isolate: false', 'isolate: true').replaceAll('60_000', '900_000'),
  );
  const shared = path.join(root, '../shared');
  if (existsSync(shared)) symlinkSync(shared, path.join(folder, 'shared'), 'junction');
}

async function plantAll(planted) {
  process.chdir(copy);
  const vitest = await createVitest('test', {
    root: copy,
    config: path.join(copy, 'vitest.config.ts'),
    watch: false,
    reporters: [{}],
    bail: 1,
  });
  await vitest.standalone();
  await vitest.globTestSpecifications();
  /** The first of these test files that fail; the others need not be run any more. */
  const failing = async (tests) => {
    const specifications = tests.flatMap((test) => vitest.getModuleSpecifications(path.join(copy, test)));
    if (specifications.length < tests.length) throw new Error(`no tests to run among ${tests.join(', ')}`);
    const { testModules, unhandledErrors } = await vitest.runTestSpecifications(specifications, false);
    // The answer also holds what earlier runs came to.
    const own = new Set(specifications.map(({ moduleId }) => moduleId));
    const failed = testModules.filter((module) => own.has(module.moduleId) && module.state() === 'failed');
    const names = failed.map(({ moduleId }) => path.relative(copy, moduleId));
    return unhandledErrors.length > 0 ? [...names, 'an error that nobody catches'] : names;
  };
  const counts = { 'faults planted': 0, 'faults noticed': 0, 'faults let through': 0 };
  try {
    const before = await failing([...new Set(planted.flatMap(({ tests }) => tests))]);
    if (before.length > 0) throw new Error(`without any fault fail: ${before.join(', ')}`);
    for (const { part, what, file, text, replacement, tests } of planted) {
      const target = path.join(copy, file);
      const whole = readFileSync(target, 'utf8');
      const started = performance.now();
      writeFileSync(
        target,
        whole.replace(text, () => replacement),
      );
      vitest.invalidateFile(target);
      const isNoticed = (await failing(tests)).length > 0;
      writeFileSync(target, whole);
      vitest.invalidateFile(target);
      const seconds = ((performance.now() - started) / 1000).toFixed(1);
      counts['faults planted'] += 1;
      counts[isNoticed ? 'faults noticed' : 'faults let through'] += 1;
      console.log(`${isNoticed ? 'noticed    ' : 'LET THROUGH'} ${seconds.padStart(6)} s  ${part}: ${what}`);
    }
  } finally {
    process.chdir(root);
    await vitest.close();
  }
  console.log(`\n${counts['faults noticed']} of ${counts['faults planted']} faults noticed`);
  return counts;
}

function writeJson(figures, missed) {
  const target = path.resolve(root, jsonFile);
  mkdirSync(path.dirname(target), { recursive: true });
  const outcome = missed > 0 ? { error: `${missed} faults let through, or their text is gone` } : {};
  writeFileSync(target, JSON.stringify([{ name: 'faults', figures, ...outcome }], null, 1));
}
