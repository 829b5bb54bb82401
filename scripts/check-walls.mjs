/**
 * Plants one breach for each wall in a copy of the tree and demands that the compiler or the linter refuses it: a wall
 * that can't fail is no wall. Prints a table (also in docs/architecture.md) and exits 1 when a breach goes through.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

/** Each breach: the file planted, its text, which tool refuses it, and what its message must hold. */
const breaches = [
  ['DOM in engine', 'src/engine/planted-dom.ts', 'export const title = document.title;\n', 'tsc', 'TS2584'],
  ['console in engine', 'src/engine/planted-console.ts', "console.log('x');\nexport {};\n", 'tsc', 'TS2584'],
  [
    'node: in engine',
    'src/engine/planted-node.ts',
    "import { readFileSync } from 'node:fs';\nexport const f = readFileSync;\n",
    'tsc',
    'TS2591',
  ],
  [
    'import from above in engine',
    'src/engine/planted-above.ts',
    "import { decodePlanted } from '#ingest/planted-target.ts';\nexport const x = decodePlanted;\n",
    'tsc',
    'TS6307',
  ],
  [
    'npm package in engine',
    'src/engine/planted-package.ts',
    "import { create } from 'zustand';\nexport const x = create;\n",
    'biome',
    'noRestrictedImports',
  ],
  [
    'parent path in engine',
    'src/engine/calendar/planted-parent.ts',
    "import { createRandom } from '../random.ts';\nexport const x = createRandom;\n",
    'biome',
    'noRestrictedImports',
  ],
  [
    'Math.random in engine',
    'src/engine/planted-chance.ts',
    'export const x = Math.random();\n',
    'biome',
    'takes randomness as an argument',
  ],
  ['Date.now in engine', 'src/engine/planted-clock.ts', 'export const x = Date.now();\n', 'biome', 'has no clock'],
  [
    'feature to feature',
    'src/features/data/planted-feature.ts',
    "import { planted } from '#features/plan/planted-target.ts';\nexport const x = planted;\n",
    'biome',
    'noRestrictedImports',
  ],
  [
    'feature to feature, dynamic',
    'src/features/data/planted-dynamic.ts',
    "export const x = import('#features/plan/planted-target.ts');\n",
    'biome',
    'noRestrictedImports',
  ],
  [
    'feature to feature, from a folder within',
    'src/features/demand/series/planted-feature.ts',
    "import { planted } from '#features/plan/planted-target.ts';\nexport const x = planted;\n",
    'biome',
    'noRestrictedImports',
  ],
  [
    'parent path in a feature, from a folder within',
    'src/features/plan/rules/planted-parent.ts',
    "import { planted } from '../planted-target.ts';\nexport const x = planted;\n",
    'biome',
    'noRestrictedImports',
  ],
  [
    'view to worker',
    'src/features/data/planted-worker.ts',
    "import { createWorkerClient } from '#workers/worker-client.ts';\nexport const x = createWorkerClient;\n",
    'biome',
    'noRestrictedImports',
  ],
  [
    'ui to domain',
    'src/ui/planted-domain.ts',
    "import type { Panel } from '#engine/panel/panel.ts';\nexport type X = Panel;\n",
    'biome',
    'noRestrictedImports',
  ],
  [
    'engine value on the main thread',
    'src/state/planted-value.ts',
    "import { createRandom } from '#engine/random.ts';\nexport const x = createRandom;\n",
    'biome',
    'never heavy code',
  ],
  [
    'a store in a schema',
    'src/storage/slices/planted-state.ts',
    "import { usePlanStore } from '#state/plan/plan-store.ts';\nexport const x = usePlanStore;\n",
    'biome',
    'noRestrictedImports',
  ],
  ['barrel file', 'src/ui/planted-barrel.ts', "export * from '#ui/planted-domain.ts';\n", 'biome', 'noReExportAll'],
  [
    'import cycle',
    'src/engine/planted-cycle-a.ts',
    "import { b } from '#engine/planted-cycle-b.ts';\nexport const a = (): number => b();\n",
    'biome',
    'noImportCycles',
  ],
  [
    'undeclared package',
    'src/state/planted-undeclared.ts',
    "import x from 'left-pad';\nexport const y = x;\n",
    'biome',
    'noUndeclaredDependencies',
  ],
];
const targets = [
  ['src/ingest/planted-target.ts', 'export const decodePlanted = 1;\n'],
  ['src/features/plan/planted-target.ts', 'export const planted = 1;\n'],
  [
    'src/engine/planted-cycle-b.ts',
    "import { a } from '#engine/planted-cycle-a.ts';\nexport const b = (): number => a();\n",
  ],
];

const copy = mkdtempSync(path.join(os.tmpdir(), 'debut-walls-'));
try {
  for (const entry of ['src', 'tsconfig', 'tsconfig.json', 'biome.json', 'package.json', 'tools', '.gitignore']) {
    cpSync(path.join(root, entry), path.join(copy, entry), { recursive: true });
  }
  symlinkSync(path.join(root, 'node_modules'), path.join(copy, 'node_modules'), 'junction');
  const options = JSON.stringify({
    extends: './tsconfig/engine.json',
    compilerOptions: { outDir: './out', tsBuildInfoFile: './out/i', rootDir: '.' },
    include: ['./src/engine/**/*.ts'],
    exclude: ['./**/*.test.ts'],
  });
  writeFileSync(path.join(copy, 'tsconfig.walls.json'), options);
  for (const [file, text] of [...targets, ...breaches.map(([, file, text]) => [file, text])]) {
    mkdirSync(path.dirname(path.join(copy, file)), { recursive: true });
    writeFileSync(path.join(copy, file), text);
  }
  const run = (tool, args) => {
    const { stdout, stderr } = spawnSync(process.execPath, [path.join(copy, 'node_modules', tool), ...args], {
      cwd: copy,
      encoding: 'utf8',
      maxBuffer: 1 << 28,
    });
    return `${stdout}\n${stderr}`;
  };
  const said = {
    tsc: run('typescript/bin/tsc', ['-p', 'tsconfig.walls.json', '--pretty', 'false']).split('\n'),
    biome: run('@biomejs/biome/bin/biome', [
      'lint',
      '--vcs-enabled=false',
      '--reporter=github',
      '--max-diagnostics=none',
      ...new Set(breaches.map(([, file]) => file)),
      ...targets.map(([file]) => file),
    ]).split('\n'),
  };
  let through = 0;
  for (const [wall, file, , tool, word] of breaches) {
    const refused = said[tool].some((line) => line.includes(file) && line.includes(word));
    if (!refused) {
      through += 1;
      console.error(`a breach goes through: ${wall} (${file}, expected ${word} from ${tool})`);
      for (const line of said[tool].filter((l) => l.includes(file))) console.error(`  said: ${line}`);
    } else console.log(`refused: ${wall} by ${tool} (${word})`);
  }
  process.exitCode = through > 0 ? 1 : 0;
} finally {
  rmSync(copy, { recursive: true, force: true });
}
