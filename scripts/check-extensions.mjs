/**
 * Adds one of each kind of thing to a copy of the tree, as its next author would: one folder, its words, and at most one line
 * in a registry. Types must hold and the planted test must find the thing offered, at work, saved, reopened, undone and printed,
 * as far as that applies to it. Prints how many files outside the new folder had to be touched and fails where they are more
 * than two. What is planted stands in scripts/extensions/KIND: plant.mjs says where its texts go. `--only=a,b` plants some.
 */
import { spawnSync } from 'node:child_process';
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

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const source = path.join(root, 'scripts/extensions');
const only = process.argv
  .slice(2)
  .find((word) => word.startsWith('--only='))
  ?.slice('--only='.length)
  .split(',');
/** Files outside the new folder that may be touched: a registry, and one more. The texts of each language are its own. */
const mostTouched = 2;

const kinds = readdirSync(source).filter((kind) => !only || only.includes(kind));
const plants = await Promise.all(
  kinds.map(async (kind) => ({
    kind,
    ...(await import(pathToFileURL(path.join(source, kind, 'plant.mjs')).href)).plant,
  })),
);

const folder = mkdtempSync(path.join(os.tmpdir(), 'debut-extensions-'));
const copy = path.join(folder, 'tree');
try {
  copyTree();
  const tests = plants.flatMap(plantOne);
  if (process.exitCode === undefined) {
    if (run('typescript/bin/tsc', ['-b', '--pretty', 'false']) !== 0) fail('the types of what was planted do not hold');
    if (run('vitest/vitest.mjs', ['run', '--reporter=verbose', ...tests]) !== 0) fail('what was planted does not work');
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** The tree as a person would have it: packages by links, what the compiler remembers as a copy of its own. */
function copyTree() {
  const entries = ['src', 'bench', 'e2e', 'public', 'tsconfig', 'tsconfig.json', 'package.json', 'vitest.config.ts'];
  for (const entry of [...entries, 'vite.config.ts', 'playwright.config.ts', 'build'])
    if (existsSync(path.join(root, entry))) cpSync(path.join(root, entry), path.join(copy, entry), { recursive: true });
  cpSync(path.join(root, 'scripts'), path.join(copy, 'scripts'), {
    recursive: true,
    filter: (file) => !file.startsWith(source),
  });
  const packages = path.join(root, 'node_modules');
  mkdirSync(path.join(copy, 'node_modules/.cache'), { recursive: true });
  for (const name of readdirSync(packages))
    if (name !== '.cache') symlinkSync(path.join(packages, name), path.join(copy, 'node_modules', name), 'junction');
  const known = path.join(packages, '.cache/tsc');
  if (existsSync(known)) cpSync(known, path.join(copy, 'node_modules/.cache/tsc'), { recursive: true });
  const shared = path.join(root, '../shared');
  if (existsSync(shared)) symlinkSync(shared, path.join(folder, 'shared'), 'junction');
}

/** Writes the new folder and the lines outside it; answers with the tests that look for it. */
function plantOne({ kind, what, into, files, written = {}, lines, words = [], test }) {
  for (const file of files) write(`${into}/${file}`, readFileSync(path.join(source, kind, `${file}.txt`), 'utf8'));
  for (const [file, text] of Object.entries(written)) write(`${into}/${file}`, text);
  const touched = new Set();
  for (const line of lines) touched.add(insert(kind, line));
  const dictionaries = new Set(words.map((line) => insert(kind, line)));
  const outside = [...touched].map((file) => path.basename(file)).join(', ') || 'none';
  console.log(
    `${what}: ${into}/ (${files.length + Object.keys(written).length} files); outside it ${touched.size} touched (${outside}), texts in ${dictionaries.size} dictionaries`,
  );
  if (touched.size > mostTouched) fail(`${what} touches ${touched.size} files outside its folder`);
  const planted = `src/planted/${test}`;
  write(planted, readFileSync(path.join(source, kind, `${test}.txt`), 'utf8'));
  return [planted];
}

/** Puts `text` behind, in front of, or into the text that it belongs to, which must stand exactly once. */
function insert(kind, { file, after = '', before = '', text }) {
  const target = path.join(copy, file);
  const whole = existsSync(target) ? readFileSync(target, 'utf8') : '';
  const anchor = after + before;
  const found = whole.split(anchor).length - 1;
  if (found !== 1) fail(`${kind}: "${anchor.trim()}" stands ${found} times in ${file}`);
  else
    writeFileSync(
      target,
      whole.replace(anchor, () => after + text + before),
    );
  return file;
}

function write(file, text) {
  mkdirSync(path.dirname(path.join(copy, file)), { recursive: true });
  writeFileSync(path.join(copy, file), text);
}

function run(tool, args) {
  const { status } = spawnSync(process.execPath, [path.join(root, 'node_modules', tool), ...args], {
    cwd: copy,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  return status ?? 1;
}

function fail(trouble) {
  console.error(trouble);
  process.exitCode = 1;
}
