import { defineConfig } from 'vitest/config';

/**
 * What keeps no state between calls: its tests can share a process, which loads each module once. Stores, views and the
 * networks (whose packages keep backends and tensors) have a process for each file, and so have tests that mock modules or
 * stand in for globals.
 */
const shared = [
  'src/{engine,i18n}/**/!(few-moves).test.ts',
  'src/export/**/!(load-print-fonts).test.ts',
  'src/warehouse/**/*.test.ts',
  'src/ingest/**/!(row-kernel).test.ts',
  'src/workers/!(learning)/**/*.test.ts',
  '{scripts,bench}/**/*.test.ts',
];

export default defineConfig({
  test: {
    projects: [
      { extends: true, test: { name: 'shared', include: shared, isolate: false } },
      {
        extends: true,
        test: {
          name: 'apart',
          include: ['src/**/*.test.{ts,tsx}'],
          exclude: ['**/node_modules/**', ...shared],
        },
      },
    ],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Node 20 knows relaxed SIMD behind a flag; later versions have it and refuse the flag.
    execArgv: process.versions.node.startsWith('20.') ? ['--experimental-wasm-relaxed-simd'] : [],
    maxWorkers: 2,
  },
});
