/**
 * Compiles the training kernel (src/learning/wasm/assembly) once with plain SIMD and once with relaxed SIMD, and the
 * import's row kernel (src/ingest/kernel/assembly), small enough to lie as text in the script that needs it. Each goes to
 * a folder build/ beside its sources. Skipped when neither a source nor the compiler has changed since. Needs the installed
 * packages.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const compiler = path.join(root, 'node_modules/assemblyscript');
const common = ['-O3', '--runtime', 'stub', '--noAssert', '--importMemory', '--enable', 'simd'];

compileKernel('training kernel', path.join(root, 'src/learning/wasm'), {
  'training-simd.wasm': [],
  'training-relaxed-simd.wasm': ['--enable', 'relaxed-simd'],
});
compileKernel('row kernel', path.join(root, 'src/ingest/kernel'), { 'row-kernel.ts': [] });

/** Makes the files in `build/` of a folder from its `assembly/`, each with the flags given; a `.ts` exports base64. */
function compileKernel(name, folder, files) {
  const built = path.join(folder, 'build');
  const stampFile = path.join(built, 'fingerprint.txt');
  const outputs = Object.keys(files).map((file) => path.join(built, file));
  const sources = path.join(folder, 'assembly');
  const wanted = fingerprint(sources, files);
  const upToDate =
    existsSync(stampFile) && readFileSync(stampFile, 'utf8') === wanted && outputs.every((file) => existsSync(file));
  if (upToDate) return;
  console.error(`Compiling the ${name} ...`);
  mkdirSync(built, { recursive: true });
  Object.values(files).forEach((flags, index) => {
    // Renamed when whole: another process may be reading the file, or compiling it too.
    const unfinished = `${outputs[index]}.${process.pid}.tmp.wasm`;
    const words = [path.join(path.relative(root, sources), 'index.ts'), '--outFile', path.relative(root, unfinished)];
    execFileSync(process.execPath, [path.join(compiler, 'bin/asc.js'), ...words, ...common, ...flags], {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    if (outputs[index].endsWith('.ts')) {
      const base64 = readFileSync(unfinished).toString('base64');
      writeFileSync(unfinished, `/** A WebAssembly module in base64. */\nexport default '${base64}';\n`);
    }
    renameSync(unfinished, outputs[index]);
  });
  writeFileSync(stampFile, wanted);
}

function fingerprint(sources, files) {
  const hash = createHash('sha256').update(JSON.stringify([common, files]));
  hash.update(readFileSync(path.join(compiler, 'package.json')));
  for (const name of readdirSync(sources).sort()) hash.update(name).update(readFileSync(path.join(sources, name)));
  return hash.digest('hex');
}
