import { defineConfig } from 'vitest/config';

/**
 * What keeps no state between calls: its tests can share a process, which loads each module once. Stores that a test sets,
 * views that are drawn, and the networks of tfjs (whose packages keep backends and tensors) have a process for each file, and
 * so have tests that mock modules or stand in for globals.
 */
const shared = [
  'src/{engine,i18n}/**/!(few-moves).test.ts',
  'src/export/**/!(load-print-fonts).test.ts',
  'src/{features,storage,warehouse}/**/*.test.ts',
  'src/ingest/**/!(row-kernel).test.ts',
  'src/learning/**/!(perceptron-trainer|train-check).test.ts',
  'src/ui/{charts,table,theme}/*.test.ts',
  'src/workers/!(learning)/**/*.test.ts',
  '{scripts,bench}/**/!(monitor-commit).test.ts',
];

export default defineConfig({
  test: {
    projects: [
      { extends: true, test: { name: 'shared', include: shared, isolate: false } },
      {
        extends: true,
        test: {
          name: 'apart',
          include: ['{src,scripts}/**/*.test.{ts,tsx}'],
          exclude: ['**/node_modules/**', ...shared],
        },
      },
    ],
    setupFiles: ['scripts/test-setup.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Node 20 knows relaxed SIMD behind a flag; later versions have it and refuse the flag.
    execArgv: process.versions.node.startsWith('20.') ? ['--experimental-wasm-relaxed-simd'] : [],
    maxWorkers: 2,
  },
});
