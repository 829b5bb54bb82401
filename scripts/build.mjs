/** Builds what is served, the kernels and the page, and the engine for a cluster. Skips all when no source changed since. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { buildEngine } from './build/build-engine.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const sources = [
  'src',
  'public',
  'index.html',
  'vite.config.ts',
  'package-lock.json',
  'scripts/build',
  'scripts/cluster',
];

function* filesOf(entry) {
  if (!existsSync(entry)) return;
  if (!statSync(entry).isDirectory()) return yield entry;
  for (const name of readdirSync(entry).sort()) yield* filesOf(path.join(entry, name));
}

/** Hash of everything that the built page is made of; kept beside it, so that an unchanged page is not built again. */
function sourceHash() {
  const hash = createHash('sha256');
  for (const source of sources) {
    for (const file of filesOf(path.join(root, source))) {
      if (/\.test\.tsx?$/.test(file) || file.endsWith('.wasm')) continue;
      hash.update(path.relative(root, file).replaceAll(path.sep, '/')).update(readFileSync(file));
    }
  }
  return hash.digest('hex');
}

/** Runs a package's command by its file, so that no shell or PATH matters. */
function runTool(file, args) {
  execFileSync(process.execPath, [path.join(root, file), ...args], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
}

export async function build({ force = false } = {}) {
  runTool('scripts/build-assets.mjs', []);
  const stampFile = path.join(root, 'dist/.source-hash');
  const hash = sourceHash();
  if (!force && existsSync(stampFile) && readFileSync(stampFile, 'utf8') === hash) return;
  console.log('Building ...');
  runTool('node_modules/vite/bin/vite.js', ['build', '--logLevel', 'error']);
  // The same page in one file, beside the other: dist/debut.html.
  runTool('node_modules/vite/bin/vite.js', ['build', '--mode', 'single', '--logLevel', 'error']);
  await buildEngine();
  writeFileSync(stampFile, hash);
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) await build({ force: true });
