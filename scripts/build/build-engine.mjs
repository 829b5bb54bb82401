/** Bundles the engine for a cluster to one file that needs only Node: dist/debut-engine.mjs. */
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'vite';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

/** The version that its lines carry: the package's, and a hash of the code, which two builds of one source share. */
export async function buildEngine(folder = path.join(root, 'dist')) {
  const { output } = await build({
    root,
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: true },
    build: {
      write: false,
      ssr: 'scripts/cluster/debut-engine.ts',
      target: 'node20',
      minify: true,
      rollupOptions: { output: { codeSplitting: false } },
    },
  });
  const { code } = output[0];
  const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
  const mark = `${version}+${createHash('sha256').update(code).digest('hex').slice(0, 12)}`;
  const file = path.join(folder, 'debut-engine.mjs');
  writeFileSync(file, `globalThis.debutEngineVersion=${JSON.stringify(mark)};\n${code}`);
  return file;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) await buildEngine();
