import { defineConfig } from 'vitest/config';

/** Functions of their input, without a state of their own: their tests can share a process, and start the sooner. */
const pure = 'src/engine/**/*.test.ts';

export default defineConfig({
  test: {
    projects: [
      { extends: true, test: { name: 'pure', include: [pure], isolate: false } },
      {
        extends: true,
        test: {
          name: 'rest',
          include: ['src/**/*.test.{ts,tsx}', 'scripts/**/*.test.ts', 'bench/**/*.test.ts'],
          exclude: ['**/node_modules/**', pure],
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
