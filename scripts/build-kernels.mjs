/**
 * Compiles the training kernel (src/learning/wasm/assembly) to src/learning/wasm/build/, once with plain SIMD and once
 * with relaxed SIMD. Skipped when neither a source nor the compiler has changed since. Needs the installed packages.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const folder = path.join(root, 'src/learning/wasm');
const compiler = path.join(root, 'node_modules/assemblyscript');
const common = ['-O3', '--runtime', 'stub', '--noAssert', '--importMemory', '--enable', 'simd'];
const variants = { simd: [], 'relaxed-simd': ['--enable', 'relaxed-simd'] };

function fingerprint() {
  const hash = createHash('sha256').update(JSON.stringify([common, variants]));
  hash.update(readFileSync(path.join(compiler, 'package.json')));
  const sources = path.join(folder, 'assembly');
  for (const name of readdirSync(sources).sort()) hash.update(name).update(readFileSync(path.join(sources, name)));
  return hash.digest('hex');
}

const built = path.join(folder, 'build');
const stampFile = path.join(built, 'fingerprint.txt');
const outputs = Object.keys(variants).map((variant) => path.join(built, `training-${variant}.wasm`));
const wanted = fingerprint();
const upToDate =
  existsSync(stampFile) && readFileSync(stampFile, 'utf8') === wanted && outputs.every((file) => existsSync(file));
if (!upToDate) {
  console.error('Compiling the training kernel ...');
  mkdirSync(built, { recursive: true });
  Object.values(variants).forEach((flags, index) => {
    // Renamed when whole: another process may be reading the file, or compiling it too.
    const unfinished = `${outputs[index]}.${process.pid}.tmp.wasm`;
    const words = ['src/learning/wasm/assembly/index.ts', '--outFile', path.relative(root, unfinished)];
    execFileSync(process.execPath, [path.join(compiler, 'bin/asc.js'), ...words, ...common, ...flags], {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    renameSync(unfinished, outputs[index]);
  });
  writeFileSync(stampFile, wanted);
}
